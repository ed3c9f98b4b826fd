import * as Either from "effect/Either"
import type { FileRow } from "../../ports/ContactFileReader.js"
import * as ColumnMapping from "../ColumnMapping.js"
import { ImportFileRefused } from "../ContactsError.js"

/** Shops put the name of the shop, a date or a blank line above the headings. */
const mostTitles = 5

export interface Headings {
  /** Looks at the next row until the headings are found; refuses when they are not among the first rows. */
  readonly look: (row: FileRow) => Either.Either<ColumnMapping.ColumnMapping | null, ImportFileRefused>
  /** The refusal of a file that ended before its headings were found. */
  readonly missing: () => ImportFileRefused
}

export const make = (): Headings => {
  const titles: Array<FileRow> = []
  const missing = () => new ImportFileRefused({ reason: ColumnMapping.describeMissingPhone(titles[0]?.cells ?? []) })
  return {
    missing,
    look: (row) => {
      const mapping = row.fault === null ? ColumnMapping.fromHeadings(row.cells) : null
      if (mapping === null) {
        titles.push(row)
        return titles.length > mostTitles ? Either.left(missing()) : Either.right(null)
      }
      if (titles.length === 0) return Either.right(mapping)
      const notice = `The headings were found in row ${row.row}; what stands above was left out.`
      return Either.right({ ...mapping, notices: [notice, ...mapping.notices] })
    }
  }
}
