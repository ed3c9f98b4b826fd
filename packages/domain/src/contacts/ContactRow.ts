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
import type * as Heading from "./Heading.js"
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
 * Decides one row. A blank cell says nothing about the stored value, except that a new contact without a segment is
 * MARKETING. All faults of a row are told in one sentence; the column and value shown are those of the first.
 *
 * @since 0.1.0
 * @category rules
 */
export const decide = (row: FileRow, context: Context): Either.Either<ContactInput, RowReport> => {
  const { headings } = context.mapping
  if (row.fault !== null) return Either.left(failed(row.row, null, null, row.fault))
  const values = row.cells.findLastIndex((cell) => cell.trim() !== "") + 1
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

const read = (cells: ReadonlyArray<string>, context: Context, faults: Array<Fault>): ContactInput | null => {
  const { attributes, fields } = context.mapping
  const fault = (index: number, reason: string): null => {
    faults.push({ index, cell: cells[index] ?? "", reason })
    return null
  }
  const text = (field: Heading.Field): string => CellText.clean(cells[fields[field]])

  const phone = context.parsePhone(cells[fields.phone] ?? "")
  if (Either.isLeft(phone)) fault(fields.phone, describeRefusal(phone.left))

  const parsed = {
    name: nameOf(text("name"), (reason) => fault(fields.name, reason)),
    segment: segmentOf(text("segment"), (reason) => fault(fields.segment, reason)),
    language: languageOf(text("language"), (reason) => fault(fields.language, reason)),
    paymentDay: paymentDayOf(text("paymentDay"), (reason) => fault(fields.paymentDay, reason)),
    optOut: optOutOf(text("optOut"), (reason) => fault(fields.optOut, reason))
  }

  const extra: Record<string, string> = {}
  for (const { date, index, key } of attributes) {
    const value = CellText.clean(cells[index])
    if (value === "") continue
    const kept = date ? CellText.date(value, context.thisYear) : value
    if (kept === null) fault(index, "there is no such date; write day, month and year, such as 05/06/1990")
    else if (kept.includes("\ufffd")) fault(index, damaged)
    else if (CellText.isLongerThan(kept, maxValue)) fault(index, `the value is longer than ${maxValue} characters`)
    else extra[key] = kept
  }
  return Either.isLeft(phone) || parsed.segment === null
    ? null
    : { phone: phone.right, ...parsed, segment: parsed.segment, attributes: extra }
}

const damaged = "a letter was lost (it shows as \ufffd) when this list was saved in another encoding; type it again"

type Refuse = (reason: string) => null

const nameOf = (text: string, refuse: Refuse): string | null => {
  if (text === "") return null
  if (CellText.isLongerThan(text, maxName)) return refuse(`the name is longer than ${maxName} characters`)
  if (text.includes("\ufffd")) return refuse(damaged)
  if (!/[\r\n\t]/.test(text)) return text
  // A quote that was never closed took the next line along.
  return /\d{8}/.test(text)
    ? refuse("the name holds more than one line and a long number; is a quote (\") not closed?")
    : text.replace(/\s+/gu, " ")
}

const segmentOf = (text: string, refuse: Refuse): Segment.Segment | null =>
  text === ""
    ? "MARKETING"
    : Segment.fromText(text) ?? refuse(`there is no such segment; allowed are ${Segment.all.join(", ")}`)

// "hi_IN", "en-US"
const languageOf = (text: string, refuse: Refuse): Language.Language | null => {
  if (text === "") return null
  const name = text.normalize("NFC")
  return Language.fromText(name) ?? Language.fromText(name.replace(/[-_][A-Za-z]{2}$/, "")) ??
    refuse("this language is not offered; allowed are English, Hindi, Kannada, Tamil, Punjabi")
}

const paymentDayOf = (text: string, refuse: Refuse): number | null =>
  text === "" ? null : CellText.dayOfMonth(text) ?? refuse("a payment day is a number from 1 to 31")

const optOutOf = (text: string, refuse: Refuse): "ALL" | null => {
  const yes = CellText.isYes(text)
  if (yes === null) return refuse("the answer is neither yes nor no")
  // "No" says nothing: an earlier refusal stays.
  return yes ? "ALL" : null
}
