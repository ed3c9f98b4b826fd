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
import * as Template from "../templates/Template.js"
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
 * Who or what has paused a campaign. OWNER: a person of the jeweller, and only a person ends it. TEMPLATE: WhatsApp has
 * interrupted the template; it ends by itself. FAILURE: WhatsApp refuses its messages for another reason, or its schedule
 * cannot be followed; somebody has to look.
 *
 * @since 0.1.0
 * @category model
 */
export const PauseCause = Schema.Literal("OWNER", "TEMPLATE", "FAILURE")
/**
 * One of the three words.
 *
 * @since 0.1.0
 * @category model
 */
export type PauseCause = typeof PauseCause.Type

/**
 * What becomes of messages whose template WhatsApp interrupts in mid-run. WAIT: the campaign pauses and goes on when the
 * template is back, within the time its messages have. CANCEL: what is left in that language is cancelled, others go on.
 *
 * @since 0.1.0
 * @category model
 */
export const WhenTemplatePaused = Schema.Literal("WAIT", "CANCEL")
/**
 * One of the two words.
 *
 * @since 0.1.0
 * @category model
 */
export type WhenTemplatePaused = typeof WhenTemplatePaused.Type

/**
 * What becomes of a message whose answer was lost and of which no status came. GIVE_UP: it ends as OUTCOME_UNKNOWN.
 * REPEAT_ONCE: it is sent once more, so that a person who got the first one sees it twice.
 *
 * @since 0.1.0
 * @category model
 */
export const WhenUnconfirmed = Schema.Literal("GIVE_UP", "REPEAT_ONCE")
/**
 * One of the two words.
 *
 * @since 0.1.0
 * @category model
 */
export type WhenUnconfirmed = typeof WhenUnconfirmed.Type

/**
 * `segments` empty means every segment. `sendWithinMinutes` bounds how late a message may leave after its occurrence.
 * `nextRunAt` is the instant of the next unclaimed occurrence; null when none is left. `scheduledSince` is when the
 * schedule last began to hold (activated, resumed, changed): nothing from before is made up for. `category` is the
 * template's at the time of creation and is checked again before each send. `pauseCause` and `pauseReason` are null unless
 * it is paused, or was when it completed.
 *
 * @since 0.1.0
 * @category model
 */
export const Campaign = Schema.Struct({
  id: CampaignId,
  jewellerId: JewellerId,
  name: Schema.String,
  templateId: Template.TemplateId,
  category: Template.Category,
  segments: Schema.Array(Segment),
  schedule: Schedule,
  missedRuns: MissedRuns,
  sendWithinMinutes: Schema.Number,
  whenTemplatePaused: WhenTemplatePaused,
  whenUnconfirmed: WhenUnconfirmed,
  status: Status,
  pauseCause: Schema.NullOr(PauseCause),
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

/**
 * The campaign after it is paused. Whoever paused it first is kept, except that an owner's pause counts more than any
 * other: what pauses by itself may resume by itself, and this must not.
 *
 * @since 0.1.0
 * @category rules
 */
export const pause = (campaign: Campaign, cause: PauseCause, reason: string): Campaign =>
  campaign.status === "ACTIVE" ||
    campaign.status === "PAUSED" && cause === "OWNER" && campaign.pauseCause !== "OWNER"
    ? { ...campaign, status: "PAUSED", pauseCause: cause, pauseReason: reason }
    : campaign

/**
 * Whether its messages wait, and are not cancelled, while WhatsApp has interrupted the template.
 *
 * @since 0.1.0
 * @category rules
 */
export const waitsForTemplate = (campaign: Pick<Campaign, "whenTemplatePaused">): boolean =>
  campaign.whenTemplatePaused === "WAIT"

/**
 * The approvals that translations are chosen by: when nothing else can be sent, whoever waits for a paused template gets
 * a message that waits, and not none.
 *
 * @since 0.1.0
 * @category rules
 */
export const choosableApprovals = (
  campaign: Pick<Campaign, "whenTemplatePaused">,
  approvals: ReadonlyArray<Template.WabaTemplate>
): ReadonlyArray<Template.WabaTemplate> =>
  waitsForTemplate(campaign) && !approvals.some(Template.isApproved)
    ? approvals.map((approval) => Template.isPaused(approval) ? { ...approval, status: "APPROVED" } : approval)
    : approvals
