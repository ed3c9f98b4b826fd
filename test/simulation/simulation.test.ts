import { assert, describe, it } from "@effect/vitest"
import { mutations } from "./mutations.js"
import { simulate } from "./simulate.js"

/** What 300 seeds come across, at the least. */
const least300 = {
  posts: 1_200,
  reminders: 200,
  "sent again after a deferral": 5,
  "sent again after silence": 5,
  "campaign waits for its template": 10,
  "campaign goes on with its template": 1,
  "senders paused": 10,
  "CANCELLED OPTED_OUT": 10,
  "skipped OPTED_OUT": 50,
  CRASH_BEFORE: 200,
  CRASH_AFTER: 200,
  FAIL_AFTER: 400,
  STALL_BEFORE: 150
}

describe("simulation", () => {
  it("finds nothing untrue in 300 seeds", { timeout: 240_000 }, async () => {
    const results = await simulate({ first: 1, last: 300 })
    assert.strictEqual(results.length, 300)
    assert.deepStrictEqual(results.flatMap(({ broken, seed }) => broken.map((what) => `seed ${seed}: ${what}`)), [])
    // Enough happened for that to mean something.
    const sum = (name: string) => results.reduce((total, { counts }) => total + (counts[name] ?? 0), 0)
    for (const [name, least] of Object.entries(least300)) assert.isAbove(sum(name), least, name)
    assert.isBelow(sum("run MISSED"), sum("run COMPLETED") / 5)
  })

  it("ends a seed the same way each time", async () => {
    const [once] = await simulate({ first: 7, last: 7 })
    const [again] = await simulate({ first: 7, last: 7 })
    assert.deepStrictEqual(again?.trace, once?.trace)
    assert.isAbove(once?.trace.length ?? 0, 100)
  })

  for (const mutation of mutations) {
    it(`finds it when ${mutation.name}`, { timeout: 240_000 }, async () => {
      const { finds, near: first = 1 } = mutation
      const results = await simulate({ first, last: first + 299, mutation, stopAt: finds })
      const broken = results.flatMap((result) => result.broken)
      assert.isTrue(broken.some((what) => finds.test(what)), broken.join("\n"))
    })
  }
})
