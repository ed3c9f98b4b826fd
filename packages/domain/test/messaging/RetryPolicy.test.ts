import { assert, describe, it } from "@effect/vitest"
import { type Failure, FailureClass } from "@ektola/domain/messaging/Failure"
import * as RetryPolicy from "@ektola/domain/messaging/RetryPolicy"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as FastCheck from "effect/FastCheck"
import { at } from "./fixtures.js"

const failureOf = (failureClass: FailureClass): Failure => ({
  class: failureClass,
  code: null,
  reason: "refused",
  traceId: null
})

const hour = 3600
const day = 24 * hour

/** Waits in seconds after the first, the second … failure of a class; after the last one it ends. */
const waits: Readonly<Record<FailureClass, ReadonlyArray<number>>> = {
  RETRY: [5, 15, 45, 135, 405],
  THROUGHPUT: [1, 2, 4, 8, 16, 32, 60, 60, 60],
  APP_THROUGHPUT: [60, 120, 240, 480, 900, 900, 900, 900, 900],
  // 4^X seconds, as WhatsApp advises for 131056.
  PAIR: [4, 16, 64, 256, 1024],
  DEFER: [day, day],
  ACCOUNT: [60, 240, 960, hour, hour, hour, hour, hour, hour],
  PAYMENT: [60, 240, 960, hour, hour, hour, hour, hour, hour],
  POLICY: [hour, 2 * hour, 4 * hour, 6 * hour, 6 * hour],
  EXPERIMENT: [],
  RECIPIENT: [],
  OPTED_OUT: [],
  TEMPLATE: [],
  MESSAGE: [],
  OUTCOME_UNKNOWN: []
}

const waitAfter = (input: {
  readonly failureClass: FailureClass
  readonly earlier: ReadonlyArray<FailureClass | null>
  readonly jitter?: number
  readonly notAfter?: DateTime.Utc
  readonly retryAfter?: Duration.Duration
}): number | null => {
  const due = RetryPolicy.retryAt({
    failure: failureOf(input.failureClass),
    earlier: input.earlier.map((failureClass) => ({
      failure: failureClass === null ? null : failureOf(failureClass)
    })),
    now: at(0),
    notAfter: input.notAfter ?? at(100 * day),
    retryAfter: input.retryAfter ?? null,
    jitter: input.jitter ?? 0
  })
  return due === null ? null : DateTime.distance(at(0), due) / 1000
}

const times = <A>(count: number, value: A): ReadonlyArray<A> => Array.from({ length: count }, () => value)

describe("RetryPolicy.retryAt", () => {
  it.each(FailureClass.literals.map((failureClass) => [failureClass, waits[failureClass]] as const))(
    "%s waits %j seconds and then ends",
    (failureClass, expected) => {
      for (const [count, wait] of expected.entries()) {
        assert.strictEqual(waitAfter({ failureClass, earlier: times(count, failureClass) }), wait)
      }
      assert.isNull(waitAfter({ failureClass, earlier: times(expected.length, failureClass) }))
      assert.isNull(waitAfter({ failureClass, earlier: times(expected.length + 5, failureClass) }))
    }
  )

  it("counts the failures of the same class only", () => {
    assert.strictEqual(waitAfter({ failureClass: "PAIR", earlier: ["THROUGHPUT", null, "RETRY", "PAIR"] }), 16)
  })

  it("spreads by up to a quarter, never below the wait", () => {
    assert.strictEqual(waitAfter({ failureClass: "PAIR", earlier: [], jitter: 0.5 }), 4.5)
    assert.strictEqual(waitAfter({ failureClass: "DEFER", earlier: [], jitter: 0 }), day)
  })

  it("honours what WhatsApp asked for when that is longer, and only then", () => {
    assert.strictEqual(waitAfter({ failureClass: "THROUGHPUT", earlier: [], retryAfter: Duration.seconds(30) }), 30)
    assert.strictEqual(waitAfter({ failureClass: "APP_THROUGHPUT", earlier: [], retryAfter: Duration.seconds(30) }), 60)
    assert.strictEqual(waitAfter({ failureClass: "THROUGHPUT", earlier: [], retryAfter: Duration.minutes(10) }), 600)
    assert.isNull(waitAfter({ failureClass: "RECIPIENT", earlier: [], retryAfter: Duration.seconds(30) }))
  })

  it("ends when the next try would be at notAfter or later", () => {
    assert.strictEqual(waitAfter({ failureClass: "PAIR", earlier: [], notAfter: at(4.001) }), 4)
    assert.isNull(waitAfter({ failureClass: "PAIR", earlier: [], notAfter: at(4) }))
    assert.isNull(waitAfter({ failureClass: "PAIR", earlier: [], notAfter: at(4.9), jitter: 0.99 }))
    assert.isNull(
      waitAfter({ failureClass: "PAIR", earlier: [], notAfter: at(60), retryAfter: Duration.seconds(60) })
    )
  })

  const anything = FastCheck.record({
    failureClass: FastCheck.constantFrom(...FailureClass.literals),
    earlier: FastCheck.array(
      FastCheck.option(FastCheck.constantFrom(...FailureClass.literals), { nil: null }),
      { maxLength: 30 }
    ),
    jitter: FastCheck.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    notAfter: FastCheck.integer({ min: -10, max: 10 * day }).map(at),
    retryAfter: FastCheck.integer({ min: 0, max: 2 * day }).map(Duration.seconds)
  })

  it("is bounded, on whole milliseconds, before notAfter, and never sooner than asked for", () => {
    FastCheck.assert(
      FastCheck.property(anything, (input) => {
        const wait = waitAfter(input)
        if (wait === null) return
        const before = input.earlier.filter((failureClass) => failureClass === input.failureClass).length
        const plain = waits[input.failureClass][before]
        assert(plain !== undefined)
        const asked = Duration.toSeconds(input.retryAfter)
        assert.isAtLeast(wait, Math.max(plain, asked))
        assert.isAtMost(wait, Math.max(plain * 1.25 + 0.001, asked))
        assert.isTrue(Number.isInteger(DateTime.toEpochMillis(at(0)) + wait * 1000))
        assert.isBelow(wait * 1000, DateTime.distance(at(0), input.notAfter))
      }),
      { numRuns: 2000 }
    )
  })
})

describe("RetryPolicy.isRepeatable", () => {
  it("only a deferral is repeated once WhatsApp had accepted the message", () => {
    assert.deepStrictEqual(
      FailureClass.literals.filter((failureClass) => RetryPolicy.isRepeatable({ class: failureClass, code: null })),
      ["DEFER"]
    )
  })

  it("so is a message that was held back and ended with its template, which was not sent", () => {
    const repeatable = [132000, 132001, 132015, 132016].filter((code) =>
      RetryPolicy.isRepeatable({ class: "TEMPLATE", code })
    )
    assert.deepStrictEqual(repeatable, [132001, 132015])
  })
})

describe("a message that was refused for its template", () => {
  const retry = (code: number, waitsForTemplate: boolean, before = 0) => {
    const failure = { class: "TEMPLATE", code, reason: "refused", traceId: null } as const
    const retryAt = RetryPolicy.retryAt({
      failure,
      earlier: Array.from({ length: before }, () => ({ failure })),
      now: at(0),
      notAfter: at(86_400),
      retryAfter: null,
      jitter: 0,
      waitsForTemplate
    })
    return retryAt === null ? null : DateTime.distance(at(0), retryAt) / 60_000
  }

  it("waits when the campaign does and the template can come back", () => {
    assert.deepStrictEqual([132015, 132001, 132016, 132000].map((code) => retry(code, true)), [10, 10, null, null])
    assert.deepStrictEqual([132015, 132001, 132016, 132000].map((code) => retry(code, false)), [null, null, null, null])
  })

  it("waits longer each time, up to three hours, five times", () => {
    assert.deepStrictEqual([0, 1, 2, 3, 4, 5].map((before) => retry(132015, true, before)), [
      10,
      30,
      90,
      180,
      180,
      null
    ])
  })
})

describe("RetryPolicy.afterNotWritten", () => {
  const waitSeconds = (before: number, jitter = 0) =>
    DateTime.distance(
      at(0),
      RetryPolicy.afterNotWritten({
        earlier: [...times(before, { state: "NOT_WRITTEN" as const }), { state: "REJECTED" }],
        now: at(0),
        jitter
      })
    ) / 1000

  it("grows from 2 seconds to a minute and goes on, however often", () => {
    assert.deepStrictEqual([0, 1, 2, 3, 4, 5, 6, 100, 5000].map((before) => waitSeconds(before)), [
      2,
      4,
      8,
      16,
      32,
      60,
      60,
      60,
      60
    ])
    assert.strictEqual(waitSeconds(0, 0.333), 2.167)
  })
})
