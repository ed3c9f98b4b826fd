/**
 * Campaigns, their runs and whom the runs skipped.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { Campaign, CampaignId } from "../campaigns/Campaign.js"
import type { CampaignNotFound, RunNotFound } from "../campaigns/CampaignsError.js"
import type { Run, RunId } from "../campaigns/Run.js"
import type { ContactId } from "../contacts/Contact.js"
import type { Skip } from "../segmentation/Audience.js"
import type { TemplateId } from "../templates/Template.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { Page, PageRequest } from "./Page.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * A contact that was targeted and got no message.
 *
 * @since 0.1.0
 * @category model
 */
export interface SkippedContact extends Skip {
  readonly contactId: ContactId
}

/**
 * What an adapter provides. The use cases of campaigns call it, and whatever learns that a campaign has to pause.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Stores a new campaign. */
  readonly insert: (campaign: Campaign) => Effect.Effect<void, StoreUnavailable>
  /** A foreign id is answered as an unknown one, here and in every method that takes a jeweller. */
  readonly get: (
    jewellerId: JewellerId,
    campaignId: CampaignId
  ) => Effect.Effect<Campaign, CampaignNotFound | StoreUnavailable>
  /** As `get`, and nobody else can change or lock the campaign until the unit of work ends. */
  readonly lock: (
    jewellerId: JewellerId,
    campaignId: CampaignId
  ) => Effect.Effect<Campaign, CampaignNotFound | StoreUnavailable>
  /** The jeweller's campaigns in id order, whatever their status. */
  readonly listPage: (
    jewellerId: JewellerId,
    page: PageRequest<CampaignId>
  ) => Effect.Effect<Page<Campaign, CampaignId>, StoreUnavailable>
  /**
   * Locks and returns the jeweller's campaigns with the template that are ACTIVE, or were paused because of it; in id
   * order.
   */
  readonly lockByTemplate: (
    jewellerId: JewellerId,
    templateId: TemplateId
  ) => Effect.Effect<ReadonlyArray<Campaign>, StoreUnavailable>
  /**
   * Stores schedule, policy for missed runs, sending limit, options, status, cause and reason of a pause, and times of a
   * locked campaign.
   */
  readonly save: (campaign: Campaign) => Effect.Effect<void, StoreUnavailable>
  /**
   * Locks and returns one ACTIVE campaign with `nextRunAt` at or before `now`, the most overdue first; campaigns that
   * another unit of work holds are passed over. Empty when there is none.
   */
  readonly lockDue: (now: DateTime.Utc) => Effect.Effect<ReadonlyArray<Campaign>, StoreUnavailable>

  /**
   * Adds runs of one campaign; an occurrence that already has one keeps it, unless that one is MISSED and the added one
   * is not: then it takes its place under the old id. Returns how many were added or replaced.
   */
  readonly insertRuns: (runs: ReadonlyArray<Run>) => Effect.Effect<number, StoreUnavailable>
  /** A run with its status and counts. */
  readonly getRun: (jewellerId: JewellerId, runId: RunId) => Effect.Effect<Run, RunNotFound | StoreUnavailable>
  /**
   * As `getRun`, and nobody else changes or completes the run until the unit of work ends. Whoever makes a message of a
   * run open again holds it.
   */
  readonly lockRun: (jewellerId: JewellerId, runId: RunId) => Effect.Effect<Run, RunNotFound | StoreUnavailable>
  /** Runs of a campaign, oldest first. */
  readonly listRuns: (
    jewellerId: JewellerId,
    campaignId: CampaignId,
    page: PageRequest<RunId>
  ) => Effect.Effect<Page<Run, RunId>, StoreUnavailable>
  /** Locks and returns at most one PREPARING run that no other unit of work holds, the oldest first. */
  readonly lockPreparing: Effect.Effect<ReadonlyArray<Run>, StoreUnavailable>
  /** Stores status, watermark and counts of a locked run. */
  readonly saveRun: (run: Run) => Effect.Effect<void, StoreUnavailable>
  /** Adds skipped contacts of a run; a contact that is already there stays as it is. */
  readonly insertSkips: (
    run: Pick<Run, "id" | "jewellerId">,
    skips: ReadonlyArray<SkippedContact>
  ) => Effect.Effect<void, StoreUnavailable>
  /** Whom the run skipped, in order of contact id, which is also the `id` of each item. */
  readonly listSkips: (
    jewellerId: JewellerId,
    runId: RunId,
    page: PageRequest<ContactId>
  ) => Effect.Effect<Page<SkippedContact & { readonly id: ContactId }, ContactId>, StoreUnavailable>
  /** The skip of a contact in the run; none when it was not skipped. */
  readonly findSkip: (
    jewellerId: JewellerId,
    runId: RunId,
    contactId: ContactId
  ) => Effect.Effect<Option.Option<SkippedContact>, StoreUnavailable>
  /** Locks and returns READY runs that, once locked, have no open message; at most `limit`. */
  readonly lockSettledRuns: (limit: number) => Effect.Effect<ReadonlyArray<Run>, StoreUnavailable>
  /** Whether any run of the campaign is PREPARING or READY. */
  readonly hasUnfinishedRun: (campaign: Pick<Campaign, "id" | "jewellerId">) => Effect.Effect<boolean, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about: in memory, on PostgreSQL, or your
 * own that keeps these promises.
 *
 * @since 0.1.0
 * @category port
 */
export class CampaignStore extends Context.Tag("@ektola/domain/ports/CampaignStore")<CampaignStore, Service>() {}
