/**
 * From a row of cells to a contact, or to what is wrong with the row.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import type { FileRow } from "../ports/ContactFileReader.js"
import type * as PhoneParser from "../ports/PhoneParser.js"
import * as Segment from "../segmentation/Segment.js"
import * as CellText from "./CellText.js"
import type { ColumnMapping } from "./ColumnMapping.js"
import type { ContactInput } from "./Contact.js"
import type { Tense } from "./Heading.js"
import type { RowReport } from "./Import.js"
import * as Language from "./Language.js"
import { describeRefusal } from "./PhoneNumber.js"

/**
 * Code points of a name.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxName = 200

/**
 * Code points of an extra value: as long as the longest parameter WhatsApp takes.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxValue = 1024

/**
 * What deciding needs beside the row.
 *
 * @since 0.1.0
 * @category model
 */
export interface Context {
  readonly mapping: ColumnMapping
  readonly parsePhone: PhoneParser.Service["parse"]
  readonly thisYear: number
}

interface Fault {
  readonly index: number
  readonly cell: string
  readonly reason: string
}

/**
 * Decides one row. A blank cell says nothing about the stored value. All faults of a row are told in one sentence; the
 * column and value shown are those of the first.
 *
 * @since 0.1.0
 * @category rules
 */
export const decide = (row: FileRow, context: Context): Either.Either<ContactInput, RowReport> => {
  const { headings } = context.mapping
  if (row.fault !== null) return Either.left(failed(row.row, null, null, row.fault))
  const values = countValues(row.cells)
  if (values > headings.length) {
    const reason = `${values} values for ${headings.length} columns; put a value that has a comma in it in quotes (")`
    return Either.left(failed(row.row, null, null, reason))
  }
  const faults: Array<Fault> = []
  const input = read(row.cells, context, faults)
  const [first] = faults
  if (input !== null && first === undefined) return Either.right(input)
  return Either.left(
    failed(
      row.row,
      headings[first?.index ?? -1] ?? null,
      first?.cell ?? null,
      faults.slice(0, 4).map(({ index, reason }, place) =>
        place === 0 ? reason : `${CellText.shorten(headings[index] ?? "", 40)}: ${reason}`
      ).join("; ")
    )
  )
}

/**
 * A row that repeats the number of an earlier one.
 *
 * @since 0.1.0
 * @category constructors
 */
export const duplicate = (row: FileRow, mapping: ColumnMapping, duplicateOf: number): RowReport => ({
  ...failed(
    row.row,
    mapping.headings[mapping.fields.phone] ?? null,
    row.cells[mapping.fields.phone] ?? null,
    `the same phone number as row ${duplicateOf}; only what row ${duplicateOf} left blank was taken from this row`
  ),
  kind: "DUPLICATE",
  duplicateOf
})

/**
 * What two rows about one person say together: the earlier one wins, an opt-out in either counts.
 *
 * @since 0.1.0
 * @category rules
 */
export const fill = (earlier: ContactInput, later: ContactInput): ContactInput => ({
  ...earlier,
  name: earlier.name ?? later.name,
  language: earlier.language ?? later.language,
  paymentDay: earlier.paymentDay ?? later.paymentDay,
  attributes: { ...later.attributes, ...earlier.attributes },
  optOut: earlier.optOut ?? later.optOut
})

const failed = (row: number, column: string | null, value: string | null, reason: string): RowReport => ({
  row,
  kind: "FAILED",
  column: column === null ? null : CellText.shorten(column, 80),
  value: value === null ? null : CellText.shorten(value, 80),
  reason,
  duplicateOf: null
})

/** Cells up to the last one that is not blank. */
const countValues = (cells: ReadonlyArray<string>): number => {
  let count = cells.length
  while (count > 0 && (cells[count - 1] ?? "").trim() === "") count--
  return count
}

const read = (cells: ReadonlyArray<string>, context: Context, faults: Array<Fault>): ContactInput | null => {
  const { attributes, fields } = context.mapping
  const phoneCell = cells[fields.phone] ?? ""
  const parsedPhone = context.parsePhone(phoneCell)
  const phone = Either.isRight(parsedPhone) ? parsedPhone.right : null
  if (Either.isLeft(parsedPhone)) {
    faults.push({ index: fields.phone, cell: phoneCell, reason: describeRefusal(parsedPhone.left) })
  }
  const name = take(nameOf, cells, fields.name, faults)
  const segment = take(segmentOf, cells, fields.segment, faults)
  const language = take(languageOf, cells, fields.language, faults)
  const paymentDay = take(paymentDayOf, cells, fields.paymentDay, faults)
  const optOut = take(optOutOf, cells, fields.optOut, faults)
  const extra: Record<string, string> = {}
  for (const { date, index, key } of attributes) {
    const value = take(date === null ? textOf : dateOf(date, context.thisYear), cells, index, faults)
    if (value !== null) extra[key] = value
  }
  if (phone === null) return null
  return { phone, name, segment, language, paymentDay, optOut, attributes: extra }
}

/** The meaning of a text that is not blank, or what is wrong with it. */
type Parse<A> = (text: string) => A | Wrong

interface Wrong {
  readonly wrong: string
}

/** Null for a blank or a faulty cell. */
const take = <A extends string | number | null>(
  parse: Parse<A>,
  cells: ReadonlyArray<string>,
  index: number,
  faults: Array<Fault>
): A | null => {
  const text = CellText.clean(cells[index])
  if (text === "") return null
  const parsed = parse(text)
  if (typeof parsed !== "object" || parsed === null) return parsed
  faults.push({ index, cell: text, reason: parsed.wrong })
  return null
}

const damaged: Wrong = {
  wrong: "a letter was lost (it shows as \ufffd) when this list was saved in another encoding; type it again"
}
const longName: Wrong = { wrong: `the name is longer than ${maxName} characters` }
const longValue: Wrong = { wrong: `the value is longer than ${maxValue} characters` }
const twoRows: Wrong = { wrong: "the name holds more than one line and a long number; is a quote (\") not closed?" }
const unknownSegment: Wrong = { wrong: `there is no such segment; allowed are ${Segment.all.join(", ")}` }
const unknownLanguage: Wrong = {
  wrong: "this language is not offered; allowed are English, Hindi, Kannada, Tamil, Punjabi"
}
const noDay: Wrong = { wrong: "a payment day is a number from 1 to 31" }
const noAnswer: Wrong = { wrong: "the answer is neither yes nor no" }
const noDate: Wrong = { wrong: "there is no such date; write day, month and year, such as 05/06/1990" }

const nameOf: Parse<string> = (text) => {
  if (CellText.isLongerThan(text, maxName)) return longName
  if (text.includes("\ufffd")) return damaged
  if (!/[\r\n\t]/.test(text)) return text
  // A quote that was never closed took the next line along.
  return /\d{8}/.test(text) ? twoRows : text.replace(/\s+/gu, " ")
}

const segmentOf: Parse<Segment.Segment> = (text) => Segment.fromText(text) ?? unknownSegment

// A region may follow: hi_IN, en-US.
const languageOf: Parse<Language.Language> = (text) => {
  const name = text.normalize("NFC")
  return Language.fromText(name) ?? Language.fromText(name.replace(/[-_][A-Za-z]{2}$/, "")) ?? unknownLanguage
}

const paymentDayOf: Parse<number> = (text) => CellText.dayOfMonth(text) ?? noDay

// "No" says nothing: an earlier refusal stays.
const optOutOf: Parse<"ALL" | null> = (text) => {
  const yes = CellText.isYes(text)
  return yes === null ? noAnswer : yes ? "ALL" : null
}

// Schemes and loans run for years; nobody's ends in fifty.
const dateOf = (tense: Tense, thisYear: number): Parse<string> => (text) =>
  CellText.date(text, tense === "PAST" ? thisYear : thisYear + 50) ?? noDate

const textOf: Parse<string> = (text) => {
  if (text.includes("\ufffd")) return damaged
  return CellText.isLongerThan(text, maxValue) ? longValue : text
}
