import { assert, describe, it } from "@effect/vitest"
import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
import * as RRule from "@ektola/domain/recurrence/RRule"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import examples from "./rfc5545.json" with { type: "json" }

const hoursBehind = { EDT: 4, EST: 5 } as const

/** "EDT 1997-09: 2-4,9" is four dates at nine o'clock of daylight time. */
const instants = (row: string): ReadonlyArray<string> => {
  const [, zone = "", month = "", days = ""] = /^(EDT|EST) (\d{4}-\d{2}): (.+)$/.exec(row) ?? assert.fail(row)
  const hour = 9 + (zone === "EDT" ? hoursBehind.EDT : hoursBehind.EST)
  return days.split(",").flatMap((part) => {
    const [from = 0, to = from] = part.split("-").map(Number)
    return Array.from({ length: to - from + 1 }, (_, index) => String(from + index).padStart(2, "0"))
  }).map((day) => `${month}-${day}T${hour}:00:00.000Z`)
}

describe("the examples of RFC 5545, section 3.8.5.3", () => {
  for (const { lines, name, ...example } of examples) {
    const parsed = RRule.parse(lines.join("\n"))
    if ("refused" in example) {
      it(`${name}: refused for ${example.refused}`, () => {
        assert.strictEqual(Either.isLeft(parsed) ? parsed.left.part : null, example.refused)
      })
      continue
    }
    it(name, () => {
      const expected = example.dates.flatMap(instants)
      const found = Recurrence.take(Either.getOrThrow(parsed), example.more ? expected.length : expected.length + 1)
      assert.strictEqual(
        found.map(({ instant }) => DateTime.formatIso(instant)).join("\n"),
        expected.join("\n")
      )
      assert.isTrue(found.every(({ local }) => local.endsWith("T09:00:00")))
    })
  }

  it("are all there", () => assert.strictEqual(examples.length, 42))
})
