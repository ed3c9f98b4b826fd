/**
 * What is stored, beside what is counted of it, to be held against each other. Each answer is of one moment, so that it
 * may be asked while everything runs.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type { CampaignId } from "../campaigns/Campaign.js"
import type { Run } from "../campaigns/Run.js"
import type { StoredEvent } from "../messaging/Audit.js"
import type { Counts } from "../messaging/Figures.js"
import type { MessageId, WithAttempts } from "../messaging/Message.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { CountedRun } from "./FigureStore.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * A run with its figures, and with what its messages and skips come to when they are counted one by one.
 *
 * @since 0.1.0
 * @category model
 */
export interface RecountedRun extends CountedRun {
  readonly recounted: Counts
}

/**
 * A campaign with its figures, and with what those of its runs come to.
 *
 * @since 0.1.0
 * @category model
 */
export interface RecountedCampaign extends Counts {
  readonly jewellerId: JewellerId
  readonly campaignId: CampaignId
  readonly recounted: Counts
}

/**
 * A message with everything it has come from.
 *
 * @since 0.1.0
 * @category model
 */
export interface AuditedMessage extends WithAttempts {
  readonly events: ReadonlyArray<StoredEvent>
}

/**
 * Which run.
 *
 * @since 0.1.0
 * @category model
 */
export type RunKey = Pick<Run, "id" | "jewellerId">

/**
 * What an adapter provides, for operators: it sees all jewellers.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * The next run, in order of jeweller and id; null after the last. Counting a run of a million messages takes seconds.
   */
  readonly nextRun: (after: RunKey | null) => Effect.Effect<RecountedRun | null, StoreUnavailable>
  /** The next campaign, in order of jeweller and id; null after the last. */
  readonly nextCampaign: (
    after: Pick<RecountedCampaign, "campaignId" | "jewellerId"> | null
  ) => Effect.Effect<RecountedCampaign | null, StoreUnavailable>
  /** Messages of a run in id order, after this one. */
  readonly listMessages: (
    run: RunKey,
    page: { readonly after: MessageId | null; readonly limit: number }
  ) => Effect.Effect<ReadonlyArray<AuditedMessage>, StoreUnavailable>
  /** When the oldest event that is still kept was received; null when there is none. */
  readonly oldestEventAt: Effect.Effect<DateTime.Utc | null, StoreUnavailable>
  /**
   * Tells the figures of the run what they lack, so that they are what its messages and skips come to. Returns whether
   * anything was lacking.
   */
  readonly correct: (run: RunKey) => Effect.Effect<boolean, StoreUnavailable>
}

/**
 * The tag of the port. It reads past every tenant's border: provide it to operators' commands only.
 *
 * @since 0.1.0
 * @category port
 */
export class AuditView extends Context.Tag("@ektola/domain/ports/AuditView")<AuditView, Service>() {}
