import { assert, it } from "@effect/vitest"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { PersonHasher } from "@ektola/domain/ports/PersonHasher"
import { SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { beginMessages } from "../../src/messaging/internal/beginMessages.js"
import { aRun, aShop, aTemplate, layer, Provider, someContacts, workerId } from "../world.js"

it.effect("a send that stalled until its lease ended, and the one after it in the same batch, begin the message once", () =>
  Effect.gen(function*() {
    yield* TestClock.setTime(1_795_564_800_000)
    const shop = yield* aShop()
    const template = yield* aTemplate(shop)
    yield* someContacts(shop, [{ number: 1 }, { number: 2 }])
    yield* aRun(shop, template)
    const messages = yield* MessageStore
    const owner = workerId(1)
    const now = yield* DateTime.now
    const lanes = yield* messages.listLanes(now)
    const leased = yield* messages.lease({
      owner,
      now,
      senders: lanes.map(({ phoneNumberId, runId }) => ({ phoneNumberId, room: 2, runs: [{ runId, after: null }] }))
    })
    const [first, second] = leased
    assert(first && second)
    const begin = beginMessages({
      ids: yield* IdGenerator,
      messages,
      onLost: () => Effect.void,
      owner,
      persons: yield* PersonHasher,
      suppressions: yield* SuppressionStore,
      unitOfWork: yield* UnitOfWork
    })
    const begun = yield* begin([first, second, first])
    assert.deepStrictEqual(begun.map((one) => one !== null), [true, true, false])
    assert.deepStrictEqual(yield* begin([first]), [null])
  }).pipe(Effect.provide(layer(new Provider()))))
