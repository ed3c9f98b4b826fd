/**
 * What a schedule means, shown before and after a campaign has it.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as Description from "./Description.js"
import { contactDateSentence } from "./internal/contactDateSentence.js"
import * as Recurrence from "./Recurrence.js"
import * as RRule from "./RRule.js"
import * as Schedule from "./Schedule.js"

/**
 * `rrule` is text of RFC 5545; null when the schedule has none, as dates of contacts and some short months.
 *
 * @since 0.1.0
 * @category model
 */
export interface Preview {
  readonly sentence: string
  readonly rrule: string | null
  readonly occurrences: ReadonlyArray<Recurrence.Occurrence>
}

/**
 * The schedule in words, as text of RFC 5545, and its next `count` occurrences after an instant.
 *
 * @since 0.1.0
 * @category rules
 */
export const of = (
  schedule: Schedule.Schedule,
  query: { readonly count: number; readonly after: DateTime.Utc }
): Preview => ({
  sentence: schedule.kind === "CONTACT_DATE" ? contactDateSentence(schedule) : Description.describe(schedule),
  rrule: schedule.kind === "CONTACT_DATE" ? null : Either.getOrNull(RRule.format(schedule)),
  occurrences: Recurrence.take(Schedule.runs(schedule), query.count, query.after)
})
