import { assert, describe, it } from "@effect/vitest"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { aContact, at } from "../contract/builders.js"
import { aShop, refuse } from "../contract/stage.js"
import { layer, Wire } from "./stage.js"

const phone = (person: string) => PhoneNumber.make(`+91980000000${person.charCodeAt(0) % 10}`)

const inOrder = (a: string, b: string) => a < b ? -1 : 1

/** A person changes from one number to another, `seconds` after the beginning. */
const change = (from: string, to: string, seconds: number) => ({
  from: phone(from).slice(1),
  id: `wamid.${from}${to}${seconds}`,
  timestamp: String(DateTime.toEpochMillis(at(seconds)) / 1000),
  type: "system",
  system: { type: "user_changed_number", wa_id: phone(to).slice(1) }
})

const stage = Effect.gen(function*() {
  yield* TestClock.setTime(DateTime.toEpochMillis(at(3600)))
  const contacts = yield* ContactStore
  const webhooks = yield* Webhooks
  const { tables } = yield* MemoryDatabase
  const { account, jewellerId } = yield* aShop()
  const add = (person: string, seconds = 0) =>
    Effect.map(
      contacts.upsertMany(jewellerId, [aContact({ phone: phone(person) })], "REPLACE", at(seconds)),
      ([stored]) => stored!.id
    )
  const tell = (...messages: ReadonlyArray<object>) => {
    const value = { metadata: { phone_number_id: account.phoneNumberId }, messages }
    const entry = [{ id: account.wabaId, changes: [{ field: "messages", value }] }]
    const body = JSON.stringify({ object: "whatsapp_business_account", entry })
    return Effect.zipRight(webhooks.receive(body), webhooks.process(10))
  }
  const numbers = () => [...tables.contacts.values()].map((contact) => contact.phone ?? "").toSorted(inOrder)
  return { add, jewellerId, numbers, tables, tell }
})

const provided = Effect.provide(layer(new Wire(), { next: "ek1.never" }))

describe("a person who changes the number", () => {
  const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
  for (const order of orders) {
    it.effect(`is followed over several, told as ${order.join(", ")} and then again`, () =>
      Effect.gen(function*() {
        const { add, numbers, tell } = yield* stage
        yield* add("A")
        const told = [change("A", "B", 10), change("B", "C", 20), change("C", "D", 30)]
        for (const place of [...order, ...order.toReversed()]) yield* tell(told[place]!)
        assert.deepStrictEqual(numbers(), [phone("D")])
      }).pipe(provided))
  }

  it.effect("and comes back to the old one has the old one, in whatever order that is told", () =>
    Effect.gen(function*() {
      for (const order of [[0, 1], [1, 0]]) {
        const { add, numbers, tell } = yield* stage
        const before = numbers()
        yield* add("A")
        const told = [change("A", "B", 10), change("B", "A", 20)]
        for (const place of [...order, ...order]) yield* tell(told[place]!)
        assert.deepStrictEqual(numbers(), [...before, phone("A")].toSorted(inOrder))
      }
    }).pipe(provided))

  it.effect("has still refused what was refused under the old one", () =>
    Effect.gen(function*() {
      const { add, jewellerId, numbers, tables, tell } = yield* stage
      const id = yield* add("A")
      yield* refuse(jewellerId, id, "MARKETING", at(1))
      yield* tell({ ...change("A", "B", 10), type: "text", text: { body: "STOP" } })
      yield* tell(change("A", "B", 10), { ...change("A", "B", 11) })
      assert.deepStrictEqual(numbers(), [phone("B")])
      assert.strictEqual(tables.contacts.get(id)?.optOut, "ALL")
      assert.isTrue([...tables.suppressions.values()].some(({ person }) => person.endsWith(phone("B"))))
    }).pipe(provided))

  it.effect("to one that another contact has stays where the jeweller has put it, and the refusal holds for both", () =>
    Effect.gen(function*() {
      const { add, jewellerId, numbers, tables, tell } = yield* stage
      const [old, next] = [yield* add("A"), yield* add("B")]
      yield* refuse(jewellerId, old, "MARKETING", at(1))
      yield* tell({ ...change("A", "A", 5), type: "text", text: { body: "STOP" } }, change("A", "B", 10))
      assert.deepStrictEqual(numbers(), [phone("A"), phone("B")].toSorted(inOrder))
      assert.strictEqual(tables.contacts.get(next)?.optOut, "ALL")
    }).pipe(provided))

  it.effect("is not whoever became a contact with that number afterwards", () =>
    Effect.gen(function*() {
      const { add, numbers, tell } = yield* stage
      yield* add("A", 50)
      yield* tell(change("A", "B", 10))
      assert.deepStrictEqual(numbers(), [phone("A")])
    }).pipe(provided))
})
