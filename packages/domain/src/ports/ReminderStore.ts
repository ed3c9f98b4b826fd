/**
 * Which reminders have been given out, for ever. It outlives contacts, messages and schedules.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { CampaignId } from "../campaigns/Campaign.js"
import type { RunId } from "../campaigns/Run.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * A reminder of one campaign. `person` is a `PersonHasher`'s hash, `dueMonth` is `YYYY-MM`.
 *
 * @since 0.1.0
 * @category model
 */
export interface ReminderKey {
  readonly person: string
  readonly dueMonth: string
  readonly daysBefore: number
}

/**
 * A key that has been given out, and the run that got it.
 *
 * @since 0.1.0
 * @category model
 */
export interface TakenKey extends ReminderKey {
  readonly runId: RunId
}

/**
 * Keys of one call.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxKeys = 2000

/**
 * What an adapter provides. Nothing is ever taken out: a key that was given out stays so.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Those of the keys that have been given out, in no order; at most `maxKeys`. */
  readonly findTaken: (
    jewellerId: JewellerId,
    campaignId: CampaignId,
    keys: ReadonlyArray<ReminderKey>
  ) => Effect.Effect<ReadonlyArray<TakenKey>, StoreUnavailable>
  /**
   * Gives the keys out to a run and returns those that were still free, each once, in no order; at most `maxKeys`. Of
   * two units of work that take the same key, one gets it; the other waits for the first to end.
   */
  readonly take: (
    run: { readonly jewellerId: JewellerId; readonly campaignId: CampaignId; readonly id: RunId },
    keys: ReadonlyArray<ReminderKey>
  ) => Effect.Effect<ReadonlyArray<ReminderKey>, StoreUnavailable>
}

/**
 * The tag of the port.
 *
 * @since 0.1.0
 * @category port
 */
export class ReminderStore extends Context.Tag("@ektola/domain/ports/ReminderStore")<ReminderStore, Service>() {}

/**
 * One text per key.
 *
 * @since 0.1.0
 * @category getters
 */
export const toText = (key: ReminderKey): string => `${key.person} ${key.dueMonth} ${key.daysBefore}`
