/**
 * `npm run migrate`: brings the schema of `DATABASE_URL` up to date, as the owner of the tables. Run it at every release,
 * before the new processes start.
 *
 * @since 0.1.0
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Config from "effect/Config"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { layerConnection } from "./layer.js"
import * as Migrations from "./Migrations.js"

const program = Effect.gen(function*() {
  const url = yield* Config.redacted("DATABASE_URL")
  const applied = yield* Effect.provide(Migrations.migrate, layerConnection({ url, maxConnections: 1 }))
  yield* Console.log(
    applied.length === 0
      ? "The schema is up to date."
      : applied.map(([id, name]) => `Migrated to ${id} (${name}).`).join("\n")
  )
})

NodeRuntime.runMain(program)
