import * as DateTime from "effect/DateTime"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import {
  close,
  create,
  daily,
  edit,
  instantAt,
  type Json,
  monthly,
  noon,
  ok,
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
      [[`${today}T11:00:00`, "MISSED", "RESCHEDULED", 0]]
    )
  })
})
