/**
 * Recurrences as English sentences.
 *
 * @since 0.1.0
 */
import * as calendar from "./internal/calendar.js"
import { dayFrom } from "./internal/patterns.js"
import * as LocalDate from "./LocalDate.js"
import type { MonthDay } from "./MonthDay.js"
import type { Recurrence } from "./Recurrence.js"

type Series = Exclude<Recurrence, { readonly kind: "ONE_TIME" }>

/**
 * What a recurrence does, for people: "every month on the 5th at 10:00 from 5 December 2026 (Asia/Kolkata)". "From" is
 * the first day of the rule, which also says which weeks, months or years an interval counts from.
 *
 * @since 0.1.0
 * @category conversions
 */
export const describe = (recurrence: Recurrence): string =>
  `${recurrence.kind === "ONE_TIME" ? once(recurrence.at) : series(recurrence)} (${recurrence.zone})`

const once = (at: string) => `once on ${date(LocalDate.parse(at))} at ${clock(at.slice(11))}`

const series = (recurrence: Series): string => {
  const compiled = calendar.compile(recurrence)
  const first = calendar.firstDay(compiled)
  const isOfRule = (day: LocalDate.Day) =>
    first !== null && day >= first && day <= compiled.last && dayFrom(compiled.pattern, day) === day
  const extra = compiled.extra.filter((day) => !compiled.excluded.has(day) && !isOfRule(day))
  const time = `at ${clock(recurrence.time)}`
  if (first === null) return `on ${dates(extra)} ${time}`

  const left = [...compiled.excluded].filter(isOfRule).sort((a, b) => a - b)
  const { end } = recurrence
  const isCounted = end !== null && "count" in end
  const until = end === null ? "" : isCounted ? `, ${times(end.count)}` : ` until ${date(compiled.last)}`
  // Dates left out use up the count.
  const except = left.length === 0
    ? ""
    : isCounted
    ? `, of which ${dates(left)} ${left.length === 1 ? "is" : "are"} left out`
    : `, except on ${dates(left)}`
  const also = extra.length === 0 ? "" : `, and also on ${dates(extra)}`
  return `${cadence(recurrence)} ${time} from ${date(first)}${until}${except}${also}`
}

const times = (count: number) => count === 1 ? "once" : `${count} times`

const every = (steps: number, unit: string) => steps === 1 ? `every ${unit}` : `every ${steps} ${unit}s`

const cadence = (recurrence: Series): string => {
  const { interval } = recurrence
  switch (recurrence.kind) {
    case "DAILY":
      return every(interval, "day")
    case "WEEKLY":
      return `${every(interval, "week")} on ${weekdays(recurrence)}`
    case "MONTHLY":
      return `${every(interval, "month")} on ${monthDays(recurrence.on)}`
    case "QUARTERLY": {
      if (interval > 1) return `${every(interval * 3, "month")} on ${monthDays(recurrence.on)}`
      const { month } = LocalDate.toParts(LocalDate.parse(recurrence.start))
      const months = [0, 3, 6, 9].map((later) => (month - 1 + later) % 12 + 1).sort((a, b) => a - b)
      return `every quarter (${and(months.map(LocalDate.monthName))}) on ${monthDays(recurrence.on)}`
    }
    case "YEARLY":
      return `${every(interval, "year")} ${daysOfYear(recurrence)}`
  }
}

const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

const weekdayName = (weekday: LocalDate.Weekday) => weekdayNames[LocalDate.weekdayNumber(weekday)] ?? weekday

const weekdays = ({ interval, weekStart, weekdays }: Extract<Series, { readonly kind: "WEEKLY" }>): string => {
  const numbers = [...new Set(weekdays.map(LocalDate.weekdayNumber))].sort((a, b) => a - b)
  const names = and(numbers.map((number) => weekdayNames[number] ?? ""))
  // Which days fall into one week matters only where weeks are left out.
  const isTelling = interval > 1 && numbers.length > 1 && weekStart !== "MO"
  return isTelling ? `${names} of weeks that begin on ${weekdayName(weekStart)}` : names
}

const ordinals = ["first", "second", "third", "fourth", "fifth"]

const ordinal = (number: number) => {
  const ending = number % 100 > 10 && number % 100 < 14 ? "th" : ["th", "st", "nd", "rd"][number % 10] ?? "th"
  return `${number}${ending}`
}

const place = (nth: number): string => {
  const word = ordinals[Math.abs(nth) - 1] ?? ordinal(nth)
  return nth > 0 ? word : nth === -1 ? "last" : `${word} to last`
}

/** In the order of a month: by number, then weekdays, then the last day. */
const inOrder = (on: ReadonlyArray<MonthDay>) => {
  const rank = (each: MonthDay) =>
    each.kind === "DAY" ? each.day : each.kind === "LAST_DAY" ? 100 : each.nth > 0 ? 40 + each.nth : 60 + each.nth
  return on.toSorted((a, b) => rank(a) - rank(b))
}

const monthDays = (on: ReadonlyArray<MonthDay>): string =>
  and(
    inOrder(on).map((each) => {
      switch (each.kind) {
        case "DAY": {
          if (each.day <= 28) return `the ${ordinal(each.day)}`
          const short = each.shortMonths === "CLAMP" ? "the last day of shorter months" : "left out in shorter months"
          return `the ${ordinal(each.day)} (${short})`
        }
        case "LAST_DAY":
          return "the last day"
        case "WEEKDAY":
          return theWeekday(each) + (Math.abs(each.nth) === 5 ? " (left out in months without)" : "")
      }
    })
  )

const theWeekday = ({ nth, weekday }: Extract<MonthDay, { readonly kind: "WEEKDAY" }>) =>
  `the ${place(nth)} ${weekdayName(weekday)}`

const daysOfYear = ({ months, on }: Extract<Series, { readonly kind: "YEARLY" }>): string => {
  const inTurn = [...new Set(months)].sort((a, b) => a - b)
  const names = inTurn.map(LocalDate.monthName)
  const short = (each: Extract<MonthDay, { readonly kind: "DAY" }>) =>
    each.day < 29 || !inTurn.includes(2)
      ? ""
      : each.shortMonths === "CLAMP"
      ? " (28 February in other years)"
      : " (left out in years without 29 February)"
  const all = inOrder(on)
  if (inTurn.length === 1) {
    return `on ${
      and(all.map((each) => {
        if (each.kind === "DAY") return `${each.day} ${names[0]}${short(each)}`
        if (each.kind === "LAST_DAY") return `the last day of ${names[0]}`
        return `${theWeekday(each)} of ${names[0]}${Math.abs(each.nth) === 5 ? " (left out in years without)" : ""}`
      }))
    }`
  }
  const days = all.map((each) => each.kind === "DAY" ? `the ${ordinal(each.day)}${short(each)}` : monthDays([each]))
  return `in ${and(names)} on ${and(days)}`
}

const and = (texts: ReadonlyArray<string>): string => {
  const distinct = [...new Set(texts)]
  return distinct.length < 2 ? distinct.join("") : `${distinct.slice(0, -1).join(", ")} and ${distinct.at(-1)}`
}

const date = (day: LocalDate.Day): string => {
  const { date, month, year } = LocalDate.toParts(day)
  return `${date} ${LocalDate.monthName(month)} ${year}`
}

const dates = (days: ReadonlyArray<LocalDate.Day>): string =>
  days.length > 3 ? `${days.length} dates` : and(days.map(date))

/** Seconds are shown when there are any. */
const clock = (time: string) => time.slice(5) === ":00" ? time.slice(0, 5) : time
