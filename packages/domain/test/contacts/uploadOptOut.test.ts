import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { aRun, aTemplate } from "../world.js"
import { ledger, messagesOf, optedOut, optOuts, purge, setUp, skipsOf, upload, world } from "./consent.support.js"

describe("an upload with an opt-out column", () => {
  it.effect("cancels what waits, in one call for the chunk, and says so once in the ledger", () =>
    Effect.gen(function*() {
      const { shop } = yield* setUp
      const run = yield* aRun(shop, yield* aTemplate(shop))
      const file = ["Phone,Opted Out", "9800000001,yes", "9800000002,yes", "9800000003,no"]
      yield* upload(shop, ...file)
      assert.deepStrictEqual(yield* messagesOf(shop, run), optedOut)
      assert.deepStrictEqual(yield* optOuts, ["ALL", "ALL", null])
      yield* TestClock.adjust("1 day")
      yield* upload(shop, ...file)
      const line = "OPT_OUT | ALL | IMPORT | import … | contact"
      assert.deepStrictEqual(yield* ledger, [line, line])
    }).pipe(Effect.provide(world())))

  it.effect("holds when the contacts are purged and another file knows nothing of it", () =>
    Effect.gen(function*() {
      const { shop } = yield* setUp
      yield* upload(shop, "Phone,Opted Out", "9800000001,yes")
      yield* purge
      yield* upload(shop, "Phone,Name,Segment", "9800000001,Asha,GOLD_LOAN")
      const run = yield* aRun(shop, yield* aTemplate(shop))
      assert.deepStrictEqual(yield* skipsOf(shop, run), ["SUPPRESSED"])
    }).pipe(Effect.provide(world())))
})
