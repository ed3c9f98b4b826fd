import { assert, describe, it } from "@effect/vitest"
import { Contacts } from "@ektola/domain/contacts/Contacts"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { aRun, aTemplate } from "../world.js"
import {
  begin,
  hear,
  ledger,
  messagesOf,
  optedOut,
  optOuts,
  purge,
  says,
  setUp,
  skipsOf,
  upload,
  world
} from "./consent.support.js"

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
      assert.deepStrictEqual([yield* optOuts, yield* skipsOf(shop, run)], [["ALL"], ["OPTED_OUT"]])
    }).pipe(Effect.provide(world())))

  it.effect("STOP from a number that is uploaded later shows at its contact, since when it holds as well", () =>
    Effect.gen(function*() {
      const contacts = yield* Contacts
      const { shop } = yield* setUp
      yield* hear(says({ phone: 2, text: "STOP" }, 0))
      yield* TestClock.adjust("1 hour")
      yield* upload(shop, "Phone,Segment,Opted Out", "9800000002,GOLD_LOAN,no", "9800000003,GOLD_LOAN,")
      const { items } = yield* contacts.list(shop.owner, { segment: null }, { after: null, limit: 10 })
      assert.deepStrictEqual(
        items.map(({ optedOutAt, optOut, phone }) => [phone?.slice(-1), optOut, optedOutAt?.epochMillis]),
        [["1", null, undefined], ["2", "ALL", begin], ["3", null, undefined]]
      )
      yield* hear(says({ phone: 2, text: "START" }, 60))
      yield* upload(shop, "Phone", "9800000002")
      assert.deepStrictEqual([yield* optOuts, (yield* ledger).length], [[null, null, null], 2])
    }).pipe(Effect.provide(world())))
})
