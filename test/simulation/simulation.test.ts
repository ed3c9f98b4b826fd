import { assert, describe, it } from "@effect/vitest"
import { mutations } from "./mutations.js"
import { simulate } from "./simulate.js"

/** What 100 seeds come across, at the least; thousands are for `npm run test:sim`. */
const least100 = {
  posts: 400,
  reminders: 60,
  "sent again after a deferral": 1,
  "sent again after silence": 1,
  "campaign waits for its template": 3,
  "senders paused": 3,
  "CANCELLED OPTED_OUT": 1,
  "skipped OPTED_OUT": 15,
  CRASH_BEFORE: 60,
  CRASH_AFTER: 60,
  FAIL_AFTER: 120,
  STALL_BEFORE: 45
}

const quick = /before the POST|sent beats failed|STOP is not heard|a run is over|after an hour/

describe("simulation", () => {
  it("finds nothing untrue in 100 seeds", { timeout: 240_000 }, async () => {
    const results = await simulate({ first: 1, last: 100 })
    assert.strictEqual(results.length, 100)
    assert.deepStrictEqual(results.flatMap(({ broken, seed }) => broken.map((what) => `seed ${seed}: ${what}`)), [])
    // Enough happened for that to mean something.
    const sum = (name: string) => results.reduce((total, { counts }) => total + (counts[name] ?? 0), 0)
    for (const [name, least] of Object.entries(least100)) assert.isAbove(sum(name), least, name)
    assert.isBelow(sum("run MISSED"), sum("run COMPLETED") / 5)
  })

  it("ends a seed the same way each time", async () => {
    const [once] = await simulate({ first: 7, last: 7 })
    const [again] = await simulate({ first: 7, last: 7 })
    assert.deepStrictEqual(again?.trace, once?.trace)
    assert.isAbove(once?.trace.length ?? 0, 100)
  })

  // Those that few seeds find; all of them: `npm run test:sim -- --mutations`.
  for (const mutation of mutations.filter(({ name }) => quick.test(name))) {
    it(`finds it when ${mutation.name}`, { timeout: 240_000 }, async () => {
      const results = await simulate({ first: 1, last: 300, mutation, stopAt: mutation.finds })
      const broken = results.flatMap((result) => result.broken)
      assert.isTrue(broken.some((what) => mutation.finds.test(what)), broken.join("\n"))
    })
  }
})
