/**
 * How many messages and skips of a run or a campaign share what they are counted by. Every write of messages and of skips
 * tells what it moved from where to where in the same unit of work; the store adds that up.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { CampaignId } from "../campaigns/Campaign.js"
import type { RunNotFound } from "../campaigns/CampaignsError.js"
import type { Run, RunId } from "../campaigns/Run.js"
import type { Counts } from "../messaging/Figures.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * A run and what is counted of it, of one moment.
 *
 * @since 0.1.0
 * @category model
 */
export interface CountedRun extends Counts {
  readonly run: Run
}

/**
 * What an adapter provides. A look costs the same however many messages there are.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** A run with its counts, both of the same moment: its messages sum to what it has planned. A foreign id is unknown. */
  readonly countRun: (
    jewellerId: JewellerId,
    runId: RunId
  ) => Effect.Effect<CountedRun, RunNotFound | StoreUnavailable>
  /** All runs of a campaign together, of one moment; nothing for one that is unknown or foreign. */
  readonly countCampaign: (jewellerId: JewellerId, campaignId: CampaignId) => Effect.Effect<Counts, StoreUnavailable>
  /**
   * Adds up at most `limit` of the moves that were told since, whosever they are, and returns how many it found. No count
   * changes by it, but looks stay quick. Any number of processes may call it at once.
   */
  readonly fold: (limit: number) => Effect.Effect<number, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that holds the messages.
 *
 * @since 0.1.0
 * @category port
 */
export class FigureStore extends Context.Tag("@ektola/domain/ports/FigureStore")<FigureStore, Service>() {}
