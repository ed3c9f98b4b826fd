import { assert, describe } from "@effect/vitest"
import type { Message } from "@ektola/domain/messaging/Message"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import { WorkerRegistry } from "@ektola/domain/ports/WorkerRegistry"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Provider } from "../../providers/registry.js"
import { anAccount, at, newMessageId } from "../builders.js"
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
          dueAt: message.dueAt,
          message
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
  })
