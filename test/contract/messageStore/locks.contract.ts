import { assert, describe } from "@effect/vitest"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import type { Provider } from "../../providers/registry.js"
import { anAttempt, aStatus, at, newContactId, newMessageId, newPhoneNumberId, newWamid } from "../builders.js"
import {
  aLaunch,
  aQueue,
  aQueuedMessage,
  aShop,
  aTenant,
  ids,
  read,
  saveAttempts,
  shuffled,
  someMessages
} from "../stage.js"

/** A message with two attempts, the first of them failed. */
const triedTwice = Effect.gen(function*() {
  const { message, shop } = yield* aQueuedMessage()
  const first = anAttempt(message, {
    state: "REJECTED",
    evidence: "REJECTED",
    failure: { class: "RETRY", code: 131000, reason: "a passing fault", traceId: null },
    answeredAt: at(11),
    retryAt: at(12)
  })
  const second = anAttempt(message, {
    number: 2,
    state: "ACCEPTED",
    evidence: "ACCEPTED",
    wamid: newWamid(),
    begunAt: at(13)
  })
  const current = { ...message, state: "SENT" as const, reached: "SENT" as const, attempts: 2 }
  yield* saveAttempts(current, [first, second])
  return { shop, message: current, first, second }
})

const lockByStatus = (updates: ReadonlyArray<StatusUpdate>) =>
  Effect.flatMap(
    MessageStore,
    (messages) => Effect.map(messages.lockByStatus(updates), (found) => found.map(({ message }) => message.id))
  )

export const suite = ({ it, name }: Provider) =>
  describe(`MessageStore's locks on ${name}`, () => {
    describe("lock", () => {
      it("gives messages in id order with all their attempts, oldest first; unknown ids are left out", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const { messages: [a, b, c] } = yield* aQueue([{}, {}, {}])
          assert(a && b && c)
          const { first, message, second } = yield* triedTwice
          const found = yield* messages.lock([message.id, c.id, newMessageId(), a.id, b.id])
          assert.deepStrictEqual(found, [
            { message: a, attempts: [] },
            { message: b, attempts: [] },
            { message: c, attempts: [] },
            { message, attempts: [first, second] }
          ])
          assert.deepStrictEqual(yield* messages.lock([]), [])
        }))

      it("gives a message once, however often it is asked for", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const { message } = yield* aQueuedMessage()
          const found = yield* messages.lock([message.id, message.id])
          assert.deepStrictEqual(found, [{ message, attempts: [] }])
        }))
    })

    describe("lockByStatus", () => {
      it("finds the message of an attempt by token, whatever the wamid says, and gives all its attempts", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const { first, message, second } = yield* triedTwice
          for (const attempt of [first, second]) {
            const found = yield* messages.lockByStatus([aStatus(attempt, { wamid: newWamid() })])
            assert.deepStrictEqual(found, [{ message, attempts: [first, second] }])
          }
        }))

      it("by wamid when there is no token, or one of nobody", () =>
        Effect.gen(function*() {
          const { message, second } = yield* triedTwice
          for (const token of [null, "not ours", "{\"a\":\"\\u0000\"}"]) {
            assert.deepStrictEqual(yield* lockByStatus([aStatus(second, { token })]), [message.id])
          }
        }))

      it("by token first: the wamid of another message does not count then", () =>
        Effect.gen(function*() {
          const one = yield* triedTwice
          const [other] = yield* Effect.flatMap(aLaunch(one.shop), ({ run }) => someMessages(one.shop, run, [{}]))
          assert(other)
          const attempt = anAttempt(other, { state: "ACCEPTED", evidence: "ACCEPTED", wamid: newWamid() })
          yield* saveAttempts({ ...other, state: "SENT", attempts: 1 }, [attempt])
          assert.deepStrictEqual(
            yield* lockByStatus([aStatus(one.second, { wamid: attempt.wamid ?? "" })]),
            [one.message.id]
          )
        }))

      it("leaves out statuses of another phone-number id, unknown ones, and none", () =>
        Effect.gen(function*() {
          const { second } = yield* triedTwice
          assert.deepStrictEqual(yield* lockByStatus([aStatus(second, { phoneNumberId: newPhoneNumberId() })]), [])
          assert.deepStrictEqual(yield* lockByStatus([aStatus(second, { token: null, wamid: newWamid() })]), [])
          assert.deepStrictEqual(yield* lockByStatus([]), [])
        }))

      it("an attempt without wamid is not found by an empty one", () =>
        Effect.gen(function*() {
          const { message } = yield* aQueuedMessage()
          const attempt = anAttempt(message)
          yield* saveAttempts({ ...message, state: "SENDING", attempts: 1 }, [attempt])
          assert.deepStrictEqual(yield* lockByStatus([aStatus(attempt, { token: null, wamid: "" })]), [])
        }))

      it("gives many in id order, each once", () =>
        Effect.gen(function*() {
          const { messages: queued } = yield* aQueue(Array.from({ length: 6 }, () => ({})))
          const attempts = queued.map((message) => anAttempt(message))
          for (const [index, message] of queued.entries()) {
            const attempt = attempts[index]
            assert(attempt)
            yield* saveAttempts({ ...message, state: "SENDING", attempts: 1 }, [attempt])
          }
          const updates = shuffled(attempts).flatMap((attempt) => [
            aStatus(attempt),
            aStatus(attempt, { status: "delivered" })
          ])
          assert.deepStrictEqual(yield* lockByStatus(updates), ids(queued))
        }))
    })

    describe("lockQueuedOfContacts", () => {
      it("gives the QUEUED messages of the contacts, of every run, in id order", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const shop = yield* aShop()
          const contactId = newContactId()
          const other = newContactId()
          const made = yield* Effect.forEach([1, 2, 3, 4], () => aLaunch(shop))
          const [a, sent, b] = yield* Effect.forEach(
            made.slice(0, 3),
            ({ run }, index) =>
              Effect.map(
                someMessages(shop, run, [{ contactId, ...index === 1 && { state: "SENT" as const } }, {}]),
                ([first]) => first
              )
          )
          assert(a && b && sent)
          const tried = anAttempt(b, { state: "NOT_WRITTEN", answeredAt: at(11), retryAt: at(12) })
          yield* saveAttempts({ ...b, attempts: 1 }, [tried])
          assert.deepStrictEqual(yield* messages.lockQueuedOfContacts(shop.jewellerId, [contactId]), [
            { message: a, attempts: [] },
            { message: { ...b, attempts: 1 }, attempts: [tried] }
          ])
          const [last] = yield* someMessages(shop, made[3]!.run, [{ contactId: other }])
          assert.deepStrictEqual(
            (yield* messages.lockQueuedOfContacts(shop.jewellerId, [other, contactId])).map(({ message }) =>
              message.id
            ),
            [a.id, b.id, last!.id]
          )
          assert.deepStrictEqual(yield* messages.lockQueuedOfContacts(yield* aTenant(), [contactId]), [])
          assert.deepStrictEqual(yield* messages.lockQueuedOfContacts(shop.jewellerId, [newContactId()]), [])
        }))

      it("lets a jeweller's own unit of work cancel them", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const unitOfWork = yield* UnitOfWork
          const { message, shop } = yield* aQueuedMessage()
          yield* unitOfWork.transact(
            TenantScope.tenant(shop.jewellerId),
            Effect.gen(function*() {
              const queued = yield* messages.lockQueuedOfContacts(shop.jewellerId, [message.contactId])
              yield* messages.save(queued.map(({ message }) => ({
                message: { ...message, state: "CANCELLED", cancelReason: "OPTED_OUT" },
                attempts: [],
                events: []
              })))
            })
          )
          assert.strictEqual((yield* read(message.id)).message.state, "CANCELLED")
        }))
    })

    describe("lockExpired", () => {
      // Longer ago than any other test's messages.
      const past = -10_000_000

      it("gives QUEUED messages whose notAfter has come, in id order, at most the limit", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const { messages: made } = yield* aQueue([
            { notAfter: at(past + 3) },
            { notAfter: at(past + 1) },
            { notAfter: at(past + 2), state: "SENT" },
            { notAfter: at(past + 2), state: "CANCELLED", cancelReason: "EXPIRED" },
            { notAfter: at(past + 2) },
            { notAfter: at(past + 4.001) }
          ])
          const [a, b, , , c, later] = made
          assert(a && b && c && later)
          const expired = (seconds: number, limit: number) =>
            Effect.map(
              messages.lockExpired(at(past + seconds), limit),
              (found) => found.map(({ message }) => message.id)
            )
          assert.deepStrictEqual(yield* expired(0.999, 10), [])
          assert.deepStrictEqual(yield* expired(1, 10), [b.id])
          assert.deepStrictEqual(yield* expired(4, 10), [a.id, b.id, c.id])
          assert.strictEqual((yield* expired(4, 2)).length, 2)
          for (const message of [a, b, c, later]) {
            yield* saveAttempts({ ...message, state: "CANCELLED", cancelReason: "EXPIRED" }, [])
          }
          assert.deepStrictEqual(yield* expired(10, 10), [])
        }))

      it("gives leased ones and those of paused campaigns too, with their attempts", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const shop = yield* aShop()
          const { run } = yield* aLaunch(shop, { campaign: { status: "PAUSED" } })
          const [message] = yield* someMessages(shop, run, [{ notAfter: at(past) }])
          assert(message)
          const attempt = anAttempt(message, { state: "NOT_WRITTEN", answeredAt: at(11), retryAt: at(12) })
          yield* saveAttempts({ ...message, attempts: 1 }, [attempt])
          const found = yield* messages.lockExpired(at(past), 10)
          assert.deepStrictEqual(found, [{ message: { ...message, attempts: 1 }, attempts: [attempt] }])
          yield* saveAttempts({ ...message, attempts: 1, state: "CANCELLED", cancelReason: "EXPIRED" }, [])
        }))
    })
  })
