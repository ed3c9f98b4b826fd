import { assert, describe, it } from "@effect/vitest"
import * as Placeholder from "@ektola/domain/templates/Placeholder"
import * as Either from "effect/Either"

const open = "has braces that do not close"
const single = "has a single brace; a placeholder has two on each side"
const positional = (name: string) => `has {{${name}}}; positional placeholders are {{1}}, {{2}}, …`
const named = (name: string) => `has {{${name}}}; named placeholders have lower-case letters, digits and underscores`
const spaced = (name: string) => `has {{${name}}}; write {{${name.trim()}}}, without blanks`

describe("Placeholder.parse", () => {
  const cases: ReadonlyArray<[string, "POSITIONAL" | "NAMED", ReadonlyArray<string> | string]> = [
    ["no placeholder", "POSITIONAL", []],
    ["", "NAMED", []],
    ["Dear {{1}}, {{2}} is due", "POSITIONAL", ["1", "2"]],
    ["{{2}} before {{1}}", "POSITIONAL", ["1", "2"]],
    ["{{1}} and {{1}}", "POSITIONAL", ["1"]],
    ["{{1}}{{2}}", "POSITIONAL", ["1", "2"]],
    ["प्रिय {{1}}, {{2}}।", "POSITIONAL", ["1", "2"]],
    [
      Array.from({ length: 11 }, (_, index) => `{{${11 - index}}}`).join(" a "),
      "POSITIONAL",
      Array.from({ length: 11 }, (_, index) => String(index + 1))
    ],
    ["{{1}} and {{3}}", "POSITIONAL", "skips {{2}}; number the placeholders from 1 without a gap"],
    ["{{2}}", "POSITIONAL", "skips {{1}}; number the placeholders from 1 without a gap"],
    ["{{99999999999999999999}}", "POSITIONAL", "skips {{1}}; number the placeholders from 1 without a gap"],
    ["{{0}}", "POSITIONAL", positional("0")],
    ["{{01}}", "POSITIONAL", positional("01")],
    ["{{-1}}", "POSITIONAL", positional("-1")],
    ["{{1.5}}", "POSITIONAL", positional("1.5")],
    ["{{१}}", "POSITIONAL", positional("१")],
    ["{{１}}", "POSITIONAL", positional("１")],
    ["{{}}", "POSITIONAL", positional("")],
    ["{{name}}", "POSITIONAL", positional("name")],
    ["{{ 1 }}", "POSITIONAL", spaced(" 1 ")],
    ["{{1\u00a0}}", "POSITIONAL", spaced("1\u00a0")],
    ["{{first_name}} owes {{gold_2}}", "NAMED", ["first_name", "gold_2"]],
    ["{{b}} {{a}} {{b}}", "NAMED", ["b", "a"]],
    ["{{ first_name }}", "NAMED", spaced(" first_name ")],
    ["{{first name}}", "NAMED", named("first name")],
    ["{{First}}", "NAMED", named("First")],
    ["{{firstName}}", "NAMED", named("firstName")],
    ["{{first-name}}", "NAMED", named("first-name")],
    ["{{_name}}", "NAMED", named("_name")],
    ["{{1}}", "NAMED", named("1")],
    ["{{नाम}}", "NAMED", named("नाम")],
    ["{{constructor}}", "NAMED", ["constructor"]],
    ["{{}}", "NAMED", named("")],
    ["{{1} is due", "POSITIONAL", open],
    ["{{1 is due", "POSITIONAL", open],
    ["1}} is due", "POSITIONAL", open],
    ["{{ {{1}} }}", "POSITIONAL", open],
    ["{{a{{b}}c}}", "NAMED", open],
    ["{{1}} and {{2", "POSITIONAL", open],
    ["{1}", "POSITIONAL", single],
    ["{{{1}}}", "POSITIONAL", single],
    ["{{1}} :-}", "POSITIONAL", single],
    ["{first_name}", "NAMED", single]
  ]
  for (const [text, format, expected] of cases) {
    it(`${format} ${text}`, () => {
      assert.deepStrictEqual(Either.merge(Placeholder.parse(text, format)), expected)
    })
  }
})

describe("Placeholder.read", () => {
  it("asks for no order, for texts of which one value is sent", () => {
    assert.deepStrictEqual(Placeholder.read("https://example.com/{{3}}", "POSITIONAL"), Either.right(["3"]))
    assert.deepStrictEqual(Placeholder.read("{{0}}", "POSITIONAL"), Either.left(positional("0")))
  })
})

describe("Placeholder.fill", () => {
  it("reads no placeholder in a value, and knows no special characters of replacement", () => {
    const values: Record<string, string> = { "1": "{{2}}", "2": "$& $1" }
    assert.strictEqual(Placeholder.fill("{{1}} {{2}} {{1}}", (name) => values[name] ?? ""), "{{2}} $& $1 {{2}}")
  })
})
