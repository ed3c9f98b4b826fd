import * as Postgres from "@ektola/adapters/postgres/layer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as pgBackdoor from "./pgBackdoor.js"
import { migratedDatabase } from "./postgresDatabase.js"

/** The stores, and the connections below them. */
export const layer = Layer.unwrapScoped(
  Effect.map(migratedDatabase, (url) =>
    Layer.provideMerge(
      Layer.merge(Postgres.layer, pgBackdoor.layer),
      Postgres.layerConnection({ url: Redacted.make(url) })
    ))
)
