import * as LocalDate from "../LocalDate.js"
import * as MonthDay from "../MonthDay.js"
import type { Recurrence } from "../Recurrence.js"
import * as TimeZone from "../TimeZone.js"

type Day = LocalDate.Day
type Series = Exclude<Recurrence, { readonly kind: "ONE_TIME" }>

/** The days of a rule, with neither its end nor its excluded dates. */
interface Pattern {
  /** The first at or after a day that is not before the start; null when none comes before the calendar ends. */
  readonly from: (day: Day) => Day | null
  /** The one that has this number, counted from 1; null when that takes searching. */
  readonly numbered: ((number: number) => Day) | null
}

/** A recurrence with everything worked out that does not depend on the question. */
export interface Compiled {
  readonly zone: TimeZone.TimeZone
  readonly time: number
  readonly pattern: Pattern
  readonly first: Day
  readonly last: Day
  readonly excluded: ReadonlySet<Day>
  readonly extra: ReadonlyArray<Day>
  readonly isEmpty: boolean
}

const endOfCalendar = LocalDate.toDay(LocalDate.lastYear, 12, 31)

const compiled = new WeakMap<Recurrence, Compiled>()

export const compile = (recurrence: Recurrence): Compiled => {
  const known = compiled.get(recurrence)
  if (known !== undefined) return known
  const made = recurrence.kind === "ONE_TIME"
    ? once(recurrence.at, TimeZone.get(recurrence.zone))
    : series(recurrence, TimeZone.get(recurrence.zone))
  compiled.set(recurrence, made)
  return made
}

const once = (at: string, zone: TimeZone.TimeZone): Compiled => {
  const day = LocalDate.parse(at)
  return {
    zone,
    time: LocalDate.timeToMillis(at.slice(11)),
    pattern: { from: (from) => from <= day ? day : null, numbered: null },
    first: day,
    last: day,
    excluded: new Set(),
    extra: [],
    isEmpty: false
  }
}

const series = (recurrence: Series, zone: TimeZone.TimeZone): Compiled => {
  const pattern = patternOf(recurrence)
  const first = LocalDate.parse(recurrence.start)
  const time = LocalDate.timeToMillis(recurrence.time)
  const { end } = recurrence
  const unfinished = {
    zone,
    time,
    pattern,
    first,
    last: end === null ? endOfCalendar : "by" in end ? LocalDate.parse(end.by) : endOfCalendar,
    excluded: new Set(recurrence.excluded.map(LocalDate.parse)),
    extra: [...new Set(recurrence.extra.map(LocalDate.parse))].sort((a, b) => a - b),
    isEmpty: false
  }
  const last = end !== null && "count" in end ? lastOfCount(unfinished, end.count) : unfinished.last
  const finished = { ...unfinished, last }
  return { ...finished, isEmpty: nextAfter(finished, Number.NEGATIVE_INFINITY) === null }
}

const patternOf = (recurrence: Series): Pattern => {
  const start = LocalDate.parse(recurrence.start)
  const { month, year } = LocalDate.toParts(start)
  switch (recurrence.kind) {
    case "DAILY":
      return daily(start, recurrence.interval)
    case "WEEKLY":
      return weekly(start, recurrence)
    case "MONTHLY":
      return monthly({ months: [month - 1], year, step: recurrence.interval, on: recurrence.on })
    case "QUARTERLY":
      return monthly({ months: [month - 1], year, step: recurrence.interval * 3, on: recurrence.on })
    case "YEARLY": {
      const months = [...new Set(recurrence.months)].sort((a, b) => a - b).map((each) => each - 1)
      return monthly({ months, year, step: recurrence.interval * 12, on: recurrence.on })
    }
  }
}

const daily = (start: Day, interval: number): Pattern => ({
  from: (day) => start + Math.ceil((day - start) / interval) * interval,
  numbered: (number) => start + (number - 1) * interval
})

const weekly = (
  start: Day,
  { interval, weekStart, weekdays }: Pick<Extract<Series, { kind: "WEEKLY" }>, "interval" | "weekStart" | "weekdays">
): Pattern => {
  const firstOf = (weekday: LocalDate.Weekday) =>
    (LocalDate.weekdayNumber(weekday) + 7 - LocalDate.weekdayNumber(weekStart)) % 7
  const places = [...new Set(weekdays.map(firstOf))].sort((a, b) => a - b)
  const firstWeek = start - (LocalDate.weekdayOf(start) + 7 - LocalDate.weekdayNumber(weekStart)) % 7
  const period = 7 * interval
  const passed = places.filter((place) => firstWeek + place < start).length
  return {
    from: (day) => {
      const base = firstWeek + Math.floor((day - firstWeek) / period) * period
      for (const place of places) {
        if (base + place >= day) return base + place
      }
      return base + period + (places[0] ?? 0)
    },
    numbered: (number) => {
      const index = passed + number - 1
      return firstWeek + Math.floor(index / places.length) * period + (places[index % places.length] ?? 0)
    }
  }
}

/** Years and months repeat after 400 years; a rule that has found no day in as many of its steps has none. */
const longestSearch = 4800

/**
 * Months `step` apart; `months` are counted from January of the first `year`, within one step.
 */
const monthly = ({ months, on, step, year }: {
  readonly months: ReadonlyArray<number>
  readonly on: ReadonlyArray<MonthDay.MonthDay>
  readonly step: number
  readonly year: number
}): Pattern => {
  const origin = year * 12
  const lastMonth = LocalDate.lastYear * 12 + 11
  const from = (wantedDay: Day) => {
    const parts = LocalDate.toParts(wantedDay)
    const wanted = parts.year * 12 + parts.month - 1 - origin
    const base = Math.max(0, Math.floor((wanted - (months[0] ?? 0)) / step))
    for (let turn = base; turn < base + longestSearch; turn++) {
      for (const place of months) {
        const month = turn * step + place
        if (month < wanted) continue
        if (origin + month > lastMonth) return null
        const days = MonthDay.daysIn(on, Math.floor((origin + month) / 12), (origin + month) % 12 + 1)
        for (const day of days) {
          if (day >= wantedDay) return day
        }
      }
    }
    return null
  }
  return { from, numbered: null }
}

/** The day of the last of `count` occurrences. */
const lastOfCount = (unfinished: Compiled, count: number): Day => {
  const { first, pattern, zone } = unfinished
  if (pattern.numbered !== null) {
    const day = Math.min(pattern.numbered(count), endOfCalendar)
    // Only a zone that changed the side of the date line can have lost a date.
    const offsets = [first, day].map((each) => TimeZone.offsetAt(zone, each * LocalDate.millisPerDay))
    if (Math.abs((offsets[0] ?? 0) - (offsets[1] ?? 0)) < LocalDate.millisPerDay / 2) return day
  }
  let day = first - 1
  for (let left = count; left > 0;) {
    const following = pattern.from(day + 1)
    if (following === null || following > endOfCalendar) return endOfCalendar
    day = following
    if (instantOf(unfinished, day) !== null) left--
  }
  return day
}

const instantOf = ({ time, zone }: Compiled, day: Day): TimeZone.EpochMillis | null =>
  TimeZone.toInstant(zone, day * LocalDate.millisPerDay + time)

/** The first day at or after `from` that is an occurrence, extra dates included. */
const dayFrom = (compiled: Compiled, from: Day): Day | null => {
  const { excluded, last, pattern } = compiled
  let day = pattern.from(Math.max(from, compiled.first))
  while (day !== null && excluded.has(day)) day = pattern.from(day + 1)
  if (day !== null && day > last) day = null
  for (const extra of compiled.extra) {
    if (day !== null && extra >= day) break
    if (extra >= from && !excluded.has(extra)) return extra
  }
  return day
}

/** The first occurrence strictly later than an instant. */
export const nextAfter = (compiled: Compiled, after: TimeZone.EpochMillis): TimeZone.EpochMillis | null => {
  const { zone } = compiled
  const earliest = Math.min(compiled.first, compiled.extra[0] ?? compiled.first)
  if (after > (endOfCalendar + 2) * LocalDate.millisPerDay) return null
  // A time before midnight that was skipped has its instant on the following date.
  const from = after < (earliest - 2) * LocalDate.millisPerDay
    ? earliest
    : Math.max(earliest, Math.floor(TimeZone.toLocal(zone, after) / LocalDate.millisPerDay) - 1)
  let day = dayFrom(compiled, from)
  while (day !== null && day <= endOfCalendar) {
    const instant = instantOf(compiled, day)
    if (instant !== null && instant > after) return instant
    day = dayFrom(compiled, day + 1)
  }
  return null
}
