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
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as Preview from "@ektola/domain/recurrence/Preview"
 * import * as Schedule from "@ektola/domain/recurrence/Schedule"
 * import * as DateTime from "effect/DateTime"
 * import * as Schema from "effect/Schema"
 *
 * const schedule = Schema.decodeSync(Schedule.Schedule)({
 *   kind: "MONTHLY",
 *   on: [{ kind: "DAY", day: 5 }],
 *   start: "2026-12-05",
 *   time: "10:00",
 *   zone: "Asia/Kolkata"
 * })
 * const preview = Preview.of(schedule, { count: 2, after: DateTime.unsafeMake("2026-12-01T00:00:00Z") })
 *
 * assert.strictEqual(preview.sentence, "every month on the 5th at 10:00 from 5 December 2026 (Asia/Kolkata)")
 * assert.strictEqual(preview.rrule, "DTSTART;TZID=Asia/Kolkata:20261205T100000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=5")
 * assert.deepStrictEqual(preview.occurrences.map(({ date }) => date), ["2026-12-05", "2027-01-05"])
 * ```
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
