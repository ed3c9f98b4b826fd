/**
 * One occurrence of a campaign with its frozen audience.
 *
 * ```text
 * PREPARING ──every contact decided──▶ READY ◀──a message is open again── COMPLETED
 *                                        └──────nothing open───────────────▶
 * MISSED     nobody was there to begin it in time, or the campaign was paused: nothing was or will be sent in it
 * ```
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { ContactId } from "../contacts/Contact.js"
import { ContactDateRule } from "../recurrence/ContactDate.js"
import { LocalDate } from "../recurrence/LocalDate.js"
import type { Occurrence } from "../recurrence/Recurrence.js"
import { JewellerId } from "../tenancy/Jeweller.js"
import { type Campaign, CampaignId } from "./Campaign.js"

/**
 * UUIDv7 of a run.
 *
 * @since 0.1.0
 * @category model
 */
export const RunId = Schema.UUID.pipe(Schema.brand("RunId"))
/**
 * A text with a brand, so that no other id passes for it.
 *
 * @since 0.1.0
 * @category model
 */
export type RunId = typeof RunId.Type

/**
 * How far a run is. Messages leave a READY one; COMPLETED and MISSED are final.
 *
 * @since 0.1.0
 * @category model
 */
export const Status = Schema.Literal("PREPARING", "READY", "COMPLETED", "MISSED")
/**
 * One of the four statuses.
 *
 * @since 0.1.0
 * @category model
 */
export type Status = typeof Status.Type

/**
 * Why a run was MISSED: no scheduler began it while it was still wanted (LATE), the campaign was PAUSED, or it got a
 * schedule without it before it had begun (RESCHEDULED).
 *
 * @since 0.1.0
 * @category model
 */
export const MissedReason = Schema.Literal("LATE", "PAUSED", "RESCHEDULED")
/**
 * One of the reasons why a run was MISSED.
 *
 * @since 0.1.0
 * @category model
 */
export type MissedReason = typeof MissedReason.Type

/**
 * `reminder` is the rule as it was when the run began, since when it held, and the date the run is for; null for a campaign that does not go by
 * dates of contacts. `occurrence` is the wall time in `zone`; with the campaign it is unique, so that an occurrence has
 * one run. Contacts created after `cutoffAt` are not part of it. `watermark` is the last contact decided. `planned` and
 * `skipped` are final once the run is READY. No message leaves at or after `notAfter`.
 *
 * @since 0.1.0
 * @category model
 */
export const Run = Schema.Struct({
  id: RunId,
  jewellerId: JewellerId,
  campaignId: CampaignId,
  occurrence: Schema.String,
  zone: Schema.String,
  scheduledAt: Schema.DateTimeUtcFromSelf,
  notAfter: Schema.DateTimeUtcFromSelf,
  status: Status,
  missedReason: Schema.NullOr(MissedReason),
  cutoffAt: Schema.DateTimeUtcFromSelf,
  reminder: Schema.NullOr(Schema.Struct({ rule: ContactDateRule, since: Schema.DateTimeUtcFromSelf, on: LocalDate })),
  watermark: Schema.NullOr(ContactId),
  planned: Schema.Number,
  skipped: Schema.Number,
  createdAt: Schema.DateTimeUtcFromSelf,
  completedAt: Schema.NullOr(Schema.DateTimeUtcFromSelf)
})
/**
 * A run as stores and use cases hand it on.
 *
 * @since 0.1.0
 * @category model
 */
export type Run = typeof Run.Type

/**
 * The earliest of the campaign's own limit, its next occurrence (a reminder never overtakes the next one), and the end
 * of what may still be sent late.
 *
 * @since 0.1.0
 * @category rules
 */
export const notAfter = (input: {
  readonly scheduledAt: DateTime.Utc
  readonly sendWithinMinutes: number
  readonly nextOccurrence: DateTime.Utc | null
  readonly until: DateTime.Utc | null
}): DateTime.Utc =>
  [input.nextOccurrence, input.until].reduce<DateTime.Utc>(
    (earliest, limit) => limit === null ? earliest : DateTime.min(earliest, limit),
    DateTime.add(input.scheduledAt, { minutes: input.sendWithinMinutes })
  )

/**
 * When a message of the run has to have left: with the run, and a reminder before it is over.
 *
 * @since 0.1.0
 * @category rules
 */
export const messageNotAfter = (
  run: Pick<Run, "notAfter">,
  reminder: { readonly until: DateTime.Utc } | null
): DateTime.Utc => reminder === null ? run.notAfter : DateTime.min(run.notAfter, reminder.until)

/**
 * Whether messages of an occurrence could still leave at `now`.
 *
 * @since 0.1.0
 * @category rules
 */
export const mayStillSend = (input: {
  readonly campaign: Pick<Campaign, "sendWithinMinutes">
  readonly occurrence: Occurrence
  readonly until: DateTime.Utc | null
  readonly now: DateTime.Utc
}): boolean =>
  DateTime.greaterThan(
    notAfter({
      scheduledAt: input.occurrence.instant,
      sendWithinMinutes: input.campaign.sendWithinMinutes,
      nextOccurrence: null,
      until: input.until
    }),
    input.now
  )

/**
 * Whether the run has come to this contact. Contacts are decided in id order, up to the watermark.
 *
 * @since 0.1.0
 * @category rules
 */
export const hasDecided = (run: Pick<Run, "status" | "watermark">, contactId: ContactId): boolean =>
  run.status !== "PREPARING" || (run.watermark !== null && contactId <= run.watermark)

/**
 * The run of an occurrence, before anybody is in it. `until` is when a late one has to be over.
 *
 * @since 0.1.0
 * @category constructors
 */
export const begin = (input: {
  readonly id: RunId
  readonly campaign: Pick<Campaign, "id" | "jewellerId" | "schedule" | "scheduledSince" | "sendWithinMinutes">
  readonly occurrence: Occurrence
  readonly nextOccurrence: Occurrence | null
  readonly until: DateTime.Utc | null
  readonly now: DateTime.Utc
}): Run => ({
  id: input.id,
  jewellerId: input.campaign.jewellerId,
  campaignId: input.campaign.id,
  occurrence: input.occurrence.local,
  zone: input.occurrence.zone,
  scheduledAt: input.occurrence.instant,
  notAfter: notAfter({
    scheduledAt: input.occurrence.instant,
    sendWithinMinutes: input.campaign.sendWithinMinutes,
    // Reminders have an end of their own each, and the next day's run is about others.
    ...input.campaign.schedule.kind === "CONTACT_DATE"
      ? { nextOccurrence: null, until: null }
      : { nextOccurrence: input.nextOccurrence?.instant ?? null, until: input.until }
  }),
  status: "PREPARING",
  missedReason: null,
  cutoffAt: input.now,
  reminder: input.campaign.schedule.kind === "CONTACT_DATE"
    ? { rule: input.campaign.schedule, since: input.campaign.scheduledSince ?? input.now, on: input.occurrence.date }
    : null,
  watermark: null,
  planned: 0,
  skipped: 0,
  createdAt: input.now,
  completedAt: null
})

/**
 * A COMPLETED run in which a message is open again: WhatsApp deferred it after it was sent, or its lost answer turned up
 * and it may be repeated.
 *
 * @since 0.1.0
 * @category rules
 */
export const reopen = (run: Run): Run =>
  run.status === "COMPLETED" ? { ...run, status: "READY", completedAt: null } : run

/**
 * The record of an occurrence that nobody got anything in.
 *
 * @since 0.1.0
 * @category constructors
 */
export const miss = (input: Parameters<typeof begin>[0], missedReason: MissedReason): Run => ({
  ...begin(input),
  status: "MISSED",
  reminder: null,
  missedReason,
  completedAt: input.now
})
