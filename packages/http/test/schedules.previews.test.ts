import { afterAll, assert, beforeAll, describe, it } from "vitest"
import {
  close,
  daily,
  type Json,
  monthly,
  once,
  open,
  preview,
  shop,
  weekly,
  world,
  yearly
} from "./schedules.support.js"
import * as W from "./world.js"

beforeAll(open)
afterAll(close)

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
