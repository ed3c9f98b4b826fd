import { assert, describe, it } from "@effect/vitest"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import * as Button from "@ektola/domain/templates/Button"
import * as Rendering from "@ektola/domain/templates/Rendering"
import * as TemplateCheck from "@ektola/domain/templates/TemplateCheck"
import type { VariableSource } from "@ektola/domain/templates/VariableSource"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"

const reply = (text = "Stop", payload: string | null = null): Button.Button => ({ type: "QUICK_REPLY", text, payload })
const link = (url = "https://example.com/", text = "Open"): Button.Button => ({ type: "URL", text, url })
const call = (text = "Call"): Button.Button => ({
  type: "PHONE_NUMBER",
  text,
  phone: PhoneNumber.make("+919800000001")
})
const code = (code = "DIWALI10"): Button.Button => ({ type: "COPY_CODE", code })

const variables: Record<string, VariableSource> = {
  "1": { from: "contact", field: "name", fallback: null },
  "2": { from: "attribute", key: "loan_no", fallback: null }
}

describe("TemplateCheck.faults, of buttons", () => {
  const cases: ReadonlyArray<[string, ReadonlyArray<Button.Button>, ReadonlyArray<string>]> = [
    ["none", [], []],
    ["one of each", [reply(), link(), call(), code()], []],
    ["ten quick replies", Array.from({ length: 10 }, () => reply()), []],
    ["eleven", Array.from({ length: 11 }, () => reply()), [
      "buttons: has 11 buttons; at most 10 are allowed",
      "buttons: has 11 quick replies; at most 10 are allowed"
    ]],
    ["two links", [link(), link()], []],
    ["three links", [link(), link(), link()], ["buttons: has 3 links; at most 2 are allowed"]],
    ["two phone numbers", [call(), call()], ["buttons: has 2 phone numbers; at most 1 are allowed"]],
    ["two codes", [code(), code()], ["buttons: has 2 codes to copy; at most 1 are allowed"]],
    ["quick replies first", [reply(), reply(), link()], []],
    ["quick replies last", [link(), call(), reply(), reply()], []],
    ["quick replies in the middle", [link(), reply(), reply(), call()], []],
    ["quick replies on both sides", [reply(), link(), reply()], [
      "buttons: has other buttons between quick replies; keep those together"
    ]],
    ["a label of 25", [reply("क".repeat(25))], []],
    ["a label of 26", [reply("क".repeat(26))], ["buttons[0].text: has 26 characters; at most 25 are allowed"]],
    ["a label of 25 coins", [call("🪙".repeat(25))], []],
    ["a blank label", [call(), link("https://example.com/", "\u200b")], ["buttons[1].text: is empty"]],
    ["a label of two lines", [reply("a\nb")], ["buttons[0].text: must be one line"]],
    ["a label with a placeholder", [reply("For {{1}}")], ["buttons[0].text: may have no placeholders"]],
    ["the usual payload", [reply("Stop promotions", "OPTOUT:MARKETING")], []],
    ["a payload of 128", [reply("Stop", "x".repeat(128))], []],
    ["a payload of 129", [reply("Stop", "x".repeat(129))], [
      "buttons[0].payload: has 129 characters; at most 128 are allowed"
    ]],
    ["a blank payload", [reply("Stop", " ")], ["buttons[0].payload: is empty"]],
    ["a placeholder at the end", [link("https://example.com/pay?loan={{2}}")], []],
    ["a placeholder after a hash", [link("https://example.com#{{2}}")], []],
    ["a placeholder not at the end", [link("https://example.com/{{2}}/pay")], [
      "buttons[0].url: may have one placeholder, at its end"
    ]],
    ["two placeholders", [link("https://example.com/{{1}}/{{2}}")], [
      "buttons[0].url: may have one placeholder, at its end"
    ]],
    ["a placeholder that could change the site", [link("https://example.com{{2}}")], [
      "buttons[0].url: needs a slash before the placeholder, so that the value cannot change the site"
    ]],
    ["a placeholder for the site", [link("https://{{2}}")], [
      "buttons[0].url: must be an address with http:// or https://"
    ]],
    ["a placeholder for everything", [link("{{2}}")], [
      "buttons[0].url: must be an address with http:// or https://"
    ]],
    ["no scheme", [link("example.com")], ["buttons[0].url: must be an address with http:// or https://"]],
    ["another scheme", [link("javascript:alert(1)")], [
      "buttons[0].url: must be an address with http:// or https://"
    ]],
    ["a name before the site", [link("https://example.com@example.org/")], [
      "buttons[0].url: must be an address with http:// or https://"
    ]],
    ["a blank in an address", [link("https://example.com/a b")], [
      "buttons[0].url: must be an address with http:// or https://"
    ]],
    ["an address of 2,000", [link(`https://example.com/${"a".repeat(1980)}`)], []],
    ["an address of 2,001", [link(`https://example.com/${"a".repeat(1981)}`)], [
      "buttons[0].url: has 2001 characters; at most 2000 are allowed"
    ]],
    ["an unknown placeholder", [link("https://example.com/{{3}}")], [
      "buttons[0].url: uses {{3}}, which has no entry in \"variables\""
    ]],
    ["a placeholder with blanks", [link("https://example.com/{{ 2 }}")], [
      "buttons[0].url: has {{ 2 }}; write {{2}}, without blanks"
    ]],
    ["a code of 15", [code("x".repeat(15))], []],
    ["a code of 16", [code("x".repeat(16))], ["buttons[0].code: has 16 characters; at most 15 are allowed"]],
    ["a blank code", [code(" ")], ["buttons[0].code: is empty"]],
    ["a code for each person", [code("GOLD-{{2}}")], []],
    ["a code with an unknown placeholder", [code("{{9}}")], [
      "buttons[0].code: uses {{9}}, which has no entry in \"variables\""
    ]]
  ]
  for (const [what, buttons, expected] of cases) {
    it(what, () => {
      const found = TemplateCheck.faults({
        parameterFormat: "POSITIONAL",
        variables,
        translations: [{ language: "en", header: null, body: "Hello.", footer: null, buttons }]
      })
      assert.deepStrictEqual(
        found.map(({ path, reason }) => `${path.replace("translations[0].", "")}: ${reason}`),
        expected
      )
    })
  }
})

describe("Rendering.render, of buttons", () => {
  const render = (buttons: ReadonlyArray<Button.Button>, loanNo = "GL-1") =>
    Either.merge(
      Rendering.render({ parameterFormat: "POSITIONAL", variables }, { header: null, body: "Hello.", buttons }, {
        contact: {
          name: "Asha",
          phone: PhoneNumber.make("+919800000001"),
          paymentDay: null,
          attributes: { loan_no: loanNo }
        },
        jeweller: { name: "Shree" },
        dueDate: null
      })
    )

  it("gives what WhatsApp wants for each, by its place, and nothing for the others", () => {
    assert.deepStrictEqual(
      render([
        call(),
        link("https://example.com/"),
        link("https://example.com/{{2}}"),
        code(),
        reply("No payload"),
        reply("Stop promotions", "OPTOUT:MARKETING")
      ]),
      {
        header: [],
        body: [],
        buttons: [
          { type: "URL", index: 2, text: "GL-1" },
          { type: "COPY_CODE", index: 3, code: "DIWALI10" },
          { type: "QUICK_REPLY", index: 5, payload: "OPTOUT:MARKETING" }
        ]
      }
    )
  })

  it("has no buttons at all when none needs anything", () => {
    assert.deepStrictEqual(render([reply(), call(), link()]), { header: [], body: [] })
  })

  const encoded: ReadonlyArray<[string, string]> = [
    ["GL 1/2", "GL%201%2F2"],
    ["a&b=c#d?e", "a%26b%3Dc%23d%3Fe"],
    ["../../x", "..%2F..%2Fx"],
    ["100%", "100%25"],
    ["आशा", "%E0%A4%86%E0%A4%B6%E0%A4%BE"],
    ["half \ud83d", "half"]
  ]
  for (const [value, expected] of encoded) {
    it(`writes ${JSON.stringify(value)} in an address as ${expected}`, () => {
      assert.deepStrictEqual(render([link("https://example.com/{{2}}")], value), {
        header: [],
        body: [],
        buttons: [{ type: "URL", index: 0, text: expected }]
      })
    })
  }

  it("fills a code, as it is", () => {
    assert.deepInclude(render([code("G{{2}}")], "L/1"), { buttons: [{ type: "COPY_CODE", index: 0, code: "GL/1" }] })
  })

  it("refuses an address or a code that becomes too long", () => {
    const url = "https://example.com/{{2}}"
    assert.property(render([link(url)], "a".repeat(1980)), "buttons")
    assert.deepStrictEqual(render([link(url)], "a".repeat(1981)), {
      _tag: "TooLong",
      component: "url",
      length: 2001,
      limit: 2000,
      variable: "2"
    })
    // Nine signs for each letter.
    assert.deepInclude(render([link(url)], "आ".repeat(221)), { component: "url", length: 20 + 9 * 221 })
    assert.deepStrictEqual(render([code("GOLD-{{2}}")], "12345678901"), {
      _tag: "TooLong",
      component: "code",
      length: 16,
      limit: 15,
      variable: "2"
    })
  })

  it("misses a value for an address or a code", () => {
    assert.deepStrictEqual(render([link("https://example.com/{{2}}")], " "), {
      _tag: "MissingVariables",
      variables: ["2"]
    })
    assert.deepStrictEqual(render([code("{{2}}")], ""), { _tag: "MissingVariables", variables: ["2"] })
  })
})

describe("Button.Button", () => {
  it("reads a quick reply without a payload", () => {
    assert.deepStrictEqual(Schema.decodeUnknownSync(Button.Button)({ type: "QUICK_REPLY", text: "Stop" }), reply())
  })
})
