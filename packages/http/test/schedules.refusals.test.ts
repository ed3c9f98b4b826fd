import * as FastCheck from "effect/FastCheck"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import {
  campaign,
  close,
  create,
  daily,
  dayDistance,
  dayNumber,
  intervals,
  type Json,
  kinds,
  manyDates,
  monthly,
  noDate,
  noLocal,
  noTime,
  noZone,
  ok,
  once,
  open,
  preview,
  refused,
  shop,
  weekly,
  without,
  world,
  yearly
} from "./schedules.support.js"
import * as W from "./world.js"

beforeAll(open)
afterAll(close)

/** A schedule, and what is said about it: the path below `schedule` and the reason, two by two. */
const invalid: ReadonlyArray<readonly [name: string, schedule: unknown, ...faults: ReadonlyArray<string>]> = [
  ["null", null, "", "must be an object"],
  ["a text", "every day at ten", "", "must be an object"],
  ["a number", 5, "", "must be an object"],
  ["a list", [], ".kind", "is missing"],
  ["an unknown kind", daily({ kind: "HOURLY" }), ".kind", kinds],
  ["a kind that is no text", daily({ kind: 3 }), ".kind", kinds],
  ["no kind", without(daily(), "kind"), ".kind", "is missing"],
  ["nothing but a kind", { kind: "ONE_TIME" }, ".at", "is missing", ".zone", "is missing"],
  ["an unknown field", daily({ color: "red" }), ".color", "is not a known field"],
  ["a field of another kind", daily({ weekdays: ["MO"] }), ".weekdays", "is not a known field"],
  [
    "an unknown field further inside",
    monthly({ kind: "DAY", day: 1, hour: 3 }),
    ".on[0].hour",
    "is not a known field"
  ],

  ["an unknown zone", daily({ zone: "Mars/Base" }), ".zone", noZone("Mars/Base")],
  ["an abbreviation of a zone", daily({ zone: "IST" }), ".zone", noZone("IST")],
  ["an offset for a zone", daily({ zone: "+05:30" }), ".zone", noZone("+05:30")],
  ["no zone", without(daily(), "zone"), ".zone", "is missing"],
  ["a zone that is no text", daily({ zone: 5.5 }), ".zone", "must be a text"],
  ["NUL in a zone", daily({ zone: "Asia/Kol\0kata" }), ".zone", noZone("Asia/Kol\\u0000kata")],
  ["a very long zone", daily({ zone: `A/${"b".repeat(500)}` }), ".zone", noZone(`A/${"b".repeat(38)}…`)],
  ["NUL in a kind", daily({ kind: "DAI\0LY" }), ".kind", kinds],

  ["30 February", daily({ start: "2090-02-30" }), ".start", "February 2090 has no day 30"],
  ["a month 13", daily({ start: "2090-13-01" }), ".start", `"2090-13-01" has no month 13; write it like 2026-11-25`],
  ["a start with a time", daily({ start: "2090-01-01T10:00" }), ".start", noDate("2090-01-01T10:00")],
  ["a year far away", daily({ start: "9999-01-01" }), ".start", "the year 9999 is not between 1900 and 2199"],
  ["a time without a nought", daily({ time: "9:30" }), ".time", noTime("9:30")],
  ["24 o'clock", daily({ time: "24:00" }), ".time", noTime("24:00")],
  ["Z in a local time", once({ at: "2090-01-15T18:30:00Z" }), ".at", noLocal("2090-01-15T18:30:00Z")],
  ["an offset in a local time", once({ at: "2090-01-15T18:30+05:30" }), ".at", noLocal("2090-01-15T18:30+05:30")],
  [
    "a date that the zone's clocks skipped",
    once({ at: "2011-12-30T10:00", zone: "Pacific/Apia" }),
    ".at",
    "Pacific/Apia had no 2011-12-30: its clocks skipped that date"
  ],

  ["an interval of nought", daily({ interval: 0 }), ".interval", intervals],
  ["an interval of one and a half", daily({ interval: 1.5 }), ".interval", intervals],
  ["an endless interval", daily({ interval: 1e300 }), ".interval", intervals],
  ["an interval in words", daily({ interval: "2" }), ".interval", "must be a number"],
  ["a weekly rule with no weekday at all", without(weekly(), "weekdays"), ".weekdays", "is missing"],
  ["a weekly rule with no weekday", weekly({ weekdays: [] }), ".weekdays", "needs at least one weekday"],
  [
    "an unknown weekday",
    weekly({ weekdays: ["MO", "TUE"] }),
    ".weekdays[1]",
    "must be one of MO, TU, WE, TH, FR, SA, SU"
  ],
  ["a weekday that stands alone", weekly({ weekdays: "MO" }), ".weekdays", "must be a list"],
  ["a monthly rule with no day", monthly(), ".on", "needs at least one day"],
  [
    "a monthly rule with no day and another fault",
    { ...monthly(), interval: 0 },
    ".on",
    "needs at least one day",
    ".interval",
    intervals
  ],
  ["a day that is a bare number", monthly(5), ".on[0]", "must be an object"],
  ["a day of no kind", monthly({ day: 5 }), ".on[0].kind", "is missing"],
  ["day 0", monthly({ kind: "DAY", day: 0 }), ".on[0].day", dayNumber],
  ["day 32", monthly({ kind: "LAST_DAY" }, { kind: "DAY", day: 32 }), ".on[1].day", dayNumber],
  ["a yearly rule with no month", yearly({ months: [] }), ".months", "needs at least one month"],
  ["month 13 of a year", yearly({ months: [1, 13] }), ".months[1]", "must be a whole number from 1 to 12"],
  ["30 February of a year", yearly({ on: [{ kind: "DAY", day: 30 }] }), ".on[0].day", "February has no day 30"],
  [
    "a rule that never happens",
    yearly({ start: "2025-01-01", interval: 4, on: [{ kind: "DAY", day: 29, shortMonths: "SKIP" }] }),
    "",
    "this never happens; check the start, the end, the interval and the excluded dates"
  ],

  [
    "an end before the start",
    daily({ end: { by: "2090-01-14" } }),
    ".end.by",
    "the end, 2090-01-14, is before the start, 2090-01-15"
  ],
  ["an end on 30 February", daily({ end: { by: "2090-02-30" } }), ".end.by", "February 2090 has no day 30"],
  ["an end after no time", daily({ end: { count: 0 } }), ".end.count", "must be a whole number from 1 to 10000"],
  ["an end by neither", daily({ end: {} }), ".end", "needs by or count, one of the two; or it must be null"],
  [
    "an end by both",
    daily({ end: { by: "2091-01-01", count: 3 } }),
    ".end",
    "needs by or count, one of the two; or it must be null"
  ],
  ["an unknown end", daily({ end: { until: "2091-01-01" } }), ".end.until", "is not a known field"],
  ["an end that is a date", daily({ end: "2091-01-01" }), ".end", "must be an object or null"],
  ["an excluded date that is none", daily({ excluded: ["2090-02-01", "soon"] }), ".excluded[1]", noDate("soon")],
  ["too many excluded dates", daily({ excluded: manyDates }), ".excluded", "there may be at most 400 excluded dates"],
  ["too many extra dates", daily({ extra: manyDates }), ".extra", "there may be at most 400 extra dates"],

  ["no days before", W.reminders({ daysBefore: [] }), ".daysBefore", "needs at least one number of days"],
  ["the same days before twice", W.reminders({ daysBefore: [3, 3] }), ".daysBefore", "names a number of days twice"],
  ["61 days before", W.reminders({ daysBefore: [3, 61] }), ".daysBefore[1]", dayDistance],
  ["32 days after", W.reminders({ daysBefore: [-32] }), ".daysBefore[0]", dayDistance],
  ["days before that stand alone", W.reminders({ daysBefore: 3 }), ".daysBefore", "must be a list"],
  [
    "an unknown date of a contact",
    W.reminders({ date: "LOAN" }),
    ".date",
    "must be one of PAYMENT_DAY, BIRTHDAY, ANNIVERSARY, MATURITY"
  ],
  ["an interval of reminders", W.reminders({ interval: 2 }), ".interval", "is not a known field"],
  [
    "reminders that end before they start",
    W.reminders({ end: { by: "2089-12-31" } }),
    ".end.by",
    "the end, 2089-12-31, is before the start, 2090-01-01"
  ],
  [
    "reminders that end after a number of times",
    W.reminders({ end: { count: 3 } }),
    ".end.count",
    "is not a known field",
    ".end.by",
    "is missing"
  ],

  [
    "several faults at once",
    weekly({ weekdays: ["XX"], start: "2090-02-30", time: "25:00", zone: "IST", interval: 0, color: 1 }),
    ".color",
    "is not a known field",
    ".weekdays[0]",
    "must be one of MO, TU, WE, TH, FR, SA, SU",
    ".start",
    "February 2090 has no day 30",
    ".time",
    noTime("25:00"),
    ".zone",
    noZone("IST"),
    ".interval",
    intervals
  ]
]

const faultsIn = (faults: ReadonlyArray<string>) =>
  Array.from({ length: faults.length / 2 }, (_, index) => ({
    path: `schedule${faults[2 * index]}`,
    reason: faults[2 * index + 1]
  }))

describe("a schedule that is refused says where and why", () => {
  for (const [name, schedule, ...faults] of invalid) {
    it(`${name}, in a preview`, async () => {
      assert.deepStrictEqual(await refused("POST", "/v1/schedules/preview", { schedule }), faultsIn(faults))
    })
  }

  // What nothing but a preview shows would be missed where it counts.
  const chosen = new Set(["null", "an unknown field", "no kind", "an abbreviation of a zone", "several faults at once"])
  for (const [name, schedule, ...faults] of invalid.filter(([name]) => chosen.has(name))) {
    it(`${name}, in a new campaign and in a change of one`, async () => {
      const found = faultsIn(faults)
      assert.deepStrictEqual(await refused("POST", "/v1/campaigns", campaign({ schedule })), found)
      const path = `/v1/campaigns/${shop.campaignId}/schedule`
      assert.deepStrictEqual(await refused("PUT", path, { schedule }), found)
    })
  }

  it("no schedule, and fields beside it that are not known", async () => {
    const routes = [["POST", "/v1/schedules/preview"], ["PUT", `/v1/campaigns/${shop.campaignId}/schedule`]] as const
    for (const [method, path] of routes) {
      assert.deepStrictEqual(await refused(method, path, { cron: "0 10 * * *" }), [
        { path: "cron", reason: "is not a known field" },
        { path: "schedule", reason: "is missing" }
      ])
    }
  })

  it("changes nothing of the campaign", async () => {
    const { id } = await create(daily())
    const before = await ok(200, "GET", `/v1/campaigns/${id}`)
    await refused("PUT", `/v1/campaigns/${id}/schedule`, { schedule: weekly({ color: "red" }) })
    assert.deepStrictEqual(await ok(200, "GET", `/v1/campaigns/${id}`), before)
  })

  it("what becomes of missed runs is checked too", async () => {
    const missed = (missedRuns: unknown) =>
      refused("POST", "/v1/campaigns", campaign({ schedule: daily(), missedRuns }))
    const wrong: ReadonlyArray<readonly [unknown, string, string]> = [
      [{ policy: "LATER" }, "missedRuns.policy", "must be one of SKIP, SEND_LATE"],
      [{ policy: "SEND_LATE" }, "missedRuns.until", "is missing"],
      [{ policy: "SEND_LATE", until: "9 pm" }, "missedRuns.until", noTime("9 pm")],
      [{ policy: "SKIP", until: "21:00" }, "missedRuns.until", "is not a known field"]
    ]
    for (const [missedRuns, path, reason] of wrong) assert.deepStrictEqual(await missed(missedRuns), [{ path, reason }])
  })
})

describe("what else a preview is asked", () => {
  const ask = (fields: Json) => refused("POST", "/v1/schedules/preview", { schedule: daily(), ...fields })

  it("count is 1 to 50", async () => {
    const bounds = [{ path: "count", reason: "must be a whole number from 1 to 50" }]
    for (const count of [0, 51, -1, 1.5]) assert.deepStrictEqual(await ask({ count }), bounds)
    for (const count of ["5", null]) {
      assert.deepStrictEqual(await ask({ count }), [{ path: "count", reason: "must be a number" }])
    }
    const path = `/v1/campaigns/${shop.campaignId}/occurrences`
    for (const count of ["0", "51", "-1", "1.5", "x", "", "1e1", "%205"]) {
      assert.deepStrictEqual(await refused("GET", `${path}?count=${count}`), bounds)
    }
    assert.deepStrictEqual(await refused("GET", `${path}?limit=5`), [{ path: "limit", reason: "is not a known field" }])
    assert.lengthOf((await preview(daily(), { count: 50 })).occurrences, 50)
  })

  it("after is an instant: without Z or offset it would be in the server's own zone", async () => {
    const reason = "must be an existing date and time with Z or an offset, such as 2026-11-25T10:00:00+05:30, or null"
    for (
      const after of [
        "2090-02-01T10:00:00",
        "2090-02-01",
        "2090-02-30T10:00:00Z",
        "2090-02-01T24:00:00Z",
        "2090-02-01T10:00:00+5:30",
        "+012090-02-01T10:00:00Z",
        "Wed, 01 Feb 2090 10:00:00 GMT",
        "soon",
        ""
      ]
    ) assert.deepStrictEqual(await ask({ after }), [{ path: "after", reason }])
    assert.deepStrictEqual(await ask({ after: 5 }), [{ path: "after", reason: "must be a text or null" }])
  })

  it("after is left out of the answer, whatever its offset", async () => {
    for (const after of ["2090-02-01T04:30:00Z", "2090-02-01T10:00+05:30", "2090-01-31T23:00:00.000-05:30"]) {
      const { occurrences } = await preview(daily(), { after, count: 1 })
      assert.deepStrictEqual(occurrences.map(({ local }: any) => local), ["2090-02-02T10:00:00"])
    }
    const { occurrences } = await preview(daily(), { after: "2090-02-01T04:29:59.999Z", count: 1 })
    assert.deepStrictEqual(occurrences.map(({ local }: any) => local), ["2090-02-01T10:00:00"])
  })
})

it("no schedule makes the server fail", async () => {
  const { constantFrom, jsonValue, oneof, record } = FastCheck
  const value = oneof(
    { weight: 3, arbitrary: jsonValue({ maxDepth: 3 }) },
    constantFrom<unknown>("MO", ["MO"], "2090-01-15", "10:00", "Asia/Kolkata", 0, 1, 31, 1e21, [31], { by: "" }, [{}]),
    constantFrom<unknown>(
      [{ kind: "DAY" }],
      [{ kind: "WEEKDAY", weekday: "MO", nth: 5 }],
      { count: 1 },
      "\0",
      "Etc/GMT"
    )
  )
  const valid = constantFrom<Json>(
    once(),
    daily(),
    weekly({ interval: 3 }),
    monthly({ kind: "DAY", day: 31, shortMonths: "SKIP" }),
    monthly({ kind: "WEEKDAY", weekday: "SA", nth: -5 }),
    daily({ kind: "QUARTERLY", on: [{ kind: "LAST_DAY" }] }),
    yearly({ interval: 999 }),
    W.reminders()
  )
  const field = constantFrom(
    ..."kind at start time zone interval end excluded extra weekdays weekStart on months date daysBefore shortMonths x"
      .split(" ")
  )
  const changed = record({ valid, field, value }).map(({ field, valid, value }) => ({ ...valid, [field]: value }))
  const after = constantFrom(null, "1900-01-01T00:00:00Z", "2199-12-31T23:59:59-12:00")
  const statuses = new Map<number, number>()
  await FastCheck.assert(
    FastCheck.asyncProperty(oneof({ weight: 4, arbitrary: changed }, value, valid), after, async (schedule, after) => {
      const json = { schedule, after, count: 50 }
      const { body, status } = await world.call("POST", "/v1/schedules/preview", { token: shop.token, json })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      assert.include([200, 400], status, JSON.stringify({ schedule, body }))
    }),
    { numRuns: 300 }
  )
  assert.isAbove(statuses.get(200) ?? 0, 20)
  assert.isAbove(statuses.get(400) ?? 0, 100)
})
