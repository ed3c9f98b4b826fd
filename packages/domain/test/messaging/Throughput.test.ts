import { assert, describe, it } from "@effect/vitest"
import { FailureClass } from "@ektola/domain/messaging/Failure"
import * as Throughput from "@ektola/domain/messaging/Throughput"
import * as Duration from "effect/Duration"

const seconds = (hold: ReturnType<typeof Throughput.holdAfter>) =>
  hold === null ? null : [hold.scope, Duration.toSeconds(hold.period)]

describe("Throughput.holdAfter", () => {
  for (const failureClass of FailureClass.literals) {
    it(`${failureClass}`, () => {
      const ours = { APP_THROUGHPUT: ["EVERYBODY", 60], THROUGHPUT: ["SENDER", 1] }[failureClass as "THROUGHPUT"] ??
        null
      assert.deepStrictEqual(seconds(Throughput.holdAfter({ class: failureClass }, null)), ours)
      assert.deepStrictEqual(
        seconds(Throughput.holdAfter({ class: failureClass }, Duration.seconds(30))),
        ours === null ? null : [ours[0], 30]
      )
    })
  }
})

describe("what is used of WhatsApp's limits", () => {
  it("is a little less than they allow", () => {
    assert.closeTo(Throughput.usable(80), 77.6, 1e-9)
    assert.isAbove(Duration.toSeconds(Throughput.pairInterval), 6)
    assert.strictEqual(Duration.toHours(Throughput.reachWindow), 24)
  })

  it("a budget that lost its memory waits until all that it may have granted is over", () => {
    const { holdAfterLoss, horizon, pairInterval } = Throughput
    assert.isAtLeast(Duration.toMillis(holdAfterLoss), Duration.toMillis(Duration.sum(horizon, pairInterval)))
  })
})
