import { assert, describe } from "@effect/vitest"
import type { Message } from "@ektola/domain/messaging/Message"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import { WorkerRegistry } from "@ektola/domain/ports/WorkerRegistry"
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
  leaseAll,
  live,
  occupyQueue,
  read,
  refuse,
  saveAttempts,
  someMessages,
  worker
} from "../stage.js"

const moment = Duration.millis(1)
const [one, two] = [worker(1), worker(2)]

const leased = (...args: Parameters<typeof leaseAll>) =>
  Effect.map(leaseAll(...args), (found) => found.map(({ messageId }) => messageId))
const aPause = { pauseClass: "ACCOUNT", pauseReason: "the token has expired", resumeAt: null, pauses: 1 } as const

/** One due message that alone can be leased. */
const alone = (over: Partial<Message> = {}) => Effect.zipRight(occupyQueue, aQueuedMessage(over))

export const suite = ({ it, name }: Provider) =>
  describe(`MessageStore.lease on ${name}`, () => {
    it("gives a due message with its sender and recipient; it stays QUEUED", () =>
      Effect.gen(function*() {
        const { message, shop } = yield* alone()
        assert.deepStrictEqual(yield* leaseAll(one), [{
          messageId: message.id,
          runId: message.runId,
          phoneNumberId: shop.account.phoneNumberId,
          recipient: message.phone ?? "",
          dueAt: message.dueAt
        }])
        assert.deepStrictEqual((yield* read(message.id)).message, message)
      }))

    it("names a recipient without a number by user id", () =>
      Effect.gen(function*() {
        yield* alone({ phone: null, waUserId: "IN.1" })
        assert.deepStrictEqual((yield* leaseAll(one)).map(({ recipient }) => recipient), ["IN.1"])
      }))

    it("gives messages that are due at the given instant, and not before", () =>
      Effect.gen(function*() {
        const { message } = yield* alone({ dueAt: at(30) })
        assert.deepStrictEqual(yield* leased(one, { now: 29.999 }), [])
        assert.deepStrictEqual(yield* leased(one, { now: 30 }), [message.id])
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
        assert.deepStrictEqual(yield* leased(one), ids(messages).slice(-1))
      }))

    it("gives none of a run in preparation", () =>
      Effect.gen(function*() {
        yield* occupyQueue
        const campaigns = yield* CampaignStore
        const shop = yield* aShop()
        const { run } = yield* aLaunch(shop, { run: { status: "PREPARING" } })
        const [message] = yield* someMessages(shop, run, [{}])
        assert.deepStrictEqual(yield* leased(one), [])
        yield* campaigns.saveRun({ ...run, status: "READY" })
        assert.deepStrictEqual(yield* leased(one), [message?.id])
      }))

    for (const status of ["DRAFT", "PAUSED", "COMPLETED"] as const) {
      it(`gives none of a campaign that is ${status}`, () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const { campaign, message } = yield* alone()
          yield* campaigns.save({ ...campaign, status })
          assert.deepStrictEqual(yield* leased(one), [])
          yield* campaigns.save({ ...campaign, status: "ACTIVE" })
          assert.deepStrictEqual(yield* leased(one), [message.id])
        }))
    }

    it("gives none of a paused account until it is connected again", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const { message, shop } = yield* alone()
        yield* accounts.pause(shop.account, aPause)
        assert.deepStrictEqual(yield* leased(one), [])
        yield* accounts.connect(shop.account)
        assert.deepStrictEqual(yield* leased(one), [message.id])
      }))

    for (const status of ["PENDING", "SUSPENDED", "REJECTED"] as const) {
      it(`gives none of a jeweller that is ${status}`, () =>
        Effect.gen(function*() {
          const jewellers = yield* JewellerStore
          const { message, shop } = yield* alone()
          yield* jewellers.setStatus(shop.jewellerId, status, null)
          assert.deepStrictEqual(yield* leased(one), [])
          yield* jewellers.setStatus(shop.jewellerId, "ACTIVE", null)
          assert.deepStrictEqual(yield* leased(one), [message.id])
        }))
    }

    it("gives none whose number is no longer the jeweller's, also when another jeweller has it now", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const { shop } = yield* alone()
        yield* accounts.connect(anAccount(shop.jewellerId))
        assert.deepStrictEqual(yield* leased(one), [])
        const other = yield* aShop({ account: { phoneNumberId: shop.account.phoneNumberId } })
        assert.strictEqual(other.account.phoneNumberId, shop.account.phoneNumberId)
        assert.deepStrictEqual(yield* leased(one), [])
      }))

    it("gives at most what there is room for, oldest due first within a sender, whichever run they are of", () =>
      Effect.gen(function*() {
        yield* occupyQueue
        const shop = yield* aShop()
        const { run: a } = yield* aLaunch(shop)
        const { run: b } = yield* aLaunch(shop)
        const [third, first, fifth] = yield* someMessages(shop, a, [{ dueAt: at(3) }, { dueAt: at(1) }, {
          dueAt: at(5)
        }])
        const [fourth, second] = yield* someMessages(shop, b, [{ dueAt: at(4) }, { dueAt: at(2) }])
        assert.deepStrictEqual(yield* leased(one, { room: 2 }), [first?.id, second?.id])
        assert.deepStrictEqual(yield* leased(one, { room: 2 }), [third?.id, fourth?.id])
        assert.deepStrictEqual(yield* leased(one, { room: 2 }), [fifth?.id])
      }))

    it("gives each sender its own room, and turn by turn in the order in which they were asked for", () =>
      Effect.gen(function*() {
        yield* occupyQueue
        const messages = yield* MessageStore
        const long = yield* aQueue(Array.from({ length: 5 }, (_, number) => ({ dueAt: at(-1000 + number) })))
        const short = yield* aQueue(Array.from({ length: 3 }, (_, number) => ({ dueAt: at(number) })))
        const wanted = (queue: typeof long, room: number) => ({
          phoneNumberId: queue.shop.account.phoneNumberId,
          room,
          runs: [{ runId: queue.run.id, after: null }]
        })
        yield* live(one)
        const taken = yield* messages.lease({ owner: one, now: at(60), senders: [wanted(short, 2), wanted(long, 4)] })
        const [s, l] = [ids(short.messages), ids(long.messages)]
        assert.deepStrictEqual(taken.map(({ messageId }) => messageId), [s[0], l[0], s[1], l[1], l[2], l[3]])
      }))

    it("goes on behind a place, also among messages due at the same instant", () =>
      Effect.gen(function*() {
        yield* occupyQueue
        const messages = yield* MessageStore
        const queue = yield* aQueue(Array.from({ length: 5 }, () => ({ dueAt: at(1) })))
        const inOrder = ids(queue.messages).toSorted()
        const { phoneNumberId } = queue.shop.account
        const behind = (messageId: Message["id"] | undefined, room: number) =>
          Effect.map(
            messages.lease({
              owner: one,
              now: at(60),
              senders: [{
                phoneNumberId,
                room,
                runs: [{ runId: queue.run.id, after: messageId === undefined ? null : { dueAt: at(1), messageId } }]
              }]
            }),
            (taken) => taken.map(({ messageId }) => messageId)
          )
        yield* live(one)
        assert.deepStrictEqual(yield* behind(inOrder[2] as Message["id"], 1), [inOrder[3]])
        assert.deepStrictEqual(yield* behind(undefined, 9), [inOrder[0], inOrder[1], inOrder[2], inOrder[4]])
      }))

    describe("a lease", () => {
      it("keeps the message from everybody, the owner included", () =>
        Effect.gen(function*() {
          const { message } = yield* alone()
          assert.deepStrictEqual(yield* leased(one), [message.id])
          assert.deepStrictEqual(yield* leased(two), [])
          assert.deepStrictEqual(yield* leased(one), [])
        }))

      it("ends with its owner's life, by the store's own time, and the message goes to somebody else", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const { message } = yield* alone()
          const mortal = worker(3)
          yield* leaseAll(mortal, { aliveFor: moment })
          assert.deepStrictEqual(yield* eventually(leased(two), (found) => found.length > 0), [message.id])
          assert.deepStrictEqual(yield* messages.lockLeased(mortal, [message.id]), [])
          assert.deepStrictEqual(yield* leased(mortal, { now: 1_000_000 }), [])
          assert.strictEqual((yield* messages.lockLeased(two, [message.id])).length, 1)
        }))

      it("lasts as long as its owner is heard of", () =>
        Effect.gen(function*() {
          const { message } = yield* alone()
          const owner = worker(4)
          yield* leaseAll(owner, { aliveFor: Duration.seconds(5) })
          yield* live(owner)
          assert.deepStrictEqual(yield* leased(two, { now: 1_000_000 }), [])
          assert.deepStrictEqual((yield* read(message.id)).message.state, "QUEUED")
        }))

      it("is still good when its owner was silent for too long, but nobody else came", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const { message } = yield* alone()
          const owner = worker(5)
          yield* leaseAll(owner, { aliveFor: moment })
          assert.strictEqual((yield* messages.lockLeased(owner, [message.id])).length, 1)
        }))

      it("is free at once when its owner leaves", () =>
        Effect.gen(function*() {
          const registry = yield* WorkerRegistry
          const { message } = yield* alone()
          yield* leaseAll(worker(6))
          yield* registry.leave(worker(6))
          assert.deepStrictEqual(yield* leased(two), [message.id])
        }))

      it("is given back by release, by its owner only", () =>
        Effect.gen(function*() {
          yield* occupyQueue
          const messages = yield* MessageStore
          const { messages: [a, b] } = yield* aQueue([{}, {}])
          assert(a && b)
          yield* leaseAll(one)
          yield* messages.release(two, [a.id, b.id])
          yield* messages.release(one, [])
          yield* messages.release(one, [newMessageId()])
          assert.deepStrictEqual(yield* leased(two), [])
          yield* messages.release(one, [a.id])
          assert.deepStrictEqual(yield* leased(two), [a.id])
        }))

      it("is given back by releaseAllBut, unless it is held or somebody else's", () =>
        Effect.gen(function*() {
          yield* occupyQueue
          const messages = yield* MessageStore
          const { messages: [a, b] } = yield* aQueue([{}, {}])
          assert(a && b)
          yield* leaseAll(worker(7))
          yield* messages.releaseAllBut(worker(8), [])
          assert.deepStrictEqual(yield* leased(worker(8)), [])
          yield* messages.releaseAllBut(worker(7), [b.id])
          assert.deepStrictEqual(yield* leased(worker(8)), [a.id])
        }))

      it("ends when the message is saved", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const { message } = yield* alone()
          yield* leaseAll(one)
          yield* messages.save([{ message, attempts: [], events: [] }])
          assert.deepStrictEqual(yield* messages.lockLeased(one, [message.id]), [])
          assert.deepStrictEqual(yield* leased(two), [message.id])
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
              yield* Effect.map(leaseAll(one, { room: 2 }), (found) => found.map(({ messageId: id }) => ({ id })))
            ),
            [a.id, b.id]
          )
          yield* leaseAll(two)
          const found = yield* messages.lockLeased(one, [c.id, b.id, newMessageId(), a.id])
          assert.deepStrictEqual(
            found.map(({ attempts, message }) => ({ attempts, message })),
            [{ message: a, attempts: [] }, { message: tried, attempts: [attempt] }]
          )
          assert.deepStrictEqual(yield* messages.lockLeased(one, []), [])
        }))

      it("leaves out a message that is no longer QUEUED", () =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const { message } = yield* alone()
          yield* leaseAll(one)
          yield* saveAttempts({ ...message, state: "CANCELLED", cancelReason: "OPTED_OUT" }, [])
          assert.deepStrictEqual(yield* messages.lockLeased(one, [message.id]), [])
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
          yield* leaseAll(one)
          const facts = Effect.map(messages.lockLeased(one, [message.id]), ([found]) => {
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
          yield* leaseAll(one)
          yield* accounts.connect(anAccount(shop.jewellerId, { phoneNumberId: shop.account.phoneNumberId }))
          const [found] = yield* messages.lockLeased(one, [message.id])
          assert(found)
          assert.isNull(found.facts.approval)
        }))
    })
  })
