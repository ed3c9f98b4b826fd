import { assert, describe } from "@effect/vitest"
import type { Message } from "@ektola/domain/messaging/Message"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { Backdoor } from "../../providers/Backdoor.js"
import type { Provider } from "../../providers/registry.js"
import { aContact, anAccount, anAttempt, approvalsOf, at, newMessageId } from "../builders.js"
import {
  aLaunch,
  aQueue,
  aQueuedMessage,
  aShop,
  eventually,
  ids,
  occupyQueue,
  read,
  refuse,
  saveAttempts,
  someMessages
} from "../stage.js"

const hour = Duration.hours(1)
const moment = Duration.millis(1)

const aPause = { pauseClass: "ACCOUNT", pauseReason: "the token has expired", resumeAt: null, pauses: 1 } as const

const lease = (
  owner: string,
  over: { readonly limit?: number; readonly now?: number; readonly leaseFor?: Duration.Duration } = {}
) =>
  Effect.flatMap(
    MessageStore,
    (messages) =>
      messages.lease({ owner, now: at(over.now ?? 60), limit: over.limit ?? 100, leaseFor: over.leaseFor ?? hour })
  )

const leased = (...args: Parameters<typeof lease>) =>
  Effect.map(lease(...args), (found) => found.map(({ messageId }) => messageId))

/** One due message that alone can be leased. */
const alone = (over: Partial<Message> = {}) => Effect.zipRight(occupyQueue, aQueuedMessage(over))

export const suite = ({ it, name }: Provider) =>
  describe(`MessageStore.lease on ${name}`, () => {
    it("gives a due message with its sender and the sender's rate; it stays QUEUED", () =>
      Effect.gen(function*() {
        yield* occupyQueue
        const shop = yield* aShop({ account: { ratePerSecond: 1000 } })
        const { run } = yield* aLaunch(shop)
        const [message] = yield* someMessages(shop, run, [{}])
        assert(message)
        assert.deepStrictEqual(yield* lease("worker-1"), [
          { messageId: message.id, phoneNumberId: shop.account.phoneNumberId, ratePerSecond: 1000 }
        ])
        assert.deepStrictEqual((yield* read(message.id)).message, message)
      }))

    it("gives messages that are due at the given instant, and not before", () =>
      Effect.gen(function*() {
        const { message } = yield* alone({ dueAt: at(30) })
        assert.deepStrictEqual(yield* leased("worker-1", { now: 29.999 }), [])
        assert.deepStrictEqual(yield* leased("worker-1", { now: 30 }), [message.id])
      }))

    it("gives QUEUED messages only", () =>
      Effect.gen(function*() {
        yield* occupyQueue
        const { messages } = yield* aQueue([
          { state: "SENDING" },
          { state: "UNCONFIRMED" },
          { state: "SENT" },
          { state: "FAILED" },
          { state: "CANCELLED", cancelReason: "EXPIRED" },
          {}
        ])
        assert.deepStrictEqual(yield* leased("worker-1"), ids(messages).slice(-1))
      }))

    it("gives none of a run in preparation", () =>
      Effect.gen(function*() {
        yield* occupyQueue
        const campaigns = yield* CampaignStore
        const shop = yield* aShop()
        const { run } = yield* aLaunch(shop, { run: { status: "PREPARING" } })
        const [message] = yield* someMessages(shop, run, [{}])
        assert.deepStrictEqual(yield* leased("worker-1"), [])
        yield* campaigns.saveRun({ ...run, status: "READY" })
        assert.deepStrictEqual(yield* leased("worker-1"), [message?.id])
      }))

    for (const status of ["DRAFT", "PAUSED", "COMPLETED"] as const) {
      it(`gives none of a campaign that is ${status}`, () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const { campaign, message } = yield* alone()
          yield* campaigns.save({ ...campaign, status })
          assert.deepStrictEqual(yield* leased("worker-1"), [])
          yield* campaigns.save({ ...campaign, status: "ACTIVE" })
          assert.deepStrictEqual(yield* leased("worker-1"), [message.id])
        }))
    }

    it("gives none of a paused account until it is connected again", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const { message, shop } = yield* alone()
        yield* accounts.pause(shop.account, aPause)
        assert.deepStrictEqual(yield* leased("worker-1"), [])
        yield* accounts.connect(shop.account)
        assert.deepStrictEqual(yield* leased("worker-1"), [message.id])
      }))

    for (const status of ["PENDING", "SUSPENDED", "REJECTED"] as const) {
      it(`gives none of a jeweller that is ${status}`, () =>
        Effect.gen(function*() {
          const jewellers = yield* JewellerStore
          const { message, shop } = yield* alone()
          yield* jewellers.setStatus(shop.jewellerId, status, null)
          assert.deepStrictEqual(yield* leased("worker-1"), [])
          yield* jewellers.setStatus(shop.jewellerId, "ACTIVE", null)
          assert.deepStrictEqual(yield* leased("worker-1"), [message.id])
        }))
    }

    it("gives none whose number is no longer the jeweller's, also when another jeweller has it now", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const { shop } = yield* alone()
        yield* accounts.connect(anAccount(shop.jewellerId))
        assert.deepStrictEqual(yield* leased("worker-1"), [])
        const other = yield* aShop({ account: { phoneNumberId: shop.account.phoneNumberId } })
        assert.strictEqual(other.account.phoneNumberId, shop.account.phoneNumberId)
        assert.deepStrictEqual(yield* leased("worker-1"), [])
      }))

    it("gives at most the limit, oldest due first within a sender, whichever run they are of", () =>
      Effect.gen(function*() {
        yield* occupyQueue
        const shop = yield* aShop()
        const { run: a } = yield* aLaunch(shop)
        const { run: b } = yield* aLaunch(shop)
        const [third, first, fifth] = yield* someMessages(shop, a, [{ dueAt: at(3) }, { dueAt: at(1) }, {
          dueAt: at(5)
        }])
        const [fourth, second] = yield* someMessages(shop, b, [{ dueAt: at(4) }, { dueAt: at(2) }])
        assert.deepStrictEqual(yield* leased("worker-1", { limit: 2 }), [first?.id, second?.id])
        assert.deepStrictEqual(yield* leased("worker-1", { limit: 2 }), [third?.id, fourth?.id])
        assert.deepStrictEqual(yield* leased("worker-1", { limit: 2 }), [fifth?.id])
      }))

    describe("takes from the senders in turn", () => {
      /** Queues of three senders, the first much longer and older than the others. */
      const threeQueues = Effect.gen(function*() {
        yield* occupyQueue
        const long = yield* aQueue(Array.from({ length: 40 }, (_, number) => ({ dueAt: at(-1000 + number) })))
        const short = yield* aQueue(Array.from({ length: 3 }, (_, number) => ({ dueAt: at(number) })))
        const middle = yield* aQueue(Array.from({ length: 10 }, (_, number) => ({ dueAt: at(number) })))
        return [long, short, middle] as const
      })

      const perQueue = (
        queues: ReadonlyArray<{ readonly messages: ReadonlyArray<Message> }>,
        taken: ReadonlyArray<string>
      ) => queues.map(({ messages }) => messages.filter(({ id }) => taken.includes(id)).length)

      it("as many from each as there is room for", () =>
        Effect.gen(function*() {
          const queues = yield* threeQueues
          assert.deepStrictEqual(perQueue(queues, yield* leased("worker-1", { limit: 9 })), [3, 3, 3])
        }))

      it("one after the other, oldest first", () =>
        Effect.gen(function*() {
          const queues = yield* threeQueues
          const taken = yield* lease("worker-1", { limit: 9 })
          const senders = taken.map(({ phoneNumberId }) => phoneNumberId)
          for (const from of [0, 3, 6]) assert.strictEqual(new Set(senders.slice(from, from + 3)).size, 3)
          for (const { messages } of queues) {
            const own = taken.filter(({ messageId }) => ids(messages).includes(messageId))
            assert.deepStrictEqual(own.map(({ messageId }) => messageId), ids(messages).slice(0, 3))
          }
        }))

      it("and what some cannot give, the others do", () =>
        Effect.gen(function*() {
          const queues = yield* threeQueues
          const taken = yield* leased("worker-1", { limit: 30 })
          assert.strictEqual(new Set(taken).size, 30)
          assert.deepStrictEqual(perQueue(queues, taken), [17, 3, 10])
        }))

      it("nobody waits for ever behind a long queue: one at a time reaches everybody", () =>
        Effect.gen(function*() {
          const queues = yield* threeQueues
          const taken: Array<string> = []
          for (let turn = 0; turn < 30; turn++) taken.push(...(yield* leased("worker-1", { limit: 1 })))
          assert.strictEqual(new Set(taken).size, 30)
          const [, short, middle] = perQueue(queues, taken)
          assert.deepStrictEqual([short, middle], [3, 10])
        }))
    })

    describe("a lease", () => {
      it("keeps the message from everybody, the owner included", () =>
        Effect.gen(function*() {
          const { message } = yield* alone()
          assert.deepStrictEqual(yield* leased("worker-1"), [message.id])
          assert.deepStrictEqual(yield* leased("worker-2"), [])
          assert.deepStrictEqual(yield* leased("worker-1"), [])
        }))

      it("ends by the store's own time, whatever instant is given, and the message goes to somebody else", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const { message } = yield* alone()
          yield* lease("worker-1", { leaseFor: moment })
          assert.deepStrictEqual(yield* eventually(leased("worker-2"), (found) => found.length > 0), [message.id])
          assert.deepStrictEqual(yield* messages.lockLeased("worker-1", [message.id]), [])
          assert.deepStrictEqual(yield* leased("worker-1", { now: 1_000_000 }), [])
          assert.strictEqual((yield* messages.lockLeased("worker-2", [message.id])).length, 1)
        }))

      it("that has ended allows nothing any more, also when nobody else came", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const { message } = yield* alone()
          yield* lease("worker-1", { leaseFor: moment })
          yield* Effect.sleep("20 millis")
          assert.deepStrictEqual(yield* messages.lockLeased("worker-1", [message.id]), [])
        }))

      it("is given back by release, by its owner only", () =>
        Effect.gen(function*() {
          yield* occupyQueue
          const messages = yield* MessageStore
          const { messages: [a, b] } = yield* aQueue([{}, {}])
          assert(a && b)
          yield* lease("worker-1")
          yield* messages.release("worker-2", [a.id, b.id])
          yield* messages.release("worker-1", [])
          yield* messages.release("worker-1", [newMessageId()])
          assert.deepStrictEqual(yield* leased("worker-2"), [])
          yield* messages.release("worker-1", [a.id])
          assert.deepStrictEqual(yield* leased("worker-2"), [a.id])
        }))

      it("ends when the message is saved", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const { message } = yield* alone()
          yield* lease("worker-1")
          yield* messages.save([{ message, attempts: [], events: [] }])
          assert.deepStrictEqual(yield* messages.lockLeased("worker-1", [message.id]), [])
          assert.deepStrictEqual(yield* leased("worker-2"), [message.id])
        }))
    })

    describe("lockLeased", () => {
      it("gives leased messages in id order with their attempts; unknown and foreign ones are left out", () =>
        Effect.gen(function*() {
          yield* occupyQueue
          const messages = yield* MessageStore
          const { messages: queued } = yield* aQueue([{}, {}, {}])
          const [a, b, c] = queued
          assert(a && b && c)
          const tried = { ...b, attempts: 1 }
          const attempt = anAttempt(b, { state: "NOT_WRITTEN", retryAt: at(20), answeredAt: at(11) })
          yield* saveAttempts(tried, [attempt])
          assert.deepStrictEqual(
            ids(
              yield* Effect.map(lease("worker-1", { limit: 2 }), (found) => found.map(({ messageId: id }) => ({ id })))
            ),
            [a.id, b.id]
          )
          yield* lease("worker-2")
          const found = yield* messages.lockLeased("worker-1", [c.id, b.id, newMessageId(), a.id])
          assert.deepStrictEqual(
            found.map(({ attempts, message }) => ({ attempts, message })),
            [{ message: a, attempts: [] }, { message: tried, attempts: [attempt] }]
          )
          assert.deepStrictEqual(yield* messages.lockLeased("worker-1", []), [])
        }))

      it("leaves out a message that is no longer QUEUED", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const { message } = yield* alone()
          yield* lease("worker-1")
          yield* saveAttempts({ ...message, state: "CANCELLED", cancelReason: "OPTED_OUT" }, [])
          assert.deepStrictEqual(yield* messages.lockLeased("worker-1", [message.id]), [])
        }))

      it("gives the guard's facts as they are now", () =>
        Effect.gen(function*() {
          yield* occupyQueue
          const messages = yield* MessageStore
          const contacts = yield* ContactStore
          const templates = yield* TemplateStore
          const accounts = yield* WhatsAppAccountStore
          const campaigns = yield* CampaignStore
          const jewellers = yield* JewellerStore
          const backdoor = yield* Backdoor
          const shop = yield* aShop({ jeweller: { allowedHours: { from: "09:00", to: "21:00" } } })
          const { campaign, run } = yield* aLaunch(shop)
          const contact = aContact()
          yield* contacts.upsertMany(shop.jewellerId, [contact], "REPLACE", at(0))
          yield* contacts.learnUserIds(shop.jewellerId, [{ phone: contact.input.phone, waUserId: "IN.1" }], at(0))
          const [message] = yield* someMessages(shop, run, [{ contactId: contact.id }])
          assert(message)
          yield* lease("worker-1")
          const facts = Effect.map(messages.lockLeased("worker-1", [message.id]), ([found]) => {
            assert(found)
            const { account, approval, campaign, contact, jeweller } = found.facts
            return {
              jeweller: [jeweller.status, jeweller.zone, jeweller.allowedHours],
              account: [account.status, account.resumeAt, account.encryptedToken, account.ratePerSecond],
              campaign: [campaign.status, campaign.category, campaign.whenTemplatePaused],
              contact: contact && [contact.phone, contact.waUserId, contact.optOut, contact.deletedAt],
              approval: approval && [approval.status, approval.category]
            }
          })
          const first = {
            jeweller: ["ACTIVE", "Asia/Kolkata", { from: "09:00", to: "21:00" }],
            account: ["CONNECTED", null, shop.account.encryptedToken, 80],
            campaign: ["ACTIVE", "UTILITY", "WAIT"],
            contact: [contact.input.phone, "IN.1", null, null],
            approval: ["APPROVED", "UTILITY"]
          }
          assert.deepStrictEqual(yield* facts, first as any)

          yield* jewellers.setStatus(shop.jewellerId, "SUSPENDED", null)
          const account = yield* accounts.connect({ ...shop.account, encryptedToken: "second", ratePerSecond: 40 })
          yield* accounts.pause(account, { ...aPause, resumeAt: at(3600) })
          yield* campaigns.save({ ...campaign, status: "PAUSED", whenTemplatePaused: "CANCEL" })
          yield* refuse(shop.jewellerId, contact.id, "ALL", at(1))
          yield* backdoor.deleteContact(contact.id, at(2))
          yield* templates.saveApprovals(
            approvalsOf(shop.template, shop.account, { status: "PAUSED", category: "MARKETING" })
          )
          assert.deepStrictEqual(yield* facts, {
            jeweller: ["SUSPENDED", "Asia/Kolkata", { from: "09:00", to: "21:00" }],
            account: ["PAUSED", at(3600), "second", 40],
            campaign: ["PAUSED", "UTILITY", "CANCEL"],
            contact: [contact.input.phone, "IN.1", "ALL", at(2)],
            approval: ["PAUSED", "MARKETING"]
          } as any)

          yield* backdoor.purgeContact(contact.id)
          assert.isNull((yield* facts).contact)
        }))

      it("knows no approval of another WABA", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const accounts = yield* WhatsAppAccountStore
          const { message, shop } = yield* alone()
          yield* lease("worker-1")
          yield* accounts.connect(anAccount(shop.jewellerId, { phoneNumberId: shop.account.phoneNumberId }))
          const [found] = yield* messages.lockLeased("worker-1", [message.id])
          assert(found)
          assert.isNull(found.facts.approval)
        }))
    })
  })
