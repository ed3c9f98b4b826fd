import { assert, describe, it } from "@effect/vitest"
import * as Figures from "@ektola/domain/messaging/Figures"
import * as Message from "@ektola/domain/messaging/Message"
import * as FastCheck from "effect/FastCheck"

const cell = (over: Partial<Figures.Cell> & { readonly count: number }) => ({
  language: "hi",
  state: "QUEUED",
  reached: "NOTHING",
  reason: null,
  code: null,
  ...over
} as const)

const failed = (code: number | null, count: number, over: Partial<Figures.Cell> = {}) =>
  cell({ state: "FAILED", reason: code === null ? "OUTCOME_UNKNOWN" : "RECIPIENT", code, count, ...over })

const failure = { class: "DEFER", code: 131049, reason: "healthy ecosystem", traceId: null } as const

describe("Figures", () => {
  it("gives reasons over languages and reaches, the most frequent first, equal ones always in one order", () => {
    const messages = [
      failed(131026, 2),
      failed(131000, 3),
      failed(null, 3),
      failed(131026, 2, { language: "en", reached: "SENT" }),
      cell({ state: "CANCELLED", reason: "EXPIRED", count: 1 })
    ]
    const expected: Figures.Report["failures"] = [
      { class: "RECIPIENT", code: 131026, count: 4 },
      { class: "OUTCOME_UNKNOWN", code: null, count: 3 },
      { class: "RECIPIENT", code: 131000, count: 3 }
    ]
    for (const order of [messages, messages.toReversed()]) {
      const { cancellations, failures } = Figures.report({ messages: order, skips: [] })
      assert.deepStrictEqual(failures, expected)
      assert.deepStrictEqual(cancellations, [{ reason: "EXPIRED", count: 1 }])
    }
  })

  it("a message that WhatsApp took and then put off waits in byState, stays sent in the funnel, and is no failure", () => {
    const deferred = { language: "hi", state: "QUEUED", reached: "SENT", cancelReason: null, failure } as const
    const { byState, failures, funnel } = Figures.report({
      messages: [{ ...Figures.cellOf(deferred), count: 1 }],
      skips: []
    })
    assert.strictEqual(byState.QUEUED, 1)
    assert.deepStrictEqual(funnel, { planned: 1, sent: 1, delivered: 0, read: 0 })
    assert.deepStrictEqual(failures, [])
  })

  it("the reason of a message is that of its state", () => {
    const message = { language: "ta", reached: "NOTHING", cancelReason: "EXPIRED", failure } as const
    const reasons = (["FAILED", "CANCELLED", "READ"] as const).map((state) => {
      const { code, reason } = Figures.cellOf({ ...message, state })
      return [reason, code]
    })
    assert.deepStrictEqual(reasons, [["DEFER", 131049], ["EXPIRED", null], [null, null]])
  })

  it("languages and reasons sum to the whole, and each figure holds the next", () => {
    const arbitrary = FastCheck.record({
      language: FastCheck.constantFrom("en" as const, "hi" as const, "ta" as const),
      state: FastCheck.constantFrom(...Message.State.literals),
      reached: FastCheck.constantFrom(...Message.Reached.literals),
      code: FastCheck.constantFrom(131026, 131000),
      count: FastCheck.integer({ min: 1, max: 9 })
    })
    FastCheck.assert(FastCheck.property(FastCheck.array(arbitrary), (cells) => {
      const messages = cells.map((each): Figures.Counts["messages"][number] => ({
        ...each,
        reason: each.state === "FAILED" ? "RECIPIENT" : each.state === "CANCELLED" ? "EXPIRED" : null,
        code: each.state === "FAILED" ? each.code : null
      }))
      const sum = (counts: ReadonlyArray<number>) => counts.reduce((total, count) => total + count, 0)
      const { byLanguage, byState, cancellations, failures, funnel } = Figures.report({ messages, skips: [] })
      assert.strictEqual(sum(Object.values(byState)), funnel.planned)
      assert.strictEqual(sum(byLanguage.map(({ figures }) => figures.funnel.planned)), funnel.planned)
      assert.strictEqual(sum(failures.map(({ count }) => count)), byState.FAILED)
      assert.strictEqual(sum(cancellations.map(({ count }) => count)), byState.CANCELLED)
      assert.isTrue(funnel.planned >= funnel.sent && funnel.sent >= funnel.delivered && funnel.delivered >= funnel.read)
    }))
  })
})
