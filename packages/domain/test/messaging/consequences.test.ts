import { assert, describe, it } from "@effect/vitest"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import type { Failure } from "@ektola/domain/messaging/Failure"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { aRun, aShop, aTemplate, layer, Provider, someContacts } from "../world.js"
import { at, statusOf } from "./fixtures.js"

const setUp = Effect.gen(function*() {
  yield* TestClock.setTime(1_795_564_800_000)
  const shop = yield* aShop()
  const template = yield* aTemplate(shop)
  const [contact] = yield* someContacts(shop, [{ number: 1 }])
  assert(contact)
  const { campaign } = yield* aRun(shop, template)
  const dispatcher = yield* Dispatcher
  yield* dispatcher.poll
  yield* dispatcher.drain
  return { campaign, contact, shop }
})

const learn = (provider: Provider, name: string, seconds: number, failure: Failure | null = null) =>
  Effect.gen(function*() {
    const webhooks = yield* Webhooks
    const token = provider.seen[0]?.token ?? null
    const update = { ...statusOf(name, at(seconds), failure), token, occurredAt: 1_795_564_800_000 + seconds * 1000 }
    yield* webhooks.receive(JSON.stringify([update]))
    yield* webhooks.process(10)
  })

describe("what a failure means beyond its own message", () => {
  it.effect("a campaign that was resumed stays so when an older status of the failed message comes late", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const campaigns = yield* Campaigns
      const { campaign, shop } = yield* setUp
      const status = Effect.map(campaigns.get(shop.owner, campaign.id), ({ status }) => status)
      yield* learn(provider, "failed", 30, { class: "TEMPLATE", code: 132015, reason: "paused", traceId: null })
      assert.strictEqual(yield* status, "PAUSED")
      yield* campaigns.activate(shop.owner, campaign.id)
      yield* learn(provider, "sent", 20)
      assert.strictEqual(yield* status, "ACTIVE")
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("a person who came back stays so when an older status of the refused message comes late", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const contacts = yield* ContactStore
      const { put, tables, transact } = yield* MemoryDatabase
      const { contact, shop } = yield* setUp
      const optOut = Effect.map(contacts.get(shop.jewellerId, contact), ({ optOut }) => optOut)
      yield* learn(provider, "failed", 30, { class: "OPTED_OUT", code: 131050, reason: "stopped", traceId: null })
      assert.strictEqual(yield* optOut, "MARKETING")
      yield* transact(
        { _tag: "System" },
        Effect.sync(() => {
          const stored = tables.contacts.get(contact)
          if (stored !== undefined) put(tables.contacts, contact, { ...stored, optOut: null })
        })
      )
      yield* learn(provider, "sent", 20)
      assert.isNull(yield* optOut)
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("a deferral waits a day from the attempt at least, whatever the timestamp says", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const { tables } = yield* MemoryDatabase
      yield* setUp
      yield* learn(provider, "failed", -1_000_000, { class: "DEFER", code: 131049, reason: "cap", traceId: null })
      const [message] = tables.messages.values()
      const [attempt] = [...tables.attempts.values()].flat()
      // The run of this campaign ends sooner, so there is no second try at all.
      assert.deepStrictEqual([message?.state, attempt?.retryAt], ["FAILED", null])
    }).pipe(Effect.provide(layer(provider)))
  })
})
