import { assert, describe, it } from "@effect/vitest"
import type { Contact } from "@ektola/domain/contacts/Contact"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import * as LanguageChoice from "@ektola/domain/templates/LanguageChoice"
import * as Placeholder from "@ektola/domain/templates/Placeholder"
import * as Rendering from "@ektola/domain/templates/Rendering"
import { TranslationId } from "@ektola/domain/templates/Template"
import * as TemplateCheck from "@ektola/domain/templates/TemplateCheck"
import type { VariableSource } from "@ektola/domain/templates/VariableSource"
import * as Either from "effect/Either"

describe("Placeholder.parse", () => {
  const cases: ReadonlyArray<[string, "POSITIONAL" | "NAMED", ReadonlyArray<string> | string]> = [
    ["Dear {{1}}, {{2}} is due", "POSITIONAL", ["1", "2"]],
    ["{{2}} before {{1}}", "POSITIONAL", ["1", "2"]],
    ["{{1}} and {{1}}", "POSITIONAL", ["1"]],
    ["no placeholder", "POSITIONAL", []],
    ["{{1}} and {{3}}", "POSITIONAL", "skips {{2}}; number the placeholders from 1 without a gap"],
    ["{{name}}", "POSITIONAL", "has {{name}}; positional placeholders are {{1}}, {{2}}, …"],
    ["{{ first_name }}", "NAMED", ["first_name"]],
    ["{{First}}", "NAMED", "has {{First}}; named placeholders have lower-case letters, digits and underscores"],
    ["{{1} is due", "POSITIONAL", "has braces that do not close"]
  ]
  for (const [text, format, expected] of cases) {
    it(`${format} ${text}`, () => {
      assert.deepStrictEqual(Either.merge(Placeholder.parse(text, format)), expected)
    })
  }
})

describe("Rendering.render", () => {
  const contact: Pick<Contact, "name" | "phone" | "paymentDay" | "attributes"> = {
    name: "Asha\n\tRao      Didi",
    phone: PhoneNumber.make("+919800000001"),
    paymentDay: 5,
    attributes: { loan_amount: "45,000" }
  }
  const render = (body: string, variables: Record<string, VariableSource>, parameterFormat: "POSITIONAL" | "NAMED") =>
    Either.merge(Rendering.render({ parameterFormat, variables }, { header: null, body }, {
      contact,
      jeweller: { name: "Shree Jewellers" },
      dueDate: "2026-12-05"
    }))

  it("fills positional parameters in the order of their numbers, cleaned for WhatsApp", () => {
    assert.deepStrictEqual(
      render("{{2}} and {{1}}", {
        "1": { from: "contact", field: "name", fallback: null },
        "2": { from: "attribute", key: "loan_amount", fallback: null }
      }, "POSITIONAL"),
      { header: [], body: [{ name: null, text: "Asha Rao Didi" }, { name: null, text: "45,000" }] }
    )
  })

  it("names named parameters", () => {
    assert.deepStrictEqual(
      render("{{shop}}", { shop: { from: "jeweller", field: "name", fallback: null } }, "NAMED"),
      { header: [], body: [{ name: "shop", text: "Shree Jewellers" }] }
    )
  })

  it("uses the fallback for a missing or blank value, and reports every variable without one", () => {
    const city = (fallback: string | null): VariableSource => ({ from: "attribute", key: "city", fallback })
    assert.deepStrictEqual(render("{{1}}", { "1": city("your city") }, "POSITIONAL"), {
      header: [],
      body: [{ name: null, text: "your city" }]
    })
    assert.deepStrictEqual(render("{{1}} {{2}}", { "1": city(null), "2": city(" ") }, "POSITIONAL"), {
      variables: ["1", "2"]
    })
  })

  it("does not reach beyond the named sources", () => {
    assert.deepStrictEqual(
      render("{{1}}", { "1": { from: "attribute", key: "constructor", fallback: null } }, "POSITIONAL"),
      { variables: ["1"] }
    )
  })
})

describe("LanguageChoice.choose", () => {
  const id = (number: number) => TranslationId.make(`01990000-0000-7000-8000-00000000000${number}`)
  const translation = (number: number, language: "en" | "hi" | "kn") => ({
    id: id(number),
    language,
    header: null,
    body: "text",
    footer: null
  })
  const template = { translations: [translation(1, "en"), translation(2, "hi"), translation(3, "kn")] }
  const choose = (wanted: "hi" | "kn" | "ta" | null, approved: ReadonlyArray<number>) =>
    LanguageChoice.choose({
      wanted,
      jewellerDefault: "hi",
      template,
      approvals: [1, 2, 3].map((number) => ({
        translationId: id(number),
        status: approved.includes(number) ? "APPROVED" : "PENDING"
      }))
    })?.language ?? null

  it("takes the contact's language, else the jeweller's, else English, among approved ones", () => {
    assert.strictEqual(choose("kn", [1, 2, 3]), "kn")
    assert.strictEqual(choose("kn", [1, 2]), "hi")
    assert.strictEqual(choose("ta", [1, 2, 3]), "hi")
    assert.strictEqual(choose(null, [1, 3]), "en")
    assert.strictEqual(choose("kn", []), null)
  })
})

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
