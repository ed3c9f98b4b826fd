import { assert, describe, it } from "@effect/vitest"
import { lacking } from "./lacking.js"
import { report } from "./Report.js"
import { run } from "./Suite.js"

describe("workers and servers that are killed in the middle of sending", () => {
  it.skipIf(lacking !== null)(
    `send nothing twice and leave no untrue state${lacking === null ? "" : ` (${lacking})`}`,
    {
      timeout: 300_000
    },
    async () => {
      // This seed kills each worker, both at once, PostgreSQL and Redis.
      const result = await run({ rounds: 6, seed: 2, mutation: null, patience: 60_000, say: () => undefined })
      console.log(report(result))
      assert.deepStrictEqual(result.reckoning.violations, [])
      assert.isNull(result.stopped)
      assert.strictEqual(result.kills.length, 6)
      assert.isAbove(
        result.kills.filter(({ answered, begun, leased, written }) => leased + begun + written + answered > 0).length,
        0
      )
    }
  )
})
