import { assert, describe, it } from "@effect/vitest"
import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
import * as RRule from "@ektola/domain/recurrence/RRule"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"

type Input = Record<string, unknown>

const make = (input: Input) =>
  Schema.decodeUnknownSync(Recurrence.Recurrence)({
    start: "2026-11-05",
    time: "10:00",
    zone: "Asia/Kolkata",
    ...input
  })
const format = (input: Input) =>
  Either.match(RRule.format(make(input)), { onLeft: ({ message }) => message, onRight: (text) => text })
const refusal = (text: string, zone?: string) =>
  Either.match(RRule.parse(text, { zone }), { onLeft: ({ message }) => message, onRight: () => "understood" })
const locals = (recurrence: Recurrence.Recurrence, count: number) =>
  Recurrence.take(recurrence, count).map(({ local }) => local.slice(0, 16)).join(" ")
const read = (text: string, count = 4, zone?: string) =>
  Either.match(RRule.parse(text, { zone }), {
    onLeft: ({ message }) => message,
    onRight: (recurrence) => locals(recurrence, count)
  })

const kolkata = "DTSTART;TZID=Asia/Kolkata:20261105T100000"
const day = (day: number, shortMonths = "CLAMP") => ({ kind: "DAY", day, shortMonths })
const last = { kind: "LAST_DAY" }

describe("RRule.format", () => {
  const rules: ReadonlyArray<readonly [string, Input, string]> = [
    ["a day", { kind: "DAILY" }, "FREQ=DAILY"],
    ["some weekdays", { kind: "WEEKLY", weekdays: ["FR", "TH"] }, "FREQ=WEEKLY;BYDAY=TH,FR"],
    [
      "every other week, with the day that weeks begin on",
      { kind: "WEEKLY", weekdays: ["TH"], interval: 2 },
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;WKST=MO"
    ],
    ["a day of the month", { kind: "MONTHLY", on: [day(5)] }, "FREQ=MONTHLY;BYMONTHDAY=5"],
    ["a day that all months have", { kind: "MONTHLY", on: [day(28), day(5, "SKIP")] }, "FREQ=MONTHLY;BYMONTHDAY=5,28"],
    ["the last day", { kind: "MONTHLY", on: [last] }, "FREQ=MONTHLY;BYMONTHDAY=-1"],
    ["31, skipped", { kind: "MONTHLY", on: [day(31, "SKIP")] }, "FREQ=MONTHLY;BYMONTHDAY=31"],
    ["31, clamped", { kind: "MONTHLY", on: [day(31)] }, "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"],
    ["30, clamped", { kind: "MONTHLY", on: [day(30)] }, "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"],
    ["29, clamped", { kind: "MONTHLY", on: [day(29)] }, "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1"],
    ["31, clamped, and the 5th", { kind: "MONTHLY", on: [day(31), day(5)] }, "FREQ=MONTHLY;BYMONTHDAY=5,-1"],
    ["30, clamped, and the last", { kind: "MONTHLY", on: [day(30), last] }, "FREQ=MONTHLY;BYMONTHDAY=30,-1"],
    [
      "weekdays of the month",
      {
        kind: "MONTHLY",
        on: [{ kind: "WEEKDAY", weekday: "FR", nth: 1 }, { kind: "WEEKDAY", weekday: "SU", nth: -1 }]
      },
      "FREQ=MONTHLY;BYDAY=1FR,-1SU"
    ],
    ["quarters", { kind: "QUARTERLY", interval: 2, on: [day(5)] }, "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=5"],
    ["a year", { kind: "YEARLY", months: [11], on: [day(5)] }, "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=5"],
    [
      "31 January, which is always there",
      { kind: "YEARLY", months: [1], on: [day(31)] },
      [
        "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"
      ].join("")
    ],
    [
      "29 February, clamped",
      { kind: "YEARLY", months: [2], on: [day(29)] },
      [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"
      ].join("")
    ],
    ["a count", { kind: "DAILY", end: { count: 7 } }, "FREQ=DAILY;COUNT=7"],
    [
      "an end, as an instant of UTC",
      { kind: "DAILY", end: { by: "2026-12-31" } },
      [
        "FREQ=DAILY;UNTIL=20261231T043000Z"
      ].join("")
    ]
  ]
  for (const [name, input, expected] of rules) {
    it(name, () => assert.strictEqual(/^RRULE:(.+)$/m.exec(format(input))?.[1] ?? format(input), expected))
  }

  it("DTSTART is the first day of the rule, and the dates follow", () => {
    assert.strictEqual(
      format({
        kind: "MONTHLY",
        start: "2026-11-06",
        on: [day(5)],
        interval: 2,
        excluded: ["2027-03-05", "2027-01-05"],
        extra: ["2026-11-20"]
      }),
      [
        "DTSTART;TZID=Asia/Kolkata:20270105T100000",
        "RRULE:FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5",
        "EXDATE;TZID=Asia/Kolkata:20270105T100000,20270305T100000",
        "RDATE;TZID=Asia/Kolkata:20261120T100000"
      ].join("\n")
    )
  })

  it("UTC has a Z, and once has no rule", () => {
    assert.strictEqual(format({ kind: "ONE_TIME", at: "2026-11-25T10:00", zone: "UTC" }), "DTSTART:20261125T100000Z")
  })

  it("a date that the zone skipped is never written", () => {
    assert.strictEqual(
      format({
        kind: "DAILY",
        zone: "Pacific/Apia",
        start: "2011-12-30",
        end: { by: "2012-01-05" },
        excluded: ["2011-12-30"],
        extra: ["2011-12-30"]
      }),
      "DTSTART;TZID=Pacific/Apia:20111231T100000\nRRULE:FREQ=DAILY;UNTIL=20120104T200000Z"
    )
  })

  it("extra dates alone have no rule", () => {
    const text = format({
      kind: "MONTHLY",
      on: [day(5)],
      start: "2026-11-06",
      end: { by: "2026-11-30" },
      extra: ["2026-12-02", "2026-11-09"]
    })
    assert.strictEqual(
      text,
      "DTSTART;TZID=Asia/Kolkata:20261109T100000\nRDATE;TZID=Asia/Kolkata:20261202T100000"
    )
    assert.strictEqual(read(text), "2026-11-09T10:00 2026-12-02T10:00")
  })

  it("what the RFC cannot say is refused", () => {
    assert.strictEqual(
      format({ kind: "MONTHLY", on: [day(5), { kind: "WEEKDAY", weekday: "FR", nth: 1 }] }),
      "BYDAY: RFC 5545 cannot say weekdays and days of the month in one rule; make it two"
    )
    const clamped =
      "BYMONTHDAY: RFC 5545 can say \"the 30th, or the last day of shorter months\" only of a rule that has"
      + " no other day or month"
    assert.strictEqual(format({ kind: "MONTHLY", on: [day(5), day(30)] }), clamped)
    assert.strictEqual(
      format({ kind: "YEARLY", months: [2, 5], on: [day(29)] }),
      clamped.replace("30th", "29th")
    )
  })
})

describe("RRule.parse", () => {
  const understood: ReadonlyArray<readonly [string, string, string]> = [
    ["DTSTART alone is once", kolkata, "2026-11-05T10:00"],
    ["UTC", "DTSTART:20261105T100000Z", "2026-11-05T10:00"],
    [
      "names in lower case, folded lines, a quoted zone",
      "dtstart;tzid=\"Asia/Kolkata\"\r\n :20261105T100000\r\nrrule:freq=dai\r\n ly;count=2\r\n",
      "2026-11-05T10:00 2026-11-06T10:00"
    ],
    [
      "the weekday of DTSTART",
      `${kolkata}\nRRULE:FREQ=WEEKLY;COUNT=2`,
      "2026-11-05T10:00 2026-11-12T10:00"
    ],
    [
      "the day of DTSTART; months without it are left out",
      "DTSTART:20260131T100000Z\nRRULE:FREQ=MONTHLY;COUNT=3",
      "2026-01-31T10:00 2026-03-31T10:00 2026-05-31T10:00"
    ],
    [
      "the date of DTSTART; years without it are left out",
      "DTSTART:20240229T100000Z\nRRULE:FREQ=YEARLY;COUNT=2",
      "2024-02-29T10:00 2028-02-29T10:00"
    ],
    [
      "the 31st or the last day",
      "DTSTART:20260131T100000Z\nRRULE:FREQ=MONTHLY;BYMONTHDAY=31,30,29,28;BYSETPOS=-1",
      "2026-01-31T10:00 2026-02-28T10:00 2026-03-31T10:00 2026-04-30T10:00"
    ],
    [
      "a day of every month, as YEARLY",
      "DTSTART:20261105T100000Z\nRRULE:FREQ=YEARLY;BYMONTHDAY=5",
      "2026-11-05T10:00 2026-12-05T10:00 2027-01-05T10:00 2027-02-05T10:00"
    ],
    ["UNTIL as a date", `${kolkata}\nRRULE:FREQ=DAILY;UNTIL=20261106`, "2026-11-05T10:00 2026-11-06T10:00"],
    ["UNTIL that is local", `${kolkata}\nRRULE:FREQ=DAILY;UNTIL=20261106T095959`, "2026-11-05T10:00"],
    [
      "UNTIL that is local, at the time itself",
      `${kolkata}\nRRULE:FREQ=DAILY;UNTIL=20261106T100000`,
      "2026-11-05T10:00 2026-11-06T10:00"
    ],
    ["UNTIL just before", `${kolkata}\nRRULE:FREQ=DAILY;UNTIL=20261106T042959Z`, "2026-11-05T10:00"],
    [
      "UNTIL at the moment itself",
      `${kolkata}\nRRULE:FREQ=DAILY;UNTIL=20261106T043000Z`,
      "2026-11-05T10:00 2026-11-06T10:00"
    ],
    [
      "UNTIL on the date before in UTC",
      "DTSTART;TZID=Pacific/Auckland:20261105T100000\nRRULE:FREQ=DAILY;UNTIL=20261105T210000Z",
      "2026-11-05T10:00 2026-11-06T10:00"
    ],
    [
      "UNTIL at the end of time",
      `${kolkata}\nRRULE:FREQ=YEARLY;INTERVAL=150;UNTIL=99991231T235959Z`,
      "2026-11-05T10:00 2176-11-05T10:00"
    ],
    [
      "dates in UTC and in another zone, at the same moments",
      `${kolkata}\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20261106T043000Z\nEXDATE;TZID=Asia/Tokyo:20261107T133000\n`
      + "RDATE;TZID=asia/kolkata:20261201T100000",
      "2026-11-05T10:00 2026-11-08T10:00 2026-12-01T10:00"
    ],
    [
      "an excluded date whose time is skipped past midnight",
      "DTSTART;TZID=America/Toronto:19190329T234500\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;TZID=America/Toronto:19190330T234500",
      "1919-03-29T23:45 1919-03-31T23:45"
    ],
    [
      "an excluded date on which the clocks skip the time",
      "DTSTART;TZID=America/New_York:20260307T023000\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260308T073000Z",
      "2026-03-07T02:30 2026-03-09T02:30"
    ]
  ]
  for (const [name, text, expected] of understood) it(name, () => assert.strictEqual(read(text), expected))

  it("floating times are in the zone that is asked for", () => {
    const text = "DTSTART:20261105T100000\nRRULE:FREQ=DAILY\nEXDATE:20261106T100000"
    assert.strictEqual(read(text, 2, "Asia/Kolkata"), "2026-11-05T10:00 2026-11-07T10:00")
    assert.strictEqual(refusal(text), "DTSTART: has no time zone; add one like ;TZID=Asia/Kolkata")
  })

  const refused: ReadonlyArray<readonly [string, string]> = [
    ["", "DTSTART: is missing; it says when the recurrence begins"],
    ["RRULE:FREQ=DAILY", "DTSTART: is missing; it says when the recurrence begins"],
    [`${kolkata}\n${kolkata}`, "DTSTART: is given twice"],
    [`${kolkata}\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY`, "RRULE: is given twice"],
    [`${kolkata}\nEXRULE:FREQ=DAILY`, "EXRULE: is not known here; there are DTSTART, RRULE, EXDATE and RDATE"],
    [
      `${kolkata}\nevery day`,
      "EVERY: is not a line like RRULE:FREQ=DAILY or DTSTART;TZID=Asia/Kolkata:20261125T100000"
    ],
    ["DTSTART;VALUE=DATE:20261105", "DTSTART: must be a date with a time of day, such as 20261125T100000"],
    ["DTSTART:20261105", "DTSTART: \"20261105\" needs a time of day, such as 20261125T100000"],
    [
      "DTSTART:20260230T100000Z",
      [
        "DTSTART: \"20260230T100000Z\" is not a date and time that exists; write it like 20261125T100000"
      ].join("")
    ],
    [
      "DTSTART;TZID=Asia/Bombay:20261105T100000",
      [
        "TZID: \"Asia/Bombay\" is not a time zone; use an IANA name such as Asia/Kolkata"
      ].join("")
    ],
    ["DTSTART;TZID=Asia/Kolkata:20261105T100000Z", "DTSTART: has both a TZID and the Z of UTC; one must go"],
    [
      "DTSTART;TZID=Pacific/Apia:20111230T100000",
      [
        "DTSTART: Pacific/Apia had no 2011-12-30: its clocks skipped that date"
      ].join("")
    ],
    ["DTSTART;X-A=1:20261105T100000Z", "X-A: is not known in DTSTART"],
    [`${kolkata}\nRRULE:COUNT=2`, "FREQ: is missing; use DAILY, WEEKLY, MONTHLY, YEARLY"],
    [`${kolkata}\nRRULE:FREQ=HOURLY`, "FREQ: HOURLY is not supported; use DAILY, WEEKLY, MONTHLY, YEARLY"],
    [`${kolkata}\nRRULE:FREQ=DAILY;FREQ=DAILY`, "FREQ: is given twice"],
    [`${kolkata}\nRRULE:FREQ=DAILY;COUNT=2;UNTIL=20261231`, "COUNT: does not go together with UNTIL"],
    [`${kolkata}\nRRULE:FREQ=DAILY;UNTIL=20261101`, "UNTIL: is before DTSTART"],
    [`${kolkata}\nRRULE:FREQ=DAILY;INTERVAL=0`, "INTERVAL: must be a whole number from 1 to 999"],
    [`${kolkata}\nRRULE:FREQ=DAILY;INTERVAL=1e3`, "INTERVAL: \"1E3\" is not a whole number"],
    [`${kolkata}\nRRULE:FREQ=DAILY;COUNT=10001`, "COUNT: must be a whole number from 1 to 10000"],
    [`${kolkata}\nRRULE:FREQ=DAILY;BYHOUR=9`, "BYHOUR: there is one time of day, that of DTSTART"],
    [`${kolkata}\nRRULE:FREQ=DAILY;BYDAY=MO`, "BYDAY: is not supported with FREQ=DAILY"],
    [`${kolkata}\nRRULE:FREQ=DAILY;X-B=1`, "X-B: is not a part of a rule that is known here"],
    [`${kolkata}\nRRULE:FREQ=WEEKLY;BYDAY=1MO`, "BYDAY: has a number, which goes only with FREQ=MONTHLY or YEARLY"],
    [`${kolkata}\nRRULE:FREQ=WEEKLY;WKST=XX`, "WKST: \"XX\" is not a weekday such as MO"],
    [`${kolkata}\nRRULE:FREQ=MONTHLY;BYDAY=6FR`, "BYDAY: must be from 1 to 5, or from -1 to -5 counted from the end"],
    [`${kolkata}\nRRULE:FREQ=MONTHLY;BYMONTHDAY=32`, "BYMONTHDAY: \"32\" is not a day of the month"],
    [`${kolkata}\nRRULE:FREQ=YEARLY;BYMONTH=13`, "BYMONTH: must be a whole number from 1 to 12"],
    ["DTSTART:20260131T100000Z\nRRULE:FREQ=YEARLY;BYMONTH=1,2", "DTSTART: February has no day 31"],
    [
      `${kolkata}\nRRULE:FREQ=MONTHLY;BYMONTHDAY=6`,
      [
        "DTSTART: 2026-11-05 must be a day of the rule; the first one is 2026-11-06"
      ].join("")
    ],
    [
      `${kolkata}\nRRULE:FREQ=DAILY\nEXDATE;TZID=Asia/Kolkata:20261106T110000`,
      [
        "EXDATE: 2026-11-06T11:00:00 is not at the time of day of DTSTART"
      ].join("")
    ],
    [
      `${kolkata}\nRRULE:FREQ=DAILY;COUNT=1\nEXDATE;TZID=Asia/Kolkata:20261105T100000`,
      [
        "RRULE: this never happens; check the start, the end, the interval and the excluded dates"
      ].join("")
    ]
  ]
  for (const [text, expected] of refused) {
    it(`refuses ${JSON.stringify(text.replace(`${kolkata}\n`, ""))}`, () => assert.strictEqual(refusal(text), expected))
  }

  it("answers any text, and throws for none", () => {
    const line = FastCheck.tuple(
      FastCheck.constantFrom("DTSTART", "DTSTART;TZID=Asia/Kolkata", "RRULE", "EXDATE", "RDATE", "X", ""),
      FastCheck.constantFrom(":", "", ";"),
      FastCheck.oneof(
        FastCheck.string({ unit: "binary" }),
        FastCheck.constantFrom("20261105T100000", "00000101T000000Z", "99991231T235959Z", "20261105"),
        FastCheck.array(
          FastCheck.tuple(
            FastCheck.constantFrom("FREQ", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "INTERVAL"),
            FastCheck.constantFrom("=", ""),
            FastCheck.oneof(
              FastCheck.constantFrom(
                "DAILY",
                "MONTHLY",
                "YEARLY",
                "1",
                "-1",
                "MO",
                "1FR",
                "28,29",
                "99999999999999999999"
              ),
              FastCheck.constantFrom("00000101T000000Z", "99991231T235959", "20261105", ",", "1,X", "2"),
              FastCheck.string()
            )
          ).map((parts) => parts.join(""))
        ).map((parts) => parts.join(";"))
      )
    ).map((parts) => parts.join(""))
    const text = FastCheck.oneof(
      FastCheck.string({ unit: "binary" }),
      FastCheck.array(line).map((lines) => lines.join("\n"))
    )
    FastCheck.assert(
      FastCheck.property(text, (text) => {
        const found = RRule.parse(text)
        assert.isTrue(Either.isRight(found) || (found.left.part !== "" && found.left.reason !== ""))
      }),
      { numRuns: 5000, seed: 1 }
    )
  })
})
