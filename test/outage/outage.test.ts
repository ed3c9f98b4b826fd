import { assert, describe, it } from "@effect/vitest"
import { lacking } from "../crash/lacking.js"
import { kinds, patience } from "./Outage.js"
import { isKept, report, run } from "./Suite.js"

/** A granted instant is so far away at most; nothing leaves later than that without a new one. */
const horizon = 4_000

describe("Redis and PostgreSQL that go away in the middle of sending", () => {
  it.skipIf(lacking !== null)(
    `stop it, lose nothing, double nothing, and it goes on by itself${lacking === null ? "" : ` (${lacking})`}`,
    { timeout: 400_000 },
    async () => {
      const result = await run({ kinds, seconds: 6, say: () => undefined })
      const { endedAlone, passed, reckoning } = result
      console.log(report(result))
      assert.deepStrictEqual(reckoning.violations, [])
      assert.strictEqual(reckoning.byState["READ"], reckoning.messages)
      assert.deepStrictEqual(endedAlone, [])
      assert.isTrue(isKept(result))
      for (const { firstSent, kind, lastSent, linesPerSecond } of passed) {
        assert.isAtMost(lastSent, horizon, kind)
        // A busy machine takes its time.
        assert.isAtMost(firstSent, patience(kind) * 2, kind)
        assert.isAtMost(linesPerSecond, 20, kind)
      }
    }
  )
})
