import * as LocalDate from "../LocalDate.js"
import type { Recurrence } from "../Recurrence.js"
import * as TimeZone from "../TimeZone.js"
import { dayFrom, numberedDay, type Pattern, patternOf, type Series } from "./patterns.js"

type Day = LocalDate.Day

/** A recurrence with everything worked out that does not depend on the question. */
export interface Compiled {
  readonly zone: TimeZone.TimeZone
  readonly time: number
  /** The same as `T10:00:00`. */
  readonly timeText: string
  readonly pattern: Pattern
  readonly first: Day
  readonly last: Day
  readonly excluded: ReadonlySet<Day>
  readonly extra: ReadonlyArray<Day>
}

export interface Found {
  readonly day: Day
  readonly instant: TimeZone.EpochMillis
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

const textOf = (time: string): string => time.length === 5 ? `T${time}:00` : `T${time}`

const noDays: ReadonlySet<Day> = new Set()
const none: ReadonlyArray<Day> = []

const once = (at: string, zone: TimeZone.TimeZone): Compiled => {
  const day = LocalDate.parse(at)
  return {
    zone,
    time: LocalDate.timeToMillis(at.slice(11)),
    timeText: textOf(at.slice(11)),
    pattern: { _tag: "Spaced", origin: day, period: 1, places: [0] },
    first: day,
    last: day,
    excluded: noDays,
    extra: none
  }
}

const series = (recurrence: Series, zone: TimeZone.TimeZone): Compiled => {
  const { end, excluded, extra } = recurrence
  const first = LocalDate.parse(recurrence.start)
  const unfinished: Compiled = {
    zone,
    time: LocalDate.timeToMillis(recurrence.time),
    timeText: textOf(recurrence.time),
    pattern: patternOf(recurrence, first),
    first,
    last: end !== null && "by" in end ? LocalDate.parse(end.by) : endOfCalendar,
    excluded: excluded.length === 0 ? noDays : new Set(excluded.map(LocalDate.parse)),
    extra: extra.length === 0 ? none : [...new Set(extra.map(LocalDate.parse))].sort((a, b) => a - b)
  }
  return end !== null && "count" in end ? { ...unfinished, last: lastOfCount(unfinished, end.count) } : unfinished
}

/** The day of the last of `count` occurrences. */
const lastOfCount = (unfinished: Compiled, count: number): Day => {
  const { first, pattern, zone } = unfinished
  // Only a zone near the date line can have changed its side and lost a date.
  const offset = Math.abs(TimeZone.offsetAt(zone, first * LocalDate.millisPerDay))
  if (offset < LocalDate.millisPerDay * 0.4) {
    return Math.min(numberedDay(pattern, first, count) ?? endOfCalendar, endOfCalendar)
  }
  let day = first - 1
  for (let left = count; left > 0;) {
    const following = dayFrom(pattern, day + 1)
    if (following === null || following > endOfCalendar) return endOfCalendar
    day = following
    if (instantOf(unfinished, day) !== null) left--
  }
  return day
}

/** The instant of the wall time on a day; null when the zone skipped that date. */
export const instantOf = ({ time, zone }: Pick<Compiled, "time" | "zone">, day: Day): TimeZone.EpochMillis | null =>
  TimeZone.toInstant(zone, day * LocalDate.millisPerDay + time)

/** The first day of the rule alone, excluded or not, that the zone has; null when its end comes before. */
export const firstDay = (compiled: Compiled): Day | null => {
  const { last, pattern } = compiled
  let day = dayFrom(pattern, compiled.first)
  while (day !== null && day <= last && instantOf(compiled, day) === null) day = dayFrom(pattern, day + 1)
  return day !== null && day <= last ? day : null
}

/** The first day at or after `from` that is an occurrence, extra dates included. */
const occurrenceFrom = (compiled: Compiled, from: Day): Day | null => {
  const { excluded, last, pattern } = compiled
  let day = dayFrom(pattern, Math.max(from, compiled.first))
  while (day !== null && excluded.has(day)) day = dayFrom(pattern, day + 1)
  if (day !== null && day > last) day = null
  for (const extra of compiled.extra) {
    if (day !== null && extra >= day) break
    if (extra >= from && !excluded.has(extra)) return extra
  }
  return day
}

/** The first occurrence strictly later than an instant. */
export const nextAfter = (compiled: Compiled, after: TimeZone.EpochMillis): Found | null => {
  const { zone } = compiled
  const earliest = Math.min(compiled.first, compiled.extra[0] ?? compiled.first)
  if (after > (endOfCalendar + 2) * LocalDate.millisPerDay) return null
  // A time before midnight that was skipped has its instant on the following date.
  const from = after < (earliest - 2) * LocalDate.millisPerDay
    ? earliest
    : Math.max(earliest, Math.floor(TimeZone.toLocal(zone, after) / LocalDate.millisPerDay) - 1)
  let day = occurrenceFrom(compiled, from)
  while (day !== null && day <= endOfCalendar) {
    const instant = instantOf(compiled, day)
    if (instant !== null && instant > after) return { day, instant }
    day = occurrenceFrom(compiled, day + 1)
  }
  return null
}

/** The very first occurrence. */
export const first = (compiled: Compiled): Found | null => nextAfter(compiled, Number.NEGATIVE_INFINITY)
