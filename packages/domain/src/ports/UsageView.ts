/**
 * How much a jeweller does, for admins.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type { Figures } from "../messaging/Figures.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * `contacts` are those that are not deleted, `campaigns` those that are ACTIVE. `runs` and `figures` are of runs that
 * began after the instant that was asked for.
 *
 * @since 0.1.0
 * @category model
 */
export interface Usage {
  readonly contacts: number
  readonly campaigns: number
  readonly runs: number
  readonly figures: Figures
}

/**
 * What an adapter provides; it reads and changes nothing.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** The usage of one jeweller; nothing but zeros for an unknown one. */
  readonly of: (jewellerId: JewellerId, since: DateTime.Utc) => Effect.Effect<Usage, StoreUnavailable>
}

/**
 * The tag of the port. Provide the view of the database that `UnitOfWork` is about.
 *
 * @since 0.1.0
 * @category port
 */
export class UsageView extends Context.Tag("@ektola/domain/ports/UsageView")<UsageView, Service>() {}
