/**
 * When something happens again: a value with wall time and zone, never a bare instant. An occurrence is a date of the
 * calendar at the wall time; the cost of finding one does not depend on how long ago the recurrence began.
 *
 * 1. Occurrences strictly increase.
 * 2. Each is at the wanted wall time, unless the clocks skip that time on that date; then it is later by the gap. A time
 *    that occurs twice means the first, and a date that the zone skipped has no occurrence.
 * 3. A recurrence that never happens is refused when it is decoded.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as calendar from "./internal/calendar.js"
import { some, whole } from "./internal/fields.js"
import {
  daysInMonth,
  format,
  LocalDate,
  LocalDateTime,
  LocalTime,
  millisPerDay,
  monthName,
  Weekday
} from "./LocalDate.js"
import { MonthDay } from "./MonthDay.js"
import * as TimeZone from "./TimeZone.js"

/**
 * By an inclusive local date, or after a number of occurrences. Excluded dates use up the count, extra ones do not, as
 * in RFC 5545; dates that do not exist are not counted.
 *
 * @since 0.1.0
 * @category model
 */
export const End = Schema.Union(
  Schema.Struct({ by: LocalDate }),
  Schema.Struct({ count: whole(1, 10_000) })
)

/**
 * The most excluded dates, and the most extra dates, of one recurrence.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxDates = 400

const dates = (what: string) =>
  Schema.optionalWith(
    Schema.Array(LocalDate).pipe(
      Schema.maxItems(maxDates, { message: () => `there may be at most ${maxDates} ${what} dates` })
    ),
    { exact: true, default: () => [] }
  )

const series = {
  start: LocalDate,
  time: LocalTime,
  zone: TimeZone.TimeZoneName,
  interval: Schema.optionalWith(whole(1, 999), { exact: true, default: () => 1 }),
  end: Schema.optionalWith(Schema.NullOr(End), { exact: true, default: () => null }),
  excluded: dates("excluded"),
  extra: dates("extra")
}

const monthDays = some(MonthDay, 31, "day")

/**
 * Once, at a wall time in a zone.
 *
 * @since 0.1.0
 * @category model
 */
export const OneTime = Schema.Struct({
  kind: Schema.Literal("ONE_TIME"),
  at: LocalDateTime,
  zone: TimeZone.TimeZoneName
})

/**
 * Every `interval` days from `start`.
 *
 * @since 0.1.0
 * @category model
 */
export const Daily = Schema.Struct({ kind: Schema.Literal("DAILY"), ...series })

/**
 * On these weekdays of every `interval` weeks, the first being the week of `start`. Weeks begin on `weekStart`.
 *
 * @since 0.1.0
 * @category model
 */
export const Weekly = Schema.Struct({
  kind: Schema.Literal("WEEKLY"),
  weekdays: some(Weekday, 7, "weekday"),
  weekStart: Schema.optionalWith(Weekday, { exact: true, default: () => "MO" }),
  ...series
})

/**
 * On these days of every `interval` months, the first being the month of `start`.
 *
 * @since 0.1.0
 * @category model
 */
export const Monthly = Schema.Struct({ kind: Schema.Literal("MONTHLY"), on: monthDays, ...series })

/**
 * On these days of the month of `start`, and of every third month after it, times `interval`.
 *
 * @since 0.1.0
 * @category model
 */
export const Quarterly = Schema.Struct({ kind: Schema.Literal("QUARTERLY"), on: monthDays, ...series })

/**
 * On these days of these months, every `interval` years from the year of `start`.
 *
 * @since 0.1.0
 * @category model
 */
export const Yearly = Schema.Struct({
  kind: Schema.Literal("YEARLY"),
  months: some(whole(1, 12), 12, "month"),
  on: monthDays,
  ...series
})

/**
 * A recurrence that was checked, with its defaults filled in.
 *
 * @since 0.1.0
 * @category model
 */
export type Recurrence =
  | typeof OneTime.Type
  | typeof Daily.Type
  | typeof Weekly.Type
  | typeof Monthly.Type
  | typeof Quarterly.Type
  | typeof Yearly.Type

interface Fault {
  readonly path: ReadonlyArray<PropertyKey>
  readonly message: string
}

/**
 * What is wrong with a recurrence whose fields are right one by one, and where.
 *
 * @since 0.1.0
 * @category rules
 */
export const faultOf = (recurrence: Recurrence): Fault | null => {
  if (recurrence.kind === "ONE_TIME") {
    if (calendar.first(calendar.compile(recurrence)) !== null) return null
    return {
      path: ["at"],
      message: `${recurrence.zone} had no ${recurrence.at.slice(0, 10)}: its clocks skipped that date`
    }
  }
  const { end, start } = recurrence
  if (end !== null && "by" in end && end.by < start) {
    return { path: ["end", "by"], message: `the end, ${end.by}, is before the start, ${start}` }
  }
  if (recurrence.kind === "YEARLY") {
    for (const [place, monthDay] of recurrence.on.entries()) {
      if (monthDay.kind !== "DAY") continue
      const missing = recurrence.months.find((month) => monthDay.day > daysInMonth(2000, month))
      if (missing !== undefined) {
        return { path: ["on", place, "day"], message: `${monthName(missing)} has no day ${monthDay.day}` }
      }
    }
  }
  if (calendar.first(calendar.compile(recurrence)) === null) {
    return { path: [], message: "this never happens; check the start, the end, the interval and the excluded dates" }
  }
  return null
}

/**
 * All kinds of recurrence. One that never happens, or whose end is before its start, is refused with the field at
 * fault.
 *
 * @since 0.1.0
 * @category model
 */
export const Recurrence = Schema.Union(OneTime, Daily, Weekly, Monthly, Quarterly, Yearly).pipe(
  Schema.filter((recurrence) => faultOf(recurrence) ?? true)
)

/**
 * One date of a recurrence: the date in its calendar, the instant, and what the clocks of its zone show then,
 * `YYYY-MM-DDTHH:mm:ss`. They show another date when they skip the last hour of the day.
 *
 * @since 0.1.0
 * @category model
 */
export interface Occurrence {
  readonly date: string
  readonly local: string
  readonly zone: string
  readonly instant: DateTime.Utc
}

const epoch = DateTime.unsafeMake(0)

const toOccurrence = ({ day, instant }: calendar.Found, compiled: calendar.Compiled, name: string): Occurrence => {
  const date = format(day)
  const isAsWanted = TimeZone.toLocal(compiled.zone, instant) === day * millisPerDay + compiled.time
  return {
    date,
    local: isAsWanted ? date + compiled.timeText : TimeZone.formatIn(compiled.zone, instant),
    zone: name,
    // Cheaper than to make one, which goes by way of a Date.
    instant: DateTime.mapEpochMillis(epoch, () => instant)
  }
}

/**
 * The first occurrence strictly later than `after`; null when none is left.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
 * import * as DateTime from "effect/DateTime"
 * import * as Schema from "effect/Schema"
 *
 * const monthly = Schema.decodeSync(Recurrence.Recurrence)({
 *   kind: "MONTHLY",
 *   on: [{ kind: "DAY", day: 31 }],
 *   start: "2026-01-31",
 *   time: "10:00",
 *   zone: "Asia/Kolkata"
 * })
 *
 * const occurrence = Recurrence.next(monthly, DateTime.unsafeMake("2026-02-01T00:00:00Z"))
 *
 * assert.strictEqual(occurrence?.local, "2026-02-28T10:00:00") // the last day of a shorter month
 * assert.strictEqual(DateTime.formatIso(occurrence.instant), "2026-02-28T04:30:00.000Z")
 * ```
 *
 * @since 0.1.0
 * @category rules
 */
export const next = (recurrence: Recurrence, after: DateTime.Utc): Occurrence | null => {
  const compiled = calendar.compile(recurrence)
  const found = calendar.nextAfter(compiled, after.epochMillis)
  return found === null ? null : toOccurrence(found, compiled, recurrence.zone)
}

/**
 * The first occurrence of all, whether past or future.
 *
 * @since 0.1.0
 * @category rules
 */
export const first = (recurrence: Recurrence): Occurrence | null => {
  const compiled = calendar.compile(recurrence)
  const found = calendar.first(compiled)
  return found === null ? null : toOccurrence(found, compiled, recurrence.zone)
}

/**
 * The occurrences later than `after`, or all of them, one by one; without end when the recurrence has none.
 *
 * @since 0.1.0
 * @category rules
 */
export function* all(recurrence: Recurrence, after: DateTime.Utc | null = null): Generator<Occurrence, void> {
  const compiled = calendar.compile(recurrence)
  let found = calendar.nextAfter(compiled, after?.epochMillis ?? Number.NEGATIVE_INFINITY)
  while (found !== null) {
    yield toOccurrence(found, compiled, recurrence.zone)
    found = calendar.nextAfter(compiled, found.instant)
  }
}

/**
 * At most `count` occurrences later than `after`, or from the first one on.
 *
 * @since 0.1.0
 * @category rules
 */
export const take = (
  recurrence: Recurrence,
  count: number,
  after: DateTime.Utc | null = null
): ReadonlyArray<Occurrence> => {
  const taken: Array<Occurrence> = []
  if (count <= 0) return taken
  for (const occurrence of all(recurrence, after)) {
    if (taken.push(occurrence) >= count) break
  }
  return taken
}

/**
 * The occurrences at or after `from` and before `to`.
 *
 * @since 0.1.0
 * @category rules
 */
export const between = (recurrence: Recurrence, from: DateTime.Utc, to: DateTime.Utc): ReadonlyArray<Occurrence> => {
  const found: Array<Occurrence> = []
  for (const occurrence of all(recurrence, DateTime.subtract(from, { millis: 1 }))) {
    if (DateTime.greaterThanOrEqualTo(occurrence.instant, to)) break
    found.push(occurrence)
  }
  return found
}

/**
 * The last occurrence at or before `at`; null when there is none.
 *
 * @since 0.1.0
 * @category rules
 */
export const latest = (recurrence: Recurrence, at: DateTime.Utc): Occurrence | null => {
  const earliest = first(recurrence)
  if (earliest === null || DateTime.greaterThan(earliest.instant, at)) return null
  // Doubling the stretch that is looked at keeps the search as short as the distance to the answer.
  for (let days = 8; days < 2 ** 20; days *= 2) {
    const found = between(recurrence, DateTime.subtract(at, { days }), DateTime.add(at, { millis: 1 })).at(-1)
    if (found !== undefined) return found
  }
  return earliest
}
