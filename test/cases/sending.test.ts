import { assert } from "@effect/vitest"
import * as PhoneParser from "@ektola/adapters/files/PhoneParser"
import * as SendRequestBody from "@ektola/adapters/whatsapp/SendRequestBody"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import { Scheduler } from "@ektola/domain/campaigns/Scheduler"
import * as Dispatcher from "@ektola/domain/messaging/Dispatcher"
import { Settler } from "@ektola/domain/messaging/Settler"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as TimeZone from "@ektola/domain/recurrence/TimeZone"
import { Templates } from "@ektola/domain/templates/Templates"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import { admin, approve, aRun, aShop, aTemplate, type Provider, someContacts } from "../../packages/domain/test/world.js"
import { describeCases, elsewhere } from "./table.js"
import {
  accepted,
  aRunTo,
  goOn,
  inWorld,
  messageTo,
  recipientOf,
  rejected,
  sendAll,
  stateOf,
  statuses
} from "./whatsapp.js"

/** A worker beside the one of the world. */
const anotherWorker = (provider: Provider, owner: string) =>
  Layer.build(Dispatcher.layer({ owner, ...Dispatcher.defaults }).pipe(Layer.provide(provider.layer))).pipe(
    Effect.map(Context.get(Dispatcher.Dispatcher))
  )

/** The shop's number may send that many messages a second. */
const slowDown = (shop: Effect.Effect.Success<ReturnType<typeof aShop>>, ratePerSecond: number) =>
  Effect.gen(function*() {
    const tenancy = yield* Tenancy
    const account = yield* tenancy.getWhatsApp(shop.owner)
    yield* tenancy.connectWhatsApp(shop.owner, { ...account, accessToken: Redacted.make("token"), ratePerSecond })
  })

const recipients = (provider: Provider) => provider.seen.map(recipientOf).sort((a, b) => a - b)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** Records when each recipient was posted to, in milliseconds since the beginning. */
const timesOf = (provider: Provider) => {
  const times = new Map<number, Array<number>>()
  const answer = provider.answer
  provider.answer = (request, count) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      times.set(recipientOf(request), [...times.get(recipientOf(request)) ?? [], now])
      return answer(request, count)
    })
  return times
}

const waits = (times: ReadonlyArray<number> = []) => times.slice(1).map((time, index) => time - (times[index] ?? 0))

describeCases("sending, from public bug reports", "sending.json", {
  "SND-01": [true, false].map((told) =>
    inWorld((provider) =>
      Effect.gen(function*() {
        const settler = yield* Settler
        provider.answer = () => Effect.succeed({ _tag: "Ambiguous", reason: "the socket was closed" })
        yield* aRunTo(1)
        yield* sendAll
        assert.strictEqual(yield* stateOf(1), "UNCONFIRMED")
        if (told) yield* statuses({ id: "wamid.1", status: "delivered", token: provider.seen[0]?.token ?? "" })
        for (let hour = 0; hour < 30; hour++) {
          yield* TestClock.adjust("1 hour")
          yield* settler.sweep
          yield* sendAll
        }
        const { failure, state } = yield* messageTo(1)
        assert.deepStrictEqual([state, failure?.class], told ? ["DELIVERED", undefined] : ["FAILED", "OUTCOME_UNKNOWN"])
        assert.strictEqual(provider.seen.length, 1)
      })
    )
  ),
  "SND-02": [
    inWorld((provider) =>
      Effect.gen(function*() {
        const left = new Map([[1, 3], [2, 2]])
        provider.answer = (request) =>
          Effect.sync(() => {
            const number = recipientOf(request)
            const refusals = left.get(number) ?? 0
            left.set(number, refusals - 1)
            if (refusals <= 0) return accepted(request)
            return number === 1 ? rejected("THROUGHPUT", 130429) : rejected("PAIR", 131056)
          })
        const times = timesOf(provider)
        yield* aRunTo(4)
        yield* goOn("2 seconds", "200 millis")
        // The others do not wait for those two.
        assert.deepStrictEqual(yield* Effect.all(upTo(4).map(stateOf)), ["QUEUED", "QUEUED", "SENT", "SENT"])
        yield* goOn("30 seconds", "200 millis")
        assert.deepStrictEqual(yield* Effect.all(upTo(4).map(stateOf)), ["SENT", "SENT", "SENT", "SENT"])
        const [throughput, pair] = [waits(times.get(1)), waits(times.get(2))]
        assert.deepStrictEqual([throughput.length, pair.length], [3, 2])
        for (const [found, wanted] of [[throughput, [1000, 2000, 4000]], [pair, [4000, 16_000]]] as const) {
          found.forEach((wait, index) => assert.closeTo(wait, (wanted[index] ?? 0) + 200, 200))
        }
      })
    ),
    inWorld((provider) =>
      Effect.gen(function*() {
        provider.answer = (request, count) =>
          Effect.succeed(count === 1 ? rejected("THROUGHPUT", 130429, Duration.seconds(30)) : accepted(request))
        yield* aRunTo(1)
        yield* goOn("29 seconds")
        assert.strictEqual(yield* stateOf(1), "QUEUED")
        yield* goOn("2 seconds")
        assert.strictEqual(yield* stateOf(1), "SENT")
      })
    ),
    elsewhere("packages/domain/test/messaging/RetryPolicy.test.ts", "spreads by up to a quarter, never below the wait")
  ],
  "SND-03": [
    inWorld((provider) =>
      Effect.gen(function*() {
        provider.answer = (request) =>
          Effect.succeed(recipientOf(request) === 1 ? rejected("RECIPIENT", 131026) : accepted(request))
        yield* aRunTo(3)
        yield* sendAll
        yield* goOn("1 hour", "10 minutes")
        const { attempts, failure, state } = yield* messageTo(1)
        assert.deepStrictEqual([state, attempts, failure?.code], ["FAILED", 1, 131026])
        assert.deepStrictEqual(recipients(provider), [1, 2, 3])
        assert.deepStrictEqual([yield* stateOf(2), yield* stateOf(3)], ["SENT", "SENT"])
      })
    ),
    inWorld((provider) =>
      Effect.gen(function*() {
        const campaigns = yield* Campaigns
        provider.answer = () => Effect.succeed(rejected("TEMPLATE", 132001))
        const { campaign, report, shop } = yield* aRunTo(100)
        yield* goOn("150 millis", "1 millis")
        const paused = yield* campaigns.get(shop.owner, campaign.id)
        assert.deepStrictEqual([paused.status, paused.pauseReason], ["PAUSED", "refused (WhatsApp error 132001)"])
        assert.isBelow(provider.seen.length, 10)
        assert.strictEqual((yield* report).figures.byState.QUEUED, 100 - provider.seen.length)
      })
    )
  ],
  "SND-04": inWorld((provider) =>
    Effect.gen(function*() {
      const campaigns = yield* Campaigns
      const { campaign, report, shop } = yield* aRunTo(10)
      yield* slowDown(shop, 1)
      yield* goOn("3500 millis", "500 millis")
      yield* campaigns.pause(shop.owner, campaign.id)
      assert.strictEqual(provider.seen.length, 4)
      yield* goOn("1 minute")
      assert.strictEqual(provider.seen.length, 4)
      yield* campaigns.activate(shop.owner, campaign.id)
      yield* goOn("1 minute")
      assert.deepStrictEqual(recipients(provider), upTo(10))
      assert.strictEqual((yield* report).figures.byState.SENT, 10)
    })
  ),
  "SND-05": inWorld((provider) =>
    Effect.gen(function*() {
      const first = yield* Dispatcher.Dispatcher
      const second = yield* anotherWorker(provider, "worker-2")
      yield* aRunTo(100)
      const taken = yield* Effect.all([first.poll, second.poll, first.poll, second.poll], { concurrency: 4 })
      assert.strictEqual(taken.reduce((sum, count) => sum + count), 100)
      yield* Effect.fork(TestClock.adjust("1 second"))
      yield* Effect.all([first.drain, second.drain])
      assert.deepStrictEqual(recipients(provider), upTo(100))
    }).pipe(Effect.scoped)
  ),
  "SND-06": inWorld((provider) =>
    Effect.gen(function*() {
      const settler = yield* Settler
      const first = yield* Dispatcher.Dispatcher
      const second = yield* anotherWorker(provider, "worker-2")
      provider.answer = (request) => Effect.delay(Effect.succeed(accepted(request)), "10 minutes")
      yield* aRunTo(1)
      yield* first.poll
      // The lease is for a minute.
      for (let minute = 0; minute < 9; minute++) {
        yield* TestClock.adjust("1 minute")
        yield* settler.sweep
        assert.strictEqual(yield* second.poll, 0)
      }
      yield* Effect.fork(TestClock.adjust("1 minute"))
      yield* first.drain
      assert.strictEqual(yield* stateOf(1), "SENT")
      assert.strictEqual(yield* second.poll, 0)
      assert.strictEqual(provider.seen.length, 1)
    }).pipe(Effect.scoped)
  ),
  "SND-07": inWorld((provider) =>
    Effect.gen(function*() {
      const settler = yield* Settler
      provider.answer = (request) =>
        recipientOf(request) === 3 ? Effect.die(new Error("made up")) : Effect.succeed(accepted(request))
      yield* aRunTo(5)
      yield* sendAll
      assert.deepStrictEqual(yield* Effect.all(upTo(5).map(stateOf)), ["SENT", "SENT", "SENDING", "SENT", "SENT"])
      yield* goOn("1 day", "1 hour")
      yield* settler.sweep
      yield* settler.sweep
      const { failure, state } = yield* messageTo(3)
      assert.deepStrictEqual([state, failure?.class], ["FAILED", "OUTCOME_UNKNOWN"])
      assert.deepStrictEqual(recipients(provider), upTo(5))
    })
  ),
  "SND-08": inWorld((provider) =>
    Effect.gen(function*() {
      const contacts = yield* ContactStore
      const shop = yield* aShop()
      const template = yield* aTemplate(shop)
      const name = "Asha\n\tRao      Didi"
      const [contact] = yield* someContacts(shop, [{ number: 1, name }])
      assert(contact)
      yield* aRun(shop, template)
      yield* sendAll
      assert.deepStrictEqual(provider.seen[0]?.template.body, [{ name: null, text: "Asha Rao Didi" }])
      assert.strictEqual((yield* contacts.get(shop.jewellerId, contact)).name, name)
    })
  ),
  "SND-09": inWorld((provider) =>
    Effect.gen(function*() {
      const campaigns = yield* Campaigns
      const templates = yield* Templates
      const shop = yield* aShop()
      const template = yield* templates.create(admin, {
        name: "two_values",
        category: "UTILITY",
        parameterFormat: "POSITIONAL",
        variables: {
          "1": { from: "contact", field: "name", fallback: "customer" },
          "2": { from: "attribute", key: "city", fallback: null }
        },
        translations: [{ language: "en", header: null, body: "Dear {{1}} of {{2}}, welcome.", footer: null }]
      })
      yield* approve(shop, template)
      const [noCity] = yield* someContacts(shop, [
        { number: 1 },
        { number: 2, name: "", attributes: { city: "Pune" } },
        { number: 3, name: " ", attributes: { city: "\t" } },
        { number: 4, attributes: { city: "Surat" } }
      ])
      const { run } = yield* aRun(shop, template)
      yield* sendAll
      assert.deepStrictEqual(
        provider.seen.map(({ template: { body } }) => body.map(({ text }) => text)),
        [["customer", "Pune"], ["Customer 4", "Surat"]]
      )
      const skips = yield* campaigns.listSkips(shop.owner, run.id, { after: null, limit: 10 })
      assert.deepStrictEqual(skips.items.map(({ detail, reason }) => [reason, detail]), [
        ["MISSING_VARIABLE", "{{2}}, city"],
        ["MISSING_VARIABLE", "{{2}}, city"]
      ])
      assert.strictEqual(skips.items[0]?.contactId, noCity)
    })
  ),
  "SND-10": inWorld((provider) =>
    Effect.gen(function*() {
      const second = yield* anotherWorker(provider, "worker-2")
      const times = timesOf(provider)
      const { shop } = yield* aRunTo(100)
      yield* slowDown(shop, 10)
      for (let step = 0; step < 110; step++) {
        yield* second.poll
        yield* goOn("100 millis", "100 millis")
      }
      const all = [...times.values()].flat().sort((a, b) => a - b)
      assert.strictEqual(all.length, 100)
      for (const [index, time] of all.entries()) {
        assert.isAtMost(all.slice(index).filter((later) => later < time + 1000).length, 10)
      }
    }).pipe(Effect.scoped)
  ),
  "SND-11": inWorld((provider) =>
    Effect.gen(function*() {
      const campaigns = yield* Campaigns
      const scheduler = yield* Scheduler
      const shop = yield* aShop()
      const template = yield* aTemplate(shop)
      yield* someContacts(shop, upTo(3).map((number) => ({ number })))
      const draft = yield* campaigns.create(shop.owner, {
        name: "Interest due",
        templateId: template.id,
        segments: ["GOLD_LOAN"],
        schedule: { kind: "ONE_TIME", at: TimeZone.format("Asia/Kolkata", yield* DateTime.now), zone: "Asia/Kolkata" },
        missedRuns: null,
        sendWithinMinutes: null
      })
      const start = campaigns.activate(shop.owner, draft.id)
      const clicks = yield* Effect.all([start, start], { concurrency: 2 })
      assert.deepStrictEqual(clicks.map(({ id, status }) => [id, status]), Array(2).fill([draft.id, "ACTIVE"]))
      yield* Effect.repeat(
        Effect.all([scheduler.step, scheduler.step], { concurrency: 2 }),
        { until: (steps) => steps.every(({ claimed, prepared }) => claimed + prepared === 0) }
      )
      const runs = yield* campaigns.listRuns(shop.owner, draft.id, { after: null, limit: 10 })
      assert.strictEqual(runs.items.length, 1)
      yield* sendAll
      assert.deepStrictEqual(recipients(provider), [1, 2, 3])
    })
  ),
  "SND-12": inWorld((provider) =>
    Effect.gen(function*() {
      const contacts = yield* ContactStore
      const shop = yield* aShop()
      const template = yield* aTemplate(shop)
      const [contact] = yield* someContacts(shop, [{ number: 1 }])
      assert(contact)
      assert.strictEqual(
        (yield* contacts.get(shop.jewellerId, contact)).phone,
        Either.getOrThrow(PhoneParser.parse("09800000001"))
      )
      yield* aRun(shop, template)
      yield* sendAll
      const [request] = provider.seen
      assert(request)
      assert.strictEqual(JSON.parse(SendRequestBody.encode(request)).to, "+919800000001")
    })
  ),
  "SND-13": inWorld((provider) =>
    Effect.gen(function*() {
      const tenancy = yield* Tenancy
      provider.answer = (request) =>
        Effect.succeed(
          request.phoneNumberId === "200000000000001" ? rejected("ACCOUNT", 190) : accepted(request)
        )
      const { report, shop } = yield* aRunTo(100, 1)
      const other = yield* aRunTo(5, 2)
      yield* goOn("150 millis", "1 millis")
      yield* goOn("2 hours", "10 minutes")
      const calls = provider.seen.filter(({ phoneNumberId }) => phoneNumberId === "200000000000001").length
      assert.isAtLeast(calls, 1)
      assert.isBelow(calls, 10)
      assert.strictEqual((yield* report).figures.byState.QUEUED, 100)
      const account = yield* tenancy.getWhatsApp(shop.owner)
      assert.deepStrictEqual([account.status, account.pauseReason], ["PAUSED", "refused (WhatsApp error 190)"])
      assert.strictEqual((yield* other.report).figures.byState.SENT, 5)
    })
  ),
  "SND-14": inWorld((provider) =>
    Effect.gen(function*() {
      const { put, tables, transact } = yield* MemoryDatabase
      const { contacts, report, shop, template } = yield* aRunTo(100)
      yield* slowDown(shop, 10)
      yield* goOn("4950 millis", "50 millis")
      assert.strictEqual(provider.seen.length, 50)
      const now = yield* DateTime.now
      yield* transact(
        { _tag: "System" },
        Effect.sync(() => {
          put(tables.templates, template.id, {
            ...template,
            variables: { "1": { from: "literal", value: "version 2" } }
          })
          for (const id of contacts.slice(45, 55)) {
            const stored = tables.contacts.get(id)
            if (stored !== undefined) put(tables.contacts, id, { ...stored, deletedAt: now })
          }
        })
      )
      yield* goOn("10 seconds", "50 millis")
      assert.strictEqual(provider.seen.length, 95)
      for (const request of provider.seen) {
        assert.strictEqual(request.template.body[0]?.text, `Customer ${recipientOf(request)}`)
      }
      const { byState } = (yield* report).figures
      assert.deepStrictEqual([byState.SENT, byState.CANCELLED], [95, 5])
      assert.strictEqual((yield* messageTo(55)).cancelReason, "CONTACT_DELETED")
    })
  )
})
