import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { aRun, aTemplate, Provider, someContacts } from "../world.js"
import {
  flush,
  hear,
  ledger,
  messagesOf,
  optedOut,
  optOuts,
  phone,
  purge,
  report,
  says,
  setUp,
  upload,
  world
} from "./consent.support.js"

describe("people who hide their number", () => {
  it.effect("a user id that a status shows beside the number is learnt as well", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const { shop } = yield* setUp
      yield* aRun(shop, yield* aTemplate(shop))
      yield* flush
      yield* report(provider, { status: "delivered", waUserId: "IN.1" })
      const next = yield* aRun(shop, yield* aTemplate(shop, "MARKETING"))
      yield* hear(says({ waUserId: "IN.1", text: "STOP" }, 60))
      assert.deepStrictEqual([yield* optOuts, yield* messagesOf(shop, next)], [["ALL"], optedOut])
      yield* flush
      assert.strictEqual(provider.seen.length, 1)
    }).pipe(Effect.provide(world(provider)))
  })

  it.effect("STOP by a user id that nobody has is of the person whose message it answers", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const { shop } = yield* setUp
      yield* someContacts(shop, [{ number: 2 }])
      const run = yield* aRun(shop, yield* aTemplate(shop))
      yield* flush
      const place = provider.seen.findIndex(({ recipient }) =>
        recipient._tag === "Phone" && recipient.phone === phone(2)
      )
      const answers = `wamid.${place + 1}`
      yield* TestClock.adjust("1 hour")
      yield* hear(says({ waUserId: "IN.8", text: "STOP", answers }, 30, 2))
      yield* hear(says({ waUserId: "IN.9", text: "STOP", answers: "wamid.of another app" }, 40))
      assert.deepStrictEqual(yield* optOuts, [null, null])
      yield* hear(says({ waUserId: "IN.2", text: "STOP", answers }, 60))
      assert.deepStrictEqual(yield* optOuts, [null, "ALL"])
      assert.deepStrictEqual((yield* messagesOf(shop, run)).map(([state]) => state), ["SENT", "SENT"])
      // The user id is known from now on.
      yield* hear(says({ waUserId: "IN.2", text: "START" }, 120))
      assert.deepStrictEqual(yield* optOuts, [null, null])
    }).pipe(Effect.provide(world(provider)))
  })

  it.effect("STOP by a user id that a status explains only later shows at the contact, and outlives it", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const { shop } = yield* setUp
      yield* aRun(shop, yield* aTemplate(shop))
      yield* flush
      yield* hear(says({ waUserId: "IN.1", text: "STOP" }, 0))
      assert.deepStrictEqual(yield* optOuts, [null])
      yield* report(provider, { status: "read", waUserId: "IN.1" })
      assert.deepStrictEqual([yield* optOuts, (yield* ledger).length], [["ALL"], 1])
      yield* purge
      yield* upload(shop, "Phone,Segment", "9800000001,GOLD_LOAN")
      assert.deepStrictEqual(yield* optOuts, ["ALL"])
    }).pipe(Effect.provide(world(provider)))
  })
})
