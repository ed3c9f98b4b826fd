import { assert, describe, it } from "@effect/vitest"
import * as Contacts from "@ektola/domain/contacts/Contacts"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { aRun, aTemplate } from "../world.js"
import { ledger, messagesOf, optOuts, queued, setUp, world } from "./consent.support.js"

describe("Contacts.optIn", () => {
  it.effect("lifts the refusal, with who and why in the ledger", () =>
    Effect.gen(function*() {
      const contacts = yield* Contacts.Contacts
      const { contactId, shop } = yield* setUp
      yield* contacts.optOut(shop.owner, contactId, "ALL")
      yield* TestClock.adjust("1 minute")
      const after = yield* contacts.optIn(shop.owner, contactId, " asked in the shop ")
      assert.deepStrictEqual([after.optOut, after.optedOutAt], [null, null])
      assert.deepStrictEqual((yield* ledger)[1], "OPT_IN | ALL | USER | user …: asked in the shop | contact")
      yield* TestClock.adjust("1 minute")
      const run = yield* aRun(shop, yield* aTemplate(shop))
      assert.deepStrictEqual(yield* messagesOf(shop, run), queued)
    }).pipe(Effect.provide(world())))

  it.effect("lifts nothing without a reason", () =>
    Effect.gen(function*() {
      const contacts = yield* Contacts.Contacts
      const { contactId, shop } = yield* setUp
      yield* contacts.optOut(shop.owner, contactId, "ALL")
      yield* TestClock.adjust("1 minute")
      assert.strictEqual((yield* Effect.flip(contacts.optIn(shop.owner, contactId, "  ")))._tag, "ReasonMissing")
      assert.deepStrictEqual(yield* optOuts, ["ALL"])
    }).pipe(Effect.provide(world())))
})
