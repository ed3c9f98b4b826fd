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
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/TestClock"
import { admin, approve, aRun, aShop, aTemplate, type Provider, sending, someContacts, workerId, whileTimePasses } from "../../packages/domain/test/world.js"
import { failures } from "./sendingFailures.js"
import { describeCases } from "./table.js"
import {
  accepted,
  aRunTo,
  goOn,
  inWorld,
  messageTo,
  recipientOf,
  recipients,
  sendAll,
  slowDown,
  stateOf,
  timesOf,
  upTo
} from "./whatsapp.js"

/** A worker beside the one of the world. */
const anotherWorker = (provider: Provider) =>
  Layer.build(Dispatcher.layer({ worker: { id: workerId(2), host: "test" }, ...Dispatcher.defaults }).pipe(
    Layer.provide([provider.layer, sending])
  )).pipe(
    Effect.map(Context.get(Dispatcher.Dispatcher))
  )

describeCases("sending, from public bug reports", "sending.json", {
  ...failures,
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
      const second = yield* anotherWorker(provider)
      yield* aRunTo(100)
      const taken = yield* Effect.all([first.poll, second.poll, first.poll, second.poll], { concurrency: 4 })
      assert.strictEqual(taken.reduce((sum, count) => sum + count), 100)
      yield* whileTimePasses(Effect.all([first.drain, second.drain]))
      assert.deepStrictEqual(recipients(provider), upTo(100))
    }).pipe(Effect.scoped)
  ),
  "SND-06": inWorld((provider) =>
    Effect.gen(function*() {
      const settler = yield* Settler
      const first = yield* Dispatcher.Dispatcher
      const second = yield* anotherWorker(provider)
      provider.answer = (request) => Effect.delay(Effect.succeed(accepted(request)), "10 minutes")
      yield* aRunTo(1)
      yield* first.poll
      // The lease is for a minute.
      for (let minute = 0; minute < 9; minute++) {
        yield* TestClock.adjust("1 minute")
        yield* settler.sweep
        assert.strictEqual(yield* second.poll, 0)
      }
      yield* whileTimePasses(first.drain)
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
      const second = yield* anotherWorker(provider)
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
      assert.strictEqual(JSON.parse(SendRequestBody.encode(request, "messages")).to, "+919800000001")
    })
  ),
  "SND-14": inWorld((provider) =>
    Effect.gen(function*() {
      const { put, tables, transact } = yield* MemoryDatabase
      const { contacts, report, shop, template } = yield* aRunTo(100)
      yield* slowDown(shop, 10)
      // 9.7 a second: the last three hundredths are kept for what people write.
      yield* goOn("5100 millis", "50 millis")
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
