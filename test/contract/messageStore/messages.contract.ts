import { assert, describe } from "@effect/vitest"
import * as Message from "@ektola/domain/messaging/Message"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { Provider } from "../../providers/registry.js"
import { aMessage, at, newContactId } from "../builders.js"
import { aLaunch, allPages, aQueue, aShop, aTenant, ids, read, shuffled, someMessages } from "../stage.js"

/** Every combination of state and reach that a fold can give, and some more. */
const everyState: ReadonlyArray<Partial<Message.Message>> = [
  { state: "QUEUED" },
  { state: "SENDING" },
  { state: "UNCONFIRMED" },
  { state: "SENT", reached: "SENT" },
  { state: "DELIVERED", reached: "DELIVERED" },
  { state: "READ", reached: "READ" },
  { state: "FAILED" },
  { state: "FAILED", reached: "SENT" },
  { state: "CANCELLED", cancelReason: "EXPIRED" }
]

export const suite = ({ it, name }: Provider) =>
  describe(`MessageStore on ${name}`, () => {
    describe("insertMany", () => {
      it("stores new messages with all they have, and returns how many", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const shop = yield* aShop()
          const { run } = yield* aLaunch(shop)
          const queued = aMessage(run, shop.account)
          const full = aMessage(run, shop.account, {
            phone: null,
            waUserId: "IN.1234567890",
            state: "FAILED",
            reached: "SENT",
            dueAt: at(0.001),
            notAfter: at(5400.999),
            attempts: 3,
            cancelReason: "OPTED_OUT",
            failure: { class: "RECIPIENT", code: 131026, reason: "it's \"undeliverable\"", traceId: "Az8" },
            acceptedAt: at(1.001),
            sentAt: at(2.002),
            deliveredAt: at(3.003),
            readAt: at(4.004),
            failedAt: at(5.005),
            rendered: {
              header: [],
              body: [{ name: null, text: "नमस्ते \\ \"{}\" ₹1,000" }],
              buttons: [
                { type: "URL", index: 0, text: "%E0%A4%86" },
                { type: "COPY_CODE", index: 1, code: "DIWALI10" },
                { type: "QUICK_REPLY", index: 2, payload: "OPTOUT:MARKETING" }
              ]
            }
          })
          assert.strictEqual(yield* messages.insertMany([queued, full]), 2)
          assert.deepStrictEqual(yield* read(queued.id), { message: queued, attempts: [] })
          assert.deepStrictEqual(yield* read(full.id), { message: full, attempts: [] })
        }))

      it("leaves out a contact that already has a message in the run, also within one call", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const shop = yield* aShop()
          const { run } = yield* aLaunch(shop)
          const contactId = newContactId()
          const [first] = yield* someMessages(shop, run, [{ contactId }])
          assert(first)
          const again = aMessage(run, shop.account, { contactId, templateName: "another" })
          const other = aMessage(run, shop.account)
          const twice = aMessage(run, shop.account, { contactId: other.contactId })
          assert.strictEqual(yield* messages.insertMany([again, other, twice]), 1)
          assert.deepStrictEqual((yield* read(first.id)).message, first)
          const { items } = yield* messages.listByRun(shop.jewellerId, run.id, { state: null }, {
            after: null,
            limit: 9
          })
          assert.deepStrictEqual(items.map(({ contactId }) => contactId), [contactId, other.contactId])
        }))

      it("takes the same contact in another run", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const shop = yield* aShop()
          const { run } = yield* aLaunch(shop)
          const { run: next } = yield* aLaunch(shop)
          const [first] = yield* someMessages(shop, run, [{}])
          assert(first)
          const again = aMessage(next, shop.account, { contactId: first.contactId })
          assert.strictEqual(yield* messages.insertMany([again]), 1)
        }))

      it("of none is nothing, of 1,000 is one call", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const shop = yield* aShop()
          const { run } = yield* aLaunch(shop)
          assert.strictEqual(yield* messages.insertMany([]), 0)
          const many = Array.from({ length: 1000 }, () => aMessage(run, shop.account))
          assert.strictEqual(yield* messages.insertMany(many), 1000)
        }))
    })

    describe("listByRun", () => {
      it("gives the messages of a run in id order, by page", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const shop = yield* aShop()
          const { run } = yield* aLaunch(shop)
          const { run: other } = yield* aLaunch(shop)
          const all = Array.from({ length: 5 }, () => aMessage(run, shop.account))
          yield* messages.insertMany(shuffled(all))
          yield* someMessages(shop, other, [{}])
          const [a, b, c, d, e] = ids(all)
          const list = (limit: number, jewellerId = shop.jewellerId) =>
            allPages(limit, (page) => messages.listByRun(jewellerId, run.id, { state: null }, page))
          assert.deepStrictEqual(yield* list(2), [[a, b], [c, d], [e]])
          assert.deepStrictEqual(yield* list(5), [[a, b, c, d, e]])
          assert.deepStrictEqual(
            yield* messages.listByRun(shop.jewellerId, run.id, { state: null }, { after: null, limit: 5 }),
            { items: all, next: null }
          )
          assert.deepStrictEqual(yield* list(5, yield* aTenant()), [[]])
        }))

      it("gives those in a state", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const { messages: all, run, shop } = yield* aQueue(everyState)
          for (const state of Message.State.literals) {
            const wanted = all.filter((message) => message.state === state)
            assert.isAbove(wanted.length, 0)
            assert.deepStrictEqual(
              yield* allPages(1, (page) => messages.listByRun(shop.jewellerId, run.id, { state }, page)),
              wanted.map(({ id }) => [id])
            )
          }
        }))
    })

    it("findByContact gives the one message that a contact has in a run, and none to another jeweller", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const shop = yield* aShop()
        const [{ run: a }, { run: b }, { run: without }] = [
          yield* aLaunch(shop),
          yield* aLaunch(shop),
          yield* aLaunch(shop)
        ]
        const contactId = newContactId()
        const [ofA] = yield* someMessages(shop, a, [{ contactId, state: "READ", reached: "READ", readAt: at(9) }, {}])
        const [ofB] = yield* someMessages(shop, b, [{ contactId }])
        const find = (run: typeof a, jewellerId = shop.jewellerId, id = contactId) =>
          Effect.map(messages.findByContact(jewellerId, run.id, id), Option.getOrNull)
        assert.deepStrictEqual(yield* find(a), ofA)
        assert.deepStrictEqual(yield* find(b), ofB)
        assert.isNull(yield* find(without))
        assert.isNull(yield* find(a, shop.jewellerId, newContactId()))
        assert.isNull(yield* find(a, yield* aTenant()))
      }))
  })
