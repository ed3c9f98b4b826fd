import * as LocalDate from "@ektola/domain/recurrence/LocalDate"
import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"

const { array, constant, constantFrom, integer, oneof, option, record, subarray, tuple } = FastCheck

/** Shifts of an hour, of half an hour, at midnight, before it, of two hours, during Ramadan, of a whole date; and none. */
const zones = [
  "America/New_York",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
  "Asia/Beirut",
  "America/Nuuk",
  "Antarctica/Troll",
  "Africa/Casablanca",
  "Pacific/Apia",
  "Pacific/Auckland",
  "Asia/Kolkata",
  "UTC"
]

const two = (value: number) => String(value).padStart(2, "0")

const times = oneof(
  constantFrom("00:00", "00:15", "01:00", "01:30", "02:00", "02:30", "02:59:59", "03:00", "09:00", "22:30", "23:59"),
  tuple(integer({ min: 0, max: 23 }), integer({ min: 0, max: 59 })).map(([hour, minute]) =>
    `${two(hour)}:${two(minute)}`
  )
)

const starts = (from: number, to: number) =>
  oneof(
    { weight: 9, arbitrary: integer({ min: LocalDate.toDay(from, 1, 1), max: LocalDate.toDay(to, 12, 31) }) },
    // Samoa lost 30 December 2011.
    { weight: 1, arbitrary: integer({ min: LocalDate.toDay(2011, 12, 1), max: LocalDate.toDay(2011, 12, 31) }) }
  ).map(LocalDate.format)

const weekday = constantFrom(...LocalDate.Weekday.literals)

const monthDay = (mostDays: number) =>
  oneof(
    {
      weight: 5,
      arbitrary: record({
        kind: constant("DAY"),
        day: oneof(integer({ min: 1, max: mostDays }), integer({ min: Math.min(28, mostDays), max: mostDays })),
        shortMonths: constantFrom("CLAMP", "SKIP")
      })
    },
    { weight: 1, arbitrary: constant({ kind: "LAST_DAY" }) },
    {
      weight: 2,
      arbitrary: record({ kind: constant("WEEKDAY"), weekday, nth: constantFrom(1, 2, 3, 4, 5, -1, -2, -3, -4, -5) })
    }
  )

const monthDays = (mostDays = 31) =>
  oneof(
    { weight: 3, arbitrary: array(monthDay(mostDays), { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: array(monthDay(mostDays), { minLength: 2, maxLength: 4 }) }
  )

const intervals = oneof({ weight: 3, arbitrary: constant(1) }, { weight: 2, arbitrary: integer({ min: 2, max: 14 }) })

const shapes = oneof(
  record({ kind: constant("DAILY"), interval: oneof(intervals, integer({ min: 1, max: 400 })) }),
  record({
    kind: constant("WEEKLY"),
    weekdays: subarray([...LocalDate.Weekday.literals], { minLength: 1 }),
    weekStart: weekday,
    interval: intervals
  }),
  record({ kind: constant("MONTHLY"), on: monthDays(), interval: intervals }),
  record({ kind: constant("QUARTERLY"), on: monthDays(), interval: integer({ min: 1, max: 5 }) }),
  subarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], { minLength: 1, maxLength: 4 }).chain((months) =>
    record({
      kind: constant("YEARLY"),
      months: constant(months),
      on: monthDays(Math.min(...months.map((month) => LocalDate.daysInMonth(2000, month)))),
      interval: integer({ min: 1, max: 5 })
    })
  )
)

const decode = Schema.decodeUnknownEither(Recurrence.Recurrence)

interface Bounds {
  readonly from: number
  readonly to: number
}

/** Series without excluded and extra dates that begin in these years. */
export const series = ({ from, to }: Bounds): FastCheck.Arbitrary<Recurrence.Recurrence> =>
  record({ shape: shapes, start: starts(from, to), time: times, zone: constantFrom(...zones) })
    .chain(({ shape, ...rest }) =>
      oneof(
        { weight: 2, arbitrary: constant(null) },
        { weight: 1, arbitrary: record({ count: integer({ min: 1, max: 60 }) }) },
        {
          weight: 1,
          arbitrary: integer({ min: 0, max: 5000 }).map((days) => ({
            by: LocalDate.format(LocalDate.parse(rest.start) + days)
          }))
        }
      ).map((end) => decode({ ...shape, ...rest, end }))
    )
    .filter(Either.isRight)
    .map(({ right }) => right)

const once = ({ from, to }: Bounds) =>
  record({ start: starts(from, to), time: times, zone: constantFrom(...zones) })
    .map(({ start, time, zone }) => decode({ kind: "ONE_TIME", at: `${start}T${time}`, zone }))
    .filter(Either.isRight)
    .map(({ right }) => right)

/** Dates of the rule, by number, and dates by their distance from its start. */
const dates = record({
  numbers: array(integer({ min: 0, max: 11 }), { maxLength: 3 }),
  distances: array(integer({ min: -40, max: 800 }), { maxLength: 2 })
})

/** Recurrences of all kinds that begin in these years. */
export const recurrences = (bounds: Bounds = { from: 1990, to: 2060 }): FastCheck.Arbitrary<Recurrence.Recurrence> =>
  oneof(
    { weight: 1, arbitrary: once(bounds) },
    {
      weight: 19,
      arbitrary: record({ rule: series(bounds), excluded: option(dates), extra: option(dates) })
        .map(({ excluded, extra, rule }) => {
          if (rule.kind === "ONE_TIME" || (excluded === null && extra === null)) return Either.right(rule)
          const first = Recurrence.take(rule, 12)
          const start = LocalDate.parse(rule.start)
          const chosen = (dates: typeof excluded) => [
            ...(dates?.numbers ?? []).flatMap((number) => first[number]?.local.slice(0, 10) ?? []),
            ...(dates?.distances ?? []).map((distance) => LocalDate.format(start + distance))
          ]
          return decode({ ...rule, excluded: chosen(excluded), extra: chosen(extra) })
        })
        .filter(Either.isRight)
        .map(({ right }) => right)
    }
  )
