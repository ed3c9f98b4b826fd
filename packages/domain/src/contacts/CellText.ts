/**
 * What the text in a cell means: a day, a date, an answer; and how it is shown again.
 *
 * @since 0.1.0
 */
import { isDate } from "../recurrence/LocalDate.js"
import * as Heading from "./Heading.js"

/**
 * A cell as it is kept: without the spaces around it and without NUL, which Postgres cannot store. A spreadsheet error
 * such as `#N/A` is no text of anybody.
 *
 * @since 0.1.0
 * @category rules
 */
export const clean = (cell: string | undefined): string => {
  if (cell === undefined || cell === "") return ""
  const text = (cell.includes("\u0000") ? cell.replaceAll("\u0000", "") : cell).trim()
  return text.startsWith("#") && spreadsheetError.test(text) ? "" : text
}

const spreadsheetError = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|ERROR!)$/

/**
 * Whether `text` has more than `limit` code points, as WhatsApp counts.
 *
 * @since 0.1.0
 * @category rules
 */
export const isLongerThan = (text: string, limit: number): boolean =>
  text.length > limit && (text.length > limit * 2 || [...text].length > limit)

/**
 * At most `limit` code points of `text`, in one line.
 *
 * @since 0.1.0
 * @category rendering
 */
export const shorten = (text: string, limit: number): string => {
  // Far more than is shown need not be looked at.
  const points = [...text.slice(0, limit * 2 + 2).replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim()]
  return points.length > limit ? `${points.slice(0, limit - 1).join("")}…` : points.join("")
}

/**
 * `shorten` in double quotes, for a sentence that names what stands in a cell.
 *
 * @since 0.1.0
 * @category rendering
 */
export const quote = (text: string, limit: number): string => `"${shorten(text, limit)}"`

const indianDigit = /[\u0966-\u096f\u0a66-\u0a6f\u0be6-\u0bef\u0ce6-\u0cef]/g

/** Digits of the four Indian scripts this product writes; the code of each zero ends in 6 (Unicode code charts). */
const asciiDigits = (text: string): string =>
  text.replace(indianDigit, (digit) => String((digit.charCodeAt(0) - 6) % 16))

/**
 * A day of the month: 5, 05, 5.0 or 5th.
 *
 * @since 0.1.0
 * @category parsing
 */
export const dayOfMonth = (text: string): number | null => {
  const match = /^(\d{1,2})(?:\.0+)?(?:st|nd|rd|th)?$/i.exec(asciiDigits(text))
  const day = Number(match?.[1] ?? 0)
  return day >= 1 && day <= 31 ? day : null
}

const answers = (list: string): ReadonlySet<string> => new Set(list.split(" ").map(Heading.fold))

const yes = answers(
  "yes y true t 1 x optout optedout out stop stopped unsubscribe unsubscribed dnd blocked हाँ हां हा जी जीहाँ बंद " +
    "ಹೌದು ಹೌ ஆம் ஆமாம் ਹਾਂ ਹਾਂਜੀ ਬੰਦ"
)
const no = answers("no n false f 0 na nil none optin optedin in active subscribed नहीं नही ना ಇಲ್ಲ இல்லை ਨਹੀਂ ਨਾ")

/**
 * Whether an answer to "opted out?" is yes; null when it is neither yes nor no.
 *
 * @since 0.1.0
 * @category parsing
 */
export const isYes = (text: string): boolean | null => {
  if (text === "" || text === "-") return false
  if (text === "✓" || text === "✔") return true
  const answer = Heading.fold(text.replace(/\.0+$/, ""))
  return yes.has(answer) ? true : no.has(answer) ? false : null
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

/**
 * A date as people in India write it, day first, as `yyyy-mm-dd`; a year of two digits is the latest one that is not
 * after `latestYear`. Null when there is no such date.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as CellText from "@ektola/domain/contacts/CellText"
 *
 * assert.strictEqual(CellText.date("5/12/2026", 2026), "2026-12-05")
 * assert.strictEqual(CellText.date("14 Aug 85", 2026), "1985-08-14")
 * assert.strictEqual(CellText.date("31/02/2026", 2026), null)
 * ```
 *
 * @since 0.1.0
 * @category parsing
 */
export const date = (text: string, latestYear: number): string | null => {
  const ascii = asciiDigits(text)
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?$/.exec(ascii)
  if (iso !== null) return isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const match = /^(\d{1,2})(?:st|nd|rd|th)?[-/. ]+(\d{1,2}|[a-z]{3,9})[-/., ]+(\d{4}|\d{2})$/i.exec(ascii)
  if (match === null) return null
  const [, day = "", month = "", year = ""] = match
  const named = months.indexOf(month.slice(0, 3).toLowerCase()) + 1
  const short = Number(year) + Math.floor(latestYear / 100) * 100
  return isoDate(
    year.length === 4 ? Number(year) : short > latestYear ? short - 100 : short,
    /^\d/.test(month) ? Number(month) : named,
    Number(day)
  )
}

const isoDate = (year: number, month: number, day: number): string | null => {
  const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`
  return isDate(text) ? text : null
}
