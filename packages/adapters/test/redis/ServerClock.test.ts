import { assert, describe, it } from "@effect/vitest"
import { ServerClock } from "../../src/redis/internal/ServerClock.js"

// Server 1,000 ahead of us; an answer takes what it takes.
const observed = (...answers: ReadonlyArray<readonly [asked: number, ran: number, answered: number]>) => {
  const clock = new ServerClock()
  for (const [asked, ran, answered] of answers) clock.observe(ran + 1_000, asked, answered)
  return clock
}

describe("ServerClock", () => {
  it("is behind the server by the way of the answer at most, and never ahead", () => {
    assert.strictEqual(observed([100, 101, 103]).at(200), 1_198)
  })

  it("tells how much later it may be", () => {
    assert.strictEqual(observed([100, 101, 103]).uncertainty, 3)
    assert.closeTo(observed([0, 50, 300], [400, 400.1, 400.2]).uncertainty, 0.2, 0.001)
    assert.strictEqual(new ServerClock().uncertainty, Infinity)
  })

  it("does not become worse by an answer that was long on its way", () => {
    assert.closeTo(observed([100, 100.2, 100.5], [200, 201, 700]).at(700), 1_700, 1)
  })

  it("becomes better by a fast one", () => {
    assert.closeTo(observed([0, 50, 300], [400, 400.1, 400.2]).at(500), 1_500, 0.2)
  })

  it("follows a clock that was set", () => {
    const clock = observed([0, 1, 2])
    clock.observe(50_000, 10, 11)
    assert.strictEqual(clock.at(11), 50_000)
    clock.observe(3_000, 20, 21)
    assert.strictEqual(clock.at(21), 3_000)
  })

  it("follows clocks that drift apart", () => {
    const clock = new ServerClock()
    for (let at = 0; at < 3_600_000; at += 1_000) clock.observe(at * 1.0004, at, at + 0.2)
    assert.closeTo(clock.at(3_600_000), 3_600_000 * 1.0004, 2)
  })
})
