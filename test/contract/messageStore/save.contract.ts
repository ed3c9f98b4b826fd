import { assert, describe } from "@effect/vitest"
import type { Attempt } from "@ektola/domain/messaging/Attempt"
import type { Message } from "@ektola/domain/messaging/Message"
import { MessageStore, type Unsettled } from "@ektola/domain/ports/MessageStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import { Backdoor } from "../../providers/Backdoor.js"
import type { Provider } from "../../providers/registry.js"
import { anAttempt, aStatus, at, newMessageId, newWamid } from "../builders.js"
import { aQueue, aQueuedMessage, assertDefect, ids, read, saveAttempts } from "../stage.js"

const failure = {
  class: "DEFER",
  code: 131049,
  reason: "not delivered \"to keep\" a healthy ecosystem",
  traceId: "A1"
} as const

export const suite = ({ it, name }: Provider) =>
  describe(`MessageStore.save on ${name}`, () => {
    it("stores every field of progress and of attempts", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const { message } = yield* aQueuedMessage()
        const saved: Message = {
          ...message,
          state: "FAILED",
          reached: "DELIVERED",
          attempts: 2,
          cancelReason: "EXPIRED",
          failure,
          acceptedAt: at(102.002),
          sentAt: at(103.003),
          deliveredAt: at(104.004),
          readAt: at(105.005),
          failedAt: at(106.006)
        }
        const first = anAttempt(message, {
          state: "REJECTED",
          evidence: "FAILED",
          wamid: newWamid(),
          failure,
          retryAt: at(1.001),
          begunAt: at(2.002),
          answeredAt: at(3.003),
          acceptedAt: at(4.004),
          sentAt: at(5.005),
          deliveredAt: at(6.006),
          readAt: at(7.007),
          failedAt: at(8.008),
          firstStatusAt: at(9.009)
        })
        const second = anAttempt(message, { number: 2 })
        yield* messages.save([{ message: saved, attempts: [second, first], events: [] }])
        assert.deepStrictEqual(yield* read(message.id), { message: saved, attempts: [first, second] })

        // `dueAt` matters while QUEUED, and is kept then.
        const bare: Message = { ...message, attempts: 2, dueAt: at(101.001) }
        const closed: Attempt = { ...second, state: "NOT_WRITTEN", answeredAt: at(20), retryAt: at(21) }
        yield* messages.save([{ message: bare, attempts: [closed], events: [] }])
        assert.deepStrictEqual(yield* read(message.id), { message: bare, attempts: [first, closed] })
      }))

    it("does not change what was fixed when the audience was frozen, nor what an attempt began with", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const { message } = yield* aQueuedMessage()
        const attempt = anAttempt(message)
        yield* saveAttempts({ ...message, state: "SENDING", attempts: 1 }, [attempt])
        yield* messages.save([{
          message: { ...message, state: "SENT", attempts: 1 },
          attempts: [{ ...attempt, evidence: "SENT" }],
          events: []
        }])
        const { attempts: [stored], message: after } = yield* read(message.id)
        assert.deepStrictEqual(after, { ...message, state: "SENT", attempts: 1 })
        assert.deepStrictEqual(stored, { ...attempt, evidence: "SENT" })
      }))

    it("stores any number of messages, of several jewellers, in one call; none is nothing", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        yield* messages.save([])
        const one = yield* aQueue(Array.from({ length: 300 }, () => ({})))
        const other = yield* aQueue([{}])
        const changes = [...one.messages, ...other.messages].map((message) => ({
          message: { ...message, state: "SENDING" as const, attempts: 1 },
          attempts: [anAttempt(message)],
          events: []
        }))
        yield* messages.save(changes)
        const found = yield* messages.lock(changes.map(({ message }) => message.id))
        assert.deepStrictEqual(found, changes.map(({ attempts, message }) => ({ attempts, message })))
      }))

    it("keeps all or nothing", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const unitOfWork = yield* UnitOfWork
        const { message } = yield* aQueuedMessage()
        yield* unitOfWork.transact(
          TenantScope.system,
          Effect.zipRight(
            saveAttempts({ ...message, state: "SENDING", attempts: 1 }, [anAttempt(message)]),
            Effect.fail("enough")
          )
        ).pipe(Effect.flip)
        assert.deepStrictEqual(yield* messages.lock([message.id]), [{ message, attempts: [] }])
      }))

    it("keeps the events of an attempt in their order, also unknown ones", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const backdoor = yield* Backdoor
        const { message } = yield* aQueuedMessage()
        const attempt = anAttempt(message)
        const updates = [
          aStatus(attempt),
          aStatus(attempt, { status: "warning", wabaId: null, token: null, recipientPhone: null, waUserId: "IN.7" }),
          aStatus(attempt, { status: "failed", failure, occurredAt: at(30.03) })
        ]
        const events = updates.map((update) => ({ attemptId: attempt.id, update }))
        yield* messages.save([{
          message: { ...message, attempts: 1 },
          attempts: [attempt],
          events: events.slice(0, 2)
        }])
        yield* messages.save([{ message: { ...message, attempts: 1 }, attempts: [], events: events.slice(2) }])
        assert.deepStrictEqual(yield* backdoor.events(message.id), events)
      }))

    it("refuses a second open attempt of a message as a defect, and stores nothing", () =>
      Effect.gen(function*() {
        const { message } = yield* aQueuedMessage()
        const first = anAttempt(message)
        const sending = { ...message, state: "SENDING" as const, attempts: 1 }
        yield* saveAttempts(sending, [first])
        assertDefect(yield* Effect.exit(saveAttempts({ ...sending, attempts: 2 }, [anAttempt(message, { number: 2 })])))
        assert.deepStrictEqual(yield* read(message.id), { message: sending, attempts: [first] })
      }))

    it("is a defect for a message that is not there, and keeps nothing of the call", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const { message } = yield* aQueuedMessage()
        const unknown = { ...message, id: newMessageId() }
        const exit = yield* messages.save([message, unknown].map((each) => ({
          message: { ...each, state: "SENT" },
          attempts: [],
          events: []
        }))).pipe(Effect.exit)
        assertDefect(exit)
        assert.deepStrictEqual(yield* messages.lock([message.id, unknown.id]), [{ message, attempts: [] }])
      }))

    it("takes a next attempt together with the end of the one before", () =>
      Effect.gen(function*() {
        const { message } = yield* aQueuedMessage()
        const first = anAttempt(message)
        const sending = { ...message, state: "SENDING" as const, attempts: 1 }
        yield* saveAttempts(sending, [first])
        const ended: Attempt = { ...first, state: "UNKNOWN", evidence: "OUTCOME_UNKNOWN", answeredAt: at(12) }
        const next = anAttempt(message, { number: 2 })
        yield* saveAttempts({ ...sending, attempts: 2 }, [next, ended])
        assert.deepStrictEqual((yield* read(message.id)).attempts, [ended, next])
      }))

    describe("listUnsettled", () => {
      /** Those of `own`, page by page: other tests leave open attempts behind. */
      const unsettled = (own: ReadonlyArray<Pick<Attempt, "id">>, begunBefore: number, limit = 100) =>
        Effect.gen(function*() {
          const messages = yield* MessageStore
          const wanted = new Set<string>(ids(own))
          const found: Array<Unsettled> = []
          let after: Unsettled["attemptId"] | null = null
          while (true) {
            const page: ReadonlyArray<Unsettled> = yield* messages.listUnsettled({
              begunBefore: at(begunBefore),
              after,
              limit
            })
            assert.isAtMost(page.length, limit)
            found.push(...page)
            if (page.length < limit) break
            after = page.at(-1)?.attemptId ?? null
          }
          const order = found.map(({ attemptId }) => attemptId)
          assert.deepStrictEqual(order, order.toSorted())
          return found.filter(({ attemptId }) => wanted.has(attemptId))
        })

      it("gives BEGUN attempts that began by then, and UNKNOWN ones whenever they began", () =>
        Effect.gen(function*() {
          const { messages: queued } = yield* aQueue(
            Array.from({ length: 6 }, (_, number) => ({ notAfter: at(500 + number) }))
          )
          const overs: ReadonlyArray<Partial<Attempt>> = [
            { begunAt: at(10) },
            { begunAt: at(10.001) },
            { begunAt: at(99), state: "UNKNOWN" },
            { begunAt: at(1), state: "ACCEPTED", evidence: "ACCEPTED" },
            { begunAt: at(1), state: "UNKNOWN", evidence: "DELIVERED" },
            { begunAt: at(1), evidence: "SENT" }
          ]
          const attempts = queued.map((message, index) => anAttempt(message, overs[index]))
          for (const [index, message] of [...queued.entries()].toReversed()) {
            const attempt = attempts[index]
            assert(attempt)
            yield* saveAttempts({ ...message, state: "SENDING", attempts: 1 }, [attempt])
          }
          const [begun, late, unknown] = attempts
          assert(begun && late && unknown)
          const expect = (attempt: Attempt, notAfter: number): Unsettled => ({
            messageId: attempt.messageId,
            attemptId: attempt.id,
            state: attempt.state === "BEGUN" ? "BEGUN" : "UNKNOWN",
            begunAt: attempt.begunAt,
            notAfter: at(notAfter),
            laterStatusAt: null
          })
          for (const limit of [1, 100]) {
            assert.deepStrictEqual(yield* unsettled(attempts, 10, limit), [expect(begun, 500), expect(unknown, 502)])
          }
          assert.deepStrictEqual(yield* unsettled(attempts, 10.001), [
            expect(begun, 500),
            expect(late, 501),
            expect(unknown, 502)
          ])
        }))

      it("laterStatusAt is the earliest first status of an attempt of the same number that began with it or later", () =>
        Effect.gen(function*() {
          const { messages: queued } = yield* aQueue(Array.from({ length: 8 }, () => ({})))
          const other = yield* aQueue([{}])
          const answered = { state: "ACCEPTED", evidence: "SENT" } as const
          const overs: ReadonlyArray<Partial<Attempt>> = [
            { begunAt: at(10), ...answered, firstStatusAt: at(11) },
            { begunAt: at(20), state: "UNKNOWN" },
            { begunAt: at(20), ...answered, firstStatusAt: at(20.5) },
            { begunAt: at(30), state: "ACCEPTED", evidence: "ACCEPTED" },
            { begunAt: at(31), ...answered, firstStatusAt: at(60) },
            { begunAt: at(32), ...answered, firstStatusAt: at(40) },
            { begunAt: at(50), state: "UNKNOWN" },
            { begunAt: at(70), ...answered, firstStatusAt: at(71) }
          ]
          const all = [...queued, ...other.messages]
          const attempts = all.map((message, index) =>
            anAttempt(message, overs[index] ?? { begunAt: at(21), ...answered, firstStatusAt: at(22) })
          )
          for (const [index, message] of all.entries()) {
            const attempt = attempts[index]
            assert(attempt)
            yield* saveAttempts({ ...message, state: "UNCONFIRMED", attempts: 1 }, [attempt])
          }
          const found = yield* unsettled(attempts, 0)
          assert.deepStrictEqual(
            found.map(({ attemptId, laterStatusAt }) => [attemptId, laterStatusAt]),
            [[attempts[1]!.id, at(20.5)], [attempts[6]!.id, at(71)]]
          )
        }))
    })
  })
