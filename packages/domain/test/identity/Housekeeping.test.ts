import { assert, describe, it } from "@effect/vitest"
import * as Housekeeping from "@ektola/domain/identity/Housekeeping"
import { Sessions } from "@ektola/domain/identity/Sessions"
import { Email } from "@ektola/domain/identity/User"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import { aShop, layer, Provider } from "../world.js"

const world = Layer.provideMerge(Housekeeping.layer, layer(new Provider()))

describe("Housekeeping", () => {
  it.effect("removes each kind when its time is over, and nothing else", () =>
    Effect.gen(function*() {
      const { step } = yield* Housekeeping.Housekeeping
      const sessions = yield* Sessions
      const { tables } = yield* MemoryDatabase
      yield* aShop()
      const email = Email.make("owner1@example.com")
      yield* sessions.logIn(email, Redacted.make("correct horse battery"))
      yield* Effect.flip(sessions.logIn(email, Redacted.make("wrong")))
      yield* sessions.requestCode(email, "LOG_IN")
      const sizes = () => [tables.otps.size, tables.tries.size, tables.sessions.size]
      assert.strictEqual(yield* step, 0)
      assert.deepStrictEqual(sizes(), [1, 1, 1])
      yield* TestClock.adjust("49 hours")
      assert.strictEqual(yield* step, 2)
      assert.deepStrictEqual(sizes(), [0, 0, 1])
      // The session expires by itself after seven days.
      yield* TestClock.adjust("34 days")
      assert.strictEqual(yield* step, 0)
      yield* TestClock.adjust("1 day")
      assert.strictEqual(yield* step, 1)
      assert.deepStrictEqual(sizes(), [0, 0, 0])
    }).pipe(Effect.provide(world)))
})
