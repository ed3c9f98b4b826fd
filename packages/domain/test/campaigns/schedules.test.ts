import { assert, describe, it } from "@effect/vitest"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import { Scheduler } from "@ektola/domain/campaigns/Scheduler"
import { Settler } from "@ektola/domain/messaging/Settler"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { aShop, aTemplate, layer, Provider, someContacts } from "../world.js"
import {
  aDraft,
  daily,
  dates,
  flush,
  goTo,
  india,
  launch,
  messagesOf,
  passTime,
  runsOf,
  timeline,
  weekly,
  work,
  zone
} from "./support.js"

const noon = india("2026-11-30 12:00")

/** A shop with some customers, at noon of 30 November in India. */
const setUp = (customers = 2, now = noon) =>
  Effect.gen(function*() {
    yield* goTo(now)
    const shop = yield* aShop()
    const template = yield* aTemplate(shop)
    yield* someContacts(shop, Array.from({ length: customers }, (_, index) => ({ number: index + 1 })))
    return { shop, template, campaigns: yield* Campaigns }
  })

const test = (what: string, run: (provider: Provider) => Effect.Effect<void, unknown, any>) =>
  it.effect(what, () => {
    const provider = new Provider()
    return run(provider).pipe(Effect.provide(layer(provider)))
  })

const at = (local: string | null, suffix: string) => (date: string) => `${date}T${local} ${suffix}`
const ready = at("09:00", "READY")
const late = at("09:00", "LATE")
const paused = at("09:00", "PAUSED")

/** Its tag, and what it says. */
const refused = <A, E extends { readonly _tag: string }, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.matchEffect(effect, {
    onFailure: ({ _tag }) => Effect.succeed(_tag),
    onSuccess: () => Effect.dieMessage("it was not refused")
  })

describe("occurrences", () => {
  test("a weekly campaign runs on its days and on no other", () =>
    Effect.gen(function*() {
      const { shop, template } = yield* setUp()
      const campaign = yield* launch(shop, template, weekly({ weekdays: ["TU", "FR"], time: "10:30" }))
      assert.strictEqual(yield* passTime(india("2026-12-14 12:00"), 60), 4)
      assert.deepStrictEqual(
        yield* timeline(campaign.id),
        ["2026-12-01", "2026-12-04", "2026-12-08", "2026-12-11"].map(at("10:30", "READY"))
      )
      assert.strictEqual((yield* messagesOf()).length, 4 * 2)
    }))

  test("a run begins at its time and not a millisecond before", () =>
    Effect.gen(function*() {
      const { shop, template } = yield* setUp()
      const campaign = yield* launch(shop, template, daily())
      yield* goTo(DateTime.subtract(india("2026-12-01 09:00"), { millis: 1 }))
      assert.deepStrictEqual([yield* work, yield* timeline(campaign.id)], [0, []])
      yield* goTo(india("2026-12-01 09:00"))
      assert.deepStrictEqual([yield* work, yield* timeline(campaign.id)], [1, [ready("2026-12-01")]])
    }))

  for (
    const [what, sendWithinMinutes, minutes, lastMinutes] of [
      ["the next occurrence, when the campaign's limit is longer", 3 * 1440, 1440, 3 * 1440],
      ["the campaign's limit, when that is shorter", 90, 90, 90]
    ] as const
  ) {
    test(`30 days of a daily campaign are 30 runs, whose messages leave before ${what}`, () =>
      Effect.gen(function*() {
        const { shop, template } = yield* setUp()
        const campaign = yield* launch(shop, template, daily({ end: { count: 30 } }), { sendWithinMinutes })
        yield* passTime(india("2027-01-05 12:00"), 180)
        const runs = yield* runsOf(campaign.id)
        const expected = dates("2026-12", 1, 30).map((date, index) => ({
          occurrence: `${date}T09:00:00`,
          zone,
          scheduledAt: india(`${date} 09:00`),
          notAfter: DateTime.add(india(`${date} 09:00`), { minutes: index === 29 ? lastMinutes : minutes }),
          messages: [[1, 2], true]
        }))
        const found: typeof expected = []
        for (const { id, notAfter, occurrence, planned, scheduledAt, zone } of runs) {
          const messages = yield* messagesOf(id)
          const isInTime = messages.every((message) => message.notAfter.epochMillis === notAfter.epochMillis)
          found.push({
            occurrence,
            zone,
            scheduledAt,
            notAfter,
            messages: [messages.map(({ phone }) => Number(phone?.slice(-2))), isInTime && planned === 2]
          })
        }
        assert.deepStrictEqual(found, expected)
      }))
  }

  test("nothing is due twice, however often and by however many it is asked", () =>
    Effect.gen(function*() {
      const { shop, template } = yield* setUp()
      const { step } = yield* Scheduler
      const campaign = yield* launch(shop, template, daily())
      let claimed = 0
      for (let minutes = 0; minutes <= 3 * 1440; minutes += 7) {
        yield* goTo(DateTime.add(noon, { minutes }))
        const steps = yield* Effect.all(Array.from({ length: 4 }, () => step), { concurrency: "unbounded" })
        claimed += steps.reduce((sum, { claimed }) => sum + claimed, 0)
      }
      assert.strictEqual(claimed, 3)
      assert.deepStrictEqual(yield* timeline(campaign.id), dates("2026-12", 1, 3).map(ready))
      assert.strictEqual((yield* messagesOf()).length, 3 * 2)
    }))

  test("is run by nobody before the campaign is activated, and from the next one on after that (REC-35)", () =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp(2, india("2025-05-10 08:00"))
      const draft = yield* aDraft(shop, template, daily({ start: "2025-05-10" }))
      assert.strictEqual(yield* passTime(india("2025-05-10 10:00"), 30), 0)
      const { nextRunAt } = yield* campaigns.activate(shop.owner, draft.id)
      assert.deepStrictEqual(nextRunAt, DateTime.unsafeMake("2025-05-11T03:30:00Z"))
      assert.strictEqual(yield* passTime(india("2025-05-11 08:59"), 30), 0)
      yield* passTime(india("2025-05-11 10:00"), 30)
      assert.deepStrictEqual(yield* timeline(draft.id), [ready("2025-05-11")])
    }))
})

describe("when no scheduler was there", () => {
  /** Two days as they should be, then nobody until `back`. */
  const down = (back: DateTime.Utc, over: Parameters<typeof launch>[3] = {}) =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp()
      const campaign = yield* launch(shop, template, daily(), over)
      yield* passTime(india("2026-12-02 12:00"), 60)
      yield* goTo(back)
      const made = yield* work
      const { nextRunAt } = yield* campaigns.get(shop.owner, campaign.id)
      return { campaign, shop, made, nextRunAt, runs: yield* timeline(campaign.id) }
    })
  const before = dates("2026-12", 1, 2).map(ready)

  test("for five days, the last occurrence runs late, once, and the others are MISSED", () =>
    Effect.gen(function*() {
      const { campaign, made, nextRunAt, runs } = yield* down(india("2026-12-07 12:00"))
      assert.deepStrictEqual(runs, [...before, ...dates("2026-12", 3, 6).map(late), ready("2026-12-07")])
      assert.strictEqual(made, 1)
      assert.deepStrictEqual(nextRunAt, india("2026-12-08 09:00"))
      assert.strictEqual((yield* messagesOf()).length, 3 * 2)
      yield* passTime(india("2026-12-09 12:00"), 60)
      assert.deepStrictEqual((yield* timeline(campaign.id)).slice(-2), dates("2026-12", 8, 9).map(ready))
    }))

  test("for so long that the last one is too late as well, nothing is sent and the next is in phase", () =>
    Effect.gen(function*() {
      const { campaign, made, nextRunAt, runs } = yield* down(india("2026-12-07 21:01"))
      assert.deepStrictEqual(runs, [...before, ...dates("2026-12", 3, 7).map(late)])
      assert.strictEqual(made, 0)
      assert.deepStrictEqual(nextRunAt, india("2026-12-08 09:00"))
      assert.strictEqual((yield* messagesOf()).length, 2 * 2)
      yield* passTime(india("2026-12-08 12:00"), 60)
      assert.strictEqual((yield* timeline(campaign.id)).at(-1), ready("2026-12-08"))
    }))

  for (
    const [what, missedRuns, back, last] of [
      ["SKIP: 15 minutes are not late", { policy: "SKIP" }, "2026-12-07 09:15", ready],
      ["SKIP: 16 minutes are", { policy: "SKIP" }, "2026-12-07 09:16", late],
      ["SEND_LATE: until the time of the policy", { policy: "SEND_LATE", until: "10:30" }, "2026-12-07 10:29", ready],
      ["SEND_LATE: no later", { policy: "SEND_LATE", until: "10:30" }, "2026-12-07 10:30", late],
      ["SEND_LATE: not on another day", { policy: "SEND_LATE", until: "10:30" }, "2026-12-08 08:59", late],
      [
        "SEND_LATE: until before the occurrence is as SKIP",
        { policy: "SEND_LATE", until: "08:00" },
        "2026-12-07 09:16",
        late
      ]
    ] as const
  ) {
    test(what, () =>
      Effect.gen(function*() {
        const { runs } = yield* down(india(back), { missedRuns })
        assert.deepStrictEqual(runs, [...before, ...dates("2026-12", 3, 6).map(late), last("2026-12-07")])
      }))
  }

  test("for years, the newest 400 are told and the campaign goes on", () =>
    Effect.gen(function*() {
      const { nextRunAt, runs } = yield* down(india("2029-12-31 22:00"))
      assert.strictEqual(runs.length, 2 + 400)
      assert.deepStrictEqual([runs[2], runs.at(-1)], [late("2028-11-27"), late("2029-12-31")])
      assert.deepStrictEqual(nextRunAt, india("2030-01-01 09:00"))
    }))

  test("an occurrence whose messages could not leave any more is MISSED, though the policy would still run it", () =>
    Effect.gen(function*() {
      const { made, runs } = yield* down(india("2026-12-03 10:00"), { sendWithinMinutes: 60 })
      assert.deepStrictEqual([made, runs], [0, [...before, late("2026-12-03")]])
      assert.strictEqual((yield* messagesOf()).length, 2 * 2)
    }))

  for (
    const [what, back, sendWithinMinutes, limit] of [
      ["in time", "2026-12-07 09:15", 2000, "2026-12-08 09:00"],
      ["late, for no longer than the policy says", "2026-12-07 09:16", 2000, "2026-12-07 21:00"],
      ["late, for no longer than the campaign says", "2026-12-07 09:59", 60, "2026-12-07 10:00"]
    ] as const
  ) {
    test(`a run that begins ${what}`, () =>
      Effect.gen(function*() {
        const { campaign } = yield* down(india(back), { sendWithinMinutes })
        const run = (yield* runsOf(campaign.id)).at(-1)
        assert(run)
        assert.deepStrictEqual([run.status, run.scheduledAt], ["READY", india("2026-12-07 09:00")])
        const messages = yield* messagesOf(run.id)
        assert.deepStrictEqual([run, ...messages].map(({ notAfter }) => notAfter), Array(3).fill(india(limit)))
      }))
  }
})

describe("pausing", () => {
  test("for 20 days: nothing is sent on resuming, every day is kept as MISSED, and it goes on (REC-32)", (provider) =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp(3, india("2024-12-30 12:00"))
      const campaign = yield* launch(shop, template, daily({ start: "2024-12-01" }))
      yield* passTime(DateTime.unsafeMake("2024-12-31T12:00:00Z"), 60)
      yield* flush
      assert.strictEqual(provider.seen.length, 3)
      yield* campaigns.pause(shop.owner, campaign.id)
      assert.strictEqual(yield* passTime(DateTime.unsafeMake("2025-01-20T06:30:00Z"), 6 * 60), 0)
      const resumed = yield* campaigns.activate(shop.owner, campaign.id)
      assert.deepStrictEqual(resumed.nextRunAt, DateTime.unsafeMake("2025-01-21T03:30:00Z"))
      yield* work
      yield* flush
      assert.strictEqual(provider.seen.length, 3)
      assert.deepStrictEqual(yield* timeline(campaign.id), [
        at("09:00", "COMPLETED")("2024-12-31"),
        ...dates("2025-01", 1, 20).map(paused)
      ])
      yield* passTime(DateTime.unsafeMake("2025-01-21T03:30:00Z"), 60)
      yield* flush
      assert.strictEqual(provider.seen.length, 6)
      assert.strictEqual((yield* timeline(campaign.id)).at(-1), ready("2025-01-21"))
    }))

  test("keeps the phase of a two-week rule (REC-33)", () =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp(2, india("2025-01-05 12:00"))
      const campaign = yield* launch(shop, template, weekly({ start: "2025-01-06", interval: 2 }))
      yield* passTime(DateTime.unsafeMake("2025-01-08T00:00:00Z"), 60)
      yield* campaigns.pause(shop.owner, campaign.id)
      yield* goTo(DateTime.unsafeMake("2025-02-12T06:00:00Z"))
      const resumed = yield* campaigns.activate(shop.owner, campaign.id)
      assert.deepStrictEqual(resumed.nextRunAt, DateTime.unsafeMake("2025-02-17T03:30:00Z"))
      yield* passTime(DateTime.unsafeMake("2025-03-03T04:00:00Z"), 60)
      assert.deepStrictEqual(yield* timeline(campaign.id), [
        ready("2025-01-06"),
        ...["2025-01-20", "2025-02-03"].map(paused),
        ...["2025-02-17", "2025-03-03"].map(ready)
      ])
    }))

  test("between two occurrences leaves no trace, and over one of them that one is MISSED", () =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp()
      const campaign = yield* launch(shop, template, daily())
      for (const [from, to] of [["2026-12-01 10:00", "2026-12-02 08:59"], ["2026-12-03 08:59", "2026-12-03 09:01"]]) {
        yield* passTime(india(from ?? ""), 60)
        yield* campaigns.pause(shop.owner, campaign.id)
        yield* passTime(india(to ?? ""), 60)
        yield* campaigns.activate(shop.owner, campaign.id)
      }
      yield* passTime(india("2026-12-04 12:00"), 60)
      assert.deepStrictEqual(
        yield* timeline(campaign.id),
        [ready("2026-12-01"), ready("2026-12-02"), paused("2026-12-03"), ready("2026-12-04")]
      )
    }))
})

describe("ONE_TIME", () => {
  const once = { kind: "ONE_TIME", at: "2026-12-01T09:00", zone } as const
  const done = [ready("2026-12-01")]

  const activated = (now: string, over: Parameters<typeof aDraft>[3] = {}) =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp()
      const { id } = yield* aDraft(shop, template, once, over)
      yield* goTo(india(now))
      return { id, shop, campaigns, activate: campaigns.activate(shop.owner, id) }
    })

  test("runs once, at its time", () =>
    Effect.gen(function*() {
      const { activate, id } = yield* activated("2026-11-30 13:00")
      yield* activate
      assert.strictEqual(yield* passTime(india("2026-12-01 08:59"), 60), 0)
      yield* passTime(india("2026-12-05 09:00"), 60)
      assert.deepStrictEqual(yield* timeline(id), done)
    }))

  for (const now of ["2026-12-01 09:00", "2026-12-01 09:10", "2026-12-01 20:59"]) {
    test(`runs at once when it is activated at ${now}`, () =>
      Effect.gen(function*() {
        const { activate, id } = yield* activated(now)
        yield* activate
        assert.strictEqual(yield* work, 1)
        assert.deepStrictEqual(yield* timeline(id), done)
        assert.strictEqual((yield* messagesOf()).length, 2)
      }))
  }

  for (
    const [now, over] of [
      ["2026-12-01 21:01", {}],
      ["2026-12-01 09:16", { missedRuns: { policy: "SKIP" } }],
      ["2026-12-01 10:00", { sendWithinMinutes: 60 }],
      ["2026-12-03 09:00", {}]
    ] as const
  ) {
    test(`is refused when it is activated at ${now}, with ${JSON.stringify(over)}`, () =>
      Effect.gen(function*() {
        const { activate, campaigns, id, shop } = yield* activated(now, over)
        assert.strictEqual(yield* refused(activate), "CampaignTimePassed")
        assert.strictEqual((yield* campaigns.get(shop.owner, id)).status, "DRAFT")
        assert.deepStrictEqual([yield* work, yield* timeline(id)], [0, []])
      }))
  }

  test("that was paused before its time runs when it is resumed within the limit", () =>
    Effect.gen(function*() {
      const { activate, campaigns, id, shop } = yield* activated("2026-12-01 08:00")
      yield* activate
      yield* campaigns.pause(shop.owner, id)
      assert.strictEqual(yield* passTime(india("2026-12-01 20:59"), 60), 0)
      yield* campaigns.activate(shop.owner, id)
      yield* work
      assert.deepStrictEqual(yield* timeline(id), done)
    }))

  test("that was paused before its time is refused after the limit, and can get another time", () =>
    Effect.gen(function*() {
      const { activate, campaigns, id, shop } = yield* activated("2026-12-01 08:00")
      yield* activate
      yield* campaigns.pause(shop.owner, id)
      yield* goTo(india("2026-12-01 21:01"))
      assert.strictEqual(yield* refused(activate), "CampaignTimePassed")
      yield* passTime(india("2026-12-03 12:00"), 60)
      assert.deepStrictEqual(yield* timeline(id), [at("09:00", "PAUSED")("2026-12-01")])
      // Again, now that it has no next run.
      assert.strictEqual(yield* refused(activate), "CampaignTimePassed")
      const { nextRunAt, status } = yield* campaigns.get(shop.owner, id)
      assert.deepStrictEqual([status, nextRunAt], ["PAUSED", null])
      const schedule = { ...once, at: "2026-12-05T09:00" }
      yield* campaigns.changeSchedule(shop.owner, id, { schedule, missedRuns: null })
      yield* activate
      yield* passTime(india("2026-12-05 10:00"), 60)
      assert.deepStrictEqual((yield* timeline(id)).slice(1), [ready("2026-12-05")])
    }))
})

test("a zone that is changed while paused does not lose the day to the run that was missed", () =>
  Effect.gen(function*() {
    const { campaigns, shop, template } = yield* setUp()
    const campaign = yield* launch(shop, template, daily({}))
    yield* goTo(india("2026-12-01 08:00"))
    yield* campaigns.pause(shop.owner, campaign.id)
    yield* goTo(india("2026-12-01 12:00"))
    const schedule = { ...daily({}), zone: "Europe/London" }
    yield* campaigns.changeSchedule(shop.owner, campaign.id, { schedule, missedRuns: null })
    yield* campaigns.activate(shop.owner, campaign.id)
    // Nine o'clock in London.
    yield* passTime(india("2026-12-01 14:35"), 5)
    assert.deepStrictEqual(
      (yield* runsOf(campaign.id)).map(({ occurrence, status, zone }) => [occurrence, zone, status === "MISSED"]),
      [["2026-12-01T09:00:00", "Europe/London", false]]
    )
  }))

describe("the end", () => {
  for (const end of [{ count: 2 }, { by: "2026-12-02" }]) {
    test(`by ${Object.keys(end)[0]}: COMPLETED after the last run is settled, not before`, () =>
      Effect.gen(function*() {
        const { campaigns, shop, template } = yield* setUp()
        const campaign = yield* launch(shop, template, daily({ end }))
        const status = Effect.map(campaigns.get(shop.owner, campaign.id), ({ status }) => status)
        yield* passTime(india("2026-12-01 10:00"), 60)
        yield* flush
        yield* passTime(india("2026-12-02 10:00"), 60)
        assert.deepStrictEqual(yield* timeline(campaign.id), [
          at("09:00", "COMPLETED")("2026-12-01"),
          ready("2026-12-02")
        ])
        assert.strictEqual(yield* status, "ACTIVE")
        yield* flush
        yield* work
        assert.strictEqual(yield* status, "COMPLETED")
        assert.strictEqual(yield* passTime(india("2026-12-10 10:00"), 60), 0)
      }))
  }

  for (const isOpen of [false, true]) {
    test(`COMPLETED too when the last occurrence was MISSED, ${isOpen ? "after what was open" : "at once"}`, () =>
      Effect.gen(function*() {
        const { campaigns, shop, template } = yield* setUp()
        const campaign = yield* launch(shop, template, daily({ end: { count: 2 } }), { sendWithinMinutes: 10 * 1440 })
        const status = Effect.map(campaigns.get(shop.owner, campaign.id), ({ status }) => status)
        yield* passTime(india("2026-12-01 10:00"), 60)
        if (!isOpen) yield* flush
        yield* goTo(india("2026-12-02 22:00"))
        yield* work
        assert.strictEqual((yield* timeline(campaign.id)).at(-1), late("2026-12-02"))
        assert.strictEqual(yield* status, isOpen ? "ACTIVE" : "COMPLETED")
        yield* goTo(india("2026-12-02 08:00"))
        yield* flush
        yield* work
        assert.strictEqual(yield* status, "COMPLETED")
      }))
  }

  test("a campaign that is paused meanwhile is COMPLETED as well when its last run is settled", () =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp()
      const campaign = yield* launch(shop, template, daily({ end: { count: 1 } }))
      yield* passTime(india("2026-12-01 09:00"), 60)
      yield* campaigns.pause(shop.owner, campaign.id)
      yield* goTo(india("2026-12-02 09:00"))
      yield* Effect.flatMap(Settler, ({ sweep }) => sweep)
      yield* work
      assert.deepStrictEqual((yield* messagesOf()).map(({ cancelReason }) => cancelReason), ["EXPIRED", "EXPIRED"])
      assert.strictEqual((yield* campaigns.get(shop.owner, campaign.id)).status, "COMPLETED")
    }))
})

describe("changing the schedule", () => {
  test("only the new time runs, also on the day of the change (REC-38)", () =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp(2, india("2025-04-08 12:00"))
      const campaign = yield* launch(shop, template, daily({ start: "2025-04-01" }))
      yield* passTime(DateTime.unsafeMake("2025-04-10T06:00:00Z"), 30)
      const schedule = daily({ start: "2025-04-01", time: "17:00" })
      const { nextRunAt } = yield* campaigns.changeSchedule(shop.owner, campaign.id, { schedule, missedRuns: null })
      assert.deepStrictEqual(nextRunAt, DateTime.unsafeMake("2025-04-10T11:30:00Z"))
      yield* passTime(DateTime.unsafeMake("2025-04-11T12:00:00Z"), 30)
      assert.deepStrictEqual(yield* timeline(campaign.id), [
        ...dates("2025-04", 9, 10).map(ready),
        ...dates("2025-04", 10, 11).map(at("17:00", "READY"))
      ])
    }))

  test("a run that is being prepared stays as it was, for everybody in it", () =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp(600)
      const { step } = yield* Scheduler
      const campaign = yield* launch(shop, template, daily())
      yield* goTo(india("2026-12-01 09:00"))
      yield* step
      const [before] = yield* runsOf(campaign.id)
      assert.deepStrictEqual([before?.status, before?.planned], ["PREPARING", 500])
      const schedule = daily({ zone: "Asia/Dubai", time: "20:00", end: { by: "2026-12-01" } })
      yield* campaigns.changeSchedule(shop.owner, campaign.id, { schedule, missedRuns: { policy: "SKIP" } })
      yield* work
      const [after, ...others] = yield* runsOf(campaign.id)
      assert.deepStrictEqual(others, [])
      assert(before && after)
      const { watermark } = after
      assert.deepStrictEqual(after, { ...before, planned: 600, status: "READY", watermark })
      const messages = yield* messagesOf(after.id)
      assert.strictEqual(new Set(messages.map(({ contactId }) => contactId)).size, 600)
      assert.deepStrictEqual([...new Set(messages.map(({ notAfter }) => notAfter.epochMillis))], [
        india("2026-12-02 09:00").epochMillis
      ])
    }))

  test("another zone holds for runs to come, and those that were keep theirs", () =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp()
      const campaign = yield* launch(shop, template, daily())
      yield* passTime(india("2026-12-02 18:00"), 60)
      yield* campaigns.changeSchedule(shop.owner, campaign.id, {
        schedule: daily({ zone: "America/New_York" }),
        missedRuns: null
      })
      yield* passTime(india("2026-12-04 12:00"), 30)
      assert.deepStrictEqual(
        (yield* runsOf(campaign.id)).map(({ occurrence, scheduledAt, zone }) => [
          occurrence,
          zone,
          DateTime.formatIso(scheduledAt)
        ]),
        [
          ["2026-12-01T09:00:00", "Asia/Kolkata", "2026-12-01T03:30:00.000Z"],
          ["2026-12-02T09:00:00", "Asia/Kolkata", "2026-12-02T03:30:00.000Z"],
          ["2026-12-03T09:00:00", "America/New_York", "2026-12-03T14:00:00.000Z"]
        ]
      )
    }))

  test("a local time that has had its run has none again", () =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp()
      const campaign = yield* launch(shop, template, daily())
      yield* passTime(india("2026-12-01 10:00"), 30)
      // It is not yet nine in Dubai.
      const schedule = daily({ zone: "Asia/Dubai" })
      const changed = yield* campaigns.changeSchedule(shop.owner, campaign.id, { schedule, missedRuns: null })
      assert.deepStrictEqual(changed.nextRunAt, india("2026-12-01 10:30"))
      assert.strictEqual(yield* passTime(india("2026-12-02 10:00"), 30), 0)
      assert.strictEqual((yield* messagesOf()).length, 2)
      assert.strictEqual(yield* passTime(india("2026-12-02 12:00"), 30), 1)
      assert.deepStrictEqual(yield* timeline(campaign.id), dates("2026-12", 1, 2).map(ready))
    }))

  test("in the moment of an occurrence that both have leaves that one its run", () =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp()
      const campaign = yield* launch(shop, template, daily({}))
      yield* goTo(india("2026-12-01 09:00"))
      const schedule = daily({ excluded: ["2026-12-02"] })
      yield* campaigns.changeSchedule(shop.owner, campaign.id, { schedule, missedRuns: null })
      yield* passTime(india("2026-12-03 10:00"), 60)
      assert.deepStrictEqual(yield* timeline(campaign.id), [ready("2026-12-01"), ready("2026-12-03")])
    }))

  test("what the old schedule still had to make up for is told as MISSED and not sent", () =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp()
      const campaign = yield* launch(shop, template, daily())
      yield* goTo(india("2026-12-02 10:00"))
      yield* campaigns.changeSchedule(shop.owner, campaign.id, { schedule: daily({ time: "18:00" }), missedRuns: null })
      assert.strictEqual(yield* work, 0)
      yield* passTime(india("2026-12-02 18:00"), 60)
      assert.deepStrictEqual(yield* timeline(campaign.id), [
        late("2026-12-01"),
        at("09:00", "RESCHEDULED")("2026-12-02"),
        at("18:00", "READY")("2026-12-02")
      ])
    }))

  test("of a paused campaign: it stays paused, and goes on by the new one when it is resumed", () =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp()
      const campaign = yield* launch(shop, template, daily())
      yield* campaigns.pause(shop.owner, campaign.id)
      yield* goTo(india("2026-12-01 12:00"))
      const schedule = daily({ time: "18:00" })
      const changed = yield* campaigns.changeSchedule(shop.owner, campaign.id, { schedule, missedRuns: null })
      assert.deepStrictEqual([changed.status, changed.nextRunAt], ["PAUSED", india("2026-12-01 18:00")])
      assert.strictEqual(yield* passTime(india("2026-12-02 12:00"), 60), 0)
      yield* campaigns.activate(shop.owner, campaign.id)
      yield* passTime(india("2026-12-02 18:00"), 60)
      assert.deepStrictEqual(yield* timeline(campaign.id), [
        paused("2026-12-01"),
        at("18:00", "PAUSED")("2026-12-01"),
        at("18:00", "READY")("2026-12-02")
      ])
    }))

  test("is refused when the new one has no time left, and the old one goes on", () =>
    Effect.gen(function*() {
      const { campaigns, shop, template } = yield* setUp()
      const campaign = yield* launch(shop, template, daily())
      yield* passTime(india("2026-12-01 10:00"), 60)
      const schedule = daily({ end: { by: "2026-12-01" } })
      assert.strictEqual(
        yield* refused(campaigns.changeSchedule(shop.owner, campaign.id, { schedule, missedRuns: null })),
        "CampaignTimePassed"
      )
      yield* passTime(india("2026-12-02 10:00"), 60)
      assert.deepStrictEqual(yield* timeline(campaign.id), dates("2026-12", 1, 2).map(ready))
    }))
})
