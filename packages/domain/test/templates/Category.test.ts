import { assert, describe, it } from "@effect/vitest"
import * as Category from "@ektola/domain/templates/Category"

describe("Category", () => {
  const cases: ReadonlyArray<
    ["UTILITY" | "MARKETING", "UTILITY" | "MARKETING" | null, "UTILITY" | "MARKETING", boolean]
  > = [
    ["UTILITY", null, "UTILITY", false],
    ["UTILITY", "UTILITY", "UTILITY", false],
    ["UTILITY", "MARKETING", "MARKETING", true],
    ["MARKETING", null, "MARKETING", false],
    ["MARKETING", "MARKETING", "MARKETING", false],
    ["MARKETING", "UTILITY", "MARKETING", true]
  ]
  for (const [intended, approved, consent, isChanged] of cases) {
    it(`made for ${intended}, approved as ${approved}: needs consent to ${consent}`, () => {
      const approval = approved === null ? null : { category: approved }
      assert.strictEqual(Category.forConsent(intended, approval), consent)
      assert.strictEqual(approval !== null && Category.isChanged(intended, approval), isChanged)
    })
  }
})
