import { assert, describe, it } from "@effect/vitest"
import * as Loop from "@ektola/worker/Loop"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Logger from "effect/Logger"
import * as TestClock from "effect/TestClock"

const counting = (answers: (call: number) => Effect.Effect<boolean, string>) => {
  const calls: Array<number> = []
  return {
    calls,
    step: Effect.suspend(() => {
      calls.push(calls.length + 1)
      return answers(calls.length)
    })
  }
}

describe("Loop.forever", () => {
  it.effect("works on while there is work and rests when there is none", () =>
    Effect.gen(function*() {
      const { calls, step } = counting((call) => Effect.succeed(call < 4))
      yield* Effect.fork(Loop.forever({ name: "test", step, rest: "1 second" }))
      yield* TestClock.adjust("999 millis")
      assert.strictEqual(calls.length, 4)
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(calls.length, 5)
    }))

  it.effect("survives failures and defects, and pauses longer each time", () =>
    Effect.gen(function*() {
      const { calls, step } = counting((call) =>
        call === 1 ? Effect.fail("away") : call <= 3 ? Effect.die(new Error("bug")) : Effect.succeed(false)
      )
      yield* Effect.fork(Loop.forever({ name: "test", step, rest: "1 hour" }))
      yield* TestClock.adjust("99 millis")
      assert.strictEqual(calls.length, 1)
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(calls.length, 2)
      yield* TestClock.adjust("200 millis")
      assert.strictEqual(calls.length, 3)
      yield* TestClock.adjust("400 millis")
      assert.strictEqual(calls.length, 4)
    }))

  it.effect("never pauses longer than it may, however long the failure lasts", () =>
    Effect.gen(function*() {
      const { calls, step } = counting(() => Effect.fail("away"))
      yield* Effect.fork(Loop.forever({ name: "test", step, rest: "1 hour", longestPause: "2 seconds" }))
      yield* TestClock.adjust("1 minute")
      const before = calls.length
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(calls.length - before, 30)
    }))

  it.effect("tells the log of the first failures in a row, and then ever less often", () =>
    Effect.gen(function*() {
      const lines: Array<string> = []
      const logger = Logger.make<unknown, void>(({ message }) => void lines.push(String(message)))
      const { step } = counting((call) => call === 7 ? Effect.succeed(false) : Effect.fail("away"))
      yield* Effect.fork(
        Effect.provide(
          Loop.forever({ name: "test", step, rest: "1 second", longestPause: "1 second" }),
          Logger.replace(Logger.defaultLogger, logger)
        )
      )
      yield* TestClock.adjust("5 seconds")
      assert.deepStrictEqual(lines, [
        "test failed and goes on in 100ms",
        "test failed 2 times in a row and goes on in 200ms",
        "test failed 4 times in a row and goes on in 800ms",
        "test failed and goes on in 100ms",
        "test failed 2 times in a row and goes on in 200ms"
      ])
    }))

  it.effect("ends when it is interrupted", () =>
    Effect.gen(function*() {
      const { step } = counting(() => Effect.succeed(false))
      const fiber = yield* Effect.fork(Loop.forever({ name: "test", step, rest: "1 second" }))
      yield* TestClock.adjust("1 second")
      const exit = yield* Fiber.interrupt(fiber)
      assert.strictEqual(exit._tag, "Failure")
    }))
})
