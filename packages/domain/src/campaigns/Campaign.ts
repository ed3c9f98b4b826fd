/**
 * A campaign: which template goes to whom and when.
 *
 * ```text
 * DRAFT ──activate──▶ ACTIVE ◀──activate── PAUSED
 *                       │  └────pause────────▲
 *                       └─ no occurrence left and every run completed ─▶ COMPLETED (from PAUSED too)
 * COMPLETED ──a run is opened again──▶ ACTIVE or PAUSED, as before
 * ```
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { MissedRuns } from "../recurrence/MissedRuns.js"
import { Schedule } from "../recurrence/Schedule.js"
import { Segment } from "../segmentation/Segment.js"
import { Category, TemplateId } from "../templates/Template.js"
import { JewellerId } from "../tenancy/Jeweller.js"

/**
 * UUIDv7 of a campaign.
 *
 * @since 0.1.0
 * @category model
 */
export const CampaignId = Schema.UUID.pipe(Schema.brand("CampaignId"))
/**
 * A text with a brand, so that no other id passes for it.
 *
 * @since 0.1.0
 * @category model
 */
export type CampaignId = typeof CampaignId.Type

/**
 * How far a campaign is. Only ACTIVE ones get runs and send; COMPLETED is final.
 *
 * @since 0.1.0
 * @category model
 */
export const Status = Schema.Literal("DRAFT", "ACTIVE", "PAUSED", "COMPLETED")
/**
 * One of the four statuses.
 *
 * @since 0.1.0
 * @category model
 */
export type Status = typeof Status.Type

/**
 * `segments` empty means every segment. `sendWithinMinutes` bounds how late a message may leave after its occurrence.
 * `nextRunAt` is the instant of the next unclaimed occurrence; null when none is left. `scheduledSince` is when the
 * schedule last began to hold (activated, resumed, changed): nothing from before is made up for. `category` is the
 * template's at the time of creation and is checked again before each send.
 *
 * @since 0.1.0
 * @category model
 */
export const Campaign = Schema.Struct({
  id: CampaignId,
  jewellerId: JewellerId,
  name: Schema.String,
  templateId: TemplateId,
  category: Category,
  segments: Schema.Array(Segment),
  schedule: Schedule,
  missedRuns: MissedRuns,
  sendWithinMinutes: Schema.Number,
  status: Status,
  pauseReason: Schema.NullOr(Schema.String),
  nextRunAt: Schema.NullOr(Schema.DateTimeUtcFromSelf),
  scheduledSince: Schema.NullOr(Schema.DateTimeUtcFromSelf),
  createdAt: Schema.DateTimeUtcFromSelf
})
/**
 * A campaign as stores and use cases hand it on.
 *
 * @since 0.1.0
 * @category model
 */
export type Campaign = typeof Campaign.Type

/**
 * How late a message may leave after its occurrence unless the campaign says otherwise: one day; a reminder, which ends
 * by itself when its due date or the next reminder comes, a week.
 *
 * @since 0.1.0
 * @category rules
 */
export const defaultSendWithinMinutes = (schedule: Pick<Schedule, "kind">): number =>
  (schedule.kind === "CONTACT_DATE" ? 7 : 1) * 24 * 60

const transitions: Readonly<Record<Status, ReadonlyArray<Status>>> = {
  DRAFT: ["ACTIVE"],
  ACTIVE: ["PAUSED", "COMPLETED"],
  PAUSED: ["ACTIVE", "COMPLETED"],
  COMPLETED: []
}

/**
 * Setting the present status again is no change and is allowed, so that a repeated request is harmless.
 *
 * @since 0.1.0
 * @category rules
 */
export const mayBecome = (from: Status, to: Status): boolean => from === to || transitions[from].includes(to)

/**
 * The campaign of a run that was opened again. One that was paused when it completed is paused.
 *
 * @since 0.1.0
 * @category rules
 */
export const reopen = (campaign: Campaign): Campaign =>
  campaign.status === "COMPLETED"
    ? { ...campaign, status: campaign.pauseReason === null ? "ACTIVE" : "PAUSED" }
    : campaign

/**
 * Whether messages of the campaign may leave. A pause keeps them waiting until they expire.
 *
 * @since 0.1.0
 * @category rules
 */
export const maySend = (campaign: Pick<Campaign, "status">): boolean => campaign.status === "ACTIVE"
