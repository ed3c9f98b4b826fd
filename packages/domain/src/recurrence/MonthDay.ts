/**
 * Which days of a month: by number, the last one, or by weekday.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { whole } from "./internal/fields.js"
import { type Day, daysInMonth, toDay, Weekday, weekdayNumber, weekdayOf } from "./LocalDate.js"

/**
 * What a month that lacks the wanted day does: CLAMP takes its last day, and later months keep the wanted one; SKIP
 * leaves the month out.
 *
 * @since 0.1.0
 * @category model
 */
export const ShortMonths = Schema.Literal("CLAMP", "SKIP")
/**
 * CLAMP or SKIP.
 *
 * @since 0.1.0
 * @category model
 */
export type ShortMonths = typeof ShortMonths.Type

/**
 * DAY is a number from 1 to 31; what short months do is CLAMP unless said. WEEKDAY is the `nth` one of the month: 1 to 5
 * from its beginning, -1 to -5 from its end; a month without a fifth is left out.
 *
 * @since 0.1.0
 * @category model
 */
export const MonthDay = Schema.Union(
  Schema.Struct({
    kind: Schema.Literal("DAY"),
    day: whole(1, 31),
    shortMonths: Schema.optionalWith(ShortMonths, { exact: true, default: () => "CLAMP" })
  }),
  Schema.Struct({ kind: Schema.Literal("LAST_DAY") }),
  Schema.Struct({
    kind: Schema.Literal("WEEKDAY"),
    weekday: Weekday,
    nth: Schema.Number.pipe(
      Schema.filter((nth) =>
        (Number.isInteger(nth) && nth !== 0 && Math.abs(nth) <= 5) ||
        "must be from 1 to 5, or from -1 to -5 counted from the end"
      )
    )
  })
)
/**
 * A day of the month that was checked, with its defaults filled in.
 *
 * @since 0.1.0
 * @category model
 */
export type MonthDay = typeof MonthDay.Type

/**
 * The date (1 to 31) that it means in this month; null when the month has none.
 *
 * @since 0.1.0
 * @category rules
 */
export const dateIn = (monthDay: MonthDay, year: number, month: number): number | null => {
  const length = daysInMonth(year, month)
  switch (monthDay.kind) {
    case "DAY":
      if (monthDay.day <= length) return monthDay.day
      return monthDay.shortMonths === "CLAMP" ? length : null
    case "LAST_DAY":
      return length
    case "WEEKDAY": {
      const { nth } = monthDay
      const weekday = weekdayNumber(monthDay.weekday)
      const first = 1 + (weekday - weekdayOf(toDay(year, month, 1)) + 7) % 7
      const last = first + 7 * Math.floor((length - first) / 7)
      const date = nth > 0 ? first + 7 * (nth - 1) : last + 7 * (nth + 1)
      return date >= 1 && date <= length ? date : null
    }
  }
}

/**
 * Whether no month, however short, lacks the day.
 *
 * @since 0.1.0
 * @category rules
 */
export const isInEveryMonth = (monthDay: MonthDay): boolean => {
  switch (monthDay.kind) {
    case "DAY":
      return monthDay.day <= 28 || monthDay.shortMonths === "CLAMP"
    case "LAST_DAY":
      return true
    case "WEEKDAY":
      return Math.abs(monthDay.nth) <= 4
  }
}

/**
 * The days that several of them mean in one month, ascending and each once.
 *
 * @since 0.1.0
 * @category rules
 */
export const daysIn = (monthDays: ReadonlyArray<MonthDay>, year: number, month: number): ReadonlyArray<Day> => {
  const first = toDay(year, month, 1)
  const days: Array<Day> = []
  for (const monthDay of monthDays) {
    const date = dateIn(monthDay, year, month)
    if (date !== null && !days.includes(first + date - 1)) days.push(first + date - 1)
  }
  return days.length > 1 ? days.sort((a, b) => a - b) : days
}
