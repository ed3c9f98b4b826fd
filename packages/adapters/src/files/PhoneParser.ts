/**
 * Phone numbers as people type them, checked with libphonenumber's full metadata: the small default metadata calls
 * `+9112345678` and `5800000001` valid.
 *
 * @since 0.1.0
 */
import type { PhoneNumber, Refusal } from "@ektola/domain/contacts/PhoneNumber"
import * as PhoneParser from "@ektola/domain/ports/PhoneParser"
import * as Brand from "effect/Brand"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import { Metadata } from "libphonenumber-js/core"
import { parsePhoneNumberFromString, type PhoneNumber as Parsed } from "libphonenumber-js/max"
import metadata from "libphonenumber-js/max/metadata"
import * as phoneText from "./internal/phoneText.js"

const phoneNumber = Brand.nominal<PhoneNumber>()

/**
 * The mobile pattern of the Indian numbering plan. `[6-9]` and nine digits is not enough: 080 4123 4567 is a landline in
 * Bengaluru. One test of it takes 0.1 µs, a full parse 10 to 20 µs.
 */
const indianMobile = (() => {
  // The types of libphonenumber-js leave out what its own getType() calls.
  const plan: { readonly type?: (type: "MOBILE") => { readonly pattern: () => string } | undefined } = (() => {
    const all = new Metadata(metadata)
    all.selectNumberingPlan("IN")
    return all.numberingPlan ?? {}
  })()
  const pattern = plan.type?.("MOBILE")?.pattern()
  // A release without it costs speed, not correctness.
  return pattern === undefined ? /^(?!)/ : new RegExp(`^(?:${pattern})$`)
})()

const plainIndian = /^(?:\+?91|0)?([6-9]\d{9})$/

/**
 * @since 0.1.0
 * @category parsing
 */
export const parse = (text: string): Either.Either<PhoneNumber, Refusal> => {
  const subscriber = plainIndian.exec(text)?.[1]
  return subscriber !== undefined && indianMobile.test(subscriber)
    ? Either.right(phoneNumber(`+91${subscriber}`))
    : Either.flatMap(phoneText.read(text), fromDigits)
}

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<PhoneParser.PhoneParser> = Layer.succeed(PhoneParser.PhoneParser, { parse })

const fromDigits = ({ digits, international }: phoneText.Digits): Either.Either<PhoneNumber, Refusal> => {
  // 00 is India's international prefix.
  const withCode = international ? digits : digits.startsWith("00") ? digits.slice(2) : null
  if (withCode === null) {
    const national = digits.replace(/^0/, "")
    return indian(national.length >= 12 && national.startsWith("91") ? national.slice(2) : national)
  }
  return withCode.startsWith("91") ? indian(withCode.slice(2)) : foreign(withCode)
}

// People write the trunk zero after the country code too: +91 (0)98000 00001.
const indian = (national: string): Either.Either<PhoneNumber, Refusal> => {
  const subscriber = national.replace(/^0/, "")
  if (indianMobile.test(subscriber)) return Either.right(phoneNumber(`+91${subscriber}`))
  return judge(parsePhoneNumberFromString(`+91${subscriber}`), subscriber.length === 10)
}

const foreign = (digits: string): Either.Either<PhoneNumber, Refusal> => {
  const parsed = parsePhoneNumberFromString(`+${digits}`)
  return judge(parsed, digits.length >= 8 && digits.length <= 15 && (parsed === undefined || parsed.isPossible()))
}

// America tells landlines and mobiles apart by no digit.
const judge = (parsed: Parsed | undefined, rightLength: boolean): Either.Either<PhoneNumber, Refusal> => {
  if (parsed === undefined || !parsed.isValid()) return Either.left(rightLength ? "NOT_VALID" : "WRONG_LENGTH")
  const type = parsed.getType()
  return type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE"
    ? Either.right(phoneNumber(parsed.number))
    : Either.left("NOT_MOBILE")
}
