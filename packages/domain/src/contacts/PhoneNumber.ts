/**
 * A phone number as it is stored and sent: E.164 with its plus.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * E.164: `+`, country code, subscriber number; 8 to 15 digits (ITU-T E.164 §6).
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
 * import * as Schema from "effect/Schema"
 *
 * const isPhoneNumber = Schema.is(PhoneNumber)
 * assert.strictEqual(isPhoneNumber("+919800000001"), true)
 * assert.strictEqual(isPhoneNumber("98000 00001"), false) // reading what people type is the PhoneParser port's work
 * ```
 *
 * @since 0.1.0
 * @category model
 */
export const PhoneNumber = Schema.String.pipe(
  Schema.pattern(/^\+[1-9][0-9]{7,14}$/, { message: () => "a phone number in E.164, such as +919800000001" }),
  Schema.brand("PhoneNumber")
)
/**
 * The checked text, branded, so that what a person typed does not compile in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type PhoneNumber = typeof PhoneNumber.Type

/**
 * Why a text is not a number that WhatsApp can reach.
 *
 * @since 0.1.0
 * @category model
 */
export type Refusal =
  | "EMPTY"
  | "NOT_A_NUMBER"
  | "WRONG_LENGTH"
  | "SHORTENED_BY_SPREADSHEET"
  | "TWO_NUMBERS"
  | "NOT_MOBILE"
  | "NOT_VALID"

const sentences: Readonly<Record<Refusal, string>> = {
  EMPTY: "the phone number is missing",
  NOT_A_NUMBER: "this is not a phone number",
  WRONG_LENGTH: "the phone number has the wrong number of digits",
  SHORTENED_BY_SPREADSHEET:
    "the number was shortened by the spreadsheet (like 9.19E+11); format the column as text and enter it again",
  TWO_NUMBERS: "there are two numbers in one cell; keep one",
  NOT_MOBILE: "this is not a mobile number",
  NOT_VALID: "no such phone number can exist"
}

/**
 * One sentence for the person who has to correct the number.
 *
 * @since 0.1.0
 * @category rendering
 */
export const describeRefusal = (refusal: Refusal): string => sentences[refusal]
