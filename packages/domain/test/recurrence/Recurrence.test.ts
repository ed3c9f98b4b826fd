import { assert, describe, it } from "@effect/vitest"
import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"

const decode = Schema.decodeUnknownEither(Recurrence.Recurrence)

const base = { start: "2026-11-25", time: "10:00", zone: "Asia/Kolkata" }
const make = (input: Record<string, unknown>) => Either.getOrThrow(decode({ ...base, ...input }))
const locals = (input: Record<string, unknown>, count = 10) =>
  Recurrence.take(make(input), count).map(({ local }) => local.slice(0, 16))
const dates = (input: Record<string, unknown>, count = 10) => locals(input, count).map((local) => local.slice(0, 10))
const utc = (iso: string) => DateTime.unsafeMake(iso)

/** Path and reason of each fault. */
const faults = (input: Record<string, unknown>) =>
  Either.match(decode({ ...base, ...input }), {
    onRight: () => [],
    onLeft: (error) =>
      ParseResult.ArrayFormatter.formatErrorSync(error).map(({ message, path }) => `${path.join(".")}: ${message}`)
  })

describe("Recurrence", () => {
  it("one time is once", () => {
    const once = Either.getOrThrow(decode({ kind: "ONE_TIME", at: "2026-11-25T10:00", zone: "Asia/Kolkata" }))
    assert.deepStrictEqual(Recurrence.take(once, 5), [
      { date: "2026-11-25", local: "2026-11-25T10:00:00", zone: "Asia/Kolkata", instant: utc("2026-11-25T04:30:00Z") }
    ])
    assert.isNull(Recurrence.next(once, utc("2026-11-25T04:30:00Z")))
    assert.isNotNull(Recurrence.next(once, utc("2026-11-25T04:29:59.999Z")))
  })

  it("an end by date is inclusive", () => {
    assert.deepStrictEqual(dates({ kind: "DAILY", end: { by: "2026-11-27" } }), [
      "2026-11-25",
      "2026-11-26",
      "2026-11-27"
    ])
  })

  it("excluded dates use up the count, extra ones do not, and what is excluded is not extra", () => {
    assert.deepStrictEqual(
      dates({
        kind: "DAILY",
        end: { count: 3 },
        excluded: ["2026-11-26", "2026-12-05"],
        extra: ["2026-12-01", "2026-11-20", "2026-11-25", "2026-12-05"]
      }),
      ["2026-11-20", "2026-11-25", "2026-11-27", "2026-12-01"]
    )
  })

  it("several days of a month come in order and each once", () => {
    const on = [{ kind: "LAST_DAY" }, { kind: "DAY", day: 31 }, { kind: "DAY", day: 5 }, {
      kind: "WEEKDAY",
      weekday: "MO",
      nth: 1
    }]
    assert.deepStrictEqual(dates({ kind: "MONTHLY", on }, 6), [
      "2026-11-30",
      "2026-12-05",
      "2026-12-07",
      "2026-12-31",
      "2027-01-04",
      "2027-01-05"
    ])
  })

  it("the nth weekday from the beginning and from the end", () => {
    const nth = (nth: number) => dates({ kind: "MONTHLY", on: [{ kind: "WEEKDAY", weekday: "FR", nth }] }, 3)
    assert.deepStrictEqual(nth(1), ["2026-12-04", "2027-01-01", "2027-02-05"])
    assert.deepStrictEqual(nth(5), ["2027-01-29", "2027-04-30", "2027-07-30"])
    assert.deepStrictEqual(nth(-1), ["2026-11-27", "2026-12-25", "2027-01-29"])
    assert.deepStrictEqual(nth(-5), ["2027-01-01", "2027-04-02", "2027-07-02"])
  })

  it("yearly takes its months in order", () => {
    assert.deepStrictEqual(
      dates({ kind: "YEARLY", months: [6, 1], interval: 2, on: [{ kind: "DAY", day: 10 }] }, 3),
      ["2028-01-10", "2028-06-10", "2030-01-10"]
    )
  })

  it("a long count does not take long", () => {
    assert.strictEqual(
      Recurrence.take(make({ kind: "DAILY", end: { count: 10_000 } }), 20_000).at(-1)?.local,
      "2054-04-11T10:00:00"
    )
  })

  it("a count is right across two changes of the date line", () => {
    // Kwajalein lived a day twice in 1969 and left one out in 1993.
    const daily = { kind: "DAILY", start: "1968-01-01", zone: "Pacific/Kwajalein", end: { count: 9500 } }
    assert.strictEqual(Recurrence.take(make(daily), 20_000).length, 9500)
  })

  it("ends with the calendar", () => {
    const daily = make({ kind: "DAILY" })
    assert.strictEqual(Recurrence.next(daily, utc("2199-12-31T04:29:59Z"))?.local, "2199-12-31T10:00:00")
    assert.isNull(Recurrence.next(daily, utc("2199-12-31T04:30:00Z")))
    assert.isNull(Recurrence.next(daily, DateTime.unsafeMake(8.64e15)))
    assert.strictEqual(Recurrence.next(daily, DateTime.unsafeMake(-8.64e15))?.local, "2026-11-25T10:00:00")
  })

  it("dates that the zone skipped have no occurrence and are not counted", () => {
    const apia = { start: "2011-12-29", zone: "Pacific/Apia", kind: "DAILY", end: { count: 3 } }
    assert.deepStrictEqual(dates(apia), ["2011-12-29", "2011-12-31", "2012-01-01"])
  })

  it("a time before midnight that is skipped belongs to its date and comes after midnight", () => {
    // Greenland's clocks go from 22:00 on Saturday to 23:00.
    const nuuk = { start: "2021-03-26", time: "22:30", zone: "America/Nuuk", kind: "DAILY" }
    assert.deepStrictEqual(locals(nuuk, 3), ["2021-03-26T22:30", "2021-03-27T23:30", "2021-03-28T22:30"])
    // Beirut's go from midnight on Sunday to 01:00.
    const beirut = { start: "2025-03-29", time: "23:59", zone: "Asia/Beirut", kind: "DAILY" }
    assert.deepStrictEqual(locals(beirut, 2), ["2025-03-29T23:59", "2025-03-30T23:59"])
  })

  it("is found from any instant in the middle of a gap that passes midnight", () => {
    // Toronto, 30 March 1919: 23:30 became 00:30 of the 31st.
    const rule = make({ start: "1919-03-29", time: "23:45", zone: "America/Toronto", kind: "DAILY" })
    const all = Recurrence.take(rule, 4)
    assert.deepStrictEqual(all.map(({ local }) => local), [
      "1919-03-29T23:45:00",
      "1919-03-31T00:45:00",
      "1919-03-31T23:45:00",
      "1919-04-01T23:45:00"
    ])
    const second = all[1]?.instant ?? utc("1970-01-01")
    assert.deepStrictEqual(Recurrence.next(rule, DateTime.subtract(second, { millis: 1 }))?.instant, second)
    assert.deepStrictEqual(all.map(({ date }) => date), ["1919-03-29", "1919-03-30", "1919-03-31", "1919-04-01"])
  })
})

describe("Recurrence refuses, with field and reason,", () => {
  const cases: ReadonlyArray<readonly [string, Record<string, unknown>, ReadonlyArray<string>]> = [
    ["a zone that is none", { kind: "DAILY", zone: "Asia/Bombay" }, [
      "zone: \"Asia/Bombay\" is not a time zone; use an IANA name such as Asia/Kolkata"
    ]],
    ["IST", { kind: "DAILY", zone: "IST" }, [
      "zone: \"IST\" is not a time zone; use an IANA name such as Asia/Kolkata"
    ]],
    ["an offset as zone", { kind: "DAILY", zone: "GMT+5:30" }, [
      "zone: \"GMT+5:30\" is not a time zone; use an IANA name such as Asia/Kolkata"
    ]],
    ["30 February as start", { kind: "DAILY", start: "2026-02-30" }, ["start: February 2026 has no day 30"]],
    ["30 February every year", { kind: "YEARLY", months: [2], on: [{ kind: "DAY", day: 30 }] }, [
      "on.0.day: February has no day 30"
    ]],
    ["an end before the start", { kind: "DAILY", end: { by: "2026-11-24" } }, [
      "end.by: the end, 2026-11-24, is before the start, 2026-11-25"
    ]],
    ["an instant as time", { kind: "DAILY", time: "10:00Z" }, [
      "time: \"10:00Z\" is not a time of day; write it like 09:30"
    ]],
    ["24 o'clock", { kind: "DAILY", time: "24:00" }, ["time: \"24:00\" is not a time of day; write it like 09:30"]],
    ["an interval of zero", { kind: "DAILY", interval: 0 }, ["interval: must be a whole number from 1 to 999"]],
    ["half an interval", { kind: "DAILY", interval: 1.5 }, ["interval: must be a whole number from 1 to 999"]],
    ["the 29 February of years that are never leap years", {
      kind: "YEARLY",
      start: "2025-01-01",
      interval: 4,
      months: [2],
      on: [{ kind: "DAY", day: 29, shortMonths: "SKIP" }]
    }, [": this never happens; check the start, the end, the interval and the excluded dates"]],
    ["once on a date that the zone skipped", { kind: "ONE_TIME", at: "2011-12-30T10:00", zone: "Pacific/Apia" }, [
      "at: Pacific/Apia had no 2011-12-30: its clocks skipped that date"
    ]],
    ["a rule whose only date is excluded", { kind: "DAILY", end: { count: 1 }, excluded: ["2026-11-25"] }, [
      ": this never happens; check the start, the end, the interval and the excluded dates"
    ]]
  ]
  for (const [name, input, expected] of cases) {
    it(name, () => assert.deepStrictEqual(faults(input), expected))
  }

  it("a weekly rule with no day", () => {
    assert.deepStrictEqual(faults({ kind: "WEEKLY", weekdays: [] }), ["weekdays: needs at least one weekday"])
    assert.deepStrictEqual(faults({ kind: "WEEKLY" }), ["weekdays: is missing"])
  })
})
