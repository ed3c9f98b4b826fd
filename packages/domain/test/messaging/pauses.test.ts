/** What must be seen of pauses: nothing is sent that must not be, one alarm, and everything goes on by itself. */
import { assert, describe, it } from "@effect/vitest"
import { Scheduler } from "@ektola/domain/campaigns/Scheduler"
import { Settler } from "@ektola/domain/messaging/Settler"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import type { SendOutcome } from "@ektola/domain/ports/MessageSender"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { PersonHasher } from "@ektola/domain/ports/PersonHasher"
import { SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { beginMessages } from "../../src/messaging/internal/beginMessages.js"
import { recordOutcomes } from "../../src/messaging/internal/recordOutcomes.js"
import { Provider, said, workerId } from "../world.js"
import { aCampaignTo, accepted, after, reconnect, refused, send, setStatus, watched } from "./pauses.support.js"

const hear = (text: string, number: number) =>
  Effect.gen(function*() {
    const webhooks = yield* Webhooks
    yield* webhooks.receive(said({
      inbound: [{
        id: "wamid.in.1",
        phoneNumberId: "200000000000001",
        phone: `+9198000${String(number).padStart(5, "0")}`,
        waUserId: null,
        at: yield* Clock.currentTimeMillis,
        text,
        payload: null,
        answers: null
      } as never]
    }))
    yield* webhooks.process(10)
  })

describe("an opt-out between audience and send", () => {
  it.effect("sends nothing to that person, and says why", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const { messages, states } = yield* aCampaignTo(3)
      yield* hear("STOP", 1)
      yield* send
      assert.deepStrictEqual(yield* states, { "en CANCELLED OPTED_OUT": 1, SENT: 2 })
      const cancelled = (yield* messages).find(({ state }) => state === "CANCELLED")
      assert.strictEqual(cancelled?.phone, "+919800000001")
      assert.isFalse(
        provider.seen.some(({ recipient }) => recipient._tag === "Phone" && recipient.phone === "+919800000001")
      )
    }).pipe(Effect.provide(watched(provider).world))
  })
})

describe("messages past their time", () => {
  it.effect("are CANCELLED (EXPIRED) and none is sent, also those of a paused sender and of a paused template", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const settler = yield* Settler
      const { shop, states, template } = yield* aCampaignTo(4, { sendWithinMinutes: 60 })
      provider.answer = () => refused("ACCOUNT", 190)
      yield* send
      yield* setStatus(shop, template, "PAUSED")
      const begun = provider.seen.length
      yield* TestClock.adjust("1 hour")
      yield* settler.sweep
      assert.deepStrictEqual(yield* states, { "en CANCELLED EXPIRED": 2, "hi CANCELLED EXPIRED": 2 })
      yield* reconnect(shop)
      yield* setStatus(shop, template, "APPROVED")
      yield* after("1 hour")
      assert.strictEqual(provider.seen.length, begun)
    }).pipe(Effect.provide(watched(provider).world))
  })
})

describe("a token that is revoked in mid-run", () => {
  it.effect("gives one alarm and no storm, and after reconnecting the rest is sent", () => {
    const provider = new Provider()
    const { log, world } = watched(provider)
    return Effect.gen(function*() {
      const tenancy = yield* Tenancy
      const { shop, states } = yield* aCampaignTo(100)
      provider.answer = (request, count) => count <= 10 ? accepted(request) : refused("ACCOUNT", 190)
      yield* send
      const begun = provider.seen.length
      const account = yield* tenancy.getWhatsApp(shop.owner)
      assert.deepStrictEqual([account.status, account.pauseClass, account.resumeAt], ["PAUSED", "ACCOUNT", null])
      assert.deepStrictEqual(yield* states, { SENT: 10, QUEUED: 90 })
      yield* after("1 hour")
      yield* after("10 hours")
      assert.strictEqual(provider.seen.length, begun)
      assert.deepStrictEqual(log.alarms, [{
        text: "sender paused",
        jewellerId: shop.jewellerId,
        phoneNumberId: "200000000000001",
        reason: "refused (WhatsApp error 190)",
        resumeAt: null
      }])
      provider.answer = accepted
      yield* reconnect(shop)
      const again = yield* tenancy.getWhatsApp(shop.owner)
      assert.deepStrictEqual([again.status, again.pauseReason, again.pauseClass, again.pauses], [
        "CONNECTED",
        null,
        null,
        0
      ])
      yield* send
      assert.deepStrictEqual(yield* states, { SENT: 100 })
      assert.strictEqual(log.alarms.length, 1)
    }).pipe(Effect.provide(world))
  })
})

describe("a template that WhatsApp pauses in mid-run", () => {
  const run = (whenTemplatePaused: "WAIT" | "CANCEL") => {
    const provider = new Provider()
    return { provider, setUp: aCampaignTo(10, { whenTemplatePaused }), ...watched(provider) }
  }

  it.effect("WAIT: the rest waits, the one that was refused too, and goes out when the template is back", () => {
    const { provider, setUp, world } = run("WAIT")
    return Effect.gen(function*() {
      const { campaign, shop, states, template } = yield* setUp
      provider.answer = (request, count) => count === 1 ? accepted(request) : refused("TEMPLATE", 132015)
      yield* send
      const begun = provider.seen.length
      assert.deepStrictEqual(yield* states, { SENT: 1, QUEUED: 9 })
      const paused = yield* campaign
      assert.deepStrictEqual([paused.status, paused.pauseCause], ["PAUSED", "TEMPLATE"])
      assert.match(
        paused.pauseReason ?? "",
        /^WhatsApp has paused the template "interest_due_utility" in (English|Hindi)/
      )
      yield* after("3 hours")
      assert.strictEqual(provider.seen.length, begun)
      provider.answer = accepted
      yield* setStatus(shop, template, "APPROVED")
      const resumed = yield* campaign
      assert.deepStrictEqual([resumed.status, resumed.pauseCause, resumed.pauseReason], ["ACTIVE", null, null])
      assert.deepStrictEqual(resumed.scheduledSince?.epochMillis, yield* Clock.currentTimeMillis)
      yield* after("1 hour")
      assert.deepStrictEqual(yield* states, { SENT: 10 })
    }).pipe(Effect.provide(world))
  })

  it.effect("CANCEL: the rest of that language is cancelled, the other goes on", () => {
    const { provider, setUp, world } = run("CANCEL")
    return Effect.gen(function*() {
      const { campaign, shop, states, template } = yield* setUp
      yield* setStatus(shop, template, "PAUSED", "hi")
      yield* send
      assert.deepStrictEqual(yield* states, { SENT: 5, "hi CANCELLED TEMPLATE_NOT_APPROVED": 5 })
      assert.isTrue(provider.seen.every(({ template: { language } }) => language === "en"))
      assert.strictEqual((yield* campaign).pauseCause, null)
    }).pipe(Effect.provide(world))
  })

  it.effect("CANCEL: an answer tells it as well, and the message that got it is FAILED", () => {
    const { provider, setUp, world } = run("CANCEL")
    return Effect.gen(function*() {
      const { shop, states, template } = yield* setUp
      provider.answer = (request) =>
        request.template.language === "hi" ? refused("TEMPLATE", 132015) : accepted(request)
      yield* send
      const tried = provider.seen.filter(({ template: { language } }) => language === "hi").length
      const found = yield* states
      assert.deepStrictEqual([found["SENT"], found["FAILED"]], [5, tried])
      assert.strictEqual(found["hi CANCELLED TEMPLATE_NOT_APPROVED"] ?? 0, 5 - tried)
      const approvals = yield* setStatus(shop, template, "APPROVED", "en")
      assert.deepStrictEqual(approvals.map(({ language, status }) => `${language} ${status}`).sort(), [
        "en APPROVED",
        "hi PAUSED"
      ])
    }).pipe(Effect.provide(world))
  })

  it.effect("WAIT: 132016 is no pause: what is left in that language is cancelled, the other goes on", () => {
    const { provider, setUp, world } = run("WAIT")
    return Effect.gen(function*() {
      const { campaign, shop, states, template } = yield* setUp
      yield* setStatus(shop, template, "PAUSED", "hi")
      assert.strictEqual((yield* campaign).pauseCause, "TEMPLATE")
      yield* send
      assert.strictEqual(provider.seen.length, 0)
      yield* setStatus(shop, template, "DISABLED", "hi")
      assert.strictEqual((yield* campaign).status, "ACTIVE")
      yield* send
      assert.deepStrictEqual(yield* states, { SENT: 5, "hi CANCELLED TEMPLATE_NOT_APPROVED": 5 })
    }).pipe(Effect.provide(world))
  })

  it.effect("WAIT: a campaign that the owner resumes meanwhile asks every ten minutes and sends nothing", () => {
    const { provider, setUp, world } = run("WAIT")
    return Effect.gen(function*() {
      const { activate, messages, shop, states, template } = yield* setUp
      yield* setStatus(shop, template, "PAUSED", "hi")
      yield* activate
      yield* send
      assert.deepStrictEqual(yield* states, { SENT: 5, QUEUED: 5 })
      const waiting = (yield* messages).filter(({ state }) => state === "QUEUED")
      const now = yield* Clock.currentTimeMillis
      for (const { dueAt } of waiting) {
        assert.isAbove(dueAt.epochMillis, now + 590_000)
        assert.isAtMost(dueAt.epochMillis, now + 600_000)
      }
      yield* setStatus(shop, template, "APPROVED", "hi")
      yield* after("10 minutes")
      assert.deepStrictEqual(yield* states, { SENT: 10 })
      assert.strictEqual(provider.seen.length, 10)
    }).pipe(Effect.provide(world))
  })

  for (const [whenTemplatePaused, planned, skipped] of [["WAIT", 10, 0], ["CANCEL", 0, 10]] as const) {
    it.effect(`${whenTemplatePaused}: a run that is being prepared plans ${planned} and skips ${skipped}`, () => {
      const { setUp, world } = run(whenTemplatePaused)
      return Effect.gen(function*() {
        const { put, remove, tables, transact } = yield* MemoryDatabase
        const scheduler = yield* Scheduler
        const { shop, template } = yield* setUp
        const [prepared] = tables.runs.values()
        assert(prepared)
        yield* transact(
          { _tag: "System" },
          Effect.sync(() => {
            for (const id of tables.messages.keys()) remove(tables.messages, id)
            put(tables.runs, prepared.id, { ...prepared, status: "PREPARING", watermark: null, planned: 0 })
          })
        )
        yield* setStatus(shop, template, "PAUSED")
        yield* Effect.repeat(scheduler.step, { until: ({ claimed, prepared }) => claimed + prepared === 0 })
        const run = tables.runs.get(prepared.id)
        assert.deepStrictEqual([run?.planned, run?.skipped], [planned, skipped])
      }).pipe(Effect.provide(world))
    })
  }

  it.effect("an owner's pause wins: the campaign is not resumed with its template", () => {
    const { setUp, world } = run("WAIT")
    return Effect.gen(function*() {
      const { activate, campaign, pause, shop, states, template } = yield* setUp
      yield* setStatus(shop, template, "PAUSED")
      assert.strictEqual((yield* pause).pauseCause, "OWNER")
      yield* setStatus(shop, template, "APPROVED")
      assert.deepStrictEqual([(yield* campaign).status, (yield* campaign).pauseCause], ["PAUSED", "OWNER"])
      yield* activate
      yield* pause
      yield* setStatus(shop, template, "PAUSED")
      yield* setStatus(shop, template, "APPROVED")
      assert.deepStrictEqual([(yield* campaign).status, (yield* campaign).pauseCause], ["PAUSED", "OWNER"])
      yield* send
      assert.deepStrictEqual(yield* states, { QUEUED: 10 })
    }).pipe(Effect.provide(world))
  })
})

describe("a sender that WhatsApp refuses for payment", () => {
  const recording = Effect.gen(function*() {
    const deps = {
      accounts: yield* WhatsAppAccountStore,
      campaigns: yield* CampaignStore,
      contacts: yield* ContactStore,
      ids: yield* IdGenerator,
      messages: yield* MessageStore,
      onLost: () => Effect.void,
      owner: workerId(9),
      persons: yield* PersonHasher,
      suppressions: yield* SuppressionStore,
      templates: yield* TemplateStore,
      unitOfWork: yield* UnitOfWork
    }
    /** Sends one due message by hand, with what WhatsApp answers. */
    return <R>(outcome: Effect.Effect<SendOutcome, never, R>) =>
      Effect.gen(function*() {
        const now = yield* DateTime.now
        const lanes = yield* deps.messages.listLanes(now)
        const [leased] = yield* deps.messages.lease({
          owner: deps.owner,
          now,
          senders: lanes.map(({ phoneNumberId, runId }) => ({ phoneNumberId, room: 1, runs: [{ runId, after: null }] }))
        })
        if (leased === undefined) return null
        const [begun] = yield* beginMessages(deps)([leased])
        if (begun === undefined || begun === null) return null
        yield* recordOutcomes(deps)([{ begun, outcome: yield* outcome, jitter: 0 }])
        return { onTrial: begun.onTrial }
      })
  })
  const taken: Effect.Effect<SendOutcome> = Effect.succeed({ _tag: "Accepted", wamid: "wamid.1", held: false })

  it.effect("waits an hour, then four, with one alarm, and goes on as soon as one message is taken", () => {
    const provider = new Provider()
    const { log, world } = watched(provider)
    return Effect.gen(function*() {
      const tenancy = yield* Tenancy
      const { shop, states } = yield* aCampaignTo(6)
      const post = yield* recording
      const paused = Effect.map(
        tenancy.getWhatsApp(shop.owner),
        ({ pauses, resumeAt, status }) => [status, pauses, resumeAt?.epochMillis ?? null]
      )
      const start = yield* Clock.currentTimeMillis
      const hour = 3_600_000
      yield* post(refused("PAYMENT", 131042))
      assert.deepStrictEqual(yield* paused, ["PAUSED", 1, start + hour])
      assert.isNull(yield* post(taken))
      yield* TestClock.adjust("59 minutes")
      assert.isNull(yield* post(taken))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(yield* post(refused("PAYMENT", 131042)), { onTrial: true })
      assert.deepStrictEqual(yield* paused, ["PAUSED", 2, start + 5 * hour])
      assert.isNull(yield* post(taken))
      yield* TestClock.adjust("4 hours")
      assert.deepStrictEqual(yield* post(taken), { onTrial: true })
      assert.deepStrictEqual(yield* paused, ["CONNECTED", 0, null])
      assert.deepStrictEqual(yield* post(taken), { onTrial: false })
      yield* send
      assert.deepStrictEqual(yield* states, { SENT: 6 })
      assert.deepStrictEqual(log.lines.filter((line) => line.includes("sender")), [
        "ERROR sender paused",
        "WARN sender stays paused",
        "INFO sender resumed"
      ])
      assert.strictEqual(log.alarms[0]?.["resumeAt"], new Date(start + hour).toISOString())
    }).pipe(Effect.provide(world))
  })

  it.effect("is not let go by an answer to a message from before the pause", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const tenancy = yield* Tenancy
      const { shop } = yield* aCampaignTo(2)
      const post = yield* recording
      yield* post(Effect.zipRight(Effect.orDie(post(refused("PAYMENT", 131042))), taken))
      assert.strictEqual((yield* tenancy.getWhatsApp(shop.owner)).status, "PAUSED")
    }).pipe(Effect.provide(watched(provider).world))
  })

  it.effect("is let go by no trial of a connection that there was before", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const tenancy = yield* Tenancy
      const { shop } = yield* aCampaignTo(3)
      const post = yield* recording
      yield* post(refused("PAYMENT", 131042))
      yield* TestClock.adjust("1 hour")
      const again = Effect.gen(function*() {
        yield* TestClock.adjust("1 second")
        yield* reconnect(shop)
        yield* post(refused("ACCOUNT", 190))
        return yield* taken
      })
      yield* post(Effect.orDie(again))
      assert.strictEqual((yield* tenancy.getWhatsApp(shop.owner)).pauseClass, "ACCOUNT")
    }).pipe(Effect.provide(watched(provider).world))
  })
})

describe("an answer that was lost, of which nothing more is heard", () => {
  const lost: Effect.Effect<SendOutcome> = Effect.succeed({ _tag: "Ambiguous", reason: "time-out" })
  const pass = Effect.gen(function*() {
    const settler = yield* Settler
    yield* settler.sweep
    yield* send
  })
  const statusOf = (provider: Provider, index: number, status: string) =>
    Effect.gen(function*() {
      const webhooks = yield* Webhooks
      const token = provider.seen[index]?.token ?? null
      yield* webhooks.receive(JSON.stringify([{
        phoneNumberId: "200000000000001",
        wabaId: "100000000000001",
        wamid: `wamid.of.${token}`,
        token,
        status,
        occurredAt: yield* Clock.currentTimeMillis,
        recipientPhone: null,
        waUserId: null,
        failure: null
      }]))
      yield* webhooks.process(10)
    })

  /** The first message is lost; the second one's status proves the silence. */
  const silence = (provider: Provider, over: Parameters<typeof aCampaignTo>[1]) =>
    Effect.gen(function*() {
      const world = yield* aCampaignTo(2, over)
      provider.answer = (request, count) => count === 1 ? lost : accepted(request)
      yield* send
      yield* TestClock.adjust("1 minute")
      yield* statusOf(provider, 1, "delivered")
      yield* TestClock.adjust("16 minutes")
      return world
    })

  it.effect("ends as OUTCOME_UNKNOWN in a campaign that says nothing", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const { states } = yield* silence(provider, {})
      yield* pass
      assert.deepStrictEqual(yield* states, { FAILED: 1, DELIVERED: 1 })
      assert.strictEqual(provider.seen.length, 2)
    }).pipe(Effect.provide(watched(provider).world))
  })

  it.effect("REPEAT_ONCE: is sent once more, with a token of its own", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const { states } = yield* silence(provider, { whenUnconfirmed: "REPEAT_ONCE" })
      yield* pass
      assert.deepStrictEqual(yield* states, { SENT: 1, DELIVERED: 1 })
      assert.strictEqual(new Set(provider.seen.map(({ token }) => token)).size, 3)
    }).pipe(Effect.provide(watched(provider).world))
  })

  it.effect("REPEAT_ONCE: the second silence is the end", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const { messages, states } = yield* silence(provider, { whenUnconfirmed: "REPEAT_ONCE" })
      provider.answer = () => lost
      yield* pass
      assert.deepStrictEqual(yield* states, { UNCONFIRMED: 1, DELIVERED: 1 })
      yield* TestClock.adjust("2 days")
      yield* pass
      yield* pass
      const failed = (yield* messages).find(({ state }) => state === "FAILED")
      assert.deepStrictEqual([failed?.attempts, failed?.failure?.class], [2, "OUTCOME_UNKNOWN"])
      assert.strictEqual(provider.seen.length, 3)
    }).pipe(Effect.provide(watched(provider).world))
  })

  it.effect("REPEAT_ONCE: a status of the first one that comes while it waits makes the repeat needless", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const settler = yield* Settler
      const { states } = yield* silence(provider, { whenUnconfirmed: "REPEAT_ONCE" })
      yield* settler.sweep
      assert.deepStrictEqual(yield* states, { QUEUED: 1, DELIVERED: 1 })
      yield* statusOf(provider, 0, "delivered")
      yield* send
      assert.deepStrictEqual(yield* states, { DELIVERED: 2 })
      assert.strictEqual(provider.seen.length, 2)
    }).pipe(Effect.provide(watched(provider).world))
  })

  it.effect("REPEAT_ONCE: a person who opts out meanwhile gets no repeat, and nobody says that nothing was sent", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const settler = yield* Settler
      const { messages } = yield* silence(provider, { whenUnconfirmed: "REPEAT_ONCE" })
      yield* settler.sweep
      const waiting = (yield* messages).find(({ state }) => state === "QUEUED")
      assert(waiting?.phone)
      yield* hear("STOP", Number(waiting.phone.slice(-2)))
      yield* send
      const ended = (yield* messages).find(({ id }) => id === waiting.id)
      assert.deepStrictEqual([ended?.state, ended?.failure?.class], ["FAILED", "OUTCOME_UNKNOWN"])
      assert.strictEqual(provider.seen.length, 2)
    }).pipe(Effect.provide(watched(provider).world))
  })

  it.effect("REPEAT_ONCE: after the message's time it is not repeated", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const { states } = yield* aCampaignTo(1, { whenUnconfirmed: "REPEAT_ONCE", sendWithinMinutes: 30 })
      provider.answer = () => lost
      yield* send
      yield* TestClock.adjust("30 minutes")
      yield* pass
      assert.deepStrictEqual(yield* states, { FAILED: 1 })
      assert.strictEqual(provider.seen.length, 1)
    }).pipe(Effect.provide(watched(provider).world))
  })
})
