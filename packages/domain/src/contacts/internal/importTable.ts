import type * as Chunk from "effect/Chunk"
import * as Either from "effect/Either"
import type { FileRow } from "../../ports/ContactFileReader.js"
import type * as PhoneParser from "../../ports/PhoneParser.js"
import * as ColumnMapping from "../ColumnMapping.js"
import type { ContactInput } from "../Contact.js"
import * as ContactRow from "../ContactRow.js"
import type { ImportFileRefused } from "../ContactsError.js"
import type { RowReport } from "../Import.js"
import type { PhoneNumber } from "../PhoneNumber.js"
import * as headings from "./headings.js"
import * as phoneRows from "./phoneRows.js"

/**
 * What a chunk of rows comes to. `firsts` have distinct numbers; `repeats` have numbers of this or an earlier chunk and
 * are merged among themselves.
 */
export interface Batch {
  readonly firsts: ReadonlyArray<ContactInput>
  readonly repeats: ReadonlyArray<ContactInput>
  readonly reports: ReadonlyArray<RowReport>
  readonly duplicates: number
  readonly failed: number
  /** Null when every row had been decided before. */
  readonly lastRow: number | null
  readonly bytesRead: number
  /** All notices about the file up to here. */
  readonly notices: ReadonlyArray<string>
}

export interface Table {
  /** The next rows of the file, in order. Rows up to `rowsDone` only teach which numbers came before. */
  readonly decide: (rows: Chunk.Chunk<FileRow>) => Either.Either<Batch, ImportFileRefused>
}

/** Notices name single rows; the rest is summed up. */
const mostNamed = 10

export const make = (options: {
  readonly parsePhone: PhoneParser.Service["parse"]
  readonly thisYear: number
  readonly rowsDone: number
}): Table => {
  const search = headings.make()
  const phones = phoneRows.make()
  let context: ContactRow.Context | null = null
  let repeatedHeadings = 0
  const notices: Array<string> = []

  const repeatHeadings = (row: number) => {
    repeatedHeadings++
    if (repeatedHeadings < mostNamed) notices.push(`Row ${row} repeats the headings and was left out.`)
    if (repeatedHeadings === mostNamed) notices.push("More rows repeat the headings and were left out.")
  }

  const decide: Table["decide"] = (rows) => {
    const firsts: Array<ContactInput> = []
    const repeats = new Map<PhoneNumber, ContactInput>()
    const reports: Array<RowReport> = []
    let duplicates = 0
    let lastRow: number | null = null
    let bytesRead = 0

    const place = (row: FileRow, context: ContactRow.Context) => {
      const decided = ContactRow.decide(row, context)
      const isNew = row.row > options.rowsDone
      if (Either.isLeft(decided)) {
        if (ColumnMapping.repeats(context.mapping, row.cells)) repeatHeadings(row.row)
        else if (isNew) reports.push(decided.left)
        return
      }
      const input = decided.right
      const earlier = phones.add(input.phone, row.row)
      if (!isNew) return
      if (earlier === null) {
        firsts.push(input)
        return
      }
      const repeat = repeats.get(input.phone)
      repeats.set(input.phone, repeat === undefined ? input : ContactRow.fill(repeat, input))
      reports.push(ContactRow.duplicate(row, context.mapping, earlier))
      duplicates++
    }

    for (const row of rows) {
      if (row.row > options.rowsDone) lastRow = row.row
      bytesRead = row.bytesRead
      if (context !== null) {
        place(row, context)
        continue
      }
      const found = search.look(row)
      if (Either.isLeft(found)) return Either.left(found.left)
      if (found.right === null) continue
      context = { mapping: found.right, parsePhone: options.parsePhone, thisYear: options.thisYear }
      notices.push(...found.right.notices)
    }
    const failed = reports.length - duplicates
    return Either.right({
      firsts,
      repeats: [...repeats.values()],
      reports,
      duplicates,
      failed,
      lastRow,
      bytesRead,
      notices: [...notices]
    })
  }

  return { decide }
}
