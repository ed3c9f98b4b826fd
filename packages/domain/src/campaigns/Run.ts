/**
 * One occurrence of a campaign with its frozen audience.
 *
 * ```text
 * PREPARING ──every contact decided──▶ READY ──nothing open──▶ COMPLETED
 * ```
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { ContactId } from "../contacts/Contact.js"
import { JewellerId } from "../tenancy/Jeweller.js"
import { CampaignId } from "./Campaign.js"

/**
 * UUIDv7 of a run.
 *
 * @since 0.1.0
 * @category model
 */
export const RunId = Schema.UUID.pipe(Schema.brand("RunId"))
/**
 * @since 0.1.0
 * @category model
 */
export type RunId = typeof RunId.Type

/**
 * @since 0.1.0
 * @category model
 */
export const Status = Schema.Literal("PREPARING", "READY", "COMPLETED")
/**
 * @since 0.1.0
 * @category model
 */
export type Status = typeof Status.Type

/**
 * `occurrence` is the wall time in `zone`; with the campaign it is unique, so that an occurrence has one run. Contacts
 * created after `cutoffAt` are not part of it. `watermark` is the last contact decided. `planned` and `skipped` are
 * final once the run is READY. No message leaves at or after `notAfter`.
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
  cutoffAt: Schema.DateTimeUtcFromSelf,
  watermark: Schema.NullOr(ContactId),
  planned: Schema.Number,
  skipped: Schema.Number,
  createdAt: Schema.DateTimeUtcFromSelf,
  completedAt: Schema.NullOr(Schema.DateTimeUtcFromSelf)
})
/**
 * @since 0.1.0
 * @category model
 */
export type Run = typeof Run.Type

/**
 * The earliest of the campaign's own limit and its next occurrence: a reminder never overtakes the next one.
 *
 * @since 0.1.0
 * @category rules
 */
export const notAfter = (input: {
  readonly scheduledAt: DateTime.Utc
  readonly sendWithinMinutes: number
  readonly nextOccurrence: DateTime.Utc | null
}): DateTime.Utc => {
  const limit = DateTime.add(input.scheduledAt, { minutes: input.sendWithinMinutes })
  return input.nextOccurrence === null ? limit : DateTime.min(limit, input.nextOccurrence)
}
