/** One message with the real use cases around it, and a WhatsApp that answers when the test says so. */
import { assert } from "@effect/vitest"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import type { Attempt } from "@ektola/domain/messaging/Attempt"
import * as Dispatcher from "@ektola/domain/messaging/Dispatcher"
import type { Message } from "@ektola/domain/messaging/Message"
import * as Sending from "@ektola/domain/messaging/Sending"
import * as Settler from "@ektola/domain/messaging/Settler"
import * as Webhooks from "@ektola/domain/messaging/Webhooks"
import { WorkerId } from "@ektola/domain/messaging/WorkerProcess"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import * as MemoryStores from "@ektola/domain/ports/memory/layer"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as SendBudgetMemory from "@ektola/domain/ports/memory/SendBudgetMemory"
import { fromSend, MessageSender, type SendOutcome } from "@ektola/domain/ports/MessageSender"
import { PersonHasher } from "@ektola/domain/ports/PersonHasher"
import { TokenCipher } from "@ektola/domain/ports/TokenCipher"
import { WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Queue from "effect/Queue"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import { aContact, at, uuid } from "../contract/builders.js"
import { aLaunch, aShop, someMessages } from "../contract/stage.js"
import { type Scenario, stepFault } from "./support.js"

/** WhatsApp's side: each POST waits until the test answers it. */
export class Wire {
  readonly posts: Array<Deferred.Deferred<SendOutcome>> = []
  private readonly posted = Effect.runSync(Queue.unbounded<void>())

  readonly layer = Layer.succeed(
    MessageSender,
    fromSend(() =>
      Effect.flatMap(Deferred.make<SendOutcome>(), (answer) => {
        this.posts.push(answer)
        return Effect.zipRight(Queue.offer(this.posted, undefined), Deferred.await(answer))
      })
    )
  )

  /** Waits for a POST that nobody has waited for yet. */
  get next() {
    return Queue.take(this.posted)
  }

  answer(outcome: SendOutcome) {
    const post = this.posts.at(-1)
    return post === undefined ? Effect.dieMessage("nothing was posted") : Deferred.succeed(post, outcome)
  }
}

/** The real use cases and the real reader of bodies; every attempt gets the token that the scenario's bodies carry. */
export const layer = (wire: Wire, tokens: { next: string }) =>
  Layer.mergeAll(
    Dispatcher.layer({ worker: { id: WorkerId.make(uuid()), host: "test" }, ...Dispatcher.defaults }),
    Settler.layer(Settler.defaults),
    Webhooks.layer
  ).pipe(
    Layer.provide(Sending.layer({ name: "test", keyId: "000000000000" })),
    Layer.provideMerge(Layer.mergeAll(
      MemoryStores.layer,
      WebhookPayload.layer,
      wire.layer,
      SendBudgetMemory.layerWith({ holdFirst: 0 }),
      Layer.succeed(TokenCipher, {
        encrypt: (token) => Effect.succeed(Redacted.value(token)),
        decrypt: (encrypted) => Effect.succeed(Redacted.make(encrypted))
      }),
      Layer.succeed(PersonHasher, { hash: (jewellerId, { phone, waUserId }) => `${jewellerId} ${phone ?? waUserId}` }),
      Layer.succeed(IdGenerator, {
        id: Effect.sync(uuid),
        token: Effect.sync(() => tokens.next),
        jitter: Effect.succeed(0.5)
      })
    ))
  )

/** One queued message of the scenario's sender, which `reset` brings back. */
export const stage = (scenario: Scenario, wire: Wire, tokens: { next: string }) =>
  Effect.gen(function*() {
    const { put, remove, tables, transact } = yield* MemoryDatabase
    const contacts = yield* ContactStore
    const dispatcher = yield* Dispatcher.Dispatcher
    const webhooks = yield* Webhooks.Webhooks
    yield* TestClock.setTime(DateTime.toEpochMillis(at(0)))
    const { phoneNumberId, wabaId } = scenario.posts[0]!.update
    const shop = yield* aShop({ account: { phoneNumberId, wabaId: WabaId.make(wabaId ?? "") } })
    const { run } = yield* aLaunch(shop)
    const [contact] = yield* contacts.upsertMany(shop.jewellerId, [aContact()], "REPLACE", at(0))
    assert(contact)
    const [message] = yield* someMessages(shop, run, [{
      contactId: contact.id,
      dueAt: at(0),
      notAfter: DateTime.add(at(0), { days: 30 })
    }])
    assert(message)

    const reset = Effect.gen(function*() {
      // Whatever the sender was told to wait for is over.
      yield* TestClock.adjust("5 minutes")
      tokens.next = scenario.token
      wire.posts.length = 0
      yield* transact(
        { _tag: "System" },
        Effect.sync(() => {
          put(tables.messages, message.id, message)
          remove(tables.attempts, message.id)
        })
      )
      tables.statusEvents.clear()
      tables.webhooks.clear()
    })
    const now = (): { readonly message: Message; readonly attempts: ReadonlyArray<Attempt> } => ({
      message: tables.messages.get(message.id) ?? message,
      attempts: tables.attempts.get(message.id) ?? []
    })
    const post = Effect.gen(function*() {
      assert.strictEqual(yield* dispatcher.poll, 1)
      yield* wire.next
    })
    const answer = (outcome: SendOutcome) => Effect.zipRight(wire.answer(outcome), dispatcher.drain)
    const receive = (bodies: ReadonlyArray<string>) => Effect.forEach(bodies, webhooks.receive, { discard: true })
    /** Takes what is stored, `limit` at a time, and looks after each batch. */
    const process = (limit: number) =>
      Effect.gen(function*() {
        while (true) {
          const before = now()
          if ((yield* webhooks.process(limit)) === 0) return
          const after = now()
          for (const [index, attempt] of before.attempts.entries()) {
            const fault = stepFault(
              { attempt, message: before.message },
              { attempt: after.attempts[index] ?? attempt, message: after.message }
            )
            if (fault !== null) assert.fail(fault)
          }
        }
      })
    return { answer, now, post, process, receive, reset }
  })

export const accepted = ({ wamid }: Scenario): SendOutcome => ({ _tag: "Accepted", wamid, held: false })
