import { assert } from "@effect/vitest"
import { UserId } from "@ektola/domain/identity/User"
import * as Message from "@ektola/domain/messaging/Message"
import type { WorkerId } from "@ektola/domain/messaging/WorkerProcess"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { TokenCipher } from "@ektola/domain/ports/TokenCipher"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import { WebhookInbox } from "@ektola/domain/ports/WebhookInbox"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import { StatusReason } from "@ektola/domain/tenancy/Jeweller"
import * as Tenancy from "@ektola/domain/tenancy/Tenancy"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import { recordOutcomes } from "../../../packages/domain/src/messaging/internal/recordOutcomes.js"
import { recordApprovals } from "../../../packages/domain/src/templates/internal/recordApprovals.js"
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
  refuse,
  saveAttempts,
  shuffled,
  someMessages,
  worker
} from "../stage.js"

const system = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.flatMap(UnitOfWork, (unitOfWork) => unitOfWork.transact(TenantScope.system, work))

/** Runs `other` while a unit of work holds what `holding` locked, and ends that afterwards. */
const whileHeld = <A, E, R, B, E2, R2>(holding: Effect.Effect<A, E, R>, other: Effect.Effect<B, E2, R2>) =>
  Effect.gen(function*() {
    const held = yield* Deferred.make<A>()
    const release = yield* Deferred.make<void>()
    const holder = yield* Effect.fork(system(
      Effect.gen(function*() {
        yield* Deferred.succeed(held, yield* holding)
        yield* Deferred.await(release)
      })
    ))
    const locked = yield* Deferred.await(held)
    const result = yield* Effect.ensuring(other, Deferred.succeed(release, void 0))
    yield* Fiber.join(holder)
    return [locked, result] as const
  })

/** Whether an effect is still waiting after a moment; it ends with the lock that it waits for. */
const waits = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(effect)
    yield* Effect.sleep("100 millis")
    return { waited: Option.isNone(yield* Fiber.poll(fiber)), result: fiber }
  })

/** What `Tenancy` needs to connect WhatsApp. */
const unused = Layer.merge(
  Layer.succeed(IdGenerator, { id: Effect.die("no id"), token: Effect.die("no token"), jitter: Effect.succeed(0) }),
  Layer.succeed(TokenCipher, { encrypt: () => Effect.die("no token"), decrypt: () => Effect.die("no token") })
)

const consequenceDeps = Effect.gen(function*() {
  return {
    accounts: yield* WhatsAppAccountStore,
    campaigns: yield* CampaignStore,
    contacts: yield* ContactStore,
    ids: { id: Effect.sync(uuid), token: Effect.sync(uuid), jitter: Effect.succeed(0) },
    messages: yield* MessageStore,
    persons: { hash: () => null },
    suppressions: yield* SuppressionStore,
    templates: yield* TemplateStore,
    unitOfWork: yield* UnitOfWork
  }
})

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

  it("a sender whose attempts are refused in many batches at once is paused once, with one alarm", () =>
    Effect.gen(function*() {
      const accounts = yield* WhatsAppAccountStore
      const { messages, shop } = yield* aQueue(Array.from({ length: 12 }, () => ({})))
      const attempts = messages.map((message) => anAttempt(message, { begunAt: at(10) }))
      yield* Effect.forEach(messages, (message, index) => {
        const own = attempts.slice(index, index + 1)
        return saveAttempts(Message.fold(message, own), own)
      })
      const alarms: Array<unknown> = []
      const logger = Logger.make(({ logLevel, message }) => {
        if (logLevel._tag === "Error") alarms.push(message)
      })
      const record = recordOutcomes(yield* consequenceDeps)
      const refused = { class: "PAYMENT", code: 131042, reason: "refused", traceId: null } as const
      yield* Effect.all(
        attempts.map((attempt, index) =>
          record([{
            begun: {
              attempt,
              onTrial: false,
              stored: { message: Message.fold(messages[index]!, [attempt]), attempts: [attempt] }
            },
            outcome: { _tag: "Rejected", failure: refused, retryAfter: null },
            jitter: 0
          }])
        ),
        { concurrency: "unbounded" }
      ).pipe(Effect.provide(Logger.replace(Logger.defaultLogger, logger)))
      const paused = Option.getOrThrow(yield* accounts.find(shop.jewellerId))
      assert.deepStrictEqual([paused.status, paused.pauseClass, paused.pauses], ["PAUSED", "PAYMENT", 1])
      assert.strictEqual(alarms.length, 1)
    }))

  it("of two that pause what they saw connected, one hears that it did", () =>
    Effect.gen(function*() {
      const accounts = yield* WhatsAppAccountStore
      const { account } = yield* aShop()
      const pause = { pauseClass: "POLICY", pauseReason: "limited", resumeAt: at(21_600), pauses: 1 } as const
      const [mine, [other]] = yield* whileHeld(
        accounts.pause(account, pause),
        Effect.map(waits(accounts.pause(account, { ...pause, pauseReason: "also" })), (waiting) => [waiting] as const)
      )
      assert.deepStrictEqual([mine, other.waited, yield* Fiber.join(other.result)], [true, true, false])
      assert.strictEqual(Option.getOrThrow(yield* accounts.find(account.jewellerId)).pauseReason, "limited")
    }))

  it("two verdicts on one template follow each other: what the second finds is what the first has left", () =>
    Effect.gen(function*() {
      const campaigns = yield* CampaignStore
      const shop = yield* aShop()
      const { campaign } = yield* aLaunch(shop)
      const deps = yield* consequenceDeps
      const about = { jewellerId: shop.jewellerId, wabaId: shop.account.wabaId, templateId: shop.template.id }
      const say = (status: string) =>
        recordApprovals(
          deps,
          about,
          (before) => before.map((approval) => ({ ...approval, status })),
          at(100)
        )
      const [, later] = yield* whileHeld(say("PAUSED"), waits(system(say("APPROVED"))))
      yield* Fiber.join(later.result)
      assert.isTrue(later.waited)
      const { pauseCause, status } = yield* campaigns.get(shop.jewellerId, campaign.id)
      assert.deepStrictEqual([status, pauseCause], ["ACTIVE", null])
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
