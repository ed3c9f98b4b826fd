import { assert, describe, it } from "@effect/vitest"
import * as PhoneParser from "@ektola/adapters/files/PhoneParser"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { parsePhoneNumberFromString } from "libphonenumber-js/max"
import { textOf } from "./support.js"

const accepted = [
  "9.19800000001E+11",
  "9,19800000001e+11",
  "9.800000001E+09",
  "9.1980000000100E+11",
  "=\"9800000001\"",
  "(+91) 98000 00001",
  "+91 (0)98000 00001",
  "910980 0000001",
  "98,00,00,00,01",
  "９８０００００００１",
  "＋９１ ９８０００ ００００１",
  "೯೮೦೦೦೦೦೦೦೧",
  "௯௮௦௦௦௦௦௦௦௧",
  "੯੮੦੦੦੦੦੦੦੧",
  "৯৮০০০০০০০১",
  "98000–00001",
  "98000.00001",
  "tel:+919800000001",
  "wa.me/919800000001",
  "मोबाइल: 9800000001",
  "9800000001 Asha",
  "9800000001\n(home)"
]

const refused: ReadonlyArray<readonly [text: string, refusal: string]> = [
  ["", "EMPTY"],
  [" \u00a0\u200b ", "EMPTY"],
  ["'", "EMPTY"],
  ["9.1980000000E+11", "SHORTENED_BY_SPREADSHEET"],
  ["9E+11", "SHORTENED_BY_SPREADSHEET"],
  ["9800000001\n9800000002", "TWO_NUMBERS"],
  ["9800000001 9800000002", "TWO_NUMBERS"],
  ["9800000001 or 9800000002", "TWO_NUMBERS"],
  ["9800000001+9800000002", "TWO_NUMBERS"],
  ["9800000001 home 9800000002", "TWO_NUMBERS"],
  ["8041234567", "NOT_MOBILE"],
  ["+442071234567", "NOT_MOBILE"],
  ["9800000001 ext 12", "NOT_A_NUMBER"],
  ["98000 0000 (1 home)", "NOT_A_NUMBER"],
  ["9800000001 (2nd)", "NOT_A_NUMBER"],
  ["98*****001", "NOT_A_NUMBER"],
  ["980000000.1", "NOT_A_NUMBER"],
  ["980000000,1", "NOT_A_NUMBER"],
  ["#REF!", "NOT_A_NUMBER"],
  ["asha@example.invalid", "NOT_A_NUMBER"],
  ["9".repeat(1_000_000), "NOT_A_NUMBER"],
  ["+", "NOT_A_NUMBER"],
  ["26500001", "WRONG_LENGTH"],
  ["05-06-1990", "WRONG_LENGTH"],
  ["+9719", "WRONG_LENGTH"],
  ["0000000000", "NOT_VALID"],
  ["+00000000000", "NOT_VALID"]
]

/** The number, or why there is none. */
const result = (text: string): string => Either.merge(PhoneParser.parse(text))

describe("parse", () => {
  for (const text of accepted) {
    it(`accepts ${JSON.stringify(text)}`, () => assert.strictEqual(result(text), "+919800000001"))
  }

  for (const [text, refusal] of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 40))}: ${refusal}`, () => assert.strictEqual(result(text), refusal))
  }

  const subscribers = FastCheck.tuple(
    textOf("6789", { minLength: 1, maxLength: 1 }),
    textOf("0123456789", { minLength: 9, maxLength: 9 })
  )
    .map((parts) => parts.join(""))

  it("agrees with libphonenumber on every Indian number, however it is written", () =>
    FastCheck.assert(
      FastCheck.property(subscribers, (subscriber) => {
        const type = parsePhoneNumberFromString(`+91${subscriber}`)?.getType()
        const isMobile = type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE"
        for (const prefix of ["", "0", "91", "+91", "+91 0", "0091 ", "(+91) "]) {
          assert.strictEqual(result(prefix + subscriber), isMobile ? `+91${subscriber}` : "NOT_MOBILE")
        }
      }),
      { numRuns: 500 }
    ))

  it("gives back what it gave, and only E.164", () =>
    FastCheck.assert(FastCheck.property(textOf("0123456789+()-. /,Ea९"), (text) => {
      const parsed = PhoneParser.parse(text)
      if (Either.isLeft(parsed)) return
      assert.isTrue(Schema.is(PhoneNumber)(parsed.right))
      assert.strictEqual(result(parsed.right), parsed.right)
    })))

  it("never takes a digit from anywhere but the number", () =>
    FastCheck.assert(
      FastCheck.property(subscribers, textOf("0123456789 ()abc/,.-"), (subscriber, note) => {
        const found = result(`${subscriber} ${note}`)
        if (found.startsWith("+") && !/^[ ().-]*\d/.test(note)) assert.strictEqual(found, `+91${subscriber}`)
      }),
      { numRuns: 2000 }
    ))
})
