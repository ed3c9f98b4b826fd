import { assert, describe, it } from "@effect/vitest"
import * as Environment from "@ektola/domain/messaging/Environment"

const production: Environment.Fingerprint = {
  name: "production",
  keyId: "9f86d081884c",
  server: "database a of cluster 7"
}

const name = /^This process runs as "staging", but the database belongs to "production"\.$/
const key = /another one \(id 60303ae22b99\) than the data were made with \(id 9f86d081884c\).*refused.*reminders/
const server = /copy or was moved: it was database a of cluster 7, and is database a of cluster 8 now\.$/

const cases: ReadonlyArray<{
  readonly what: string
  readonly stored: Environment.Fingerprint | null
  readonly current: Partial<Environment.Fingerprint>
  readonly verdict: "First" | "Same" | ReadonlyArray<RegExp>
}> = [
  { what: "a database that nobody has claimed", stored: null, current: {}, verdict: "First" },
  { what: "the same process again", stored: production, current: {}, verdict: "Same" },
  { what: "another name", stored: production, current: { name: "staging" }, verdict: [name] },
  { what: "another key", stored: production, current: { keyId: "60303ae22b99" }, verdict: [key] },
  { what: "another server", stored: production, current: { server: "database a of cluster 8" }, verdict: [server] },
  {
    what: "a restore to staging with staging's key",
    stored: production,
    current: { name: "staging", keyId: "60303ae22b99", server: "database a of cluster 8" },
    verdict: [name, key, server]
  }
]

describe("Environment.judge", () => {
  it.each(cases)("$what", ({ current, stored, verdict }) => {
    const found = Environment.judge(stored, { ...production, ...current })
    if (typeof verdict === "string") assert.deepStrictEqual(found, { _tag: verdict })
    else {
      assert(found._tag === "Held")
      assert.lengthOf(found.differences, verdict.length)
      found.differences.forEach((difference, index) => assert.match(difference, verdict[index] ?? /never/))
    }
  })
})

describe("Environment.isName", () => {
  it.each([
    ["production", true],
    ["staging-2", true],
    ["2", true],
    ["Local", true],
    ["x".repeat(40), true],
    ["x".repeat(41), false],
    ["", false],
    ["-x", false],
    ["a b", false],
    ["a_b", false],
    ["a\n", false],
    ["prod/eu", false],
    ["उत्पादन", false]
  ])("%j: %s", (text, right) => assert.strictEqual(Environment.isName(text), right))
})
