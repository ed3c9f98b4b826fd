import { assert, describe, it } from "@effect/vitest"
import * as PhoneParser from "@ektola/adapters/files/PhoneParser"
import * as Either from "effect/Either"
import { readCases } from "./support.js"

interface Case {
  readonly id: string
  readonly text: string
  readonly phone?: string
  readonly refusal?: string
}

describe("phone numbers from public bug reports", () => {
  for (const { id, phone, refusal, text } of readCases<Case>("phone.json")) {
    it(`${id} ${JSON.stringify(text)}`, () => {
      const result: string = Either.merge(PhoneParser.parse(text))
      assert.strictEqual(result, phone ?? refusal)
    })
  }
})
