/**
 * @since 0.1.0
 */
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<UnitOfWork, never, Database> = Layer.effect(
  UnitOfWork,
  Effect.map(Database, ({ transact }) => UnitOfWork.of({ transact }))
)
