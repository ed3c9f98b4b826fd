import { assert } from "@effect/vitest"
import { UserId } from "@ektola/domain/identity/User"
import type { WorkerId } from "@ektola/domain/messaging/WorkerProcess"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import { TokenCipher } from "@ektola/domain/ports/TokenCipher"
import { WebhookInbox } from "@ektola/domain/ports/WebhookInbox"
import { StatusReason } from "@ektola/domain/tenancy/Jeweller"
import * as Tenancy from "@ektola/domain/tenancy/Tenancy"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { Backdoor } from "../../providers/Backdoor.js"
import { onPostgres } from "../../providers/onPostgres.js"
import {
  aCampaign,
  aContact,
  aJeweller,
  aLine,
  anAttempt,
  anEvent,
  aStatus,
  aSuppression,
  at,
  uuid
} from "../builders.js"
import {
  aLaunch,
  aQueue,
  aShop,
  aTenant,
  ids,
  leaseAll,
  occupyQueue,
  read,
  refuse,
  saveAttempts,
  shuffled,
  someMessages,
  worker
} from "../stage.js"
import { system, waits, whileHeld } from "./atOnce.js"

/** What `Tenancy` needs to connect WhatsApp. */
const unused = Layer.merge(
  Layer.succeed(IdGenerator, { id: Effect.sync(uuid), token: Effect.die("no token"), jitter: Effect.succeed(0) }),
  Layer.succeed(TokenCipher, { encrypt: () => Effect.die("no token"), decrypt: () => Effect.die("no token") })
)

const lease = (owner: WorkerId, room: number) =>
  Effect.map(leaseAll(owner, { room }), (leased) => leased.map(({ messageId }) => messageId))

onPostgres((it) => {
  it("many that lease at once share the queue: nothing twice, nothing left", () =>
    Effect.gen(function*() {
      yield* occupyQueue
      const queues = yield* Effect.all(
        Array.from({ length: 3 }, () => aQueue(Array.from({ length: 40 }, () => ({}))))
      )
      const drain = (owner: WorkerId) =>
        Effect.gen(function*() {
          const mine: Array<string> = []
          let empty = 0
          while (empty < 3) {
            const taken = yield* lease(owner, 7)
            mine.push(...taken)
            empty = taken.length === 0 ? empty + 1 : 0
          }
          return mine
        })
      const taken = yield* Effect.all(Array.from({ length: 6 }, (_, number) => drain(worker(number + 1))), {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(
        taken.flat().toSorted(),
        queues.flatMap(({ messages }) => ids(messages)).toSorted()
      )
    }))

  it("lease passes over messages that another unit of work holds, and takes the next ones", () =>
    Effect.gen(function*() {
      yield* occupyQueue
      const messages = yield* MessageStore
      const { messages: [a, b, c, d] } = yield* aQueue([{}, {}, {}, {}])
      assert(a && b && c && d)
      const [, taken] = yield* whileHeld(messages.lock([a.id, c.id]), lease(worker(1), 10))
      assert.deepStrictEqual(taken, [b.id, d.id])
      assert.deepStrictEqual(yield* lease(worker(2), 10), [a.id, c.id])
    }))

  it("two schedulers take different due campaigns", () =>
    Effect.gen(function*() {
      const campaigns = yield* CampaignStore
      const shop = yield* aShop()
      const [older, newer] = [-90_000_000, -80_000_000].map((seconds) =>
        aCampaign(shop.jewellerId, shop.template.id, { nextRunAt: at(seconds) })
      )
      assert(older && newer)
      yield* campaigns.insert(newer)
      yield* campaigns.insert(older)
      const [first, [second]] = yield* whileHeld(campaigns.lockDue(at(0)), campaigns.lockDue(at(0)))
      assert.deepStrictEqual([first[0]?.id, second?.id], [older.id, newer.id])
      for (const campaign of [older, newer]) yield* campaigns.save({ ...campaign, nextRunAt: null })
    }))

  it("a run that is held is not completed; whoever waits for one that is being completed gets it as completed", () =>
    Effect.gen(function*() {
      const campaigns = yield* CampaignStore
      const { run } = yield* Effect.flatMap(aShop(), (shop) => aLaunch(shop))
      const lockRun = campaigns.lockRun(run.jewellerId, run.id)
      const settled = Effect.map(campaigns.lockSettledRuns(1000), (runs) => runs.find(({ id }) => id === run.id))
      const [held, passed] = yield* whileHeld(lockRun, settled)
      assert.deepStrictEqual([held, passed], [run, undefined])

      const completed = { ...run, status: "COMPLETED", completedAt: at(9) } as const
      const [completing, { result, waited }] = yield* whileHeld(
        Effect.tap(settled, () => campaigns.saveRun(completed)),
        waits(system(lockRun))
      )
      assert.strictEqual(completing?.id, run.id)
      assert.isTrue(waited)
      assert.deepStrictEqual(yield* Fiber.join(result), completed)
    }))

  it("two schedulers take different runs to prepare, and to complete", () =>
    Effect.gen(function*() {
      const campaigns = yield* CampaignStore
      const shop = yield* aShop()
      const made = yield* Effect.all([1, 2].map(() => aLaunch(shop, { run: { status: "PREPARING" } })))
      const [a, b] = made.map(({ run }) => run)
      assert(a && b)
      const [preparing, other] = yield* whileHeld(campaigns.lockPreparing, campaigns.lockPreparing)
      assert.deepStrictEqual([...ids(preparing), ...ids(other)], [a.id, b.id])
      for (const run of [a, b]) yield* campaigns.saveRun({ ...run, status: "READY" })
      const [settled, next] = yield* whileHeld(
        Effect.map(campaigns.lockSettledRuns(1000), (runs) => ids(runs).filter((id) => id === a.id || id === b.id)),
        Effect.map(campaigns.lockSettledRuns(1000), ids)
      )
      assert.deepStrictEqual(settled, [a.id, b.id])
      assert.notIncludeMembers([...next], [a.id, b.id])
      for (const run of [a, b]) yield* campaigns.saveRun({ ...run, status: "COMPLETED" })
    }))

  it("a campaign that is locked can neither be locked nor changed by others", () =>
    Effect.gen(function*() {
      const campaigns = yield* CampaignStore
      const { campaign, shop } = yield* Effect.flatMap(aShop(), (shop) =>
        Effect.map(aLaunch(shop), ({ campaign }) => ({ shop, campaign })))
      const lock = campaigns.lock(shop.jewellerId, campaign.id)
      const [, [locker, writer]] = yield* whileHeld(
        Effect.tap(lock, (locked) =>
          campaigns.save({ ...locked, pauseReason: "held" })),
        Effect.all([waits(lock), waits(campaigns.save({ ...campaign, status: "PAUSED" }))])
      )
      assert.deepStrictEqual([locker.waited, writer.waited], [true, true])
      assert.strictEqual((yield* Fiber.join(locker.result)).id, campaign.id)
      yield* Fiber.join(writer.result)
      assert.strictEqual((yield* campaigns.get(shop.jewellerId, campaign.id)).status, "PAUSED")
    }))

  it("statuses of one message from two processors wait for each other and see each other's work", () =>
    Effect.gen(function*() {
      const messages = yield* MessageStore
      const { messages: [message] } = yield* aQueue([{}])
      assert(message)
      const attempt = anAttempt(message)
      yield* saveAttempts({ ...message, state: "SENDING", attempts: 1 }, [attempt])
      const lockByStatus = messages.lockByStatus([aStatus(attempt)])
      const sent = { ...message, state: "SENT" as const, reached: "SENT" as const, attempts: 1 }
      const accepted = { ...attempt, state: "ACCEPTED" as const, evidence: "ACCEPTED" as const, wamid: "wamid.x" }
      const [, second] = yield* whileHeld(
        Effect.tap(lockByStatus, () => messages.save([{ message: sent, attempts: [accepted], events: [] }])),
        waits(lockByStatus)
      )
      assert.isTrue(second.waited)
      const [seen] = yield* Fiber.join(second.result)
      assert.deepStrictEqual([seen?.message.state, seen?.attempts[0]?.wamid], ["SENT", "wamid.x"])
    }))

  it("two admins' steps at once follow the table: the second is asked of what the first has made", () =>
    Effect.gen(function*() {
      const jewellers = yield* JewellerStore
      const tenancy = yield* Tenancy.Tenancy
      const { id } = yield* Effect.tap(Effect.succeed(aJeweller({ status: "PENDING" })), jewellers.insert)
      const admin = { userId: UserId.make(uuid()), role: "ADMIN", jewellerId: null } as const
      const reject = Effect.flip(tenancy.reject(admin, id, StatusReason.make("no shop at this address")))
      const [approved, second] = yield* whileHeld(tenancy.approve(admin, id), waits(reject))
      assert.deepStrictEqual([approved.status, second.waited], ["ACTIVE", true])
      const { message } = yield* Fiber.join(second.result)
      assert.strictEqual(message, "A jeweller that is ACTIVE cannot be rejected.")
      assert.strictEqual((yield* jewellers.get(id)).status, "ACTIVE")
    }).pipe(Effect.provide(Layer.provide(Tenancy.layer, unused))))

  it("user ids are noted in id order: who waits for one contact does not hold a later one", () =>
    Effect.gen(function*() {
      const contacts = yield* ContactStore
      const { jewellerId } = yield* aShop()
      const [low, high] = [aContact(), aContact()].sort((a, b) => a.id < b.id ? -1 : 1)
      assert(low && high)
      yield* contacts.upsertMany(jewellerId, [low, high], "REPLACE", at(0))
      const lock = ({ id }: typeof low) => contacts.lockPersons(jewellerId, { ids: [id], phones: [], waUserIds: [] })
      const seen = [high, low].map(({ id, input: { phone } }) => ({ phone, waUserId: `IN.${id}` }))
      const [, [learning, other]] = yield* whileHeld(
        lock(low),
        Effect.all([waits(contacts.learnUserIds(jewellerId, seen, at(1))), waits(lock(high))])
      )
      assert.deepStrictEqual([learning.waited, other.waited], [true, false])
      const learnt = yield* Fiber.join(learning.result)
      assert.deepStrictEqual(learnt.map(({ id }) => id).sort(), [low.id, high.id])
    }))

  it("many that lock the same messages in different orders never block each other for good", () =>
    Effect.gen(function*() {
      const messages = yield* MessageStore
      const { messages: queued } = yield* aQueue(Array.from({ length: 20 }, () => ({})))
      const wanted = ids(queued)
      const orders = Array.from(
        { length: 10 },
        (_, turn) => [...wanted.slice(turn), ...wanted.slice(0, turn)].toReversed()
      )
      yield* Effect.all(
        orders.flatMap((order) =>
          Array.from({ length: 5 }, () => system(Effect.zipRight(messages.lock(order), messages.lock(order))))
        ),
        { concurrency: 10 }
      )
    }))

  it("an opt-out that is committed while begin waits for the message is seen by it", () =>
    Effect.gen(function*() {
      yield* occupyQueue
      const messages = yield* MessageStore
      const contacts = yield* ContactStore
      const shop = yield* aShop()
      const contact = aContact()
      yield* contacts.upsertMany(shop.jewellerId, [contact], "REPLACE", at(0))
      const { run } = yield* aLaunch(shop)
      const [message] = yield* someMessages(shop, run, [{ contactId: contact.id }])
      assert(message)
      yield* lease(worker(1), 1)
      const [, begin] = yield* whileHeld(
        messages.lock([message.id]),
        Effect.zipLeft(
          waits(messages.lockLeased(worker(1), [message.id])),
          refuse(shop.jewellerId, contact.id, "MARKETING", at(5))
        )
      )
      assert.isTrue(begin.waited)
      const [beginnable] = yield* Fiber.join(begin.result)
      assert.strictEqual(beginnable?.facts.contact?.optOut, "MARKETING")
    }))

  it("a word that is heard several times at once is one line, and orders of persons do not block each other", () =>
    Effect.gen(function*() {
      const suppressions = yield* SuppressionStore
      const backdoor = yield* Backdoor
      const jewellerId = yield* aTenant()
      const persons = Array.from({ length: 50 }, () => aSuppression({ refusedAll: at(1) }))
      const orders = [persons, shuffled(persons), persons.toReversed(), shuffled(persons).toReversed()]
      yield* Effect.all(
        [...orders, ...orders].map((order) =>
          suppressions.record(jewellerId, order, order.map(({ person }) => aLine({ person })))
        ),
        { concurrency: 8 }
      )
      const lines = yield* backdoor.consents(jewellerId)
      assert.sameMembers(lines.map(({ person }) => person), persons.map(({ person }) => person))
    }))

  it("a message that is cancelled while begin waits for it is left out", () =>
    Effect.gen(function*() {
      yield* occupyQueue
      const messages = yield* MessageStore
      const { message } = yield* Effect.map(aQueue([{}]), ({ messages: [message] }) => ({ message }))
      assert(message)
      yield* lease(worker(1), 1)
      const cancelled = { ...message, state: "CANCELLED" as const, cancelReason: "OPTED_OUT" as const }
      const [, begin] = yield* whileHeld(
        Effect.tap(
          messages.lock([message.id]),
          () => messages.save([{ message: cancelled, attempts: [], events: [] }])
        ),
        waits(messages.lockLeased(worker(1), [message.id]))
      )
      assert.isTrue(begin.waited)
      assert.deepStrictEqual(yield* Fiber.join(begin.result), [])
    }))

  it("a message that is cancelled while its first attempt waits for it is not begun", () =>
    Effect.gen(function*() {
      yield* occupyQueue
      const messages = yield* MessageStore
      const { messages: [message, other] } = yield* aQueue([{}, {}])
      assert(message && other)
      yield* lease(worker(1), 2)
      const cancelled = { ...message, state: "CANCELLED" as const, cancelReason: "OPTED_OUT" as const }
      const [, begin] = yield* whileHeld(
        Effect.tap(
          messages.lock([message.id]),
          () => messages.save([{ message: cancelled, attempts: [], events: [] }])
        ),
        waits(messages.saveBegun(
          worker(1),
          [message, other].map((each) => ({
            message: { ...each, state: "SENDING" as const, attempts: 1 },
            attempts: [anAttempt(each)],
            events: []
          }))
        ))
      )
      assert.isTrue(begin.waited)
      assert.deepStrictEqual(yield* Fiber.join(begin.result), [other.id])
      assert.deepStrictEqual(yield* read(message.id), { message: cancelled, attempts: [] })
    }))

  it("lockExpired passes over messages that are held", () =>
    Effect.gen(function*() {
      const messages = yield* MessageStore
      const { messages: [held, free] } = yield* aQueue([{ notAfter: at(-70) }, { notAfter: at(-60) }])
      assert(held && free)
      const [, expired] = yield* whileHeld(messages.lock([held.id]), messages.lockExpired(at(-50), 10))
      assert.deepStrictEqual(expired.map(({ message }) => message.id), [free.id])
      assert.deepStrictEqual(
        (yield* messages.lockExpired(at(-50), 10)).map(({ message }) => message.id),
        [held.id, free.id]
      )
    }))

  it("lockPending passes over events that are held, and takes the next ones", () =>
    Effect.gen(function*() {
      const inbox = yield* WebhookInbox
      const events = [-9000, -8000, -7000].map((seconds) => anEvent({ receivedAt: at(seconds) }))
      yield* inbox.append(events)
      const [first, rest] = yield* whileHeld(inbox.lockPending(at(-6000), 1), inbox.lockPending(at(-6000), 10))
      assert.deepStrictEqual([...ids(first), ...ids(rest)], ids(events))
    }))

  it("two uploads of the same people in opposite orders both end", () =>
    Effect.gen(function*() {
      const contacts = yield* ContactStore
      const { jewellerId } = yield* aShop()
      const people = Array.from({ length: 200 }, () => aContact())
      const upload = (order: typeof people, paymentDay: number) =>
        contacts.upsertMany(
          jewellerId,
          order.map((person) => ({ ...aContact(), input: { ...person.input, paymentDay } })),
          "REPLACE",
          at(paymentDay)
        )
      const results = yield* Effect.all(
        Array.from({ length: 10 }, (_, turn) => upload(turn % 2 === 0 ? people : people.toReversed(), turn + 1)),
        { concurrency: 10 }
      )
      assert.strictEqual(results.flat().filter(({ created }) => created).length, 200)
      assert.strictEqual(new Set(results.flat().map(({ id }) => id)).size, 200)
    }))
})
