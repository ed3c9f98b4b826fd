import * as Either from "effect/Either"
import * as LocalDate from "../LocalDate.js"
import type { MonthDay } from "../MonthDay.js"
import type { TimeZone } from "../TimeZone.js"
import { toLocal } from "../TimeZone.js"
import * as calendar from "./calendar.js"
import { type Fault, moment, refuse } from "./ical.js"

type Parts = ReadonlyMap<string, string>

/** What the rule takes from DTSTART. */
export interface Start {
  readonly day: LocalDate.Day
  readonly time: number
  readonly zone: TimeZone
}

const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const
const always = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"])
const narrowing: Readonly<Record<typeof frequencies[number], ReadonlyArray<string>>> = {
  DAILY: [],
  WEEKLY: ["BYDAY"],
  MONTHLY: ["BYDAY", "BYMONTHDAY", "BYSETPOS"],
  YEARLY: ["BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH"]
}

const unsupported: Readonly<Record<string, string>> = {
  BYSECOND: "there is one time of day, that of DTSTART",
  BYMINUTE: "there is one time of day, that of DTSTART",
  BYHOUR: "there is one time of day, that of DTSTART",
  BYYEARDAY: "days counted from the beginning of the year are not supported; use BYMONTH and BYMONTHDAY",
  BYWEEKNO: "weeks counted from the beginning of the year are not supported",
  RSCALE: "there is one calendar, the Gregorian",
  SKIP: "is not supported; BYMONTHDAY=28,29,30,31;BYSETPOS=-1 means the 31st or the last day of shorter months"
}

const list = (text: string) => [...new Set(text.split(",").map((each) => each.trim()))]

const whole = (parts: Parts, part: string): Either.Either<number | undefined, Fault> => {
  const text = parts.get(part)
  if (text === undefined) return Either.right(undefined)
  return /^\d+$/.test(text) ? Either.right(Number(text)) : refuse(part, `"${text}" is not a whole number`)
}

const isWeekday = (text: string): text is LocalDate.Weekday =>
  (LocalDate.Weekday.literals as ReadonlyArray<string>).includes(text)

interface DayOfWeek {
  readonly nth: number | null
  readonly weekday: LocalDate.Weekday
}

const daysOfWeek = (text: string): Either.Either<ReadonlyArray<DayOfWeek>, Fault> =>
  Either.all(
    list(text).map((each) => {
      const [, nth = "", weekday = ""] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(each) ?? []
      if (!isWeekday(weekday)) return refuse("BYDAY", `"${each}" is not a weekday such as MO or 1FR`)
      return Either.right({ nth: nth === "" ? null : Number(nth), weekday })
    })
  )

const daysOfMonth = (text: string): Either.Either<ReadonlyArray<number>, Fault> =>
  Either.all(
    list(text).map((each) => {
      const day = /^[+-]?\d{1,2}$/.test(each) ? Number(each) : 0
      if (day === 0 || Math.abs(day) > 31) return refuse("BYMONTHDAY", `"${each}" is not a day of the month`)
      if (day < -1) {
        return refuse("BYMONTHDAY", `${day} is not supported; counted from the end there is -1, the last day`)
      }
      return Either.right(day)
    })
  )

const monthsOfYear = (text: string): Either.Either<ReadonlyArray<number>, Fault> =>
  Either.all(
    list(text).map((each) =>
      /^\d{1,2}$/.test(each) ? Either.right(Number(each)) : refuse("BYMONTH", `"${each}" is not a month from 1 to 12`)
    )
  )

const monthDay = (day: number): MonthDay =>
  day === -1 ? { kind: "LAST_DAY" } : { kind: "DAY", day, shortMonths: day > 28 ? "SKIP" : "CLAMP" }

/** 28, 29, … of which the last: the wanted day, or the last one of shorter months. */
const clamped = (
  position: string,
  days: ReadonlyArray<number>,
  isOneMonth: boolean
): Either.Either<MonthDay, Fault> => {
  const sorted = days.toSorted((a, b) => a - b)
  const wanted = sorted.at(-1) ?? 0
  const isRun = wanted > 28 && sorted.length === wanted - 27 && sorted.every((day, index) => day === 28 + index)
  return position === "-1" && isRun && isOneMonth
    ? Either.right({ kind: "DAY", day: wanted, shortMonths: "CLAMP" })
    : refuse("BYSETPOS", "is supported only as BYMONTHDAY=28,29,30,31;BYSETPOS=-1, of every month or of one")
}

const everyWeek = [1, 2, 3, 4, 5]

const monthDays = (parts: Parts, start: Start, isOneMonth: boolean): Either.Either<ReadonlyArray<MonthDay>, Fault> =>
  Either.gen(function*() {
    const [byDay, byMonthDay, position] = [parts.get("BYDAY"), parts.get("BYMONTHDAY"), parts.get("BYSETPOS")]
    if (byDay !== undefined) {
      if (position !== undefined) return yield* refuse("BYSETPOS", "is not supported together with BYDAY")
      if (byMonthDay !== undefined) {
        return yield* refuse("BYDAY", "together with BYMONTHDAY, as in Friday the 13th, is not supported")
      }
      const weekdays = yield* daysOfWeek(byDay)
      if (new Set(weekdays.filter(({ nth }) => nth === null).map(({ weekday }) => weekday)).size === 7) {
        return yield* refuse(
          "BYDAY",
          "names every day of the month, which is not supported; FREQ=DAILY means every day"
        )
      }
      return weekdays.flatMap(({ nth, weekday }) =>
        (nth === null ? everyWeek : [nth]).map((nth): MonthDay => ({ kind: "WEEKDAY", weekday, nth }))
      )
    }
    const days = byMonthDay === undefined ? [LocalDate.toParts(start.day).date] : yield* daysOfMonth(byMonthDay)
    return position === undefined ? days.map(monthDay) : [yield* clamped(position, days, isOneMonth)]
  })

/** The inclusive local date that leaves the same occurrences as UNTIL does. */
const lastDate = (text: string, { time, zone }: Start): Either.Either<string, Fault> =>
  Either.map(moment("UNTIL", text), (until) => {
    // 9999-12-31 is a common way to say for ever.
    const last = LocalDate.toDay(LocalDate.lastYear, 12, 31)
    if (until.day > last) return LocalDate.format(last)
    if (until.time === null) return LocalDate.format(until.day)
    if (!until.isUtc) return LocalDate.format(until.time >= time ? until.day : until.day - 1)
    const instant = until.day * LocalDate.millisPerDay + until.time
    let day = Math.min(Math.floor(toLocal(zone, instant) / LocalDate.millisPerDay) + 1, last)
    while ((calendar.instantOf({ time, zone }, day) ?? Number.POSITIVE_INFINITY) > instant) day--
    return LocalDate.format(day)
  })

const end = (parts: Parts, start: Start) =>
  Either.gen(function*() {
    const [count, until] = [yield* whole(parts, "COUNT"), parts.get("UNTIL")]
    if (until === undefined) return count === undefined ? null : { count }
    if (count !== undefined) return yield* refuse("COUNT", "does not go together with UNTIL")
    const by = yield* lastDate(until, start)
    if (by < LocalDate.format(start.day)) return yield* refuse("UNTIL", "is before DTSTART")
    return { by }
  })

/** The fields of a recurrence that RRULE gives, not yet decoded, and the parts that they came from. */
export interface Read {
  readonly fields: Readonly<Record<string, unknown>>
  readonly onFrom: string
}

export const rule = (parts: Parts, start: Start): Either.Either<Read, Fault> =>
  Either.gen(function*() {
    const frequency = frequencies.find((each) => each === parts.get("FREQ"))
    if (frequency === undefined) {
      const given = parts.get("FREQ")
      return yield* refuse(
        "FREQ",
        `${given === undefined ? "is missing" : `${given} is not supported`}; use ${frequencies.join(", ")}`
      )
    }
    for (const part of parts.keys()) {
      if (always.has(part) || narrowing[frequency].includes(part)) continue
      return yield* refuse(
        part,
        unsupported[part] ?? (part.startsWith("BY")
          ? `is not supported with FREQ=${frequency}`
          : "is not a part of a rule that is known here")
      )
    }
    const weekStart = parts.get("WKST")
    if (weekStart !== undefined && !isWeekday(weekStart)) {
      return yield* refuse("WKST", `"${weekStart}" is not a weekday such as MO`)
    }
    const interval = (yield* whole(parts, "INTERVAL")) ?? 1
    const series = { interval, end: yield* end(parts, start) }
    const onFrom = ["BYDAY", "BYMONTHDAY"].find((part) => parts.has(part)) ?? "DTSTART"
    switch (frequency) {
      case "DAILY":
        return { fields: { kind: "DAILY", ...series }, onFrom }
      case "WEEKLY": {
        const byDay = parts.get("BYDAY")
        const weekdays = byDay === undefined
          ? [{ nth: null, weekday: LocalDate.Weekday.literals[LocalDate.weekdayOf(start.day)] }]
          : yield* daysOfWeek(byDay)
        if (weekdays.some(({ nth }) => nth !== null)) {
          return yield* refuse("BYDAY", "has a number, which goes only with FREQ=MONTHLY or YEARLY")
        }
        const week = { weekdays: weekdays.map(({ weekday }) => weekday), weekStart: weekStart ?? "MO" }
        return { fields: { kind: "WEEKLY", ...series, ...week }, onFrom }
      }
      case "MONTHLY": {
        const on = yield* monthDays(parts, start, true)
        // Three months are a quarter; more months than a recurrence may count in can still be quarters.
        const isQuarter = interval === 3 || (interval > 999 && interval % 3 === 0)
        return {
          fields: isQuarter
            ? { kind: "QUARTERLY", ...series, interval: interval / 3, on }
            : { kind: "MONTHLY", ...series, on },
          onFrom
        }
      }
      case "YEARLY": {
        const byMonth = parts.get("BYMONTH")
        if (byMonth === undefined && parts.has("BYDAY")) {
          return yield* refuse("BYDAY", "without BYMONTH counts the weekdays of a whole year, which is not supported")
        }
        const months = byMonth !== undefined
          ? yield* monthsOfYear(byMonth)
          : parts.has("BYMONTHDAY")
          ? Array.from({ length: 12 }, (_, index) => index + 1)
          : [LocalDate.toParts(start.day).month]
        return {
          fields: { kind: "YEARLY", ...series, months, on: yield* monthDays(parts, start, months.length === 1) },
          onFrom
        }
      }
    }
  })
