import { assert, describe, it } from "@effect/vitest"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import { ContactId } from "@ektola/domain/contacts/Contact"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import type { Failure } from "@ektola/domain/messaging/Failure"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { PersonHasher } from "@ektola/domain/ports/PersonHasher"
import { SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as TestClock from "effect/TestClock"
import { applyConsequences } from "../../src/messaging/internal/applyConsequences.js"
import { aRun, aShop, aTemplate, layer, Provider, someContacts } from "../world.js"
import { aMessage, anAttempt, at, statusOf } from "./fixtures.js"

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
      yield* learn(provider, "failed", 30, { class: "TEMPLATE", code: 132000, reason: "wrong count", traceId: null })
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

  it.effect("a sender is paused by a failure of now, beside one from before it was connected again", () =>
    Effect.gen(function*() {
      const accounts = yield* WhatsAppAccountStore
      yield* TestClock.setTime(at(0).epochMillis)
      const { jewellerId } = yield* aShop()
      const account = Option.getOrThrow(yield* accounts.find(jewellerId))
      const failure: Failure = { class: "ACCOUNT", code: 190, reason: "expired", traceId: null }
      const fail = (seconds: number) => ({
        message: { ...aMessage(), jewellerId },
        attempt: { ...anAttempt(), phoneNumberId: account.phoneNumberId, begunAt: at(seconds), failure }
      })
      const deps = {
        accounts,
        campaigns: yield* CampaignStore,
        contacts: yield* ContactStore,
        ids: yield* IdGenerator,
        messages: yield* MessageStore,
        persons: yield* PersonHasher,
        suppressions: yield* SuppressionStore,
        templates: yield* TemplateStore
      }
      const status = Effect.map(accounts.find(jewellerId), (found) => Option.getOrThrow(found).status)
      yield* applyConsequences(deps, [fail(-20)], at(30))
      assert.strictEqual(yield* status, "CONNECTED")
      yield* applyConsequences(deps, [fail(-20), fail(20)], at(30))
      assert.strictEqual(yield* status, "PAUSED")
    }).pipe(Effect.provide(layer(new Provider()))))

  it.effect("hundreds of refusals are one call for each jeweller and 500 persons, in one order", () =>
    Effect.gen(function*() {
      const contacts = yield* ContactStore
      const accounts = yield* WhatsAppAccountStore
      const { tables, transact } = yield* MemoryDatabase
      const [first, second] = [yield* aShop(1), yield* aShop(2)].map(({ jewellerId }) => jewellerId).sort()
      assert(first && second)
      const calls: Array<readonly [JewellerId, ReadonlyArray<string>]> = []
      const deps = {
        accounts,
        campaigns: yield* CampaignStore,
        ids: yield* IdGenerator,
        messages: yield* MessageStore,
        persons: yield* PersonHasher,
        suppressions: yield* SuppressionStore,
        templates: yield* TemplateStore,
        contacts: {
          ...contacts,
          lockPersons: (...[jewellerId, persons]: Parameters<typeof contacts.lockPersons>) => {
            calls.push([jewellerId, persons.ids])
            return contacts.lockPersons(jewellerId, persons)
          }
        }
      }
      const failure: Failure = { class: "OPTED_OUT", code: 131050, reason: "stopped", traceId: null }
      const failed = Array.from({ length: 612 }, (_, index) => ({
        message: {
          ...aMessage(),
          jewellerId: index % 51 === 0 ? second : first,
          contactId: ContactId.make(`01990000-0000-7000-8000-0000001${String((index * 7) % 612).padStart(5, "0")}`),
          phone: PhoneNumber.make(`+9198000${String(index).padStart(5, "0")}`)
        },
        attempt: { ...anAttempt(), failure, failedAt: at(30) }
      }))
      yield* transact({ _tag: "System" }, applyConsequences(deps, failed, at(60)))
      assert.deepStrictEqual(calls.map(([jewellerId, ids]) => [jewellerId, ids.length]), [
        [first, 500],
        [first, 100],
        [second, 12]
      ])
      for (const jewellerId of [first, second]) {
        const ids = calls.flatMap((call) => call[0] === jewellerId ? call[1] : [])
        assert.deepStrictEqual(ids, ids.toSorted())
      }
      assert.deepStrictEqual([tables.suppressions.size, tables.consents.size], [612, 612])
    }).pipe(Effect.provide(layer(new Provider()))))

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
