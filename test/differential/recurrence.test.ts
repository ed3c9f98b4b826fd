import { assert, describe, it } from "@effect/vitest"
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

const run = promisify(execFile)
const main = fileURLToPath(new URL("main.ts", import.meta.url))

const under = async (TZ: string) => {
  const { stdout } = await run(process.execPath, ["--conditions=@ektola/source", "--import", "tsx", main, "10000"], {
    env: { ...process.env, TZ },
    maxBuffer: 16 * 1024 * 1024
  })
  return stdout
}

/** What test/cases/DEVIATIONS.md tells about. */
const known = new Set([
  "a time that the clocks skip",
  "a time that the clocks skip, under BYSETPOS",
  "a first time that the clocks skip",
  "an offset that no clock has then",
  "later than 2199"
])

describe("10,000 random rules against rrule-temporal", () => {
  it("have the same answers, or a known reason, whatever zone the process is in", { timeout: 150_000 }, async () => {
    const [utc, newYork, auckland] = await Promise.all(["UTC", "America/New_York", "Pacific/Auckland"].map(under))
    assert.isTrue(utc === newYork && utc === auckland, "the answers depend on the zone of the process")
    const { answers, classes, examples, rules } = JSON.parse(utc ?? "")
    console.log(`${answers} answers about ${rules} rules; different: ${JSON.stringify(classes, null, 2)}`)
    assert.strictEqual(rules, 10_000)
    assert.strictEqual(JSON.stringify(examples, null, 2), "[]")
    assert.deepStrictEqual(
      Object.keys(classes).flatMap((name) => name.split(" and ")).filter((name) => !known.has(name)),
      []
    )
  })
})
