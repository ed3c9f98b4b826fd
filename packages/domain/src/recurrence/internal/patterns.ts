import * as LocalDate from "../LocalDate.js"
import * as MonthDay from "../MonthDay.js"
import type { Recurrence } from "../Recurrence.js"

type Day = LocalDate.Day

export type Series = Exclude<Recurrence, { readonly kind: "ONE_TIME" }>

/**
 * The days of a rule, with neither its end nor its excluded dates. In a Spaced pattern they are `period` apart, once for
 * each of the `places` counted from `origin`. In a Monthly one they are the days `on` of months that are `step` apart,
 * once for each of the `places`; months are counted from year 0.
 */
export type Pattern =
  | {
    readonly _tag: "Spaced"
    readonly origin: Day
    readonly period: number
    readonly places: ReadonlyArray<number>
  }
  | {
    readonly _tag: "Monthly"
    readonly origin: number
    readonly step: number
    readonly places: ReadonlyArray<number>
    readonly on: ReadonlyArray<MonthDay.MonthDay>
  }

const atOrigin = [0]

export const patternOf = (recurrence: Series, start: Day): Pattern => {
  switch (recurrence.kind) {
    case "DAILY":
      return { _tag: "Spaced", origin: start, period: recurrence.interval, places: atOrigin }
    case "WEEKLY": {
      const weekStart = LocalDate.weekdayNumber(recurrence.weekStart)
      return {
        _tag: "Spaced",
        origin: start - (LocalDate.weekdayOf(start) + 7 - weekStart) % 7,
        period: 7 * recurrence.interval,
        places: ascending(recurrence.weekdays.map((weekday) => (LocalDate.weekdayNumber(weekday) + 7 - weekStart) % 7))
      }
    }
    case "MONTHLY":
      return monthly(recurrence, start, recurrence.interval)
    case "QUARTERLY":
      return monthly(recurrence, start, recurrence.interval * 3)
    case "YEARLY":
      return {
        _tag: "Monthly",
        origin: LocalDate.toParts(start).year * 12,
        step: recurrence.interval * 12,
        places: ascending(recurrence.months.map((month) => month - 1)),
        on: recurrence.on
      }
  }
}

const monthly = ({ on }: Pick<Extract<Series, { kind: "MONTHLY" }>, "on">, start: Day, step: number): Pattern => {
  const { month, year } = LocalDate.toParts(start)
  return { _tag: "Monthly", origin: year * 12 + month - 1, step, places: atOrigin, on }
}

const ascending = (numbers: ReadonlyArray<number>): ReadonlyArray<number> =>
  numbers.length === 1 ? numbers : [...new Set(numbers)].sort((a, b) => a - b)

/** Years and months repeat after 400 years; a rule that has found no day in as many of its steps has none. */
const longestSearch = 4800
const lastMonth = LocalDate.lastYear * 12 + 11

/** The first day of the pattern at or after one that is not before its start; null when the calendar ends before. */
export const dayFrom = (pattern: Pattern, day: Day): Day | null => {
  if (pattern._tag === "Spaced") {
    const { origin, period, places } = pattern
    const base = origin + Math.floor((day - origin) / period) * period
    for (const place of places) {
      if (base + place >= day) return base + place
    }
    return base + period + (places[0] ?? 0)
  }
  const { origin, places, step } = pattern
  const { month, year } = LocalDate.toParts(day)
  const wanted = year * 12 + month - 1 - origin
  const base = Math.max(0, Math.floor((wanted - (places[0] ?? 0)) / step))
  for (let turn = base; turn < base + longestSearch; turn++) {
    for (const place of places) {
      const index = turn * step + place
      if (index < wanted) continue
      if (origin + index > lastMonth) return null
      for (const found of daysIn(pattern, index)) {
        if (found >= day) return found
      }
    }
  }
  return null
}

/** The day of the pattern that has this number, counted from 1 at its start; null when the calendar ends before. */
export const numberedDay = (pattern: Pattern, start: Day, number: number): Day | null => {
  const { places } = pattern
  if (pattern._tag === "Spaced") {
    const passed = places.filter((place) => pattern.origin + place < start).length
    const index = passed + number - 1
    return pattern.origin + Math.floor(index / places.length) * pattern.period + (places[index % places.length] ?? 0)
  }
  const [only, ...others] = pattern.on
  if (only !== undefined && others.length === 0 && MonthDay.isInEveryMonth(only)) {
    const passed = places.filter((place) => (daysIn(pattern, place)[0] ?? start) < start).length
    const index = passed + number - 1
    const month = Math.floor(index / places.length) * pattern.step + (places[index % places.length] ?? 0)
    return daysIn(pattern, month)[0] ?? null
  }
  let left = number
  for (let turn = 0; pattern.origin + turn * pattern.step <= lastMonth; turn++) {
    for (const place of places) {
      const days = daysIn(pattern, turn * pattern.step + place)
      const passed = turn === 0 ? days.filter((day) => day < start).length : 0
      const found = days[passed + left - 1]
      if (found !== undefined) return found
      left -= days.length - passed
    }
  }
  return null
}

const daysIn = (pattern: Extract<Pattern, { readonly _tag: "Monthly" }>, index: number): ReadonlyArray<Day> => {
  const month = pattern.origin + index
  return MonthDay.daysIn(pattern.on, Math.floor(month / 12), month % 12 + 1)
}
