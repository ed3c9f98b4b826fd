/**
 * When a campaign runs: by the calendar, or every day for the contacts whose own date is near.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { ContactDateRule } from "./ContactDate.js"
import * as Recurrence from "./Recurrence.js"

/**
 * Every kind of recurrence, and the rule for dates of contacts.
 *
 * @since 0.1.0
 * @category model
 */
export const Schedule = Schema.Union(
  Recurrence.OneTime,
  Recurrence.Daily,
  Recurrence.Weekly,
  Recurrence.Monthly,
  Recurrence.Quarterly,
  Recurrence.Yearly,
  ContactDateRule
).pipe(Schema.filter((schedule) => Recurrence.faultOf(runs(schedule)) ?? true))
/**
 * A schedule that was checked, with its defaults filled in.
 *
 * @since 0.1.0
 * @category model
 */
export type Schedule = Recurrence.Recurrence | ContactDateRule

const daily = new WeakMap<ContactDateRule, Recurrence.Recurrence>()

/**
 * The recurrence of the schedule's runs. A contact-date rule runs every day; whoever is not due gets nothing.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as Schedule from "@ektola/domain/recurrence/Schedule"
 * import * as Schema from "effect/Schema"
 *
 * const birthdays = Schema.decodeSync(Schedule.Schedule)({
 *   kind: "CONTACT_DATE",
 *   date: "BIRTHDAY",
 *   daysBefore: [0],
 *   start: "2026-12-01",
 *   time: "09:00",
 *   zone: "Asia/Kolkata"
 * })
 * assert.strictEqual(Schedule.runs(birthdays).kind, "DAILY")
 * ```
 *
 * @since 0.1.0
 * @category rules
 */
export const runs = (schedule: Schedule): Recurrence.Recurrence => {
  if (schedule.kind !== "CONTACT_DATE") return schedule
  const known = daily.get(schedule)
  if (known !== undefined) return known
  const { end, start, time, zone } = schedule
  const made = { kind: "DAILY", start, time, zone, interval: 1, end, excluded: [], extra: [] } as const
  daily.set(schedule, made)
  return made
}
