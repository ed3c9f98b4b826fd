/**
 * Stops of sending that hold now.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { SendingStop } from "../tenancy/SendingStop.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What an adapter provides. `MessageStore` reads the same rows: no lane of a jeweller that is stopped is listed, and
 * *begin* is told of a stop.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Stores a stop, unless this jeweller (or, with null, everybody) is stopped already; whether it was new. */
  readonly stop: (stop: SendingStop) => Effect.Effect<boolean, StoreUnavailable>
  /** Ends the stop of this jeweller alone, or with null the stop of everybody; whether there was one. */
  readonly release: (jewellerId: JewellerId | null) => Effect.Effect<boolean, StoreUnavailable>
  /** All stops that hold, that of everybody first, then in the order of their times. */
  readonly list: Effect.Effect<ReadonlyArray<SendingStop>, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about.
 *
 * @since 0.1.0
 * @category port
 */
export class StopStore extends Context.Tag("@ektola/domain/ports/StopStore")<StopStore, Service>() {}
