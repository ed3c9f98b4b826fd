/**
 * Dates, times of day and weekdays as a calendar on the wall shows them, without a zone. Inside, a date is a `Day`: the
 * number of days since 1970-01-01 in the Gregorian calendar.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { quote } from "./internal/fields.js"

/**
 * Days since 1970-01-01.
 *
 * @since 0.1.0
 * @category model
 */
export type Day = number

/**
 * `month` is 1 to 12, `date` 1 to 31.
 *
 * @since 0.1.0
 * @category model
 */
export interface Parts {
  readonly year: number
  readonly month: number
  readonly date: number
}

/**
 * Monday to Sunday, by the names of RFC 5545.
 *
 * @since 0.1.0
 * @category model
 */
export const Weekday = Schema.Literal("MO", "TU", "WE", "TH", "FR", "SA", "SU")
/**
 * One of the seven weekdays.
 *
 * @since 0.1.0
 * @category model
 */
export type Weekday = typeof Weekday.Type

/**
 * The years that dates of schedules may have.
 *
 * @since 0.1.0
 * @category constants
 */
export const firstYear = 1900
/**
 * The last of the years that dates of schedules may have.
 *
 * @since 0.1.0
 * @category constants
 */
export const lastYear = 2199

/**
 * Whether February has 29 days, by the Gregorian rule.
 *
 * @since 0.1.0
 * @category rules
 */
export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * How many days a month (1 to 12) has; 0 for a number that is no month.
 *
 * @since 0.1.0
 * @category rules
 */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : lengths[month - 1] ?? 0

// Both ways count in eras of 400 years (146,097 days) of years that begin in March, so that the leap day comes last.

/**
 * The day of a date. `date` may lie outside the month; the surplus is counted on.
 *
 * @since 0.1.0
 * @category conversions
 */
export const toDay = (year: number, month: number, date: number): Day => {
  const marchYear = month > 2 ? year : year - 1
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/**
 * Year, month and date of a day; `toDay` the other way round.
 *
 * @since 0.1.0
 * @category conversions
 */
export const toParts = (day: Day): Parts => {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  }
}

/**
 * 0 for Monday to 6 for Sunday.
 *
 * @since 0.1.0
 * @category conversions
 */
export const weekdayOf = (day: Day): number => {
  const weekday = (day + 3) % 7
  return weekday < 0 ? weekday + 7 : weekday
}

/**
 * 0 for MO to 6 for SU, as `weekdayOf` counts.
 *
 * @since 0.1.0
 * @category conversions
 */
export const weekdayNumber = (weekday: Weekday): number => Weekday.literals.indexOf(weekday)

// Made once: a date is written for each occurrence that is looked up.
const digits = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, "0"))

const two = (value: number) => digits[value] ?? String(value)

/**
 * `YYYY-MM-DD`.
 *
 * @since 0.1.0
 * @category conversions
 */
export const format = (day: Day): string => {
  const { date, month, year } = toParts(day)
  return `${year < 1000 ? String(year).padStart(4, "0") : year}-${two(month)}-${two(date)}`
}

/**
 * The day of a valid `YYYY-MM-DD`.
 *
 * @since 0.1.0
 * @category conversions
 */
export const parse = (text: string): Day => toDay(yearOf(text), numberAt(text, 5), numberAt(text, 8))

/** The two digits at a place. */
const numberAt = (text: string, place: number): number =>
  (text.charCodeAt(place) - 48) * 10 + text.charCodeAt(place + 1) - 48

const yearOf = (text: string): number => numberAt(text, 0) * 100 + numberAt(text, 2)

const names = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December"
]

/**
 * The English name of a month.
 *
 * @since 0.1.0
 * @category conversions
 */
export const monthName = (month: number): string => names[month - 1] ?? ""

const dateShape = /^(\d{4})-(\d{2})-(\d{2})$/
const timeShape = /^([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/

const faultOf = (text: string): string | null => {
  const match = dateShape.exec(text)
  if (match === null) return `${quote(text)} is not a date; write it like 2026-11-25`
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < firstYear || year > lastYear) return `the year ${year} is not between ${firstYear} and ${lastYear}`
  if (month < 1 || month > 12) return `${quote(text)} has no month ${match[2]}; write it like 2026-11-25`
  if (date < 1 || date > daysInMonth(year, month)) return `${monthName(month)} ${year} has no day ${date}`
  return null
}

/**
 * Whether a text is a date that exists, `YYYY-MM-DD`, of the years that schedules may have.
 *
 * @since 0.1.0
 * @category guards
 */
export const isDate = (text: string): boolean => faultOf(text) === null

/**
 * A date that exists, `YYYY-MM-DD`.
 *
 * @since 0.1.0
 * @category model
 */
export const LocalDate = Schema.String.pipe(Schema.filter((text) => faultOf(text) ?? true))

/**
 * A time of day, `HH:mm` or `HH:mm:ss`, from 00:00 to 23:59:59.
 *
 * @since 0.1.0
 * @category model
 */
export const LocalTime = Schema.String.pipe(
  Schema.filter((text) => timeShape.test(text) || `${quote(text)} is not a time of day; write it like 09:30`)
)

/**
 * A local date and time without offset, `YYYY-MM-DDTHH:mm[:ss]`. An offset is refused: the zone stands beside it.
 *
 * @since 0.1.0
 * @category model
 */
export const LocalDateTime = Schema.String.pipe(
  Schema.filter((text) =>
    text[10] === "T" && timeShape.test(text.slice(11))
      ? faultOf(text.slice(0, 10)) ?? true
      : `${quote(text)} is not a local date and time; write it like 2026-11-25T10:00, without Z or offset`
  )
)

/**
 * The milliseconds of 24 hours, which a day on the wall has whatever the clocks do.
 *
 * @since 0.1.0
 * @category constants
 */
export const millisPerDay = 86_400_000

/**
 * Milliseconds since midnight of a valid time of day.
 *
 * @since 0.1.0
 * @category conversions
 */
export const timeToMillis = (time: string): number =>
  (numberAt(time, 0) * 3600 + numberAt(time, 3) * 60 + (time.length > 5 ? numberAt(time, 6) : 0)) * 1000

/**
 * A day and the milliseconds since its midnight as `YYYY-MM-DDTHH:mm:ss`.
 *
 * @since 0.1.0
 * @category conversions
 */
export const formatDateTime = (day: Day, millis: number): string => {
  const seconds = Math.floor(millis / 1000)
  return `${format(day)}T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
