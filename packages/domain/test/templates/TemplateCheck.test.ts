import { assert, describe, it } from "@effect/vitest"
import type { Language } from "@ektola/domain/contacts/Language"
import type { ParameterFormat } from "@ektola/domain/templates/Template"
import * as TemplateCheck from "@ektola/domain/templates/TemplateCheck"
import type { VariableSource } from "@ektola/domain/templates/VariableSource"
import { readFileSync } from "node:fs"

type Texts = Partial<TemplateCheck.Checked["translations"][number]>

const name: VariableSource = { from: "contact", field: "name", fallback: null }
const variables = { "1": name, "2": name, "3": name }

const translation = (texts: Texts, language: Language = "hi") => ({
  language,
  header: null,
  body: "प्रिय {{1}}, आपका स्वागत है।",
  footer: null,
  buttons: [],
  ...texts
})

const checked = (texts: Texts, parameterFormat: ParameterFormat = "POSITIONAL"): TemplateCheck.Checked => ({
  parameterFormat,
  variables: parameterFormat === "POSITIONAL" ? variables : { first_name: name },
  translations: [translation(texts)]
})

const short = (found: ReadonlyArray<TemplateCheck.Fault>) =>
  found.map(({ path, reason }) => `${path.replace("translations[0].", "")}: ${reason}`)

const words = (count: number) => Array.from({ length: count }, () => "word").join(" ")

describe("TemplateCheck.faults", () => {
  const edge = "body: may not start or end with a placeholder"
  const besides = "has placeholders side by side; put words between them"
  const cases: ReadonlyArray<[string, Texts, ReadonlyArray<string>, ParameterFormat?]> = [
    ["a good template", {}, []],
    ["a body without placeholders", { body: "We are open." }, []],
    ["an empty body", { body: "" }, ["body: is empty"]],
    ["a body of characters without a shape", { body: "\u200b \u2800" }, ["body: is empty"]],
    ["an empty header", { header: " " }, ["header: is empty"]],
    ["an empty footer", { footer: "\u00a0" }, ["footer: is empty"]],

    ["a header of 60", { header: "क".repeat(60) }, []],
    ["a header of 61", { header: "क".repeat(61) }, ["header: has 61 characters; at most 60 are allowed"]],
    ["a header of 60 with its placeholder as it is written", { header: `${"a".repeat(55)}{{1}}` }, []],
    ["a header of 30 coins, 60 UTF-16 units", { header: "🪙".repeat(30) }, []],
    ["a footer of 60 coins, 120 UTF-16 units", { footer: "🪙".repeat(60) }, []],
    ["a footer of 61", { footer: "🪙".repeat(61) }, ["footer: has 61 characters; at most 60 are allowed"]],
    ["a footer of 20 letters of three code points", { footer: "क्ष".repeat(20) }, []],
    ["a footer of 21 of them", { footer: "क्ष".repeat(21) }, ["footer: has 63 characters; at most 60 are allowed"]],
    ["a body of 1,024", { body: "ಕ".repeat(1024) }, []],
    ["a body of 1,025", { body: "ಕ".repeat(1025) }, ["body: has 1025 characters; at most 1024 are allowed"]],
    ["a body of 1,024 beyond the basic plane", { body: "🪙".repeat(1024) }, []],

    ["a header of two lines", { header: "Shree\nJewellers" }, ["header: must be one line"]],
    ["a footer with a tab", { footer: "Shree\tJewellers" }, ["footer: must be one line"]],
    ["a body of three lines", { body: "Dear {{1}},\n\nhello." }, []],

    ["one placeholder in the header", { header: "For {{1}}" }, []],
    ["a header that is its placeholder", { header: "{{1}}" }, []],
    ["two in the header", { header: "{{1}} and {{2}}" }, ["header: may have one placeholder at most"]],
    ["one in the footer", { footer: "Bye {{1}}" }, ["footer: may have no placeholders"]],

    ["one first", { body: "{{1}} hello" }, [edge]],
    ["one last", { body: "Hello {{1}}" }, [edge]],
    ["one last, and a blank line", { body: "Hello {{1}} \n" }, [edge]],
    ["one first, after a character without a shape", { body: "\u200b{{1}} hello" }, [edge]],
    ["one last, before a full stop", { body: "Hello {{1}}." }, []],
    ["only one", { body: "{{1}}" }, [edge]],
    ["two side by side", { body: "Hello {{1}}{{2}}, bye" }, [`body: ${besides}`]],
    ["two with a blank between them", { body: "Hello {{1}} {{2}}, bye" }, [`body: ${besides}`]],
    ["two with a line break between them", { body: "Hello {{1}}\n{{2}}, bye" }, [`body: ${besides}`]],
    ["two with a zero-width space between them", { body: "Hello {{1}}\u200b{{2}}, bye" }, [`body: ${besides}`]],
    ["two with a comma between them", { body: "Hello {{1}}, {{2}}, bye" }, []],

    ["a gap", { body: "Hello {{1}} and {{3}}, bye" }, [
      "body: skips {{2}}; number the placeholders from 1 without a gap"
    ]],
    ["a header that counts by itself", { header: "For {{2}}", body: "Hello {{1}} and {{2}}, bye" }, [
      "header: skips {{1}}; number the placeholders from 1 without a gap"
    ]],
    ["one without a source", { body: "a {{1}} b {{2}} c {{3}} d {{4}} e" }, [
      "body: uses {{4}}, which has no entry in \"variables\""
    ]],
    ["one with a source by the name of a method", { body: "Dear {{constructor}}, hello" }, [
      "body: uses {{constructor}}, which has no entry in \"variables\""
    ], "NAMED"],
    ["a named one", { body: "Dear {{first_name}}, hello" }, [], "NAMED"],
    ["a single brace", { body: "Dear {{1}}, {hello}" }, [
      "body: has a single brace; a placeholder has two on each side"
    ]],
    ["an unclosed one", { footer: "Bye {{1" }, ["footer: has braces that do not close"]]
  ]
  for (const [what, texts, expected, format] of cases) {
    it(what, () => assert.deepStrictEqual(short(TemplateCheck.faults(checked(texts, format))), expected))
  }

  it("wants at least one language, and each once", () => {
    const template = checked({})
    assert.deepStrictEqual(short(TemplateCheck.faults({ ...template, translations: [] })), [
      "translations: needs at least one language"
    ])
    const twice = [translation({}), translation({}, "en"), translation({})]
    assert.deepStrictEqual(short(TemplateCheck.faults({ ...template, translations: twice })), [
      "translations[2].language: repeats \"hi\""
    ])
  })

  it("names every fault of every translation", () => {
    const translations = [translation({ header: "" }), translation({ body: "{{1}}{{2}}" }, "en")]
    assert.deepStrictEqual(short(TemplateCheck.faults({ ...checked({}), translations })), [
      "header: is empty",
      `translations[1].${edge}`,
      `translations[1].body: ${besides}`
    ])
  })
})

describe("TemplateCheck.warnings", () => {
  const length = (count: number) => `body: has ${count} characters; WhatsApp may take no more than 550`
  const emoji = (count: number) => `body: has ${count} emoji; WhatsApp may take no more than 10`
  const few = (words: number, placeholders: string, needed: number) =>
    `body: has ${words} words beside ${placeholders}; WhatsApp usually wants ${needed} or more`
  const signs =
    "body: has nothing but signs before its first or after its last placeholder; WhatsApp may want words there"
  const cases: ReadonlyArray<[string, Texts, ReadonlyArray<string>]> = [
    ["a body of 550", { body: "ஆ".repeat(550) }, []],
    ["a body of 551", { body: "ஆ".repeat(551) }, [length(551)]],
    ["a body of 550 beyond the basic plane", { body: "🪙 ".repeat(10) + "𑂣".repeat(530) }, []],
    ["10 emoji", { body: "hello" + "🙏".repeat(10) }, []],
    ["11 emoji", { body: "hello" + "🙏".repeat(11) }, [emoji(11)]],
    ["sequences that are one emoji", { body: "hello" + "👨‍👩‍👧🙏🏽🇮🇳❤️1️⃣".repeat(2) }, []],
    ["11 of them", { body: "hello" + "👨‍👩‍👧🙏🏽🇮🇳❤️1️⃣".repeat(2) + "🇮🇳" }, [emoji(11)]],
    ["digits and signs that are no emoji", { body: "1234567890 © ₹ # * ✓ hello" }, []],
    ["one placeholder and 3 words", { body: "Dear {{1}}, hello friend" }, []],
    ["one placeholder and 2 words", { body: "Dear {{1}}, hello" }, [few(2, "its placeholder", 3)]],
    ["two placeholders and 5 words", { body: "Dear {{1}}, ₹{{2}} are due from you" }, []],
    ["two placeholders and 4 words", { body: "Dear {{1}}, ₹{{2}} are due soon" }, [few(4, "2 placeholders", 5)]],
    ["a placeholder that is there twice counts once", { body: "Dear {{1}}, hello {{1}} hello" }, []],
    ["words in Indian scripts", { body: "प्रिय {{1}}, आपका ब्याज {{2}} को देय है।" }, []],
    ["few words in an Indian script", { body: "प्रिय {{1}}, ब्याज {{2}} देय।" }, [few(3, "2 placeholders", 5)]],
    ["a last placeholder before a full stop", { body: `Dear friend, your number is {{1}}.` }, [signs]],
    ["a first placeholder after a sign", { body: `🙏 {{1}}, ${words(5)}` }, [signs]],
    ["emoji in the header", { header: "Diwali 🪔" }, ["header: has emoji, which WhatsApp refuses here"]],
    ["bold in the header", { header: "*Diwali*" }, ["header: has formatting characters, which WhatsApp refuses here"]],
    ["italics in the footer", { footer: "_Diwali_" }, [
      "footer: has formatting characters, which WhatsApp refuses here"
    ]],
    ["a named placeholder in the header", { header: "For {{first_name}}" }, []]
  ]
  for (const [what, texts, expected] of cases) {
    it(what, () => {
      const found = short(TemplateCheck.warnings(checked(texts)))
      assert.deepStrictEqual(found.filter((warning) => !warning.startsWith("variables.")), expected)
    })
  }

  it("tells variables that no text uses, and placeholders that a language leaves out", () => {
    const template: TemplateCheck.Checked = {
      parameterFormat: "POSITIONAL",
      variables: { "1": name, "2": name, "3": name, "4": name, city: name },
      translations: [
        translation({ header: "For {{1}}", body: `${words(6)} {{1}} and {{2}} word` }),
        translation({
          body: `${words(6)} {{1}} word`,
          buttons: [{ type: "URL", text: "Pay", url: "https://example.com/{{3}}" }, {
            type: "COPY_CODE",
            code: "{{4}}"
          }]
        }, "en")
      ]
    }
    assert.deepStrictEqual(TemplateCheck.faults(template), [])
    assert.deepStrictEqual(TemplateCheck.warnings(template), [
      { path: "variables.city", reason: "is used by no text" },
      { path: "translations[0]", reason: "leaves out {{3}}, {{4}}, which other languages have" },
      { path: "translations[1]", reason: "leaves out {{2}}, which other languages have" }
    ])
  })

  it("finds nothing in the templates of the demo", () => {
    const file = new URL("../../../../examples/data/templates.json", import.meta.url)
    const templates: Readonly<Record<string, TemplateCheck.Checked>> = JSON.parse(readFileSync(file, "utf8"))
    for (const template of Object.values(templates)) {
      const translations = template.translations.map((translation) => ({ ...translation, buttons: [] }))
      assert.deepStrictEqual(TemplateCheck.faults({ ...template, translations }), [])
      assert.deepStrictEqual(TemplateCheck.warnings({ ...template, translations }), [])
    }
  })
})
