import { assert, describe, it } from "@effect/vitest"
import * as Description from "@ektola/domain/recurrence/Description"
import { Recurrence } from "@ektola/domain/recurrence/Recurrence"
import * as Schema from "effect/Schema"

const decode = Schema.decodeUnknownSync(Recurrence)

const day = (day: number, shortMonths = "CLAMP") => ({ kind: "DAY", day, shortMonths })
const nth = (weekday: string, nth: number) => ({ kind: "WEEKDAY", weekday, nth })
const last = { kind: "LAST_DAY" }

const cases: ReadonlyArray<readonly [Record<string, unknown>, string]> = [
  [{ kind: "ONE_TIME", at: "2026-11-25T10:00" }, "once on 25 November 2026 at 10:00"],
  [{ kind: "DAILY", start: "2026-12-01" }, "every day at 10:00 from 1 December 2026"],
  [{ kind: "DAILY", interval: 3, time: "09:30:15" }, "every 3 days at 09:30:15 from 25 November 2026"],
  [
    { kind: "WEEKLY", weekdays: ["TH", "MO"], interval: 2, time: "09:30" },
    "every 2 weeks on Monday and Thursday at 09:30 from 26 November 2026"
  ],
  [
    { kind: "WEEKLY", weekdays: ["SU", "MO"], weekStart: "SU", interval: 2 },
    "every 2 weeks on Monday and Sunday of weeks that begin on Sunday at 10:00 from 6 December 2026"
  ],
  [
    { kind: "WEEKLY", weekdays: ["SU", "MO", "FR"], weekStart: "SU" },
    "every week on Monday, Friday and Sunday at 10:00 from 27 November 2026"
  ],
  [{ kind: "MONTHLY", on: [day(5)] }, "every month on the 5th at 10:00 from 5 December 2026"],
  [
    { kind: "MONTHLY", on: [day(22), day(1), day(3), day(12)], start: "2026-12-01" },
    "every month on the 1st, the 3rd, the 12th and the 22nd at 10:00 from 1 December 2026"
  ],
  [{ kind: "MONTHLY", on: [last], time: "18:00" }, "every month on the last day at 18:00 from 30 November 2026"],
  [
    { kind: "MONTHLY", on: [day(31)], time: "09:00" },
    "every month on the 31st (the last day of shorter months) at 09:00 from 30 November 2026"
  ],
  [
    { kind: "MONTHLY", on: [day(31, "SKIP")] },
    "every month on the 31st (left out in shorter months) at 10:00 from 31 December 2026"
  ],
  [
    { kind: "MONTHLY", on: [nth("FR", 1), nth("SU", -1), last], interval: 2 },
    "every 2 months on the first Friday, the last Sunday and the last day at 10:00 from 29 November 2026"
  ],
  [
    { kind: "MONTHLY", on: [nth("FR", 5), nth("MO", -2)] },
    "every month on the fifth Friday (left out in months without) and the second to last Monday at 10:00"
    + " from 21 December 2026"
  ],
  [
    { kind: "QUARTERLY", on: [day(5)] },
    "every quarter (February, May, August and November) on the 5th at 10:00 from 5 February 2027"
  ],
  [{ kind: "QUARTERLY", interval: 2, on: [day(25)] }, "every 6 months on the 25th at 10:00 from 25 November 2026"],
  [
    { kind: "YEARLY", months: [2], on: [day(29)] },
    "every year on 29 February (28 February in other years) at 10:00 from 28 February 2027"
  ],
  [
    { kind: "YEARLY", months: [2], on: [day(29, "SKIP")] },
    "every year on 29 February (left out in years without 29 February) at 10:00 from 29 February 2028"
  ],
  [
    { kind: "YEARLY", months: [5], on: [nth("SU", 2), last], interval: 2 },
    "every 2 years on the second Sunday of May and the last day of May at 10:00 from 14 May 2028"
  ],
  [
    { kind: "YEARLY", months: [6, 1], on: [day(10), last] },
    "every year in January and June on the 10th and the last day at 10:00 from 10 January 2027"
  ],
  [
    { kind: "MONTHLY", on: [day(5)], end: { by: "2027-03-31" } },
    "every month on the 5th at 10:00 from 5 December 2026 until 31 March 2027"
  ],
  [
    { kind: "MONTHLY", on: [day(5)], end: { count: 12 } },
    "every month on the 5th at 10:00 from 5 December 2026, 12 times"
  ],
  [
    { kind: "MONTHLY", on: [day(5)], excluded: ["2026-12-05", "2026-12-06"] },
    "every month on the 5th at 10:00 from 5 December 2026, except on 5 December 2026"
  ],
  [
    { kind: "DAILY", end: { count: 9 }, excluded: ["2026-11-27", "2026-11-26"] },
    "every day at 10:00 from 25 November 2026, 9 times, of which 26 November 2026 and 27 November 2026 are left out"
  ],
  [
    {
      kind: "DAILY",
      excluded: ["2026-11-27", "2026-11-26", "2026-11-28", "2026-11-29"],
      extra: ["2026-11-20", "2026-11-26", "2026-11-30"]
    },
    "every day at 10:00 from 25 November 2026, except on 4 dates, and also on 20 November 2026"
  ],
  [
    { kind: "MONTHLY", on: [day(5)], end: { by: "2026-11-30" }, extra: ["2026-12-01", "2026-12-03"] },
    "on 1 December 2026 and 3 December 2026 at 10:00"
  ]
]

describe("a recurrence in words", () => {
  for (const [input, expected] of cases) {
    it(expected, () => {
      const recurrence = decode({ start: "2026-11-25", time: "10:00", zone: "Asia/Kolkata", ...input })
      assert.strictEqual(Description.describe(recurrence), `${expected} (Asia/Kolkata)`)
    })
  }
})
