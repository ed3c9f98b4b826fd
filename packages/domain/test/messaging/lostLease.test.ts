import { assert, it } from "@effect/vitest"
import type { MessageId } from "@ektola/domain/messaging/Message"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { SendBudget } from "@ektola/domain/ports/SendBudget"
import { StoreUnavailable } from "@ektola/domain/ports/StoreUnavailable"
import { WorkerRegistry } from "@ektola/domain/ports/WorkerRegistry"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as TestClock from "effect/TestClock"
import { leaseAndSend } from "../../src/messaging/internal/leaseAndSend.js"
import { SenderBook } from "../../src/messaging/internal/SenderBook.js"
import { aRun, aShop, aTemplate, layer, Provider, someContacts, workerId } from "../world.js"

it.scoped("messages of a lease whose answer was lost are leased again by the worker that does not know of them", () =>
  Effect.gen(function*() {
    yield* TestClock.setTime(1_795_564_800_000)
    const shop = yield* aShop()
    const template = yield* aTemplate(shop)
    yield* someContacts(shop, [{ number: 1 }, { number: 2 }])
    yield* aRun(shop, template)
    const messages = yield* MessageStore
    const owner = workerId(1)
    // Else its leases would be free anyway.
    yield* (yield* WorkerRegistry).beat({ id: owner, host: "a", sharesBudget: true }, Duration.minutes(1))
    const running = yield* FiberSet.make()
    const sent: Array<MessageId> = []
    let leases = 0
    const poll = leaseAndSend({
      book: new SenderBook(8),
      budget: yield* SendBudget,
      needs: () => ({ lead: 0, apart: 0 }),
      mayLease: Effect.succeed(true),
      messages: {
        ...messages,
        lease: (request) =>
          Effect.tap(messages.lease(request), () =>
            leases++ === 0
              ? new StoreUnavailable({ operation: "lease", retryable: false, cause: "the connection was cut" })
              : Effect.void)
      },
      owner,
      running,
      postpone: () => Effect.void,
      send: (turns) => Effect.sync(() => turns.forEach(({ leased }) => sent.push(leased.messageId)))
    })
    assert.strictEqual((yield* Effect.flip(poll))._tag, "StoreUnavailable")
    assert.strictEqual(yield* poll, 2)
    yield* FiberSet.awaitEmpty(running)
    assert.strictEqual(sent.length, 2)
  }).pipe(Effect.provide(layer(new Provider()))))
