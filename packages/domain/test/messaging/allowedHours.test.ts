import { assert, describe, it } from "@effect/vitest"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { begin, flush, messagesOf, setUp, world } from "../contacts/consent.support.js"
import { aRun, aTemplate, Provider } from "../world.js"

describe("allowed hours", () => {
  it.effect("postpone a message to the morning; one that would be too late then expires", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const db = yield* MemoryDatabase
      const dispatcher = yield* Dispatcher
      const { shop } = yield* setUp
      yield* db.call({ _tag: "System" }, () => {
        const jeweller = db.tables.jewellers.get(shop.jewellerId)!
        const allowedHours = { from: "09:00", to: "21:00" }
        db.put(db.tables.jewellers, jeweller.id, { ...jeweller, allowedHours })
      })
      // It is 05:30 in India.
      yield* aRun(shop, yield* aTemplate(shop))
      const late = yield* aRun(shop, yield* aTemplate(shop, "MARKETING"))
      const [first, second] = [...db.tables.messages.values()]
      assert(first && second)
      const notAfter = DateTime.unsafeMake(begin + 3_600_000)
      yield* db.call({ _tag: "System" }, () => db.put(db.tables.messages, second.id, { ...second, notAfter }))
      yield* flush
      // Two messages to one person: the second one is looked at when the first would have been long enough ago.
      yield* TestClock.adjust("7 seconds")
      yield* flush
      assert.strictEqual(provider.seen.length, 0)
      const dueAt = [...db.tables.messages.values()].map((message) => message.dueAt.epochMillis - begin)
      assert.deepStrictEqual(dueAt, [3.5 * 3_600_000, 3_600_000])
      assert.strictEqual(yield* dispatcher.poll, 0)
      yield* TestClock.setTime(begin + 3.5 * 3_600_000)
      yield* flush
      yield* TestClock.adjust("7 seconds")
      yield* flush
      assert.deepStrictEqual(provider.seen.map(({ template }) => template.name), [first.templateName])
      assert.deepStrictEqual(yield* messagesOf(shop, late), [["CANCELLED", "EXPIRED"]])
    }).pipe(Effect.provide(world(provider)))
  })
})
