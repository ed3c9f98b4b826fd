/**
 * What a password must be, after NIST SP 800-63B revision 3, section 5.1.1.2: long enough, not a common one, and not an
 * address, a name, or one word of these with digits and signs around it. No rules about capitals, digits or signs, and
 * no expiry.
 *
 * @since 0.1.0
 */
import { commonPasswords, commonWords } from "./internal/commonPasswords.js"

/**
 * Code points of the normal form. Revision 3 asks for 8, and revision 4 (SP 800-63B-4, section 3.1.1.2) for 15 where a
 * password is the only factor; 10 is kept because shopkeepers type it on a phone, and longer ones get written down at the
 * counter.
 *
 * @since 0.1.0
 * @category constants
 */
export const minLength = 10

/**
 * Code points of the normal form. Hashing takes longer passwords too; a limit keeps requests small.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxLength = 128

/**
 * What the account says about itself; a password must not repeat it. Null for what the account does not have.
 *
 * @since 0.1.0
 * @category model
 */
export interface Account {
  readonly email: string
  readonly name: string | null
  readonly shopName: string | null
}

/**
 * The form in which a password is hashed and compared. Keyboards write the same letter in several ways (NFKC, as
 * revision 3 asks for).
 *
 * @since 0.1.0
 * @category rules
 */
export const normalise = (password: string): string => password.normalize("NFKC")

/**
 * Code points of the normal form: what the limits count.
 *
 * @since 0.1.0
 * @category rules
 */
export const countCharacters = (password: string): number => [...normalise(password)].length

/**
 * One sentence per fault; none when the password is good. Whoever stores a password asks this first.
 *
 * @since 0.1.0
 * @category rules
 */
export const faults = (password: string, account: Account): ReadonlyArray<string> => {
  // Four UTF-16 units or more per code point do not exist; what is far too long is not looked at.
  if (password.length > maxLength * 4) return [tooLong]
  const normal = normalise(password)
  const length = countCharacters(normal)
  if (length > maxLength) return [tooLong]
  const found: Array<string> = []
  if (length < minLength) found.push(`The password has ${length} characters. Use at least ${minLength}.`)
  else if (isCommon(normal)) {
    found.push("The password is one of those that are tried first. Use several words of your own.")
  }
  for (const [what, values] of sourcesOf(account)) {
    if (values.some((value) => repeats(normal, value))) found.push(`The password repeats ${what}. Use something else.`)
  }
  return found
}

const tooLong = `The password is too long. Use at most ${maxLength} characters.`

const sourcesOf = ({ email, name, shopName }: Account): ReadonlyArray<readonly [string, ReadonlyArray<string>]> => [
  ["the e-mail address or a part of it", [email, ...withWords(localPartOf(email)), domainOf(email)]],
  ["your name", withWords(name ?? "")],
  ["the name of the shop", withWords(shopName ?? "")],
  ["the name of this service", ["ektola"]]
]

const withWords = (text: string): ReadonlyArray<string> => [text, ...text.split(/[^\p{L}\p{M}]+/u)]

const localPartOf = (email: string): string => email.slice(0, email.lastIndexOf("@"))
const domainOf = (email: string): string => email.slice(email.lastIndexOf("@") + 1).split(".")[0] ?? ""

const letters = (text: string): string => normalise(text).toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, "")
/** Without the digits that people put in front of or behind a word. */
const core = (text: string): string => letters(text).replace(/^\p{N}+/u, "").replace(/\p{N}+$/u, "")

/** Whether it is the value, but for case, signs, and digits around. Names of one or two letters are in everything. */
const repeats = (password: string, value: string): boolean => {
  const [whole, plain] = [letters(value), core(value)]
  return (whole.length > 2 && letters(password) === whole) || (plain.length > 2 && core(password) === plain)
}

const isCommon = (password: string): boolean => {
  const plain = letters(password)
  return commonPasswords.has(plain) || commonWords.has(core(password)) || isMonotonous(plain === "" ? password : plain)
}

/** The same few characters again and again ("ababababab"), or a run ("1234567890", "jihgfedcba"). */
const isMonotonous = (text: string): boolean => {
  const points = Array.from(text, (point) => point.codePointAt(0) ?? 0)
  if (new Set(points).size < 3) return true
  const steps = points.slice(1).map((point, at) => point - (points[at] ?? 0))
  // From 9 to 0 the run of digits goes on.
  return [1, -1].some((step) => steps.every((found) => found === step || found === -9 * step))
}
