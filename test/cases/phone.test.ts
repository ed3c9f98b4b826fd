import * as PhoneParser from "@ektola/adapters/files/PhoneParser"
import { assert, describe, it } from "@effect/vitest"
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
      assert.deepStrictEqual(
        PhoneParser.parse(text) as Either.Either<string, string>,
        phone === undefined ? Either.left(refusal ?? "") : Either.right(phone)
      )
    })
  }
})
