/**
 * Turns the bytes of an uploaded file into rows of text cells.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Stream from "effect/Stream"
import type { ImportFileRefused } from "../contacts/ContactsError.js"

/**
 * One line of a table. `row` is the number a spreadsheet shows: blank lines count, a quoted cell with line breaks is one
 * row. `fault` is set when the line itself cannot be read (such as an unclosed quote). `bytesRead` is how much of the
 * file was consumed when the row was emitted.
 *
 * @since 0.1.0
 * @category model
 */
export interface FileRow {
  readonly row: number
  readonly cells: ReadonlyArray<string>
  readonly fault: string | null
  readonly bytesRead: number
}

/**
 * What an adapter provides. It knows formats of files and nothing about contacts; imports call it twice per file.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * Rows as they stand in the file, headings included, blank lines left out (their numbers are skipped). Encoding and
   * delimiter are found out; a file that is not a table of text fails with what to do about it. Memory is bounded by the
   * longest row.
   */
  readonly read: <E>(bytes: Stream.Stream<Uint8Array, E>) => Stream.Stream<FileRow, E | ImportFileRefused>
}

/**
 * The tag of the port. Provide a reader of the formats you take; `@ektola/adapters/files/CsvReader` takes CSV.
 *
 * @since 0.1.0
 * @category port
 */
export class ContactFileReader
  extends Context.Tag("@ektola/domain/ports/ContactFileReader")<ContactFileReader, Service>()
{}
