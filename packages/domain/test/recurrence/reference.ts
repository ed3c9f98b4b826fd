import type { MonthDay } from "@ektola/domain/recurrence/MonthDay"
import type * as Recurrence from "@ektola/domain/recurrence/Recurrence"

/** Recurrences once more, so simply that one sees it is right: every day is looked at, and `Intl` knows the clocks. */

type Series = Exclude<Recurrence.Recurrence, { readonly kind: "ONE_TIME" }>

const millisPerDay = 86_400_000
const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / millisPerDay

const dateOf = (day: number) => new Date(day * millisPerDay).toISOString().slice(0, 10)

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What the clocks of a zone show, as if it were UTC. */
const wallAt = (zone: string, instant: number): number => {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium"
  })
  clocks.set(zone, clock)
  return Date.parse(`${clock.format(instant).replace(" ", "T")}Z`)
}

/** The first instant at which the clocks show this; null when they never do. */
const instantShowing = (zone: string, wall: number): number | null => {
  const offsets = [-36, -12, 12, 36].map((hours) => {
    const instant = wall + hours * 3_600_000
    return wallAt(zone, instant) - instant
  })
  const found = offsets.map((offset) => wall - offset).filter((instant) => wallAt(zone, instant) === wall)
  return found.length === 0 ? null : Math.min(...found)
}

/** Whether the clocks show this date and time at all. */
export const isShown = (zone: string, local: string): boolean => instantShowing(zone, Date.parse(`${local}Z`)) !== null

/** The instant of a date and time: a time that is skipped is read with the offset before the gap. */
export const instantOn = (zone: string, date: string, time: string): number | null => {
  const wall = Date.parse(`${date}T${time.padEnd(8, ":00")}Z`)
  const shown = instantShowing(zone, wall)
  if (shown !== null) return shown
  const isDateSkipped = Array.from({ length: 24 }, (_, hour) => dayOf(date) * millisPerDay + hour * 3_600_000)
    .every((each) => instantShowing(zone, each) === null)
  return isDateSkipped ? null : wall - (wallAt(zone, wall - 36 * 3_600_000) - (wall - 36 * 3_600_000))
}

const isOn = (monthDay: MonthDay, date: number, length: number, weekday: string | undefined): boolean => {
  switch (monthDay.kind) {
    case "DAY":
      return date === (monthDay.shortMonths === "CLAMP" ? Math.min(monthDay.day, length) : monthDay.day)
    case "LAST_DAY":
      return date === length
    case "WEEKDAY": {
      const number = monthDay.nth > 0 ? Math.ceil(date / 7) : -Math.ceil((length - date + 1) / 7)
      return weekday === monthDay.weekday && number === monthDay.nth
    }
  }
}

const isDayOfRule = (rule: Series, day: number): boolean => {
  const start = new Date(dayOf(rule.start) * millisPerDay)
  const now = new Date(day * millisPerDay)
  const [date, month, year] = [now.getUTCDate(), now.getUTCMonth(), now.getUTCFullYear()]
  const weekday = weekdays[(now.getUTCDay() + 6) % 7]
  const months = (year - start.getUTCFullYear()) * 12 + month - start.getUTCMonth()
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  switch (rule.kind) {
    case "DAILY":
      return (day - dayOf(rule.start)) % rule.interval === 0
    case "WEEKLY": {
      // 5 January 1970 was a Monday.
      const week = (each: number) => Math.floor((each - 4 - weekdays.indexOf(rule.weekStart)) / 7)
      return rule.weekdays.some((each) => each === weekday) &&
        (week(day) - week(dayOf(rule.start))) % rule.interval === 0
    }
    case "MONTHLY":
      return months % rule.interval === 0 && rule.on.some((each) => isOn(each, date, length, weekday))
    case "QUARTERLY":
      return months % (3 * rule.interval) === 0 && rule.on.some((each) => isOn(each, date, length, weekday))
    case "YEARLY":
      return (year - start.getUTCFullYear()) % rule.interval === 0 && rule.months.includes(month + 1)
        && rule.on.some((each) => isOn(each, date, length, weekday))
  }
}

/** At most so many occurrences of at most so many days from the start. */
export const occurrences = (
  recurrence: Recurrence.Recurrence,
  { days, most }: { readonly days: number; readonly most: number }
): ReadonlyArray<number> => {
  const { zone } = recurrence
  if (recurrence.kind === "ONE_TIME") {
    return [instantOn(zone, recurrence.at.slice(0, 10), recurrence.at.slice(11)) ?? Number.NaN]
  }
  const { end, excluded, extra, start, time } = recurrence
  const found = new Set<number>()
  let left = end !== null && "count" in end ? end.count : Number.POSITIVE_INFINITY
  const last = end !== null && "by" in end ? dayOf(end.by) : Number.POSITIVE_INFINITY
  const isLate = (day: number) => day >= dayOf(start) + days
  for (let day = dayOf(start); !isLate(day) && day <= last && left > 0 && found.size < most; day++) {
    if (!isDayOfRule(recurrence, day)) continue
    const instant = instantOn(zone, dateOf(day), time)
    if (instant === null) continue
    left--
    if (!excluded.includes(dateOf(day))) found.add(instant)
  }
  for (const date of extra) {
    const instant = isLate(dayOf(date)) || excluded.includes(date) ? null : instantOn(zone, date, time)
    if (instant !== null) found.add(instant)
  }
  return [...found].sort((a, b) => a - b).slice(0, most)
}
