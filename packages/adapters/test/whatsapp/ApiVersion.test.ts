import { assert } from "@effect/vitest"
import * as ApiVersion from "@ektola/adapters/whatsapp/ApiVersion"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import { describe, it } from "vitest"

const version = (text: string) => Either.getOrThrow(ApiVersion.parse(text))
const warning = (text: string, now: string) => ApiVersion.warning(version(text), DateTime.unsafeMake(now))

describe("ApiVersion", () => {
  it("takes versions as they stand in a path, known or not", () => {
    for (const text of ["v25.0", "v18.0", "v9.0", "v99.0"]) assert.strictEqual(version(text), text)
  })

  it("refuses everything else with a sentence", () => {
    for (const text of ["", "25.0", "v25", "V25.0", "v25.0/", " v25.0", "v25.0\n", "v0.1", "latest"]) {
      assert.deepStrictEqual(
        Either.flip(ApiVersion.parse(text)),
        Either.right("is no version of the Graph API, such as v25.0")
      )
    }
  })

  it("each version ends after the one before it, and after it was released", () => {
    const lives = [...ApiVersion.known.values()]
    for (const [index, { endOfLife, released }] of lives.entries()) {
      const next = lives[index + 1]
      if (next !== undefined) {
        assert.isBelow(Date.parse(released), Date.parse(next.released))
        assert.isBelow(Date.parse(endOfLife!), next.endOfLife === null ? Infinity : Date.parse(next.endOfLife))
      }
      if (endOfLife !== null) assert.isBelow(Date.parse(released), Date.parse(endOfLife))
    }
  })

  it("the standard one is known, and nothing is to be said about it in its first two years", () => {
    assert.isTrue(ApiVersion.known.has(ApiVersion.standard))
    assert.strictEqual(warning(ApiVersion.standard, "2026-11-30T00:00:00Z"), null)
    assert.strictEqual(warning(ApiVersion.standard, "2028-04-29T23:59:59Z"), null)
  })

  it("warns from 90 days before the end on, with the days that are left", () => {
    assert.strictEqual(warning("v21.0", "2026-10-22T23:59:59Z"), null)
    assert.strictEqual(warning("v21.0", "2026-10-23T00:00:00Z"), "Graph API v21.0 ends on 2027-01-21, in 90 days.")
    assert.strictEqual(warning("v21.0", "2027-01-20T12:00:00Z"), "Graph API v21.0 ends on 2027-01-21, in 1 day.")
  })

  it("says that a version has ended from the day of its end on", () => {
    const ended = "Graph API v20.0 has ended on 2026-09-24: change to a newer one, such as v25.0."
    assert.strictEqual(warning("v20.0", "2026-09-24T00:00:00Z"), ended)
    assert.strictEqual(warning("v20.0", "2026-11-30T00:00:00Z"), ended)
  })

  it("says that it knows nothing about others, and nothing about one whose end is not set", () => {
    assert.include(warning("v27.0", "2026-11-30T00:00:00Z"), "v27.0 is not known here (the newest that is: v26.0)")
    assert.include(warning("v17.0", "2026-11-30T00:00:00Z"), "v17.0 is not known here")
    assert.strictEqual(warning("v26.0", "2026-11-30T00:00:00Z"), null)
    assert.strictEqual(ApiVersion.endOfLife(version("v26.0")), null)
  })
})
