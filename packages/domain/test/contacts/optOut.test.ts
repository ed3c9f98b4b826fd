import { assert, describe, it } from "@effect/vitest"
import * as Contacts from "@ektola/domain/contacts/Contacts"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { aRun, aShop, aTemplate, someContacts } from "../world.js"
import {
  ledger,
  messagesOf,
  optedOut,
  optOuts,
  purge,
  queued,
  setUp,
  skipsOf,
  upload,
  world
} from "./consent.support.js"

/** A reminder and an offer wait for one customer, who refuses; the states of both, and the reason if one is cancelled. */
const afterRefusing = (scope: "MARKETING" | "ALL") =>
  Effect.gen(function*() {
    const contacts = yield* Contacts.Contacts
    const { contactId, shop } = yield* setUp
    const reminder = yield* aRun(shop, yield* aTemplate(shop, "UTILITY"))
    const offer = yield* aRun(shop, yield* aTemplate(shop, "MARKETING"))
    yield* contacts.optOut(shop.owner, contactId, scope)
    return [yield* messagesOf(shop, reminder), yield* messagesOf(shop, offer)]
  }).pipe(Effect.provide(world()))

describe("Contacts.optOut", () => {
  it.effect("of everything cancels all that waits", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* afterRefusing("ALL"), [optedOut, optedOut])
    }))

  it.effect("of marketing cancels the offer and leaves the reminder", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* afterRefusing("MARKETING"), [queued, optedOut])
    }))

  it.effect("holds for a contact that is purged and made again", () =>
    Effect.gen(function*() {
      const contacts = yield* Contacts.Contacts
      const { contactId, shop } = yield* setUp
      yield* contacts.optOut(shop.owner, contactId, "ALL")
      yield* purge
      yield* someContacts(shop, [{ number: 1 }, { number: 2 }])
      const run = yield* aRun(shop, yield* aTemplate(shop))
      assert.deepStrictEqual(yield* skipsOf(shop, run), ["SUPPRESSED"])
      assert.deepStrictEqual(yield* messagesOf(shop, run), queued)
    }).pipe(Effect.provide(world())))

  it.effect("holds for a contact that is deleted and comes back in an upload", () =>
    Effect.gen(function*() {
      const contacts = yield* Contacts.Contacts
      const db = yield* MemoryDatabase
      const { contactId, shop } = yield* setUp
      yield* contacts.optOut(shop.owner, contactId, "ALL")
      const deletedAt = yield* DateTime.now
      yield* db.call({ _tag: "System" }, () => {
        db.put(db.tables.contacts, contactId, { ...db.tables.contacts.get(contactId)!, deletedAt })
      })
      yield* upload(shop, "Phone,Segment,Opted Out", "9800000001,GOLD_LOAN,no")
      const [contact] = [...db.tables.contacts.values()]
      assert.deepStrictEqual([contact?.deletedAt, contact?.optOut], [null, "ALL"])
    }).pipe(Effect.provide(world())))

  it.effect("is one line of the ledger, however often a user repeats it", () =>
    Effect.gen(function*() {
      const contacts = yield* Contacts.Contacts
      const { contactId, shop } = yield* setUp
      const first = yield* contacts.optOut(shop.owner, contactId, "ALL")
      for (const scope of ["ALL", "MARKETING"] as const) {
        yield* TestClock.adjust("1 minute")
        assert.deepStrictEqual(yield* contacts.optOut(shop.owner, contactId, scope), first)
      }
      assert.deepStrictEqual(yield* ledger, ["OPT_OUT | ALL | USER | user … | contact"])
    }).pipe(Effect.provide(world())))

  it.effect("refuses an unknown contact, and writes nothing", () =>
    Effect.gen(function*() {
      const contacts = yield* Contacts.Contacts
      const { contactId } = yield* setUp
      const other = yield* aShop(2)
      const error = yield* Effect.flip(contacts.optOut(other.owner, contactId, "ALL"))
      assert.strictEqual(error._tag, "ContactNotFound")
      assert.deepStrictEqual([yield* optOuts, yield* ledger], [[null], []])
    }).pipe(Effect.provide(world())))
})
