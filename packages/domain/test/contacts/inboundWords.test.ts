import { assert, describe, it } from "@effect/vitest"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { aRun, aShop, aTemplate, Provider, someContacts } from "../world.js"
import {
  flush,
  hear,
  ledger,
  messagesOf,
  notes,
  optedOut,
  optOuts,
  purge,
  queued,
  report,
  says,
  setUp,
  skipsOf,
  world
} from "./consent.support.js"

describe("what persons say", () => {
  it.effect("STOP from a number that is imported later counts", () =>
    Effect.gen(function*() {
      const { shop } = yield* setUp
      yield* hear(says({ phone: 2, text: "STOP" }, 0))
      assert.deepStrictEqual(yield* ledger, ["OPT_OUT | ALL | INBOUND | message wamid.0: STOP | nobody"])
      yield* someContacts(shop, [{ number: 2 }])
      const run = yield* aRun(shop, yield* aTemplate(shop))
      assert.deepStrictEqual(yield* skipsOf(shop, run), ["SUPPRESSED"])
    }).pipe(Effect.provide(world())))

  it.effect("STOP that comes while a run is under way holds at begin, though the contact row does not say so", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const db = yield* MemoryDatabase
      const { contactId, shop } = yield* setUp
      const run = yield* aRun(shop, yield* aTemplate(shop))
      // As if the message had been made by another transaction at this moment.
      const [message] = [...db.tables.messages.values()]
      assert(message)
      yield* hear(says({ phone: 1, text: "STOP" }, 0))
      yield* db.call({ _tag: "System" }, () => {
        db.put(db.tables.messages, message.id, message)
        db.put(db.tables.contacts, contactId, { ...db.tables.contacts.get(contactId)!, optOut: null })
      })
      yield* flush
      assert.deepStrictEqual(yield* messagesOf(shop, run), optedOut)
      assert.strictEqual(provider.seen.length, 0)
    }).pipe(Effect.provide(world(provider)))
  })

  it.effect("a user id is learnt beside a number, and STOP by the user id alone finds the contact", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const { shop } = yield* setUp
      const run = yield* aRun(shop, yield* aTemplate(shop))
      yield* hear(says({ phone: 1, waUserId: "IN.1", text: "How much is it?" }, 0))
      assert.deepStrictEqual([yield* optOuts, yield* ledger], [[null], []])
      yield* hear(says({ waUserId: "IN.1", text: "STOP" }, 60))
      assert.deepStrictEqual([yield* optOuts, yield* messagesOf(shop, run)], [["ALL"], optedOut])
      yield* purge
      yield* someContacts(shop, [{ number: 1 }])
      const next = yield* aRun(shop, yield* aTemplate(shop, "MARKETING"))
      assert.deepStrictEqual(yield* skipsOf(shop, next), ["SUPPRESSED"])
    }).pipe(Effect.provide(world(provider)))
  })

  it.effect("STOP by a user id that is learnt only later holds from then on, at begin as well", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const { shop } = yield* setUp
      const run = yield* aRun(shop, yield* aTemplate(shop))
      yield* hear(says({ waUserId: "IN.1", text: "STOP" }, 0))
      yield* hear(says({ phone: 1, waUserId: "IN.1", text: "Hello?" }, 60))
      yield* flush
      assert.deepStrictEqual(yield* messagesOf(shop, run), optedOut)
      assert.strictEqual(provider.seen.length, 0)
    }).pipe(Effect.provide(world(provider)))
  })

  it.effect("a button refuses marketing alone", () =>
    Effect.gen(function*() {
      const { shop } = yield* setUp
      const reminder = yield* aRun(shop, yield* aTemplate(shop, "UTILITY"))
      const offer = yield* aRun(shop, yield* aTemplate(shop, "MARKETING"))
      yield* hear(says({ phone: 1, text: "Stop promotions", payload: "OPTOUT:MARKETING" }, 0))
      assert.deepStrictEqual([yield* messagesOf(shop, reminder), yield* messagesOf(shop, offer)], [queued, optedOut])
    }).pipe(Effect.provide(world())))

  it.effect.each(
    [
      ["STOP", "OPT_OUT | ALL"],
      ["Stop promotions", "OPT_OUT | MARKETING"],
      ["बंद करो", "OPT_OUT | ALL"],
      ["विज्ञापन मत भेजो", "OPT_OUT | MARKETING"],
      ["ನಿಲ್ಲಿಸಿ", "OPT_OUT | ALL"],
      ["ಜಾಹೀರಾತು ಬೇಡ", "OPT_OUT | MARKETING"],
      ["நிறுத்து", "OPT_OUT | ALL"],
      ["விளம்பரம் வேண்டாம்", "OPT_OUT | MARKETING"],
      ["ਬੰਦ ਕਰੋ", "OPT_OUT | ALL"],
      ["ਆਫਰ ਬੰਦ ਕਰੋ", "OPT_OUT | MARKETING"],
      ["START", "OPT_IN | ALL"]
    ] as const
  )("typed %s is %s in the ledger", ([text, line]) =>
    Effect.gen(function*() {
      yield* setUp
      yield* hear(says({ phone: 1, text }, 0))
      assert.deepStrictEqual(yield* ledger, [`${line} | INBOUND | message wamid.0: ${text} | contact`])
    }).pipe(Effect.provide(world())))

  it.effect("a button with a payload of its own says nothing by its label", () =>
    Effect.gen(function*() {
      yield* setUp
      yield* hear(says({ phone: 1, text: "STOP" }, 0))
      yield* TestClock.adjust("1 minute")
      yield* hear(says({ phone: 1, text: "Start", payload: "ENROLL_SIP" }, 60))
      assert.deepStrictEqual([yield* optOuts, (yield* ledger).length], [["ALL"], 1])
    }).pipe(Effect.provide(world())))

  it.effect("in another order or again, words end in the same", () =>
    Effect.gen(function*() {
      yield* setUp
      const [stop, start] = [says({ phone: 1, text: "STOP" }, 0), says({ phone: 1, text: "START" }, 60)]
      yield* TestClock.adjust("1 hour")
      yield* hear(start, stop)
      assert.deepStrictEqual(yield* optOuts, [null])
      yield* hear(stop)
      yield* hear(start)
      yield* hear(stop, start)
      assert.deepStrictEqual([yield* optOuts, (yield* ledger).length], [[null], 2])
    }).pipe(Effect.provide(world())))

  it.effect("is taken in the order of the jewellers, whoever is written to first", () =>
    Effect.gen(function*() {
      const { tables } = yield* MemoryDatabase
      const { shop } = yield* setUp
      const other = yield* aShop(2)
      yield* hear(says({ phone: 1, text: "STOP" }, 0, 2), says({ phone: 1, text: "STOP" }, 0, 1))
      const order = [...tables.consents.values()].map(({ jewellerId }) => jewellerId)
      assert.deepStrictEqual(order, [shop.jewellerId, other.jewellerId].sort())
    }).pipe(Effect.provide(world())))

  it.effect("a time to come counts as now: it cannot block what is said later", () =>
    Effect.gen(function*() {
      yield* setUp
      yield* hear(says({ phone: 1, text: "START" }, 86_400))
      yield* TestClock.adjust("1 minute")
      yield* hear(says({ phone: 1, text: "STOP" }, 30))
      assert.deepStrictEqual(yield* optOuts, ["ALL"])
    }).pipe(Effect.provide(world())))

  it.effect("to a number that nobody has connected is noted, and nothing is written", () =>
    Effect.gen(function*() {
      yield* setUp
      yield* hear(says({ phone: 1, text: "STOP" }, 0, 9), says({ phone: 1, text: "hello" }, 1, 9))
      const { tables } = yield* MemoryDatabase
      assert.deepStrictEqual(yield* notes, ["nobody has connected the number 200000000000009"])
      assert.deepStrictEqual([yield* optOuts, yield* ledger, tables.suppressions.size], [[null], [], 0])
    }).pipe(Effect.provide(world())))

  it.effect("WhatsApp's report of an earlier stop that comes late does not overrule START", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const { shop } = yield* setUp
      yield* aRun(shop, yield* aTemplate(shop))
      yield* flush
      yield* TestClock.adjust("1 hour")
      yield* hear(says({ phone: 1, text: "START" }, 120))
      yield* report(provider, {
        status: "failed",
        failure: { class: "OPTED_OUT", code: 131050, reason: "stopped", traceId: null }
      })
      assert.deepStrictEqual(yield* optOuts, [null])
      assert.deepStrictEqual((yield* ledger).slice(1), [
        "OPT_OUT | MARKETING | WHATSAPP | stopped (WhatsApp error 131050) | contact"
      ])
    }).pipe(Effect.provide(world(provider)))
  })

  it.effect("every contact of the person refuses, and nobody else", () =>
    Effect.gen(function*() {
      const db = yield* MemoryDatabase
      const { contactId, shop } = yield* setUp
      const [second] = yield* someContacts(shop, [{ number: 2 }, { number: 3 }])
      assert(second)
      yield* db.call({ _tag: "System" }, () => {
        for (const id of [contactId, second]) {
          db.put(db.tables.contacts, id, { ...db.tables.contacts.get(id)!, waUserId: "IN.1" })
        }
      })
      yield* hear(says({ waUserId: "IN.1", text: "STOP" }, 0))
      assert.deepStrictEqual([yield* optOuts, (yield* ledger).length], [["ALL", "ALL", null], 1])
    }).pipe(Effect.provide(world())))
})
