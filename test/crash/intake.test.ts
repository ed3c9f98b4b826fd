import { assert, describe, it } from "@effect/vitest"
import * as Intake from "./Intake.js"
import { lacking } from "./lacking.js"

describe("workers and HTTP that are killed while runs are prepared and webhooks come", () => {
  it.skipIf(lacking !== null)(
    `plan every run once, apply every status and lose no figure${lacking === null ? "" : ` (${lacking})`}`,
    { timeout: 300_000 },
    async () => {
      const result = await Intake.run({ rounds: 3, seed: 1, patience: 60_000, say: () => undefined })
      console.log(Intake.report(result))
      assert.deepStrictEqual(result.differences, [])
      assert.isNull(result.stopped)
      assert.isAbove(result.kills.worker, 0)
      assert.isAbove(result.kills.http, 0)
    }
  )
})
