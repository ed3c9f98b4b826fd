import { assert, describe, it } from "@effect/vitest"
import type { Contact } from "@ektola/domain/contacts/Contact"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import * as Rendering from "@ektola/domain/templates/Rendering"
import type { ParameterFormat } from "@ektola/domain/templates/Template"
import type { VariableSource } from "@ektola/domain/templates/VariableSource"
import * as Either from "effect/Either"

const contact: Rendering.Values["contact"] = {
  name: "Asha\n\tRao      Didi",
  phone: PhoneNumber.make("+919800000001"),
  paymentDay: 5,
  attributes: { loan_amount: "45,000" }
}

interface Texts {
  readonly header?: string
  readonly body?: string
}

const render = (
  texts: Texts,
  variables: Record<string, VariableSource>,
  of: Partial<Contact> = {},
  parameterFormat: ParameterFormat = "POSITIONAL"
) =>
  Either.merge(Rendering.render({ parameterFormat, variables }, { header: null, body: "text", buttons: [], ...texts }, {
    contact: { ...contact, ...of },
    jeweller: { name: "Shree Jewellers" },
    dueDate: "2026-12-05"
  }))

const name: VariableSource = { from: "contact", field: "name", fallback: null }
const attribute = (key: string, fallback: string | null = null): VariableSource => ({
  from: "attribute",
  key,
  fallback
})
const missing = (...variables: ReadonlyArray<string>): Rendering.Refusal => ({ _tag: "MissingVariables", variables })

describe("Rendering.render", () => {
  it("fills positional parameters in the order of their numbers, cleaned for WhatsApp", () => {
    assert.deepStrictEqual(
      render({ body: "{{2}} and {{1}}" }, { "1": name, "2": attribute("loan_amount") }),
      { header: [], body: [{ name: null, text: "Asha Rao Didi" }, { name: null, text: "45,000" }] }
    )
    assert.strictEqual(contact.name, "Asha\n\tRao      Didi")
  })

  it("orders eleven of them as numbers, not as texts", () => {
    const variables = Object.fromEntries(
      Array.from(
        { length: 11 },
        (_, index) => [String(index + 1), { from: "literal", value: `v${index + 1}` } as const]
      )
    )
    const body = Object.keys(variables).map((name) => `{{${name}}}`).toReversed().join(" and ")
    const rendered = render({ body }, variables)
    assert("body" in rendered)
    assert.deepStrictEqual(
      rendered.body.map(({ text }) => text),
      ["v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9", "v10", "v11"]
    )
  })

  it("names named parameters", () => {
    assert.deepStrictEqual(
      render({ body: "{{shop}}" }, { shop: { from: "jeweller", field: "name", fallback: null } }, {}, "NAMED"),
      { header: [], body: [{ name: "shop", text: "Shree Jewellers" }] }
    )
  })

  it("uses the fallback for a missing or blank value, and reports every variable without one", () => {
    assert.deepStrictEqual(render({ body: "{{1}}" }, { "1": attribute("city", "your city") }), {
      header: [],
      body: [{ name: null, text: "your city" }]
    })
    assert.deepStrictEqual(
      render({ header: "{{1}}", body: "{{2}} {{1}}" }, { "1": attribute("city"), "2": attribute("town", " ") }),
      missing("1", "2")
    )
    assert.deepStrictEqual(render({ body: "{{1}} {{2}}" }, { "1": name, "2": attribute("city") }), missing("2"))
    assert.deepStrictEqual(render({ body: "{{1}}" }, { "1": name }, { name: "" }), missing("1"))
    assert.deepStrictEqual(render({ body: "{{1}}" }, {}), missing("1"))
  })

  it("does not reach beyond the named sources", () => {
    assert.deepStrictEqual(render({ body: "{{1}}" }, { "1": attribute("constructor") }), missing("1"))
  })

  const blanks: ReadonlyArray<[string, string]> = [
    ["nothing", ""],
    ["blanks", " \t\r\n "],
    ["a no-break space", "\u00a0"],
    ["a zero-width space", "\u200b"],
    ["joiners", "\u200c\u200d"],
    ["a byte-order mark", "\ufeff"],
    ["a soft hyphen", "\u00ad"],
    ["a Hangul filler", "\u3164"],
    ["a blank Braille pattern", "\u2800"],
    ["marks of direction", "\u200e\u202a\u202c"],
    ["a variation selector", "\ufe0f"],
    ["control characters", "\u0000\u0007\u0085"],
    ["half an emoji", "\ud83d"]
  ]
  for (const [what, value] of blanks) {
    it(`takes ${what} for no value`, () => {
      assert.isTrue(Rendering.isBlank(Rendering.cleanValue(value)))
      assert.deepStrictEqual(render({ body: "{{1}}" }, { "1": name }, { name: value }), missing("1"))
    })
  }

  const cleaned: ReadonlyArray<[string, string]> = [
    ["  Asha  ", "Asha"],
    ["Asha\r\nRao", "Asha Rao"],
    ["Asha\u2028Rao\u0085Didi", "Asha Rao Didi"],
    ["Asha\u0000Rao", "Asha Rao"],
    ["\ufeffAsha", "Asha"],
    ["Asha \ud83d", "Asha"],
    ["क्\u200dष", "क्\u200dष"],
    ["🙏🏽 अशा", "🙏🏽 अशा"],
    ["👨‍👩‍👧", "👨‍👩‍👧"]
  ]
  for (const [value, expected] of cleaned) {
    it(`cleans ${JSON.stringify(value)}`, () => {
      assert.strictEqual(Rendering.cleanValue(value), expected)
      assert.isFalse(Rendering.isBlank(expected))
    })
  }

  describe("refuses what WhatsApp would find too long (132005)", () => {
    const filler = (length: number, letter = "ख") => ({ attributes: { note: letter.repeat(length) } })
    const variables = { "1": name, "2": attribute("note") }
    const body = { body: "Dear {{1}}, {{2}}." } // 21 code points with "Asha Rao Didi", and the note

    it("counts the whole filled body", () => {
      assert.deepStrictEqual(render(body, variables, filler(1003)), {
        header: [],
        body: [{ name: null, text: "Asha Rao Didi" }, { name: null, text: "ख".repeat(1003) }]
      })
      assert.deepStrictEqual(render(body, variables, filler(1004)), {
        _tag: "TooLong",
        component: "body",
        length: 1025,
        limit: 1024,
        variable: "2"
      })
    })

    it("counts code points, not UTF-16 units or letters as they are read", () => {
      assert.property(render(body, variables, filler(1003, "🪙")), "body")
      assert.deepInclude(render(body, variables, filler(1004, "🪙")), { component: "body", length: 1025 })
      // One letter for a reader, three code points.
      assert.deepInclude(render(body, variables, filler(400, "क्ष")), { component: "body", length: 21 + 1200 })
    })

    it("counts a placeholder as often as it stands there", () => {
      const twice = render({ body: "{{2}} a {{2}}" }, variables, filler(511))
      assert.deepInclude(twice, { component: "body", length: 1025, variable: "2" })
    })

    it("counts the whole filled header", () => {
      const header = { header: "For {{1}}" }
      assert.property(render(header, { "1": attribute("note") }, filler(56)), "body")
      assert.deepStrictEqual(render(header, { "1": attribute("note") }, filler(57)), {
        _tag: "TooLong",
        component: "header",
        length: 61,
        limit: 60,
        variable: "1"
      })
    })

    it("counts what is sent, after cleaning", () => {
      assert.property(render(body, variables, { attributes: { note: `a${" ".repeat(5000)}b` } }), "body")
    })

    it("tells what is missing first", () => {
      assert.deepStrictEqual(render(body, variables, { ...filler(2000), name: null }), missing("1"))
    })
  })
})

describe("Rendering.text", () => {
  const shown = (texts: Texts, variables: Record<string, VariableSource>, format: ParameterFormat, footer?: string) => {
    const rendered = render(texts, variables, {}, format)
    assert("body" in rendered)
    return Rendering.text({ header: null, body: "text", footer: footer ?? null, ...texts }, rendered)
  }

  it("is what the customer reads", () => {
    const variables = { "1": name, "2": attribute("loan_amount") }
    assert.deepStrictEqual(
      shown({ header: "For {{1}}", body: "₹{{2}} are due, {{1}}.\nPay ₹{{2}}." }, variables, "POSITIONAL", "Bye"),
      { header: "For Asha Rao Didi", body: "₹45,000 are due, Asha Rao Didi.\nPay ₹45,000.", footer: "Bye" }
    )
    assert.deepStrictEqual(
      shown({ header: "{{b}}", body: "{{b}} {{a}}" }, { a: name, b: attribute("loan_amount") }, "NAMED"),
      { header: "45,000", body: "45,000 Asha Rao Didi", footer: null }
    )
    assert.deepStrictEqual(shown({}, {}, "NAMED"), { header: null, body: "text", footer: null })
  })

  it("leaves braces in a value alone", () => {
    const literal = { "1": { from: "literal", value: "{{2}}" }, "2": { from: "literal", value: "$&" } } as const
    assert.strictEqual(shown({ body: "{{1}} and {{2}}" }, literal, "POSITIONAL").body, "{{2}} and $&")
  })
})
