import { assert, describe, it } from "@effect/vitest"
import * as Language from "@ektola/domain/contacts/Language"

describe("Language.fromWhatsApp", () => {
  const codes: ReadonlyArray<[string, Language.Language | null]> = [
    ...Language.all.map((code): [string, Language.Language] => [code, code]),
    ["EN", "en"],
    ["Hi", "hi"],
    ["en_US", null],
    ["en-US", null],
    ["en_GB", null],
    ["en_IN", null],
    ["hi_IN", null],
    ["mr", null],
    ["english", null],
    ["constructor", null],
    ["", null]
  ]
  for (const [code, expected] of codes) {
    it(`${JSON.stringify(code)}: ${expected}`, () => assert.strictEqual(Language.fromWhatsApp(code), expected))
  }
})
