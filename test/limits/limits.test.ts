import { assert, describe, it } from "@effect/vitest"
import { lacking } from "../crash/lacking.js"
import { isWithin } from "../crash/Limits.js"
import * as Hogs from "./Hogs.js"
import * as Saturation from "./Saturation.js"

const why = lacking === null ? "" : ` (${lacking})`

/** Less than this share of idle processors means that others use the machine, and times say nothing. */
const quiet = 0.1

describe("two workers with more to send than they may", () => {
  it.skipIf(lacking !== null)(
    `keep every limit, also over a flush of Redis, and use it${why}`,
    { timeout: 180_000 },
    async (context) => {
      const result = await Saturation.run({ seconds: 6, say: () => undefined })
      console.log(Saturation.report(result))
      for (const use of result.uses) {
        assert.isTrue(isWithin(use), JSON.stringify(use))
        assert.isAbove(use.waiting, 0)
      }
      assert.isAbove(result.pairs, 0)
      assert.isAbove(Math.min(...result.shares), 0.1)
      assert.isAtLeast(result.heldUntil, 10_000)
      assert.deepStrictEqual(result.endedAlone, [])
      if (result.idle < quiet) {
        context.skip("the limits hold, but the machine is too busy to say how much of them is used")
      }
      for (const use of result.uses) assert.isAtLeast(use.utilisation, Saturation.wanted(use), use.sender)
    }
  )

  it.skipIf(lacking !== null)(
    `send a small tenant's messages at once while others hog them${why}`,
    { timeout: 240_000 },
    async () => {
      const fared = await Hogs.run({ times: 5, say: () => undefined })
      console.log(Hogs.report(fared))
      for (const { hogsWaiting, situation, took } of fared) {
        assert.isAbove(hogsWaiting, 100_000, situation)
        // The middle one, since others use the machine too.
        assert.isAtMost(took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? Infinity, Hogs.within, situation)
      }
    }
  )
})
