import { assert, describe, it } from "@effect/vitest"
import * as Attempt from "@ektola/domain/messaging/Attempt"
import type * as Failure from "@ektola/domain/messaging/Failure"
import * as Figures from "@ektola/domain/messaging/Figures"
import * as Message from "@ektola/domain/messaging/Message"
import type * as DateTime from "effect/DateTime"
import * as FastCheck from "effect/FastCheck"
import { aMessage, anAttempt, at, statusOf } from "./fixtures.js"

const failure = (failureClass: Failure.FailureClass): Failure.Failure => ({
  class: failureClass,
  code: 131026,
  reason: "undeliverable",
  traceId: null
})

const status = (name: string, seconds: number, retryAt: DateTime.Utc | null = null): Attempt.Event => ({
  _tag: "StatusReported",
  update: statusOf(name, at(seconds), name === "failed" ? failure("RECIPIENT") : null),
  retryAt,
  at: at(1000)
})

const applyAll = (events: ReadonlyArray<Attempt.Event>, attempt = anAttempt()): Attempt.Attempt =>
  events.reduce(Attempt.apply, attempt)

const accepted: Attempt.Event = { _tag: "Accepted", wamid: "wamid.1", at: at(5) }

describe("Attempt.apply", () => {
  it("keeps READ and fills in earlier times when statuses come late", () => {
    const final = applyAll([accepted, status("read", 30), status("delivered", 20), status("sent", 10)])
    assert.strictEqual(final.evidence, "READ")
    assert.deepStrictEqual([final.sentAt, final.deliveredAt, final.readAt], [at(10), at(20), at(30)])
  })

  it("leaves a time that never came empty", () => {
    const final = applyAll([accepted, status("read", 30)])
    assert.deepStrictEqual([final.sentAt, final.deliveredAt], [null, null])
  })

  it("does not let sent replace failed", () => {
    const final = applyAll([accepted, status("failed", 20), status("sent", 10)])
    assert.strictEqual(final.evidence, "FAILED")
    assert.strictEqual(final.failure?.code, 131026)
    assert.deepStrictEqual(final.sentAt, at(10))
  })

  it("lets delivered win over failed, in either order", () => {
    for (const order of [["failed", "delivered"], ["delivered", "failed"]] as const) {
      const final = applyAll([accepted, ...order.map((name) => status(name, 10))])
      assert.strictEqual(final.evidence, "DELIVERED")
      assert.isNull(final.failure)
    }
  })

  it("lets late proof beat OUTCOME_UNKNOWN", () => {
    const unknown = applyAll([
      { _tag: "AnswerLost", at: at(30) },
      { _tag: "SilenceProven", failure: failure("OUTCOME_UNKNOWN"), retryAt: null, at: at(900) }
    ])
    assert.strictEqual(unknown.evidence, "OUTCOME_UNKNOWN")
    assert.strictEqual(applyAll([status("sent", 10)], unknown).evidence, "SENT")
    assert.strictEqual(applyAll([accepted], unknown).evidence, "ACCEPTED")
    assert.isNull(applyAll([accepted], unknown).failure)
  })

  it("does not conclude silence once there is evidence", () => {
    const final = applyAll([
      accepted,
      { _tag: "SilenceProven", failure: failure("OUTCOME_UNKNOWN"), retryAt: null, at: at(900) }
    ])
    assert.strictEqual(final.evidence, "ACCEPTED")
  })

  it("keeps the wamid that a status teaches before the answer does", () => {
    assert.strictEqual(applyAll([status("sent", 10), accepted]).wamid, "wamid.1")
    assert.strictEqual(applyAll([status("sent", 10)]).wamid, "wamid.1")
  })

  it("ignores unknown statuses", () => {
    const before = applyAll([accepted])
    assert.strictEqual(Attempt.apply(before, status("played", 10)), before)
  })

  it("returns the same object for an event that brings nothing new", () => {
    const before = applyAll([accepted, status("sent", 10), status("delivered", 20)])
    assert.strictEqual(Attempt.apply(before, status("delivered", 20)), before)
    assert.strictEqual(Attempt.apply(before, status("sent", 10)), before)
  })

  const anyEvent = FastCheck.oneof(
    FastCheck.record({
      name: FastCheck.constantFrom("sent", "delivered", "read", "failed", "played"),
      seconds: FastCheck.integer({ min: 0, max: 100 })
    }).map(({ name, seconds }) => status(name, seconds)),
    FastCheck.constant(accepted)
  )

  it("ends in the same state whatever the order and repetition of what is learnt", () => {
    FastCheck.assert(
      FastCheck.property(
        FastCheck.array(anyEvent, { minLength: 1, maxLength: 8 }).chain((events) =>
          FastCheck.tuple(
            FastCheck.constant(events),
            FastCheck.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })
          )
        ),
        ([events, shuffled]) => {
          assert.deepStrictEqual(applyAll(shuffled), applyAll(events))
        }
      ),
      { numRuns: 500 }
    )
  })

  it("never lowers the rank", () => {
    FastCheck.assert(
      FastCheck.property(FastCheck.array(anyEvent, { maxLength: 12 }), (events) => {
        let attempt = anAttempt()
        for (const event of events) {
          const next = Attempt.apply(attempt, event)
          assert.isAtLeast(Attempt.rank(next.evidence), Attempt.rank(attempt.evidence))
          attempt = next
        }
      }),
      { numRuns: 500 }
    )
  })
})

describe("Message.fold", () => {
  const fold = (...attempts: ReadonlyArray<Attempt.Attempt>) => Message.fold(aMessage(), attempts)

  it("is SENDING while the attempt is unanswered and UNCONFIRMED when the answer is lost", () => {
    assert.strictEqual(fold(anAttempt()).state, "SENDING")
    assert.strictEqual(fold(applyAll([{ _tag: "AnswerLost", at: at(9) }])).state, "UNCONFIRMED")
  })

  it("goes back to QUEUED, due at the retry, when an attempt may be repeated", () => {
    const rejected = applyAll([{ _tag: "Rejected", failure: failure("THROUGHPUT"), retryAt: at(60), at: at(5) }])
    const message = fold(rejected)
    assert.strictEqual(message.state, "QUEUED")
    assert.deepStrictEqual(message.dueAt, at(60))
    assert.strictEqual(message.reached, "NOTHING")
  })

  it("is FAILED with the reason when it may not", () => {
    const message = fold(applyAll([{ _tag: "Rejected", failure: failure("RECIPIENT"), retryAt: null, at: at(5) }]))
    assert.strictEqual(message.state, "FAILED")
    assert.strictEqual(message.failure?.class, "RECIPIENT")
    assert.deepStrictEqual(message.failedAt, at(5))
  })

  it("is cancelled only while it waits, and late proof still shows", () => {
    const deferred = applyAll([accepted, status("failed", 20, at(86_400))])
    const queued = fold(deferred)
    assert.strictEqual(queued.state, "QUEUED")
    const cancelled = Message.cancel({ message: queued, attempts: [deferred] }, "OPTED_OUT")
    assert.strictEqual(cancelled.state, "CANCELLED")
    assert.strictEqual(Message.fold(cancelled, [deferred]).state, "CANCELLED")
    assert.strictEqual(Message.fold(cancelled, [applyAll([status("delivered", 30)], deferred)]).state, "DELIVERED")
    const sending = { message: fold(anAttempt()), attempts: [anAttempt()] }
    assert.strictEqual(Message.cancel(sending, "OPTED_OUT").state, "SENDING")
  })

  it("takes the older attempt when that one turns out delivered", () => {
    const first = applyAll([accepted, status("failed", 20, at(60)), status("delivered", 25)])
    const second = { ...anAttempt(), number: 2 }
    const message = fold(first, second)
    assert.strictEqual(message.state, "DELIVERED")
    assert.deepStrictEqual(message.deliveredAt, at(25))
  })

  it("counts a message that failed after it was sent as sent in the funnel", () => {
    const message = fold(applyAll([accepted, status("failed", 20)]))
    assert.strictEqual(message.state, "FAILED")
    const { byState, funnel } = Figures.fromCounts([{ state: message.state, reached: message.reached, count: 1 }])
    assert.deepStrictEqual(funnel, { planned: 1, sent: 1, delivered: 0, read: 0 })
    assert.strictEqual(byState.FAILED, 1)
    assert.isTrue(Figures.isSettled(byState))
  })

  it("counts a read message without a delivered status as delivered", () => {
    const message = fold(applyAll([accepted, status("read", 20)]))
    const { funnel } = Figures.fromCounts([{ state: message.state, reached: message.reached, count: 1 }])
    assert.deepStrictEqual(funnel, { planned: 1, sent: 1, delivered: 1, read: 1 })
  })
})
