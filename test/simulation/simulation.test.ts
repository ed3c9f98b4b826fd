import { assert, describe, it } from "@effect/vitest"
import { mutations } from "./mutations.js"
import { simulate } from "./simulate.js"

describe("simulation", () => {
  it("finds nothing untrue in 300 seeds", { timeout: 240_000 }, async () => {
    const results = await simulate({ first: 1, last: 300 })
    assert.strictEqual(results.length, 300)
    assert.deepStrictEqual(results.flatMap(({ broken, seed }) => broken.map((what) => `seed ${seed}: ${what}`)), [])
    // Enough happened for that to mean something.
    const sum = (name: string) => results.reduce((total, { counts }) => total + (counts[name] ?? 0), 0)
    assert.isAbove(sum("posts"), 1_000)
    assert.isAbove(sum("CRASH_BEFORE") + sum("CRASH_AFTER"), 300)
    assert.isAbove(sum("FAIL_AFTER"), 200)
  })

  it("ends a seed the same way each time", async () => {
    const [once] = await simulate({ first: 7, last: 7 })
    const [again] = await simulate({ first: 7, last: 7 })
    assert.deepStrictEqual(again?.trace, once?.trace)
    assert.isAbove(once?.trace.length ?? 0, 100)
  })

  for (const mutation of mutations) {
    it(`finds it when ${mutation.name}`, { timeout: 240_000 }, async () => {
      const results = await simulate({ first: 1, last: 300, mutation, stopAtFault: true })
      const broken = results.flatMap((result) => result.broken)
      assert.isTrue(broken.some((what) => mutation.finds.test(what)), broken.join("\n"))
    })
  }
})
