import { assert, describe, it } from "@effect/vitest"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import * as Contacts from "@ektola/domain/contacts/Contacts"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { ContactFileReader } from "@ektola/domain/ports/ContactFileReader"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import { PhoneParser } from "@ektola/domain/ports/PhoneParser"
import { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import { aRun, aShop, aTemplate, layer, Provider, said, someContacts } from "../world.js"
import { parsePhone } from "./support.js"

const begin = 1_795_564_800_000
const reader = Layer.succeed(ContactFileReader, {
  read: (bytes) =>
    Stream.suspend(() => {
      let row = 0
      return Stream.map(bytes, (piece) => ({
        row: ++row,
        cells: Buffer.from(piece).toString().split(","),
        fault: null,
        bytesRead: row
      }))
    })
})
const world = (provider = new Provider()) =>
  Layer.provideMerge(
    Contacts.layer,
    Layer.mergeAll(layer(provider), reader, Layer.succeed(PhoneParser, { parse: parsePhone }))
  )

type Shop = Effect.Effect.Success<ReturnType<typeof aShop>>

const phone = (number: number) => PhoneNumber.make(`+9198000${String(number).padStart(5, "0")}`)

/** What a person writes to the shop's number; `at` is in seconds after the beginning. */
const says = (
  word: {
    readonly phone?: number
    readonly waUserId?: string
    readonly text?: string
    readonly payload?: string
    readonly answers?: string
  },
  at: number,
  number = 1
) => ({
  id: `wamid.${at}`,
  phoneNumberId: PhoneNumberId.make(`20000000000000${number}`),
  phone: word.phone === undefined ? null : phone(word.phone),
  waUserId: word.waUserId ?? null,
  text: word.text ?? null,
  payload: word.payload ?? null,
  answers: word.answers ?? null,
  at: begin + at * 1000
})

const hear = (...inbound: ReadonlyArray<ReturnType<typeof says>>) =>
  Effect.gen(function*() {
    const webhooks = yield* Webhooks
    yield* webhooks.receive(said({ inbound }))
    yield* webhooks.process(10)
  })

/** WhatsApp's status of the first message. */
const report = (provider: Provider, update: Partial<StatusUpdate>, at = 60) =>
  Effect.gen(function*() {
    const webhooks = yield* Webhooks
    const [request] = provider.seen
    assert(request)
    yield* webhooks.receive(JSON.stringify([{
      phoneNumberId: request.phoneNumberId,
      wabaId: null,
      wamid: "wamid.1",
      token: request.token,
      status: "sent",
      recipientPhone: null,
      waUserId: null,
      failure: null,
      ...update,
      occurredAt: begin + at * 1000
    }]))
    yield* webhooks.process(10)
  })

const upload = (shop: Shop, ...lines: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const contacts = yield* Contacts.Contacts
    const bytes = Stream.fromIterable(lines.map((line) => new TextEncoder().encode(line)))
    const { id } = yield* contacts.startImport(shop.owner, { name: "customers.csv", bytes })
    yield* contacts.runNextImport("worker-1")
    assert.strictEqual((yield* contacts.getImport(shop.owner, id)).status, "COMPLETED")
  })

const flush = Effect.gen(function*() {
  const dispatcher = yield* Dispatcher
  for (let rounds = 0; rounds < 20 && (yield* dispatcher.poll) > 0; rounds++) {
    yield* Effect.fork(TestClock.adjust("1 second"))
    yield* dispatcher.drain
  }
})

const messagesOf = (shop: Shop, { run }: Effect.Effect.Success<ReturnType<typeof aRun>>) =>
  Effect.map(
    Effect.flatMap(Campaigns, (campaigns) =>
      campaigns.listMessages(shop.owner, run.id, { state: null }, { after: null, limit: 10 })),
    ({ items }) =>
      items.map(({ cancelReason, state }) => [state, cancelReason])
  )

const skipsOf = (shop: Shop, { run }: Effect.Effect.Success<ReturnType<typeof aRun>>) =>
  Effect.map(
    Effect.flatMap(Campaigns, (campaigns) => campaigns.listSkips(shop.owner, run.id, { after: null, limit: 10 })),
    ({ items }) => items.map(({ reason }) => reason)
  )

const optOuts = Effect.map(MemoryDatabase, ({ tables }) => [...tables.contacts.values()].map(({ optOut }) => optOut))
const ledger = Effect.map(
  MemoryDatabase,
  ({ tables }) =>
    [...tables.consents.values()].map(({ action, contactId, proof, scope, source }) =>
      [action, scope, source, proof.replace(/[0-9a-f-]{36}/, "…"), contactId === null ? "nobody" : "contact"].join(
        " | "
      )
    )
)
const notes = Effect.map(MemoryDatabase, ({ tables }) => [...tables.webhooks.values()].map(({ note }) => note))

/** Removes every contact as a purge will. */
const purge = Effect.flatMap(MemoryDatabase, (db) =>
  db.call({ _tag: "System" }, () => {
    for (const id of db.tables.contacts.keys()) db.remove(db.tables.contacts, id)
  }))

const setUp = Effect.gen(function*() {
  yield* TestClock.setTime(begin)
  const shop = yield* aShop()
  const [contactId] = yield* someContacts(shop, [{ number: 1 }])
  assert(contactId)
  return { shop, contactId }
})

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

const optedOut: Effect.Effect.Success<ReturnType<typeof messagesOf>> = [["CANCELLED", "OPTED_OUT"]]
const queued: typeof optedOut = [["QUEUED", null]]

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
})

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

  it.effect("STOP from a number that is uploaded later shows at its contact, since when it holds as well", () =>
    Effect.gen(function*() {
      const contacts = yield* Contacts.Contacts
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

  it.effect("a button refuses marketing alone", () =>
    Effect.gen(function*() {
      const { shop } = yield* setUp
      const reminder = yield* aRun(shop, yield* aTemplate(shop, "UTILITY"))
      const offer = yield* aRun(shop, yield* aTemplate(shop, "MARKETING"))
      yield* hear(says({ phone: 1, text: "Stop promotions", payload: "OPTOUT:MARKETING" }, 0))
      assert.deepStrictEqual([yield* messagesOf(shop, reminder), yield* messagesOf(shop, offer)], [queued, optedOut])
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
      assert.strictEqual(provider.seen.length, 0)
      const dueAt = [...db.tables.messages.values()].map((message) => message.dueAt.epochMillis - begin)
      assert.deepStrictEqual(dueAt, [3.5 * 3_600_000, 3_600_000])
      assert.strictEqual(yield* dispatcher.poll, 0)
      yield* TestClock.setTime(begin + 3.5 * 3_600_000)
      yield* flush
      assert.deepStrictEqual(provider.seen.map(({ template }) => template.name), [first.templateName])
      assert.deepStrictEqual(yield* messagesOf(shop, late), [["CANCELLED", "EXPIRED"]])
    }).pipe(Effect.provide(world(provider)))
  })
})
