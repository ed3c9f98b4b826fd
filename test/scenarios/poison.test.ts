import { assert, describe, it } from "@effect/vitest"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import * as Webhooks from "@ektola/domain/messaging/Webhooks"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import { InboundStore } from "@ektola/domain/ports/InboundStore"
import * as MemoryStores from "@ektola/domain/ports/memory/layer"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import { PersonHasher } from "@ektola/domain/ports/PersonHasher"
import { StoreUnavailable } from "@ektola/domain/ports/StoreUnavailable"
import { WebhookInbox } from "@ektola/domain/ports/WebhookInbox"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/TestClock"
import { aContact, at, uuid } from "../contract/builders.js"
import { aShop } from "../contract/stage.js"

type Fault = Effect.Effect<never, StoreUnavailable>

/** A store that cannot take the message "wamid.POISON", in the way that the test says. */
class Stage {
  fault: Fault | null = null

  private readonly inbound = Layer.effect(
    InboundStore,
    Effect.map(InboundStore, (store) =>
      InboundStore.of({
        ...store,
        insertMany: (jewellerId, messages) =>
          this.fault !== null && messages.some(({ wamid }) => wamid === "wamid.POISON")
            ? this.fault
            : store.insertMany(jewellerId, messages)
      }))
  )

  readonly layer = Webhooks.layer.pipe(
    Layer.provide(this.inbound),
    Layer.provideMerge(Layer.mergeAll(
      MemoryStores.layer,
      WebhookPayload.layer,
      Layer.succeed(PersonHasher, { hash: (jewellerId, { phone, waUserId }) => `${jewellerId} ${phone ?? waUserId}` }),
      Layer.succeed(IdGenerator, {
        id: Effect.sync(uuid),
        token: Effect.sync(uuid),
        jitter: Effect.succeed(0.5)
      })
    ))
  )
}

const phone = (person: number) => PhoneNumber.make(`+9198000000${String(person).padStart(2, "0")}`)

const stop = (person: number, id = `wamid.${person}`) => ({
  from: phone(person).slice(1),
  id,
  timestamp: "1795564810",
  type: "text",
  text: { body: "STOP" }
})

const bodyOf = (phoneNumberId: string, ...messages: ReadonlyArray<object>) =>
  JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{
      id: "100000000000001",
      changes: [{ field: "messages", value: { metadata: { phone_number_id: phoneNumberId }, messages } }]
    }]
  })

const refused = new StoreUnavailable({
  operation: "insertMany",
  retryable: false,
  refusesData: true,
  cause: new Error("no such value")
})

const faults: Readonly<Record<string, Fault>> = {
  "one that makes processing die": Effect.dieMessage("nobody thought of this"),
  "one that the store refuses": Effect.fail(refused)
}

describe("a bad item among good ones", () => {
  for (const [name, fault] of Object.entries(faults)) {
    it.effect(`${name} takes no other with it, is shown, and can be replayed`, () => {
      const stage = new Stage()
      return Effect.gen(function*() {
        yield* TestClock.setTime(DateTime.toEpochMillis(at(60)))
        const webhooks = yield* Webhooks.Webhooks
        const inbox = yield* WebhookInbox
        const contacts = yield* ContactStore
        const { tables } = yield* MemoryDatabase
        const { account, jewellerId } = yield* aShop()
        const people = Array.from({ length: 12 }, (_, person) => phone(person))
        yield* contacts.upsertMany(jewellerId, people.map((phone) => aContact({ phone })), "REPLACE", at(0))
        const optedOut = () =>
          [...tables.contacts.values()].flatMap(({ optOut, phone }) => optOut === null ? [] : [phone ?? ""]).toSorted((
            a,
            b
          ) => a < b ? -1 : 1)
        stage.fault = fault
        // The bad one is in the middle of its body, and its body in the middle of the batch.
        const of = (...messages: ReadonlyArray<object>) => bodyOf(account.phoneNumberId, ...messages)
        for (let person = 0; person < 4; person++) yield* webhooks.receive(of(stop(person)))
        yield* webhooks.receive(of(stop(4), stop(5, "wamid.POISON"), { ...stop(6), timestamp: "soon" }, stop(7)))
        for (let person = 8; person < 12; person++) yield* webhooks.receive(of(stop(person)))
        let calls = 0
        while ((yield* webhooks.process(100)) > 0) calls++
        assert.isBelow(calls, 9)
        const others = people.filter((_, person) => person !== 5 && person !== 6)
        assert.deepStrictEqual(optedOut(), others)
        const { items } = yield* inbox.listSetAside({ after: null, limit: 10 })
        assert.deepStrictEqual(items.map(({ note }) => note), [
          "entry[0].changes[0].value.messages[2]: no readable timestamp; the message wamid.POISON could not be applied; see the log"
        ])

        // Nobody has mended it: it is set aside again.
        assert.strictEqual(yield* inbox.replay("all", at(60)), 1)
        while ((yield* webhooks.process(100)) > 0);
        assert.deepStrictEqual((yield* inbox.listSetAside({ after: null, limit: 10 })).items.map(({ id }) => id), [
          items[0]?.id
        ])
        stage.fault = null
        const lines = tables.consents.size
        yield* inbox.replay("all", at(60))
        while ((yield* webhooks.process(100)) > 0);
        assert.deepStrictEqual(optedOut(), people.filter((_, person) => person !== 6))
        // Those that were applied before have left no second trace.
        assert.strictEqual(tables.consents.size, lines + 1)
      }).pipe(Effect.provide(stage.layer))
    })
  }

  it.effect("while the store is away nothing is set aside, and nothing lost", () => {
    const stage = new Stage()
    return Effect.gen(function*() {
      yield* TestClock.setTime(DateTime.toEpochMillis(at(60)))
      const webhooks = yield* Webhooks.Webhooks
      const { tables } = yield* MemoryDatabase
      const { account } = yield* aShop()
      stage.fault = Effect.fail(new StoreUnavailable({ operation: "x", retryable: true, cause: new Error("away") }))
      yield* webhooks.receive(bodyOf(account.phoneNumberId, stop(5, "wamid.POISON")))
      const error = yield* Effect.flip(webhooks.process(100))
      assert.isFalse(error.refusesData)
      assert.deepStrictEqual([...tables.webhooks.values()].map(({ setAsideAt, tries }) => [setAsideAt, tries]), [[
        null,
        0
      ]])
      stage.fault = null
      assert.strictEqual(yield* webhooks.process(100), 1)
      assert.strictEqual(tables.inbound.size, 1)
    }).pipe(Effect.provide(stage.layer))
  })
})
