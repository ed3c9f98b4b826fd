import { assert, describe, it } from "@effect/vitest"
import type { Asked } from "./Asked.js"
import { isWithin, measure } from "./Limits.js"

const ask = (at: number, recipient: string, sender = "200", since = at): Asked => ({
  worker: "A",
  since,
  at,
  sender,
  recipient,
  template: "round_1",
  token: `${sender} ${at} ${recipient}`,
  answeredAt: at + 10
})

const sender = { phoneNumberId: "200", ratePerSecond: 2 }

describe("the limits of a sender, as the simulator sees them", () => {
  it("counts the fullest second, wherever it begins, of this sender alone", () => {
    const asked = [
      ask(0, "a"),
      ask(900, "b"),
      ask(1_200, "c"),
      ask(1_800, "d"),
      ask(1_899, "e"),
      ask(1_000, "f", "201")
    ]
    const measured = measure(asked, sender)
    assert.deepStrictEqual([measured.requests, measured.mostInASecond], [5, 4])
    assert.isFalse(isWithin(measured))
  })

  it("does not count what is a whole second apart", () => {
    const measured = measure([ask(0, "a"), ask(1_000, "b"), ask(2_000, "c")], sender)
    assert.strictEqual(measured.mostInASecond, 1)
    assert.isTrue(isWithin(measured))
  })

  it("does not hold against a sender what may have lain unread", () => {
    // Four of them within a second of being read, but the first three may have come up to 400 ms before.
    const asked = [ask(0, "a"), ask(900, "b", "200", 500), ask(900, "c", "200", 500), ask(900, "d", "200", 500)]
    const more = [ask(1_550, "e"), ask(1_600, "f")]
    const measured = measure([...asked, ...more], sender)
    assert.deepStrictEqual([measured.mostInASecond, measured.surelyInASecond], [5, 4])
    const pair = measure([ask(900, "a", "200", 500), ask(6_600, "a")], sender)
    assert.deepStrictEqual([pair.closePairs, pair.closest], [0, 5_700])
    assert.strictEqual(measure([ask(900, "a", "200", 700), ask(6_600, "a")], sender).closePairs, 1)
  })

  it("finds a person who is written to again within six seconds", () => {
    const close = measure([ask(0, "a"), ask(5_999, "a"), ask(20_000, "b"), ask(26_000, "b")], sender)
    assert.deepStrictEqual([close.closePairs, close.closest], [1, 5_999])
    assert.isFalse(isWithin(close))
    const apart = measure([ask(0, "a"), ask(6_000, "a"), ask(1, "a", "201")], sender)
    assert.deepStrictEqual([apart.closePairs, apart.closest], [0, 6_000])
    assert.isTrue(isWithin(apart))
  })
})
