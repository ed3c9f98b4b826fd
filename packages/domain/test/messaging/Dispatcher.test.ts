import { assert, describe, it } from "@effect/vitest"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import { Scheduler } from "@ektola/domain/campaigns/Scheduler"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import type { Failure } from "@ektola/domain/messaging/Failure"
import { Settler } from "@ektola/domain/messaging/Settler"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import type { SendOutcome } from "@ektola/domain/ports/MessageSender"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import { aRun, aShop, aTemplate, layer, Provider, someContacts, whileTimePasses } from "../world.js"

const now = Effect.map(DateTime.now, DateTime.toEpochMillis)

const flush = Effect.gen(function*() {
  const dispatcher = yield* Dispatcher
  let rounds = 0
  while ((yield* dispatcher.poll) > 0 && rounds++ < 20) {
    yield* whileTimePasses(dispatcher.drain)
  }
})

const setUp = (count: number) =>
  Effect.gen(function*() {
    yield* TestClock.setTime(1_795_564_800_000)
    const shop = yield* aShop()
    const template = yield* aTemplate(shop)
    const contacts = yield* someContacts(shop, Array.from({ length: count }, (_, index) => ({ number: index + 1 })))
    const { campaign, run } = yield* aRun(shop, template)
    return {
      shop,
      template,
      contacts,
      campaign,
      run,
      report: Effect.flatMap(Campaigns, (campaigns) => campaigns.getRun(shop.owner, run.id))
    }
  })

const rejected = (failureClass: Failure["class"], code: number): SendOutcome => ({
  _tag: "Rejected",
  failure: { class: failureClass, code, reason: "refused", traceId: null },
  retryAfter: null
})

const status = (name: string, token: string, occurredAt: number, failure: Failure | null = null) =>
  JSON.stringify([{
    phoneNumberId: "200000000000001",
    wabaId: "100000000000001",
    wamid: `wamid.of.${token}`,
    token,
    status: name,
    occurredAt,
    recipientPhone: null,
    waUserId: null,
    failure
  }])

describe("sending", () => {
  it.effect("sends every planned message once, with the rendered values and a token of its own", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const { report } = yield* setUp(3)
      yield* flush
      assert.strictEqual(provider.seen.length, 3)
      assert.strictEqual(new Set(provider.seen.map(({ token }) => token)).size, 3)
      assert.deepStrictEqual(provider.seen[0]?.template, {
        name: "interest_due_utility",
        language: "en",
        category: "UTILITY",
        header: [],
        body: [{ name: null, text: "Customer 1" }],
        buttons: []
      })
      const { figures } = yield* report
      assert.deepStrictEqual(figures.funnel, { planned: 3, sent: 3, delivered: 0, read: 0 })
      assert.strictEqual(figures.byState.SENT, 3)
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("stores the attempt before the POST", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const db = yield* MemoryDatabase
      const states: Array<string | undefined> = []
      provider.answer = (request) =>
        Effect.sync(() => {
          const stored = [...db.tables.attempts.values()].flat().find(({ token }) => token === request.token)
          states.push(stored?.state)
          return { _tag: "Accepted", wamid: `wamid.${request.token}`, held: false }
        })
      yield* setUp(2)
      yield* flush
      assert.deepStrictEqual(states, ["BEGUN", "BEGUN"])
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("does not repeat a message whose answer was lost, and a status with its token confirms it", () => {
    const provider = new Provider()
    provider.answer = () => Effect.succeed({ _tag: "Ambiguous", reason: "time-out" })
    return Effect.gen(function*() {
      const { report } = yield* setUp(1)
      yield* flush
      assert.strictEqual((yield* report).figures.byState.UNCONFIRMED, 1)
      yield* TestClock.adjust("10 minutes")
      yield* flush
      assert.strictEqual(provider.seen.length, 1)
      const webhooks = yield* Webhooks
      yield* webhooks.receive(status("delivered", provider.seen[0]?.token ?? "", yield* now))
      assert.strictEqual(yield* webhooks.process(10), 1)
      assert.strictEqual((yield* report).figures.byState.DELIVERED, 1)
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("keeps a lost answer UNCONFIRMED while no later status proves the silence", () => {
    const provider = new Provider()
    provider.answer = (request, count) =>
      Effect.succeed(
        count === 1
          ? { _tag: "Ambiguous", reason: "reset" }
          : { _tag: "Accepted", wamid: `wamid.${request.token}`, held: false }
      )
    return Effect.gen(function*() {
      const settler = yield* Settler
      const webhooks = yield* Webhooks
      const { report } = yield* setUp(2)
      yield* flush
      yield* TestClock.adjust("1 hour")
      yield* settler.sweep
      assert.strictEqual((yield* report).figures.byState.UNCONFIRMED, 1)
      // The second attempt began later only when it has a later begin time.
      const db = yield* MemoryDatabase
      const [first, second] = provider.seen.map(({ token }) =>
        [...db.tables.attempts.values()].flat().find((attempt) => attempt.token === token)
      )
      if (first === undefined || second === undefined) return yield* Effect.die("two attempts were made")
      db.tables.attempts.set(second.messageId, [{ ...second, begunAt: DateTime.add(first.begunAt, { seconds: 1 }) }])
      yield* webhooks.receive(status("sent", second.token, yield* now))
      yield* webhooks.process(10)
      yield* TestClock.adjust("14 minutes")
      yield* settler.sweep
      assert.strictEqual((yield* report).figures.byState.UNCONFIRMED, 1)
      yield* TestClock.adjust("1 minute")
      yield* settler.sweep
      const { figures } = yield* report
      assert.deepStrictEqual([figures.byState.UNCONFIRMED, figures.byState.FAILED, figures.byState.SENT], [0, 1, 1])
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("takes a begun attempt without an answer for lost, not for free", () => {
    const provider = new Provider()
    provider.answer = () => Effect.never
    return Effect.gen(function*() {
      const dispatcher = yield* Dispatcher
      const settler = yield* Settler
      const { report } = yield* setUp(1)
      yield* dispatcher.poll
      yield* Effect.repeat(Effect.yieldNow(), { until: () => provider.seen.length === 1, times: 1_000 })
      assert.strictEqual((yield* report).figures.byState.SENDING, 1)
      yield* TestClock.adjust("2 minutes")
      yield* settler.sweep
      assert.strictEqual((yield* report).figures.byState.UNCONFIRMED, 1)
      assert.strictEqual(yield* dispatcher.poll, 0)
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("tries a rate-limited message again later, with growing waits, and other failures not at all", () => {
    const provider = new Provider()
    provider.answer = (request, count) =>
      Effect.succeed(
        request.recipient._tag === "Phone" && request.recipient.phone.endsWith("2")
          ? rejected("RECIPIENT", 131026)
          : count <= 3
          ? rejected("THROUGHPUT", 130429)
          : { _tag: "Accepted", wamid: `wamid.${count}`, held: false }
      )
    return Effect.gen(function*() {
      const { report } = yield* setUp(2)
      yield* flush
      const { figures } = yield* report
      assert.deepStrictEqual([figures.byState.QUEUED, figures.byState.FAILED], [1, 1])
      for (let waited = 0; waited < 30; waited++) {
        yield* TestClock.adjust("1 second")
        yield* flush
      }
      const final = (yield* report).figures
      assert.deepStrictEqual([final.byState.SENT, final.byState.FAILED], [1, 1])
      assert.strictEqual(provider.seen.length, 4)
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("gives a request that found its turn over another turn, and no other attempt", () => {
    const provider = new Provider()
    provider.answer = (request, count) =>
      Effect.succeed(count <= 2 ? { _tag: "Late" } : { _tag: "Accepted", wamid: `wamid.${request.token}`, held: false })
    return Effect.gen(function*() {
      const { report } = yield* setUp(1)
      yield* flush
      assert.strictEqual((yield* report).figures.byState.SENT, 1)
      assert.deepStrictEqual([provider.seen.length, new Set(provider.seen.map(({ token }) => token)).size], [3, 1])
      const turns = provider.seen.map(({ leaveBy }) => leaveBy)
      assert.deepStrictEqual(turns, turns.toSorted((a, b) => a - b))
      assert.strictEqual(new Set(turns).size, 3)
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("repeats a request that was surely not written", () => {
    const provider = new Provider()
    provider.answer = (_, count) =>
      Effect.succeed(
        count === 1
          ? { _tag: "NotWritten", reason: "refused" }
          : { _tag: "Accepted", wamid: "wamid.1", held: false }
      )
    return Effect.gen(function*() {
      const { report } = yield* setUp(1)
      yield* flush
      assert.strictEqual((yield* report).figures.byState.QUEUED, 1)
      yield* TestClock.adjust("3 seconds")
      yield* flush
      assert.strictEqual((yield* report).figures.byState.SENT, 1)
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("pauses the sender on an account failure, and sends the rest after reconnecting", () => {
    const provider = new Provider()
    provider.answer = () => Effect.succeed(rejected("ACCOUNT", 190))
    return Effect.gen(function*() {
      const tenancy = yield* Tenancy
      const { report, shop } = yield* setUp(3)
      yield* flush
      const account = yield* tenancy.getWhatsApp(shop.owner)
      assert.strictEqual(account.status, "PAUSED")
      assert.strictEqual(account.pauseReason, "refused (WhatsApp error 190)")
      assert.strictEqual((yield* report).figures.byState.QUEUED, 3)
      provider.answer = (request) => Effect.succeed({ _tag: "Accepted", wamid: `wamid.${request.token}`, held: false })
      yield* TestClock.adjust("5 minutes")
      yield* flush
      assert.strictEqual((yield* report).figures.byState.QUEUED, 3)
      const { displayPhoneNumber, phoneNumberId, ratePerSecond, wabaId } = account
      const accessToken = Redacted.make("new-token")
      yield* tenancy.connectWhatsApp(shop.owner, {
        wabaId,
        phoneNumberId,
        displayPhoneNumber,
        ratePerSecond,
        accessToken
      })
      yield* flush
      assert.strictEqual((yield* report).figures.byState.SENT, 3)
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("does not pause a connection for an answer to a message that began before it", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const tenancy = yield* Tenancy
      const dispatcher = yield* Dispatcher
      const { shop } = yield* setUp(1)
      const account = yield* tenancy.getWhatsApp(shop.owner)
      provider.answer = () =>
        TestClock.adjust("1 second").pipe(
          Effect.zipRight(
            tenancy.connectWhatsApp(shop.owner, { ...account, accessToken: Redacted.make("new-token") })
          ),
          Effect.orDie,
          Effect.as(rejected("ACCOUNT", 190))
        )
      yield* dispatcher.poll
      yield* dispatcher.drain
      assert.strictEqual((yield* tenancy.getWhatsApp(shop.owner)).status, "CONNECTED")
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("pauses the campaign on a template failure", () => {
    const provider = new Provider()
    provider.answer = () => Effect.succeed(rejected("TEMPLATE", 132000))
    return Effect.gen(function*() {
      const campaigns = yield* Campaigns
      const { campaign, shop } = yield* setUp(1)
      yield* flush
      const after = yield* campaigns.get(shop.owner, campaign.id)
      assert.deepStrictEqual([after.status, after.pauseCause, after.pauseReason], [
        "PAUSED",
        "FAILURE",
        "refused (WhatsApp error 132000)"
      ])
    }).pipe(Effect.provide(layer(provider)))
  })
})

describe("the guard at begin", () => {
  it.effect("cancels what was opted out after the audience was frozen", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const contacts = yield* ContactStore
      const { contacts: [first], report, shop } = yield* setUp(2)
      assert(first)
      const at = yield* DateTime.now
      yield* contacts.saveOptOuts(shop.jewellerId, [{ id: first, optOut: "ALL", optedOutAt: at }], at)
      yield* flush
      const { figures } = yield* report
      assert.deepStrictEqual([figures.byState.CANCELLED, figures.byState.SENT], [1, 1])
      assert.strictEqual(provider.seen.length, 1)
    }).pipe(Effect.provide(layer(provider)))
  })

  for (const change of [{ status: "DISABLED" }, { category: "MARKETING" }] as const) {
    it.effect(`cancels when the approval becomes ${Object.values(change)[0]} meanwhile`, () => {
      const provider = new Provider()
      return Effect.gen(function*() {
        const templates = yield* TemplateStore
        const db = yield* MemoryDatabase
        const { report } = yield* setUp(1)
        yield* templates.saveApprovals(
          [...db.tables.approvals.values()].map((approval) => ({ ...approval, ...change }))
        )
        yield* flush
        assert.strictEqual((yield* report).figures.byState.CANCELLED, 1)
        assert.strictEqual(provider.seen.length, 0)
      }).pipe(Effect.provide(layer(provider)))
    })
  }

  it.effect("sends nothing while the campaign is paused and everything once after it is resumed", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const campaigns = yield* Campaigns
      const { campaign, report, shop } = yield* setUp(3)
      yield* campaigns.pause(shop.owner, campaign.id)
      yield* flush
      assert.strictEqual(provider.seen.length, 0)
      yield* campaigns.activate(shop.owner, campaign.id)
      yield* flush
      assert.strictEqual(provider.seen.length, 3)
      assert.strictEqual((yield* report).figures.byState.SENT, 3)
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("cancels yesterday's messages as EXPIRED, also in a paused campaign", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const campaigns = yield* Campaigns
      const settler = yield* Settler
      const { campaign, run, shop } = yield* setUp(2)
      yield* campaigns.pause(shop.owner, campaign.id)
      yield* TestClock.adjust("1 day")
      yield* settler.sweep
      const { items } = yield* campaigns.listMessages(shop.owner, run.id, { state: null }, { after: null, limit: 10 })
      assert.deepStrictEqual(items.map((message) => [message.state, message.cancelReason]), [
        ["CANCELLED", "EXPIRED"],
        ["CANCELLED", "EXPIRED"]
      ])
    }).pipe(Effect.provide(layer(provider)))
  })
})

describe("completion", () => {
  it.effect("completes run and campaign when nothing is open, not before", () => {
    const provider = new Provider()
    provider.answer = () => Effect.succeed({ _tag: "Ambiguous", reason: "reset" })
    return Effect.gen(function*() {
      const campaigns = yield* Campaigns
      const scheduler = yield* Scheduler
      const settler = yield* Settler
      const { campaign, report, shop } = yield* setUp(1)
      yield* flush
      yield* scheduler.step
      assert.strictEqual((yield* report).run.status, "READY")
      yield* TestClock.adjust("1 day")
      yield* settler.sweep
      yield* scheduler.step
      assert.strictEqual((yield* report).run.status, "COMPLETED")
      assert.strictEqual((yield* campaigns.get(shop.owner, campaign.id)).status, "COMPLETED")
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("completes a run whose audience is empty", () =>
    Effect.gen(function*() {
      const scheduler = yield* Scheduler
      const { report } = yield* setUp(0)
      yield* scheduler.step
      const { figures, run } = yield* report
      assert.deepStrictEqual([run.status, run.planned, figures.funnel.planned], ["COMPLETED", 0, 0])
    }).pipe(Effect.provide(layer(new Provider()))))
})

describe("statuses", () => {
  it.effect("keeps a status without an attempt for a while and does not lose the rest of the batch", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const webhooks = yield* Webhooks
      const db = yield* MemoryDatabase
      const { report } = yield* setUp(1)
      yield* flush
      const mine = JSON.parse(status("read", provider.seen[0]?.token ?? "", yield* now))
      const foreign = JSON.parse(status("delivered", "somebody-elses", yield* now))
      yield* webhooks.receive(JSON.stringify([...foreign, ...mine]))
      yield* webhooks.process(10)
      assert.strictEqual((yield* report).figures.byState.READ, 1)
      const [event] = [...db.tables.webhooks.values()]
      assert.strictEqual(event?.note, "1 statuses match no attempt")
      assert.isTrue(Number.isFinite(event?.dueAt))
      yield* TestClock.adjust("25 hours")
      yield* webhooks.process(10)
      assert.strictEqual([...db.tables.webhooks.values()][0]?.dueAt, Infinity)
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("opts a person out of marketing who told WhatsApp so", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const webhooks = yield* Webhooks
      const contacts = yield* ContactStore
      const { contacts: [first], shop } = yield* setUp(1)
      assert(first)
      yield* flush
      const failure: Failure = { class: "OPTED_OUT", code: 131050, reason: "stopped", traceId: null }
      yield* webhooks.receive(status("failed", provider.seen[0]?.token ?? "", yield* now, failure))
      yield* webhooks.process(10)
      const contact = yield* Effect.option(contacts.get(shop.jewellerId, first))
      assert.strictEqual(Option.getOrThrow(contact).optOut, "MARKETING")
    }).pipe(Effect.provide(layer(provider)))
  })
})
