import * as DateTime from "effect/DateTime"
import { randomUUID } from "node:crypto"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import {
  close,
  create,
  daily,
  edit,
  instantAt,
  type Json,
  noDate,
  noon,
  ok,
  open,
  other,
  refused,
  shop,
  world
} from "./schedules.support.js"
import * as W from "./world.js"

beforeAll(open)
afterAll(close)

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
