import type * as SqlClient from "@effect/sql/SqlClient"
import { it as plain, layer, type Vitest } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Stores } from "./registry.js"
import { select } from "./selection.js"

/** What holds on a real server only: concurrency, roles, the schema itself. The tests share one database. */
export const onPostgres = (suite: (it: Vitest.Tester<SqlClient.SqlClient | Stores>) => void): void => {
  const { leftOut, run } = select(process.env)
  if (run.includes("postgres")) {
    const stores = Layer.unwrapEffect(Effect.map(Effect.promise(() => import("./postgres.js")), ({ layer }) => layer))
    layer(stores, { excludeTestServices: true, timeout: "60 seconds" })("postgres", ({ effect }) => suite(effect))
  } else {
    plain.skip(leftOut ?? "postgres is left out by TEST_PROVIDER", () => {})
  }
}
