/**
 * Rows out of text that comes in slices.
 *
 * papaparse reads on over line ends until it finds the quote that closes a cell, and reports a quote in the wrong place
 * after it swallowed other rows. Such a row is given up at its first line end, and reading goes on from there.
 */
import type { FileRow } from "@ektola/domain/ports/ContactFileReader"
import * as Either from "effect/Either"
import Papa from "papaparse"

export interface RowParser {
  /** The rows that `text` completes; blank ones are counted and left out. Left: the file as a whole cannot be read. */
  readonly push: (text: string, last: boolean, bytesRead: number) => Either.Either<Array<FileRow>, string>
  /** The number of the last row that was read, blank or not. */
  readonly lastRow: () => number
}

/** Characters; Excel's cells end at 32,767. */
const longestRow = 1024 * 1024

/** Each costs another look at up to `longestRow` characters. */
const mostFaults = 20

const unclosed = "a quote (\") is opened in this row and never closed; remove it or close it"
const misplaced = "the quotes (\") of this row do not match; double a quote that belongs to a text"
const tooLong = "the row is longer than a million characters"

export const make = (delimiter: string): RowParser => {
  const parser = (preview: number) => new Papa.Parser({ delimiter, newline: "\n", preview })
  const parse = (text: string, cutOff: boolean, preview = 0): Papa.ParseResult<Array<string>> =>
    parser(preview).parse(text, 0, cutOff)

  let pending = ""
  let wanted = 0
  let row = 1
  let faults = 0
  let skipping = false
  let bytes = 0

  const isBlank = (cells: ReadonlyArray<string>): boolean => cells.every((cell) => cell === "" || cell.trim() === "")

  const emit = (rows: Array<FileRow>, data: ReadonlyArray<Array<string>>) => {
    for (const cells of data) {
      if (!isBlank(cells)) rows.push({ row, cells, fault: null, bytesRead: bytes })
      row++
    }
  }

  /** Gives up the row at the start of `pending`. */
  const giveUp = (rows: Array<FileRow>, fault: string) => {
    const lineEnd = pending.indexOf("\n")
    rows.push({ row, cells: [], fault, bytesRead: bytes })
    pending = lineEnd === -1 ? "" : pending.slice(lineEnd + 1)
    faults++
    if (lineEnd === -1) skipping = true
    else row++
  }

  const push: RowParser["push"] = (text, last, bytesRead) => {
    bytes = bytesRead
    const rows: Array<FileRow> = []
    let added = text
    if (skipping) {
      const lineEnd = text.indexOf("\n")
      if (lineEnd === -1) return Either.right(rows)
      skipping = false
      row++
      added = text.slice(lineEnd + 1)
    }
    pending += added
    // A long row would otherwise be searched again with every slice.
    if (!last && pending.length < wanted) return Either.right(rows)
    while (pending !== "") {
      if (faults > mostFaults) {
        return Either.left(`The quotes (") do not match in more than ${mostFaults} rows, up to row ${row}.`)
      }
      const { data, errors, meta } = parse(pending, !last)
      const wrong = errors.find((error) => error.row !== undefined && isSwallowed(data[error.row], error.code))
      if (wrong === undefined) {
        emit(rows, data)
        pending = last ? "" : pending.slice(meta.cursor)
        // Line ends in a row that is not complete stand inside quotes.
        const manyLines = pending.includes("\n")
        if (manyLines && errors.some((error) => error.row === data.length)) giveUp(rows, misplaced)
        else if (pending.length > longestRow) giveUp(rows, manyLines ? unclosed : tooLong)
        else break
      } else {
        const before = wrong.row === 0 ? { data: [], meta: { cursor: 0 } } : parse(pending, !last, wrong.row)
        emit(rows, before.data)
        pending = pending.slice(before.meta.cursor)
        giveUp(rows, wrong.code === "MissingQuotes" ? unclosed : misplaced)
      }
    }
    wanted = Math.min(pending.length * 2, longestRow)
    return Either.right(rows)
  }

  return { push, lastRow: () => row - 1 }
}

// A stray quote inside one line is taken as it stands: Asha "Didi" Rao.
const isSwallowed = (cells: ReadonlyArray<string> | undefined, code: string): boolean =>
  cells !== undefined && (code === "MissingQuotes" || cells.some((cell) => cell.includes("\n")))
