import * as Either from "effect/Either"
import * as LocalDate from "../LocalDate.js"
import type { MonthDay } from "../MonthDay.js"
import type { Recurrence } from "../Recurrence.js"
import type { Compiled } from "./calendar.js"
import * as calendar from "./calendar.js"
import { type Fault, formatMoment, refuse } from "./ical.js"

type Series = Exclude<Recurrence, { readonly kind: "ONE_TIME" }>

const ascending = (numbers: Iterable<number>) => [...new Set(numbers)].sort((a, b) => a - b)

const shortest = 28

/** `months` is null for a rule of every month. */
const monthDays = (
  on: ReadonlyArray<MonthDay>,
  months: ReadonlyArray<number> | null
): Either.Either<ReadonlyArray<string>, Fault> => {
  const weekdays = on.flatMap((each) => each.kind === "WEEKDAY" ? [`${each.nth}${each.weekday}`] : [])
  if (weekdays.length > 0) {
    if (weekdays.length === on.length) return Either.right([`BYDAY=${[...new Set(weekdays)].join(",")}`])
    return refuse("BYDAY", "RFC 5545 cannot say weekdays and days of the month in one rule; make it two")
  }
  const days = on.flatMap((each) => each.kind === "DAY" ? [each] : [])
  const numbers = ascending(days.map(({ day }) => day))
  const always = months === null ? shortest : Math.min(...months.map((month) => LocalDate.daysInMonth(2001, month)))
  const clamped = ascending(days.filter((each) => each.shortMonths === "CLAMP").map(({ day }) => day))
    .filter((day) => day > always)
  const highest = clamped.at(-1)
  // The last day of all months is one of the days, so none is missed where a month lacks the wanted one.
  const hasLast = on.some((each) => each.kind === "LAST_DAY") || (highest === 31 && numbers.length > 1)
  if (hasLast) {
    return Either.right([`BYMONTHDAY=${[...numbers.filter((day) => day !== highest || day < 31), -1].join(",")}`])
  }
  if (highest === undefined) return Either.right([`BYMONTHDAY=${numbers.join(",")}`])
  if (numbers.length > 1 || (months !== null && months.length > 1)) {
    return refuse(
      "BYMONTHDAY",
      `RFC 5545 can say "the ${highest}th, or the last day of shorter months" only of a rule that has no other day or month`
    )
  }
  const choice = Array.from({ length: highest - shortest + 1 }, (_, index) => shortest + index)
  return Either.right([`BYMONTHDAY=${choice.join(",")}`, "BYSETPOS=-1"])
}

const shape = (recurrence: Series): Either.Either<ReadonlyArray<string>, Fault> => {
  const { interval } = recurrence
  const every = (steps: number) => steps === 1 ? [] : [`INTERVAL=${steps}`]
  switch (recurrence.kind) {
    case "DAILY":
      return Either.right(["FREQ=DAILY", ...every(interval)])
    case "WEEKLY": {
      const { weekStart } = recurrence
      const weekdays = ascending(recurrence.weekdays.map(LocalDate.weekdayNumber))
        .map((number) => LocalDate.Weekday.literals[number])
      const week = interval > 1 || weekStart !== "MO" ? [`WKST=${weekStart}`] : []
      return Either.right(["FREQ=WEEKLY", ...every(interval), `BYDAY=${weekdays.join(",")}`, ...week])
    }
    case "MONTHLY":
    case "QUARTERLY": {
      const steps = recurrence.kind === "MONTHLY" ? interval : interval * 3
      return Either.map(monthDays(recurrence.on, null), (days) => ["FREQ=MONTHLY", ...every(steps), ...days])
    }
    case "YEARLY": {
      const months = ascending(recurrence.months)
      return Either.map(
        monthDays(recurrence.on, months),
        (days) => ["FREQ=YEARLY", ...every(interval), `BYMONTH=${months.join(",")}`, ...days]
      )
    }
  }
}

/** The value of RRULE. */
export const rule = (recurrence: Series, compiled: Compiled): Either.Either<string, Fault> =>
  Either.map(shape(recurrence), (parts) => [...parts, ...end(recurrence, compiled)].join(";"))

const end = ({ end }: Series, compiled: Compiled): ReadonlyArray<string> => {
  if (end === null) return []
  if ("count" in end) return [`COUNT=${end.count}`]
  // A date that the zone skipped has no instant; the dates before it are all that is left.
  let day = compiled.last
  let instant = calendar.instantOf(compiled, day)
  while (instant === null) instant = calendar.instantOf(compiled, --day)
  const utc = Math.floor(instant / LocalDate.millisPerDay)
  return [`UNTIL=${formatMoment(utc, instant - utc * LocalDate.millisPerDay)}Z`]
}
