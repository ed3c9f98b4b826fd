import { assert, describe, it } from "@effect/vitest"
import * as TemplateCheck from "@ektola/domain/templates/TemplateCheck"

describe("TemplateCheck.faults", () => {
  const check = (part: Partial<{ header: string; body: string; footer: string }>) =>
    TemplateCheck.faults({
      parameterFormat: "POSITIONAL",
      variables: { "1": { from: "contact", field: "name", fallback: null } },
      translations: [{ language: "hi", header: null, body: "प्रिय {{1}}, नमस्ते।", footer: null, ...part }]
    })

  it("accepts a good template", () => {
    assert.deepStrictEqual(check({}), [])
  })

  it("counts code points, not UTF-16 units", () => {
    assert.deepStrictEqual(check({ footer: "🪙".repeat(60) }), [])
    assert.deepStrictEqual(check({ footer: "🪙".repeat(61) }), [
      { path: "translations[0].footer", reason: "has 61 characters; at most 60 are allowed" }
    ])
  })

  it("names each fault and where it is", () => {
    assert.deepStrictEqual(check({ body: "{{1}} hello" }).map(({ reason }) => reason), [
      "may not start or end with a placeholder"
    ])
    assert.deepStrictEqual(check({ body: "Hello {{1}} {{2}}, bye" }).map(({ reason }) => reason), [
      "has placeholders side by side; put words between them",
      "uses {{2}}, which has no entry in \"variables\""
    ])
    assert.deepStrictEqual(check({ body: " " }), [{ path: "translations[0].body", reason: "is empty" }])
    assert.deepStrictEqual(check({ footer: "Bye {{1}}" }), [
      { path: "translations[0].footer", reason: "may have no placeholders" }
    ])
  })
})
