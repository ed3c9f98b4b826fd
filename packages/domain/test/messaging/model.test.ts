import { assert, describe, it } from "@effect/vitest"
import * as Attempt from "@ektola/domain/messaging/Attempt"
import type { Failure, FailureClass } from "@ektola/domain/messaging/Failure"
import * as Message from "@ektola/domain/messaging/Message"
import type * as DateTime from "effect/DateTime"
import * as FastCheck from "effect/FastCheck"
import { at, statusOf } from "./fixtures.js"
import { type Action, type Model, start, step, violations } from "./model.js"

const failureOf = (failureClass: FailureClass, code: number | null = null): Failure => ({
  class: failureClass,
  code,
  reason: `refused as ${failureClass}`,
  traceId: null
})

const seconds = FastCheck.integer({ min: 10, max: 40 })

const statusEvent: FastCheck.Arbitrary<Attempt.Event> = FastCheck.record({
  status: FastCheck.constantFrom("sent", "delivered", "read", "failed", "failed", "played"),
  code: FastCheck.constantFrom(131026, 131049, 132015),
  seconds
}).map(({ code, seconds, status }) => ({
  _tag: "StatusReported",
  update: {
    ...statusOf(status, at(seconds), null),
    failure: status === "failed" ? failureOf(code === 131049 ? "DEFER" : "RECIPIENT", code) : null
  },
  retryAt: status === "failed" && code === 131049 ? at(seconds + 86_400) : null,
  at: at(50)
}))

const answerEvent: FastCheck.Arbitrary<Attempt.Event> = FastCheck.record({
  kind: FastCheck.constantFrom("accepted", "retry", "final", "not written"),
  seconds
}).map(({ kind, seconds }) =>
  kind === "accepted"
    ? { _tag: "Accepted", wamid: "wamid.1", at: at(seconds) }
    : kind === "not written"
    ? { _tag: "NotWritten", retryAt: at(seconds + 2), at: at(seconds) }
    : {
      _tag: "Rejected",
      failure: failureOf(kind === "retry" ? "THROUGHPUT" : "TEMPLATE"),
      retryAt: kind === "retry" ? at(seconds + 5) : null,
      at: at(seconds)
    }
)

const lost: Attempt.Event = { _tag: "AnswerLost", at: at(60) }
const silence: Attempt.Event = {
  _tag: "SilenceProven",
  failure: failureOf("OUTCOME_UNKNOWN"),
  retryAt: null,
  at: at(900)
}
const silenceToRepeat: Attempt.Event = { ...silence, retryAt: at(900) }

// Silence is proven of an attempt that lost its answer, never of one that is begun.
const ofAttempt = FastCheck.oneof(
  { weight: 4, arbitrary: statusEvent.map((event) => [event]) },
  { weight: 3, arbitrary: answerEvent.map((event) => [event]) },
  { weight: 1, arbitrary: FastCheck.constant([lost]) },
  { weight: 1, arbitrary: FastCheck.constant([lost, silence]) },
  { weight: 1, arbitrary: FastCheck.constant([lost, silenceToRepeat]) }
)

const actions: FastCheck.Arbitrary<ReadonlyArray<Action>> = FastCheck.array(
  FastCheck.oneof(
    { weight: 3, arbitrary: FastCheck.constant<ReadonlyArray<Action>>([{ _tag: "Begin" }]) },
    {
      weight: 7,
      arbitrary: FastCheck.tuple(FastCheck.nat({ max: 2 }), ofAttempt).map(([attempt, events]) =>
        events.map((event): Action => ({ _tag: "Learn", attempt, event }))
      )
    },
    {
      weight: 1,
      arbitrary: FastCheck.constantFrom(...Message.CancelReason.literals).map((
        reason
      ): ReadonlyArray<Action> => [{ _tag: "Cancel", reason }])
    }
  ),
  { maxLength: 20 }
).map((some) => some.flat())

const run = (some: ReadonlyArray<Action>): Model =>
  some.reduce((model, action) => {
    const next = step(model, action)
    assert.deepStrictEqual(violations(model, action, next), [])
    return next
  }, start)

/** What must not depend on the order in which statuses arrive. */
const conclusion = (
  { acceptedAt, deliveredAt, evidence, failedAt, failure, readAt, retryAt, sentAt }: Attempt.Attempt
) => ({
  evidence,
  failure,
  retryAt,
  times: { acceptedAt, sentAt, deliveredAt, readAt, failedAt }
})

describe("a message and up to three attempts, whatever happens to them", () => {
  it("keeps every invariant after every step", () => {
    const states = new Set<string>()
    FastCheck.assert(
      FastCheck.property(actions, (some) => {
        states.add(run(some).message.state)
      }),
      { numRuns: 3000 }
    )
    assert.deepStrictEqual([...states].sort(), [...Message.State.literals].sort())
  })

  it("ends the same wherever each status arrives among the answers and the other statuses", () => {
    const shuffles = actions.chain((some) => {
      const { learnt } = run(some)
      return FastCheck.tuple(
        FastCheck.constant(some),
        ...learnt.map((events) =>
          FastCheck.array(FastCheck.nat(), { minLength: events.length, maxLength: events.length })
        )
      )
    })
    FastCheck.assert(
      FastCheck.property(shuffles, ([some, ...places]) => {
        const { attempts, learnt, message } = run(some)
        const shuffled = attempts.map((attempt, index) => {
          const begun = Attempt.begin(attempt)
          const events = learnt[index] ?? []
          const isStatus = ({ _tag }: Attempt.Event) => _tag === "StatusReported"
          // The others keep their order: nobody proves silence of an attempt whose answer is there.
          let order = events.filter((event) => !isStatus(event))
          for (const [count, status] of events.filter(isStatus).entries()) {
            order = order.toSpliced((places[index]?.[count] ?? 0) % (order.length + 1), 0, status)
          }
          return order.reduce(Attempt.apply, begun)
        })
        assert.deepStrictEqual(shuffled.map(conclusion), attempts.map(conclusion))
        const folded = Message.fold(message, shuffled)
        assert.strictEqual(folded.state, message.state)
        assert.strictEqual(folded.reached, message.reached)
      }),
      { numRuns: 1500 }
    )
  })
})

const learnt = (...events: ReadonlyArray<Attempt.Event>): ReadonlyArray<Action> =>
  events.map((event) => ({ _tag: "Learn", attempt: 0, event }))
const failed = (second: number, failure: Failure, retryAt: DateTime.Utc | null = null): Attempt.Event => ({
  _tag: "StatusReported",
  update: { ...statusOf("failed", at(second), failure) },
  retryAt,
  at: at(50)
})
const begin: Action = { _tag: "Begin" }

describe("several things that cannot all be true", () => {
  it("of two failures the earlier stands, whichever arrives first", () => {
    const deferral = failed(20, failureOf("DEFER", 131049), at(86_420))
    const undeliverable = failed(21, failureOf("RECIPIENT", 131026))
    for (const order of [[deferral, undeliverable], [undeliverable, deferral]]) {
      const { message } = run([begin, ...learnt(...order)])
      assert.deepStrictEqual([message.state, message.failure?.code], ["QUEUED", 131049])
      assert.deepStrictEqual(message.dueAt, at(86_420))
    }
  })

  it("of two failures of one second the final one stands", () => {
    const deferral = failed(20, failureOf("DEFER", 131049), at(86_420))
    const stopped = failed(20, failureOf("OPTED_OUT", 131050))
    for (const order of [[deferral, stopped], [stopped, deferral]]) {
      const { message } = run([begin, ...learnt(...order)])
      assert.deepStrictEqual([message.state, message.failure?.code], ["FAILED", 131050])
    }
  })

  it("a request that was surely not written is repeated, also when silence was concluded before its answer", () => {
    const unwritten: Attempt.Event = { _tag: "NotWritten", retryAt: at(1002), at: at(1000) }
    const { attempts, message } = run([begin, ...learnt(lost, silence, unwritten)])
    assert.deepStrictEqual([message.state, message.failure, message.dueAt], ["QUEUED", null, at(1002)])
    assert.deepStrictEqual(attempts.map(({ evidence, state }) => [state, evidence]), [[
      "NOT_WRITTEN",
      "OUTCOME_UNKNOWN"
    ]])
    assert.strictEqual(run([begin, ...learnt(lost, unwritten, silence)]).message.state, "QUEUED")
  })

  it("a message that is repeated after silence is sent when its first attempt turns out to be", () => {
    const delivered: Attempt.Event = {
      _tag: "StatusReported",
      update: statusOf("delivered", at(1200)),
      retryAt: null,
      at: at(1300)
    }
    const waiting = run([begin, ...learnt(lost, silenceToRepeat)])
    assert.deepStrictEqual([waiting.message.state, waiting.message.failure?.class], ["QUEUED", "OUTCOME_UNKNOWN"])
    assert.deepStrictEqual(waiting.message.dueAt, at(900))
    assert.strictEqual(run([begin, ...learnt(lost, silenceToRepeat, delivered)]).message.state, "DELIVERED")
    const late = run([begin, ...learnt(lost, silenceToRepeat), begin, ...learnt(delivered)])
    assert.strictEqual(late.message.state, "DELIVERED")
  })

  it("a message that may have arrived ends as that, whatever becomes of its repeat", () => {
    const refusal: Attempt.Event = { _tag: "Rejected", failure: failureOf("RECIPIENT"), retryAt: null, at: at(950) }
    const ends: ReadonlyArray<ReadonlyArray<Action>> = [
      [begin, ...[lost, silence].map((event): Action => ({ _tag: "Learn", attempt: 1, event }))],
      [begin, { _tag: "Learn", attempt: 1, event: refusal }],
      [{ _tag: "Cancel", reason: "EXPIRED" }],
      [begin, { _tag: "Learn", attempt: 1, event: { ...refusal, retryAt: at(960) } }, {
        _tag: "Cancel",
        reason: "OPTED_OUT"
      }]
    ]
    for (const end of ends) {
      const { message } = run([begin, ...learnt(lost, silenceToRepeat), ...end])
      assert.deepStrictEqual([message.state, message.failure?.class], ["FAILED", "OUTCOME_UNKNOWN"])
      assert.deepStrictEqual(message.failedAt, at(900))
    }
  })

  it("a status of a request that was taken for not written counts", () => {
    const unwritten: Attempt.Event = { _tag: "NotWritten", retryAt: at(30), at: at(28) }
    const sent: Attempt.Event = {
      _tag: "StatusReported",
      update: statusOf("sent", at(20)),
      retryAt: null,
      at: at(50)
    }
    for (const order of [[unwritten, sent], [sent, unwritten]]) {
      const { attempts, message } = run([begin, ...learnt(...order)])
      assert.strictEqual(message.state, "SENT")
      assert.isNull(attempts[0]?.retryAt)
    }
  })

  it("a refusal that is late, after silence was concluded, still allows its repeat", () => {
    const refusal: Attempt.Event = {
      _tag: "Rejected",
      failure: failureOf("THROUGHPUT"),
      retryAt: at(1005),
      at: at(1000)
    }
    assert.strictEqual(run([begin, ...learnt(lost, silence, refusal)]).message.state, "QUEUED")
  })

  it("a deferral of an older attempt delays a newer one's repeat", () => {
    const refusal: Attempt.Event = { _tag: "Rejected", failure: failureOf("THROUGHPUT"), retryAt: at(15), at: at(10) }
    const { message } = run([
      begin,
      ...learnt(refusal),
      begin,
      { _tag: "Learn", attempt: 1, event: refusal },
      ...learnt(failed(20, failureOf("DEFER", 131049), at(86_420)))
    ])
    assert.deepStrictEqual([message.state, message.dueAt], ["QUEUED", at(86_420)])
  })

  it("a deferred message that failed at its second try is delivered when the first one was", () => {
    const deferral = failed(20, failureOf("DEFER", 131049), at(86_420))
    const delivered: Attempt.Event = {
      _tag: "StatusReported",
      update: statusOf("delivered", at(25)),
      retryAt: null,
      at: at(50)
    }
    const final: Attempt.Event = { _tag: "Rejected", failure: failureOf("RECIPIENT"), retryAt: null, at: at(86_430) }
    const { message } = run([
      begin,
      ...learnt(deferral),
      begin,
      { _tag: "Learn", attempt: 1, event: final },
      ...learnt(delivered)
    ])
    assert.deepStrictEqual([message.state, message.failure, message.failedAt], ["DELIVERED", null, null])
    assert.deepStrictEqual(message.deliveredAt, at(25))
  })
})
