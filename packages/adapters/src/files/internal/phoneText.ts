/**
 * From what a person typed into a phone cell to its digits.
 */
import type { Refusal } from "@ektola/domain/contacts/PhoneNumber"
import * as Either from "effect/Either"

/** Digits only; `international` when the text said so by a plus. */
export interface Digits {
  readonly international: boolean
  readonly digits: string
}

// Room for two numbers and a note.
const longest = 200

// Decimal digits come in runs of ten (Unicode Standard §4.6). These are the zeros of Arabic, Persian, the scripts of India
// (Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam, Ol Chiki, Meetei) and full width.
const zeros = Array.from("٠۰०০੦૦୦௦౦೦൦᱐꯰０", (zero) => zero.charCodeAt(0))

const toAscii = (digit: string): string => {
  const code = digit.charCodeAt(0)
  const zero = zeros.find((zero) => code >= zero && code <= zero + 9)
  return zero === undefined ? digit : String(code - zero)
}

const plain = (text: string): string =>
  /^[ -~]*$/.test(text) ? text.trim() : text
    // Two numbers on two lines are two numbers.
    .replace(/[\r\n\u2028\u2029]+/g, "/")
    .replace(/\p{Nd}/gu, toAscii)
    .replace(/[\t\p{Zs}]/gu, " ")
    // Direction marks, zero-width characters and variation selectors come along from contact apps.
    .replace(/[\p{Cf}\p{Cc}\u034f\ufe00-\ufe0f]/gu, "")
    .replace(/\p{Pd}|\u2212/gu, "-")
    .replace(/[\uff0b\ufe62]/g, "+")
    .replace(/\uff08/g, "(")
    .replace(/\uff09/g, ")")
    .replace(/\uff0f/g, "/")
    .replace(/\uff0c/g, ",")
    .trim()

/** Spreadsheets force text by a leading apostrophe, or by a formula that is a text. */
const unwrap = (text: string): string => {
  const formula = /^="?([^"]*)"?$/.exec(text)
  return (formula?.[1] ?? text).replace(/^['‘’`´]+\s*/, "").trim()
}

const scientific = /^\+?(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})$/

/** Exact only when every digit of the number is shown: `9.19E+11` stands for ten million numbers. */
const expand = (match: RegExpExecArray): Either.Either<Digits, Refusal> => {
  const [, lead = "", decimals = "", exponent = ""] = match
  const shown = Number(exponent)
  return decimals.length >= shown && /^0*$/.test(decimals.slice(shown))
    ? Either.right({ international: false, digits: lead + decimals.slice(0, shown) })
    : Either.left("SHORTENED_BY_SPREADSHEET")
}

const countDigits = (text: string): number => text.replace(/\D/g, "").length

// No one writes fewer than six digits of a number after another one.
const several = (parts: ReadonlyArray<string>): boolean => parts.filter((part) => countDigits(part) >= 6).length > 1

/** The digits of the one number in `text`. Digits of a note are never joined to it. */
export const read = (text: string): Either.Either<Digits, Refusal> => {
  const typed = unwrap(plain(text))
  if (typed === "") return Either.left("EMPTY")
  if (typed.length > longest) return Either.left("NOT_A_NUMBER")
  const inScience = scientific.exec(typed)
  if (inScience !== null) return expand(inScience)
  return readOne(
    typed
      // What a number format leaves: 9800000001.0 and 98,000,00,001.
      .replace(/^(\+?\d{7,})[.,]0{1,2}$/, "$1")
      .replace(/^\+?\d{1,5}(?:,\d{2,5})+$/, (grouped) => grouped.replaceAll(",", ""))
      .replace(/\((?=[^()]*\p{L})[^()\d]*\)/gu, " ")
      .trim()
  )
}

const readOne = (typed: string): Either.Either<Digits, Refusal> => {
  // 98OOOOOOO1, 2nd, x12; a fraction; a bracket that holds both words and digits.
  if (/\p{L}\p{M}*\d|\d\p{L}|^\+?\d{7,}\.\d+$|\((?=[^()]*\p{L})[^()]*\d/u.test(typed)) {
    return Either.left("NOT_A_NUMBER")
  }
  const runs = typed.match(/\+?\(?\+?\d[\d ().-]*/g) ?? []
  const [run] = runs
  if (run === undefined) return Either.left("NOT_A_NUMBER")
  if (runs.length > 1) return Either.left(several(runs) ? "TWO_NUMBERS" : "NOT_A_NUMBER")
  if (!/^[\p{L}\p{M} .:()'"*/,;-]*$/u.test(typed.replace(run, ""))) return Either.left("NOT_A_NUMBER")
  const digits = run.replace(/\D/g, "")
  if (digits.length >= 20) return Either.left("TWO_NUMBERS")
  return Either.right({ international: run.includes("+"), digits })
}
