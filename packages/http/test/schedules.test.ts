import * as DateTime from "effect/DateTime"
import * as FastCheck from "effect/FastCheck"
import { randomUUID } from "node:crypto"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as W from "./world.js"

let world: W.World
let shop: Awaited<ReturnType<typeof W.aBusyShop>>
let other: Awaited<ReturnType<typeof W.aShop>>

beforeAll(async () => {
  world = await W.start()
  shop = await W.aBusyShop(world)
  other = await W.aShop(world)
})
afterAll(() => world.stop())

type Json = Readonly<Record<string, unknown>>

const ok = async (status: number, method: string, path: string, json?: Json) => {
  const call = { token: shop.token, ...(json === undefined ? {} : { json }) }
  const answer = await world.call(method, path, call)
  assert.strictEqual(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

const campaign = (fields: Json) => ({
  name: "Interest",
  templateId: shop.templateId,
  segments: ["GOLD_LOAN"],
  ...fields
})

const create = (schedule: Json, fields: Json = {}) =>
  ok(201, "POST", "/v1/campaigns", campaign({ schedule, ...fields }))

const preview = (schedule: Json, fields: Json = {}) => ok(200, "POST", "/v1/schedules/preview", { schedule, ...fields })

const daily = (fields: Json = {}) => ({
  kind: "DAILY",
  start: "2090-01-15",
  time: "10:00",
  zone: "Asia/Kolkata",
  ...fields
})
const weekly = (fields: Json = {}) => daily({ kind: "WEEKLY", weekdays: ["MO"], ...fields })
const monthly = (...on: ReadonlyArray<unknown>) => daily({ kind: "MONTHLY", on })
const yearly = (fields: Json = {}) => daily({ kind: "YEARLY", months: [2], on: [{ kind: "LAST_DAY" }], ...fields })
const once = (fields: Json = {}) => ({ kind: "ONE_TIME", at: "2090-01-15T18:30", zone: "Asia/Kolkata", ...fields })

const without = (schedule: Json, field: string) =>
  Object.fromEntries(Object.entries(schedule).filter(([name]) => name !== field))

const manyDates = Array.from({ length: 401 }, () => "2090-02-01")

const kinds = "must be one of ONE_TIME, DAILY, WEEKLY, MONTHLY, QUARTERLY, YEARLY, CONTACT_DATE"
const noZone = (text: string) => `"${text}" is not a time zone; use an IANA name such as Asia/Kolkata`
const noLocal = (text: string) =>
  `"${text}" is not a local date and time; write it like 2026-11-25T10:00, without Z or offset`
const noDate = (text: string) => `"${text}" is not a date; write it like 2026-11-25`
const noTime = (text: string) => `"${text}" is not a time of day; write it like 09:30`
const dayNumber = "must be a whole number from 1 to 31"
const dayDistance = "must be a whole number from -31 to 60"
const intervals = "must be a whole number from 1 to 999"

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

const refused = async (method: string, path: string, json?: Json) => {
  const { body } = await world.call(method, path, { token: shop.token, ...(json === undefined ? {} : { json }) })
  assert.strictEqual(body._tag, "BadRequest", JSON.stringify(body))
  return body.faults
}

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

describe("a preview", () => {
  const at = (local: string, instant: string, zone = "Asia/Kolkata") => ({ local, zone, instant })
  const tens = (...dates: ReadonlyArray<string>) => dates.map((date) => at(`${date}T10:00:00`, `${date}T04:30:00.000Z`))
  const start = "2030-01-15"
  const ruled = (text: string) => `DTSTART;TZID=Asia/Kolkata:${text}`

  const meanings: ReadonlyArray<readonly [Json, string, string | null, ReadonlyArray<object>]> = [
    [
      once({ at: "2030-01-20T18:30" }),
      "once on 20 January 2030 at 18:30 (Asia/Kolkata)",
      ruled("20300120T183000"),
      [at("2030-01-20T18:30:00", "2030-01-20T13:00:00.000Z")]
    ],
    [
      daily({ start, interval: 2, excluded: ["2030-01-19"], extra: ["2030-01-20"] }),
      "every 2 days at 10:00 from 15 January 2030, except on 19 January 2030, and also on 20 January 2030 " +
      "(Asia/Kolkata)",
      ruled(
        "20300115T100000\nRRULE:FREQ=DAILY;INTERVAL=2\nEXDATE;TZID=Asia/Kolkata:20300119T100000\n" +
          "RDATE;TZID=Asia/Kolkata:20300120T100000"
      ),
      tens("2030-01-15", "2030-01-17", "2030-01-20")
    ],
    [
      weekly({ start, weekdays: ["SA", "TU"] }),
      "every week on Tuesday and Saturday at 10:00 from 15 January 2030 (Asia/Kolkata)",
      ruled("20300115T100000\nRRULE:FREQ=WEEKLY;BYDAY=TU,SA"),
      tens("2030-01-15", "2030-01-19", "2030-01-22")
    ],
    [
      { ...monthly({ kind: "DAY", day: 31 }), start },
      "every month on the 31st (the last day of shorter months) at 10:00 from 31 January 2030 (Asia/Kolkata)",
      ruled("20300131T100000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
      tens("2030-01-31", "2030-02-28", "2030-03-31")
    ],
    [
      { ...monthly({ kind: "DAY", day: 31, shortMonths: "SKIP" }), start },
      "every month on the 31st (left out in shorter months) at 10:00 from 31 January 2030 (Asia/Kolkata)",
      ruled("20300131T100000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=31"),
      tens("2030-01-31", "2030-03-31", "2030-05-31")
    ],
    [
      { ...monthly({ kind: "WEEKDAY", weekday: "SA", nth: 2 }), start },
      "every month on the second Saturday at 10:00 from 9 February 2030 (Asia/Kolkata)",
      ruled("20300209T100000\nRRULE:FREQ=MONTHLY;BYDAY=2SA"),
      tens("2030-02-09", "2030-03-09", "2030-04-13")
    ],
    [
      daily({ start, kind: "QUARTERLY", on: [{ kind: "DAY", day: 5 }] }),
      "every quarter (January, April, July and October) on the 5th at 10:00 from 5 April 2030 (Asia/Kolkata)",
      ruled("20300405T100000\nRRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5"),
      tens("2030-04-05", "2030-07-05", "2030-10-05")
    ],
    [
      yearly({ start, months: [2, 11], end: { count: 2 } }),
      "every year in February and November on the last day at 10:00 from 28 February 2030, 2 times (Asia/Kolkata)",
      ruled("20300228T100000\nRRULE:FREQ=YEARLY;BYMONTH=2,11;BYMONTHDAY=-1;COUNT=2"),
      tens("2030-02-28", "2030-11-30")
    ],
    [
      W.reminders({ start }),
      "3 days before and 2 days after the payment day of each customer, at 10:00 from 15 January 2030 (Asia/Kolkata)",
      null,
      tens("2030-01-15", "2030-01-16", "2030-01-17")
    ]
  ]
  for (const [schedule, sentence, rrule, occurrences] of meanings) {
    it(sentence, async () => {
      assert.deepStrictEqual(await preview(schedule, { count: 3, after: "2030-01-01T00:00:00Z" }), {
        sentence,
        rrule,
        occurrences
      })
    })
  }

  it("follows clocks that move by half an hour", async () => {
    const zone = "Australia/Lord_Howe"
    const skipped = await preview(daily({ start: "2030-10-05", time: "02:15", zone }), {
      count: 3,
      after: "2030-01-01T00:00:00Z"
    })
    assert.deepStrictEqual(skipped.occurrences, [
      at("2030-10-05T02:15:00", "2030-10-04T15:45:00.000Z", zone),
      at("2030-10-06T02:45:00", "2030-10-05T15:45:00.000Z", zone),
      at("2030-10-07T02:15:00", "2030-10-06T15:15:00.000Z", zone)
    ])
    const repeated = await preview(daily({ start: "2030-04-06", time: "01:45", zone }), {
      count: 3,
      after: "2030-01-01T00:00:00Z"
    })
    assert.deepStrictEqual(repeated.occurrences, [
      at("2030-04-06T01:45:00", "2030-04-05T14:45:00.000Z", zone),
      at("2030-04-07T01:45:00", "2030-04-06T14:45:00.000Z", zone),
      at("2030-04-08T01:45:00", "2030-04-07T15:15:00.000Z", zone)
    ])
  })

  it("takes the older name of a zone as it is", async () => {
    const { occurrences } = await preview(daily({ zone: "Asia/Calcutta" }), { count: 1 })
    assert.deepStrictEqual(occurrences, [at("2090-01-15T10:00:00", "2090-01-15T04:30:00.000Z", "Asia/Calcutta")])
  })

  it("shows five times after now, when nothing is said, and none of a schedule that is over", async () => {
    assert.deepStrictEqual(
      (await preview(daily(), { after: null })).occurrences.map(({ local }: any) => local.slice(0, 10)),
      ["2090-01-15", "2090-01-16", "2090-01-17", "2090-01-18", "2090-01-19"]
    )
    assert.deepStrictEqual((await preview(once({ at: "2020-01-01T10:00" }))).occurrences, [])
  })

  it("needs a token, and is for admins too", async () => {
    const json = { schedule: daily(), count: 1 }
    const bare = await world.call("POST", "/v1/schedules/preview", { json })
    assert.deepStrictEqual([bare.status, bare.body._tag], [401, "Unauthorized"])
    const asAdmin = await world.call("POST", "/v1/schedules/preview", { token: shop.admin, json })
    assert.strictEqual(asAdmin.status, 200)
    assert.deepStrictEqual(asAdmin.body, await preview(daily(), { count: 1 }))
  })
})

/** With its first time; what an answer fills in stands in `filled`. */
const everyKind: ReadonlyArray<{ readonly given: Json; readonly filled: Json; readonly first: string }> = [
  { given: once(), filled: {}, first: "2090-01-15T13:00:00.000Z" },
  {
    given: daily(),
    filled: { interval: 1, end: null, excluded: [], extra: [] },
    first: "2090-01-15T04:30:00.000Z"
  },
  {
    given: weekly({ weekdays: ["SA"], end: { by: "2090-12-31" } }),
    filled: { weekStart: "MO", interval: 1, excluded: [], extra: [] },
    first: "2090-01-21T04:30:00.000Z"
  },
  {
    given: { ...monthly({ kind: "DAY", day: 5 }), interval: 2 },
    filled: { on: [{ kind: "DAY", day: 5, shortMonths: "CLAMP" }], end: null, excluded: [], extra: [] },
    first: "2090-03-05T04:30:00.000Z"
  },
  {
    given: daily({ kind: "QUARTERLY", on: [{ kind: "LAST_DAY" }], extra: ["2090-01-20"] }),
    filled: { interval: 1, end: null, excluded: [] },
    first: "2090-01-20T04:30:00.000Z"
  },
  {
    given: yearly({ end: { count: 3 } }),
    filled: { interval: 1, excluded: [], extra: [] },
    first: "2090-02-28T04:30:00.000Z"
  },
  { given: W.reminders(), filled: { shortMonths: "CLAMP", end: null }, first: "2090-01-01T04:30:00.000Z" }
]

/** A zone in which it is now between twelve and one, so that no test sees a midnight pass. */
const noon = () => {
  const ahead = 12 - new Date().getUTCHours()
  const zone = `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`
  return { zone, today: new Date(Date.now() + ahead * 3_600_000).toISOString().slice(0, 10), ahead }
}

const instantAt = (date: string, time: string, ahead: number) =>
  DateTime.unsafeMake(Date.parse(`${date}T${time}:00Z`) - ahead * 3_600_000)

const edit = async (id: string, fields: Json) => {
  const { campaigns } = await world.tables()
  const [key, found] = [...campaigns].find(([key]) => key === id)!
  campaigns.set(key, { ...found, ...fields })
}

describe("a campaign with a schedule", () => {
  for (const { filled, first, given } of everyKind) {
    it(`of the kind ${String(given.kind)} keeps it, and begins with its first time`, async () => {
      const draft = await create(given)
      assert.deepStrictEqual(draft.schedule, { ...given, ...filled })
      assert.deepStrictEqual(draft.missedRuns, { policy: "SEND_LATE", until: "21:00" })
      assert.deepStrictEqual([draft.status, draft.nextRunAt, draft.scheduledSince], ["DRAFT", null, null])
      assert.deepStrictEqual(await ok(200, "GET", `/v1/campaigns/${draft.id}`), draft)

      const active = await ok(200, "POST", `/v1/campaigns/${draft.id}/activate`)
      assert.deepStrictEqual([active.status, active.nextRunAt], ["ACTIVE", first])
      assert.deepStrictEqual(active.schedule, draft.schedule)

      const path = `/v1/campaigns/${draft.id}/occurrences`
      const shown = await ok(200, "GET", path)
      assert.deepStrictEqual(shown, await preview(given))
      assert.strictEqual(shown.occurrences[0].instant, first)
      assert.deepStrictEqual(await ok(200, "GET", `${path}?count=2`), await preview(draft.schedule, { count: 2 }))
    })
  }

  it("that began long ago runs at its next time after now, and not for what has passed", async () => {
    const { ahead, today, zone } = noon()
    const draft = await create(daily({ start: "2020-01-01", time: "11:00", zone }))
    const active = await ok(200, "POST", `/v1/campaigns/${draft.id}/activate`)
    const tomorrow = DateTime.add(instantAt(today, "11:00", ahead), { days: 1 })
    assert.strictEqual(active.nextRunAt, DateTime.formatIso(tomorrow))
    assert.deepStrictEqual((await ok(200, "GET", `/v1/campaigns/${draft.id}/runs`)).items, [])
  })

  it("takes what becomes of missed runs as it is given", async () => {
    const missedRuns = { policy: "SEND_LATE", until: "18:00" }
    const draft = await create(daily(), { missedRuns })
    assert.deepStrictEqual(draft.missedRuns, missedRuns)
    const path = `/v1/campaigns/${draft.id}/schedule`
    assert.deepStrictEqual((await ok(200, "PUT", path, { schedule: weekly() })).missedRuns, missedRuns)
    const skip = { schedule: weekly(), missedRuns: { policy: "SKIP" } }
    assert.deepStrictEqual((await ok(200, "PUT", path, skip)).missedRuns, { policy: "SKIP" })
    assert.deepStrictEqual((await ok(200, "PUT", path, { schedule: daily(), missedRuns: null })).missedRuns, {
      policy: "SKIP"
    })
  })

  it("that is over is refused when it is activated, with its last time", async () => {
    const draft = await create(daily({ start: "2020-01-01", end: { count: 3 } }))
    const { body, status } = await world.call("POST", `/v1/campaigns/${draft.id}/activate`, shop)
    assert.deepStrictEqual([status, body._tag, body.at, body.zone], [
      422,
      "CampaignTimePassed",
      "2020-01-03T10:00:00",
      "Asia/Kolkata"
    ])
  })
})

describe("changing the schedule", () => {
  const change = (id: string, schedule: Json) => ok(200, "PUT", `/v1/campaigns/${id}/schedule`, { schedule })

  it("of a DRAFT leaves it a draft without a time, even for a schedule that is over", async () => {
    const draft = await create(daily())
    const changed = await change(draft.id, weekly())
    assert.deepStrictEqual(changed, {
      ...draft,
      schedule: { ...weekly(), weekStart: "MO", interval: 1, end: null, excluded: [], extra: [] }
    })
    assert.deepStrictEqual(await ok(200, "GET", `/v1/campaigns/${draft.id}`), changed)
    assert.strictEqual((await change(draft.id, once({ at: "2020-01-01T10:00" }))).status, "DRAFT")
  })

  it("of an ACTIVE one moves its next time at once", async () => {
    const { id } = await create(daily())
    const before = await ok(200, "POST", `/v1/campaigns/${id}/activate`)
    const changed = await change(id, weekly({ weekdays: ["SA"] }))
    assert.deepStrictEqual([changed.status, changed.nextRunAt], ["ACTIVE", "2090-01-21T04:30:00.000Z"])
    assert.isAtLeast(Date.parse(changed.scheduledSince), Date.parse(before.scheduledSince))
    const { occurrences } = await ok(200, "GET", `/v1/campaigns/${id}/occurrences?count=1`)
    assert.strictEqual(occurrences[0].instant, changed.nextRunAt)
  })

  it("of a PAUSED one leaves it paused, and it resumes by the new one", async () => {
    const { id } = await create(daily())
    await ok(200, "POST", `/v1/campaigns/${id}/activate`)
    const paused = await ok(200, "POST", `/v1/campaigns/${id}/pause`)
    const changed = await change(id, W.reminders({ start: "2091-06-01" }))
    assert.deepStrictEqual([changed.status, changed.pauseReason, changed.nextRunAt], [
      "PAUSED",
      paused.pauseReason,
      "2091-06-01T04:30:00.000Z"
    ])
    const resumed = await ok(200, "POST", `/v1/campaigns/${id}/activate`)
    assert.deepStrictEqual([resumed.status, resumed.nextRunAt], ["ACTIVE", "2091-06-01T04:30:00.000Z"])
  })

  it("to one that is over is refused with its last time, and nothing changes", async () => {
    const { id } = await create(daily())
    await ok(200, "POST", `/v1/campaigns/${id}/activate`)
    for (const status of ["ACTIVE", "PAUSED"]) {
      if (status === "PAUSED") await ok(200, "POST", `/v1/campaigns/${id}/pause`)
      const before = await ok(200, "GET", `/v1/campaigns/${id}`)
      assert.strictEqual(before.status, status)
      const { body, status: answered } = await world.call("PUT", `/v1/campaigns/${id}/schedule`, {
        token: shop.token,
        json: { schedule: W.reminders({ start: "2020-01-01", end: { by: "2020-02-29" } }) }
      })
      assert.deepStrictEqual([answered, body._tag, body.at, body.zone], [
        422,
        "CampaignTimePassed",
        "2020-02-29T10:00:00",
        "Asia/Kolkata"
      ])
      assert.deepStrictEqual(await ok(200, "GET", `/v1/campaigns/${id}`), before)
    }
  })

  it("of a COMPLETED one is refused, and it has no next time any more", async () => {
    // A run without contacts is over at once.
    const { id } = await create(W.once(), { segments: ["MARKETING"] })
    await ok(200, "POST", `/v1/campaigns/${id}/activate`)
    await world.work()
    const before = await ok(200, "GET", `/v1/campaigns/${id}`)
    assert.strictEqual(before.status, "COMPLETED")
    const call = { token: shop.token, json: { schedule: daily() } }
    const { body, status } = await world.call("PUT", `/v1/campaigns/${id}/schedule`, call)
    assert.deepStrictEqual([status, body._tag, body.campaignId], [409, "CampaignCompleted", id])
    assert.deepStrictEqual(await ok(200, "GET", `/v1/campaigns/${id}`), before)
    const shown = await ok(200, "GET", `/v1/campaigns/${id}/occurrences`)
    assert.match(shown.sentence, /^once on /)
    assert.deepStrictEqual(shown.occurrences, [])
    // Even one whose schedule would go on.
    await edit(id, { schedule: weekly({ weekStart: "MO", interval: 1, end: null, excluded: [], extra: [] }) })
    assert.deepStrictEqual((await ok(200, "GET", `/v1/campaigns/${id}/occurrences`)).occurrences, [])
  })

  it("lists what the old one still had to make up for as MISSED, and does not run it", async () => {
    const { ahead, today, zone } = noon()
    const { id } = await create(daily({ start: "2020-01-01", time: "11:00", zone }))
    await ok(200, "POST", `/v1/campaigns/${id}/activate`)
    await edit(id, { nextRunAt: instantAt(today, "11:00", ahead) })
    assert.strictEqual((await change(id, daily())).nextRunAt, "2090-01-15T04:30:00.000Z")
    await world.work()
    const runs = await ok(200, "GET", `/v1/campaigns/${id}/runs`)
    assert.deepStrictEqual(
      runs.items.map((
        { missedReason, occurrence, planned, status }: any
      ) => [occurrence, status, missedReason, planned]),
      [[`${today}T11:00:00`, "MISSED", "LATE", 0]]
    )
  })
})

describe("who is due", () => {
  const list = [
    "Name,Phone,Segment,Payment Day,Paid Until,Maturity Date,Opt-out",
    "Asha,9800000101,GOLD_SIP,5,,,",
    "Mala,9800000102,GOLD_SIP,,,,",
    "Ravi,9800000103,GOLD_SIP,5,31/03/2090,,",
    "Sita,9800000104,GOLD_SIP,5,,01/03/2090,",
    "Gopal,9800000105,GOLD_SIP,20,,,",
    "Leela,9800000106,GOLD_SIP,5,,,yes",
    ",9800000107,GOLD_SIP,5,,,",
    "Uma,9800000108,GOLD_SIP,31,,,",
    "Nila,9800000109,GOLD_SIP,5,,,",
    "Elsewhere,9800000110,GOLD_LOAN,5,,,"
  ].join("\n")
  let id = ""
  let due = ""

  beforeAll(async () => {
    await world.call("POST", "/v1/imports", { token: shop.token, body: W.upload(list) })
    await world.work()
    id = (await create(W.reminders(), { segments: ["GOLD_SIP"] })).id
    due = `/v1/campaigns/${id}/due`
    await ok(200, "POST", `/v1/campaigns/${id}/activate`)
    const { contacts } = await world.tables()
    for (const [key, contact] of contacts) {
      if (contact.name !== "Nila") continue
      // Her payment day was told half an hour after the reminder.
      contacts.set(key, { ...contact, dateSetAt: { PAYMENT_DAY: DateTime.unsafeMake("2090-03-02T05:00:00Z") } })
    }
  })

  const reasons = async (query: string) =>
    (await ok(200, "GET", `${due}?${query}`)).items.map((
      { name, nextOn, reason, reminder }: any
    ) => [name, reason ?? `${reminder.daysBefore} of ${reminder.dueDate}`, nextOn])

  const all = async (query: string) => {
    const items: Array<any> = []
    const sizes: Array<number> = []
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: any = await ok(200, "GET", `${due}?${query}${cursor && `&cursor=${cursor}`}`)
      items.push(...page.items)
      sizes.push(page.items.length)
      cursor = page.nextCursor
    }
    return { items, sizes }
  }

  it("is told for every contact of the campaign, with the reason and the next date of each", async () => {
    assert.deepStrictEqual(await reasons("on=2090-03-02"), [
      ["Asha", "3 of 2090-03-05", "2090-03-07"],
      ["Mala", "NO_DATE", null],
      ["Ravi", "PAID", "2090-04-02"],
      ["Sita", "MATURED", null],
      ["Gopal", "NOT_THIS_DAY", "2090-03-17"],
      ["Leela", "OPTED_OUT", "2090-03-07"],
      [null, "MISSING_VARIABLE", "2090-03-07"],
      ["Uma", "-2 of 2090-02-28", "2090-03-28"],
      ["Nila", "SET_LATER", "2090-03-07"]
    ])
  })

  it("shows the reminder as it would go out", async () => {
    const { items } = await ok(200, "GET", `${due}?on=2090-03-02`)
    assert.deepStrictEqual(items[0], {
      id: items[0].id,
      name: "Asha",
      reminder: {
        dueDate: "2090-03-05",
        daysBefore: 3,
        at: "2090-03-02T04:30:00.000Z",
        until: "2090-03-05T18:30:00.000Z"
      },
      reason: null,
      detail: null,
      nextOn: "2090-03-07"
    })
    assert.deepStrictEqual((await ok(200, "GET", `/v1/contacts/${items[0].id}`)).phone, "+919800000101")
    assert.deepStrictEqual([items[6].reminder, items[6].detail], [null, "{{1}}, name"])
  })

  it("knows days in the month before, days after, and months that lack the day", async () => {
    const found = async (on: string) => (await reasons(`on=${on}&due=true`)).map(([name, what]: any) => [name, what])
    assert.deepStrictEqual(await found("2090-02-22"), [["Gopal", "-2 of 2090-02-20"]])
    assert.deepStrictEqual(await found("2090-02-25"), [["Uma", "3 of 2090-02-28"]])
    // They might be late, but by then an earlier run will have sent them.
    assert.deepStrictEqual(await found("2090-02-26"), [])
    assert.deepStrictEqual(await found("2090-03-17"), [["Gopal", "3 of 2090-03-20"]])
    assert.deepStrictEqual(await found("2090-05-07"), [
      ["Asha", "-2 of 2090-05-05"],
      ["Ravi", "-2 of 2090-05-05"],
      ["Nila", "-2 of 2090-05-05"]
    ])
  })

  it("has no reminders from before the schedule begins", async () => {
    const [asha] = await reasons("on=2089-12-07")
    assert.deepStrictEqual(asha, ["Asha", "NOT_ACTIVE_THEN", "2090-01-02"])
  })

  it("answers for the first and the last day of the calendar", async () => {
    assert.deepStrictEqual((await reasons("on=1900-01-01"))[0], ["Asha", "NOT_THIS_DAY", "2090-01-02"])
    assert.deepStrictEqual((await reasons("on=2199-12-30"))[0].slice(0, 2), ["Asha", "NOT_THIS_DAY"])
  })

  it("is today, where the schedule is, when no day is given", async () => {
    const { today, zone } = noon()
    const near = await create(W.reminders({ start: "2020-01-01", zone }), { segments: ["GOLD_SIP"] })
    const path = `/v1/campaigns/${near.id}/due`
    assert.deepStrictEqual(await ok(200, "GET", path), await ok(200, "GET", `${path}?on=${today}`))
    const first = (page: any) => page.items[0].nextOn
    assert.isAbove(Date.parse(first(await ok(200, "GET", path))), Date.parse(today))
  })

  it("can be asked for those who are due, or for the others", async () => {
    const { items } = await ok(200, "GET", `${due}?on=2090-03-02`)
    const isDue = ({ reminder }: any) => reminder !== null
    assert.deepStrictEqual((await ok(200, "GET", `${due}?on=2090-03-02&due=true`)).items, items.filter(isDue))
    assert.deepStrictEqual(
      (await ok(200, "GET", `${due}?on=2090-03-02&due=false`)).items,
      items.filter((item: any) => !isDue(item))
    )
  })

  it("comes in pages that leave out nobody and repeat nobody", async () => {
    for (const filter of ["", "&due=true", "&due=false"]) {
      const whole = await ok(200, "GET", `${due}?on=2090-03-02${filter}`)
      assert.isNull(whole.nextCursor)
      for (const limit of [1, 2]) {
        const { items, sizes } = await all(`on=2090-03-02${filter}&limit=${limit}`)
        assert.deepStrictEqual(items, whole.items)
        assert.isAtMost(Math.max(...sizes), limit)
      }
    }
  })

  it("refuses what is no date, no answer and no page", async () => {
    const wrong: ReadonlyArray<readonly [query: string, path: string, reason: string]> = [
      ["on=2090-02-30", "on", "February 2090 has no day 30"],
      ["on=tomorrow", "on", noDate("tomorrow")],
      ["on=", "on", noDate("")],
      ["on=2090-03-02T10:00", "on", noDate("2090-03-02T10:00")],
      ["due=yes", "due", "must be one of true, false"],
      ["due=", "due", "must be one of true, false"],
      ["limit=0", "limit", "must be a whole number from 1 to 200"],
      ["cursor=abc", "cursor", "must be a nextCursor of this list"],
      ["day=2090-03-02", "day", "is not a known field"]
    ]
    for (const [query, path, reason] of wrong) {
      assert.deepStrictEqual(await refused("GET", `${due}?${query}`), [{ path, reason }])
    }
  })

  it("tells what was sent and what came too late, today", async () => {
    const { ahead, today, zone } = noon()
    const day = Number(today.slice(8))
    const upload = `Name,Phone,Segment,Payment Day\nKiran,9800000201,GOLD_LOAN,${day}\nLata,9800000202,GOLD_LOAN,${day}`
    await world.call("POST", "/v1/imports", { token: shop.token, body: W.upload(upload) })
    await world.work()
    const rule = W.reminders({ start: "2020-01-01", daysBefore: [0], time: "11:00", zone })
    const { id } = await create(rule)
    await ok(200, "POST", `/v1/campaigns/${id}/activate`)
    const told = async () =>
      (await ok(200, "GET", `/v1/campaigns/${id}/due`)).items
        .filter(({ name }: any) => name === "Kiran" || name === "Lata")
        .map(({ name, reason }: any) => [name, reason])
    assert.deepStrictEqual(await told(), [["Kiran", "NOT_ACTIVE_THEN"], ["Lata", "NOT_ACTIVE_THEN"]])

    // As if it had run since ten, with Kiran in the list for years.
    await edit(id, {
      scheduledSince: instantAt(today, "10:00", ahead),
      nextRunAt: instantAt(today, "11:00", ahead)
    })
    const { contacts } = await world.tables()
    for (const [key, contact] of contacts) {
      if (contact.name === "Kiran") contacts.set(key, { ...contact, createdAt: DateTime.unsafeMake("2020-01-01") })
    }
    assert.deepStrictEqual(await told(), [["Kiran", null], ["Lata", "SET_LATER"]])
    await world.work()
    assert.deepStrictEqual(await told(), [["Kiran", "ALREADY_REMINDED"], ["Lata", "SET_LATER"]])

    const { items: [run] } = await ok(200, "GET", `/v1/campaigns/${id}/runs`)
    assert.deepStrictEqual([run.occurrence, run.zone, run.planned], [`${today}T11:00:00`, zone, 1])
    const messages = await ok(200, "GET", `/v1/runs/${run.id}/messages`)
    assert.deepStrictEqual(messages.items.map(({ phone }: any) => phone), ["+919800000201"])
  })
})

describe("campaigns of others", () => {
  const routes: ReadonlyArray<readonly [method: string, path: string, json?: Json]> = [
    ["PUT", "schedule", { schedule: daily() }],
    ["GET", "occurrences"],
    ["GET", "due"]
  ]

  it("are not found, and not to be changed, by another jeweller", async () => {
    const mine = await create(W.reminders())
    for (const [method, path, json] of routes) {
      const call = { token: other.token, ...(json === undefined ? {} : { json }) }
      for (const id of [mine.id, randomUUID()]) {
        const { body, status } = await world.call(method, `/v1/campaigns/${id}/${path}`, call)
        assert.deepStrictEqual([status, body._tag, body.campaignId], [404, "CampaignNotFound", id])
      }
    }
    assert.deepStrictEqual(await ok(200, "GET", `/v1/campaigns/${mine.id}`), mine)
  })

  it("are not for admins", async () => {
    const actions: Array<string> = []
    for (const [method, path, json] of routes) {
      const call = { token: shop.admin, ...(json === undefined ? {} : { json }) }
      const { body, status } = await world.call(method, `/v1/campaigns/${shop.campaignId}/${path}`, call)
      assert.deepStrictEqual([status, body._tag, body.role], [403, "Forbidden", "ADMIN"])
      actions.push(body.action)
    }
    assert.deepStrictEqual(actions, ["campaign.changeSchedule", "campaign.read", "campaign.read"])
  })
})
