import { assert, describe, it } from "@effect/vitest"
import * as Sending from "@ektola/domain/messaging/Sending"
import * as EnvironmentStoreMemory from "@ektola/domain/ports/memory/EnvironmentStoreMemory"
import * as MemoryDatabase from "@ektola/domain/ports/memory/MemoryDatabase"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"

interface Line {
  readonly level: string
  readonly text: string
}

/** A process of its own, with its log. */
const process = (name: string, keyId = "9f86d081884c") =>
  Effect.gen(function*() {
    const log: Array<Line> = []
    const logger = Logger.make(({ logLevel, message }) =>
      void log.push({ level: logLevel.label, text: String(message) })
    )
    const sending = yield* Effect.map(
      Layer.build(Sending.layer({ name, keyId }).pipe(Layer.provide(EnvironmentStoreMemory.layer))),
      (context) => Context.get(context, Sending.Sending)
    )
    const check = Effect.provide(sending.check, Logger.replace(Logger.defaultLogger, logger))
    return { ...sending, check, log }
  })

const test = (
  what: string,
  body: () => Effect.Effect<void, unknown, Effect.Effect.Context<ReturnType<typeof process>>>
) => it.scoped(what, () => Effect.provide(body(), MemoryDatabase.layer))

const stored = Effect.map(
  MemoryDatabase.MemoryDatabase,
  ({ tables }) => tables.environment.get("fingerprint")?.fingerprint.name
)

describe("Sending", () => {
  test("the first process claims the database, which others of its name may use", () =>
    Effect.gen(function*() {
      const [first, second] = [yield* process("production"), yield* process("production")]
      assert.strictEqual(yield* first.check, null)
      assert.strictEqual(yield* second.check, null)
      assert.strictEqual(yield* stored, "production")
      assert.deepStrictEqual(first.log, [{
        level: "INFO",
        text: "The database belongs to \"production\" from now on."
      }])
      assert.deepStrictEqual(second.log, [])
    }))

  test("two that start at once under different names: one of them is held", () =>
    Effect.gen(function*() {
      const both = [yield* process("production"), yield* process("staging")]
      const held = yield* Effect.all(both.map(({ check }) => check), { concurrency: "unbounded" })
      assert.deepStrictEqual(held.map((each) => each?.differences.length ?? 0), [0, 1])
    }))

  test("a held process says why and what to do, once, at error level", () =>
    Effect.gen(function*() {
      yield* (yield* process("production")).check
      const staging = yield* process("staging", "60303ae22b99")
      const held = yield* staging.check
      assert.lengthOf(held?.differences ?? [], 2)
      assert.deepStrictEqual(yield* staging.check, held)
      assert.deepStrictEqual(staging.log.map(({ level }) => level), ["ERROR"])
      for (const difference of held?.differences ?? []) assert.include(staging.log[0]?.text, difference)
      assert.include(staging.log[0]?.text, "npm run arm")
      assert.strictEqual(yield* stored, "production")
    }))

  test("arming releases it and holds the others; each says so once", () =>
    Effect.gen(function*() {
      const [production, staging] = [yield* process("production"), yield* process("staging")]
      yield* production.check
      yield* staging.check
      const { current } = yield* staging.inspect
      yield* staging.arm(current)
      assert.strictEqual(yield* staging.check, null)
      assert.strictEqual(yield* staging.check, null)
      assert.deepStrictEqual(staging.log.map(({ level }) => level), ["ERROR", "INFO"])
      assert.include(staging.log[1]?.text, "released")
      assert.isNotNull(yield* production.check)
      assert.isNotNull(yield* production.check)
      assert.deepStrictEqual(production.log.map(({ level }) => level), ["INFO", "ERROR"])
    }))

  test("a reason that changes is told", () =>
    Effect.gen(function*() {
      const [production, staging] = [yield* process("production"), yield* process("staging")]
      yield* production.check
      yield* staging.check
      yield* production.arm({ ...(yield* production.inspect).current, name: "demo" })
      yield* staging.check
      assert.deepStrictEqual(staging.log.map(({ text }) => /belongs to "(\w+)"/.exec(text)?.[1]), [
        "production",
        "demo"
      ])
    }))

  test("looking claims nothing", () =>
    Effect.gen(function*() {
      const { inspect } = yield* process("production")
      const found = yield* inspect
      assert.deepStrictEqual([found.verdict, found.stored], [{ _tag: "First" }, null])
      assert.deepStrictEqual(found.waiting, { messages: 0, firstExpiry: null, lastExpiry: null, runs: 0 })
      assert.strictEqual(yield* stored, undefined)
    }))
})
