/**
 * CSV files as shops have them, read by papaparse as a stream.
 *
 * Text goes through papaparse's parser in slices, each parsed when the consumer asks for more rows, so neither the file
 * nor its rows pile up. Memory is bounded by the longest row, and that by a million characters.
 *
 * @since 0.1.0
 */
import { ImportFileRefused } from "@ektola/domain/contacts/ContactsError"
import * as ContactFileReader from "@ektola/domain/ports/ContactFileReader"
import * as Chunk from "effect/Chunk"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as Delimiter from "./Delimiter.js"
import * as Encoding from "./Encoding.js"
import * as rowParser from "./internal/rowParser.js"

const sliceBytes = 64 * 1024

// Byte order marks, also between files that were pasted together; NUL, which Postgres refuses; the end mark of DOS.
const strays = ["\ufeff", "\u0000", "\u001a"]

/**
 * @since 0.1.0
 * @category constructors
 */
export const read: ContactFileReader.Service["read"] = (bytes) =>
  Stream.suspend(() => {
    const file = openFile()
    return bytes.pipe(
      Stream.mapConcat(slices),
      Stream.mapEffect((slice) => file.push(slice, false)),
      Stream.concat(Stream.suspend(() => Stream.fromEffect(file.push(new Uint8Array(0), true)))),
      Stream.flattenChunks
    )
  })

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<ContactFileReader.ContactFileReader> = Layer.succeed(
  ContactFileReader.ContactFileReader,
  { read }
)

type Rows = Either.Either<Chunk.Chunk<ContactFileReader.FileRow>, ImportFileRefused>

const refuse = (reason: string) => Either.left(new ImportFileRefused({ reason }))

/** The state of one read: the first bytes wait until there are enough to tell encoding and delimiter. */
const openFile = () => {
  let head = Buffer.alloc(0)
  let decode: Encoding.Decoder | null = null
  let parser: rowParser.RowParser | null = null
  let carriageReturn = ""
  let bytesRead = 0
  let rowsRead = 0

  // Every line ends in \n, and what belongs to no name goes.
  const clean = (text: string, last: boolean): string => {
    let cleaned = carriageReturn + text
    // The \n of a \r\n may come with the next slice.
    carriageReturn = !last && cleaned.endsWith("\r") ? "\r" : ""
    if (carriageReturn !== "") cleaned = cleaned.slice(0, -1)
    if (cleaned.includes("\r")) cleaned = cleaned.replace(/\r\n?/g, "\n")
    for (const character of strays) {
      if (cleaned.includes(character)) cleaned = cleaned.replaceAll(character, "")
    }
    return cleaned
  }

  const start = (
    text: string,
    last: boolean
  ): Either.Either<readonly [rowParser.RowParser, string], ImportFileRefused> => {
    const notTable = whyNotTable(text)
    if (notTable !== null) return refuse(notTable)
    const hint = Delimiter.fromHint(text)
    const delimiter = hint?.delimiter ?? Delimiter.detect(text, last)
    return Either.right([rowParser.make(delimiter), hint?.rest ?? text])
  }

  const push = (bytes: Uint8Array, last: boolean): Rows => {
    bytesRead += bytes.length
    let input = bytes
    if (decode === null) {
      head = Buffer.concat([head, bytes])
      if (head.length < sliceBytes && !last) return Either.right(Chunk.empty())
      const encoding = Encoding.detect(head)
      if (Either.isLeft(encoding)) return refuse(encoding.left)
      decode = Encoding.decoder(encoding.right)
      input = head
      head = Buffer.alloc(0)
    }
    const decoded = decode(input, last)
    let text = clean(decoded.text, last)
    if (parser === null) {
      const started = start(text, last && !decoded.damaged)
      if (Either.isLeft(started)) return Either.left(started.left)
      ;[parser, text] = started.right
    }
    if (decoded.damaged) {
      // The mark stands where the damage is, so the last row is the damaged one.
      parser.push(`${text}\ufffd`, true, bytesRead)
      return refuse(Encoding.describeDamage(parser.lastRow()))
    }
    const rows = parser.push(text, last, bytesRead)
    if (Either.isLeft(rows)) return refuse(rows.left)
    rowsRead += rows.right.length
    if (last && rowsRead === 0) return refuse("The file is empty. Upload a CSV file with a row of headings.")
    return Either.right(Chunk.unsafeFromArray(rows.right))
  }

  return { push }
}

const whyNotTable = (text: string): string | null => {
  const start = text.slice(0, 100).trimStart()
  if (start.startsWith("<")) {
    return "This is a web page or XML, even if its name ends in .xls. Open it in Excel and save it as " +
      "\"CSV UTF-8 (Comma delimited)\"."
  }
  if (/^BEGIN:VCARD/i.test(start)) {
    return "This is a phone book (vCard), not a table. Export the contacts as CSV and upload that file."
  }
  return null
}

const slices = (bytes: Uint8Array): ReadonlyArray<Uint8Array> => {
  const parts: Array<Uint8Array> = []
  for (let start = 0; start < bytes.length; start += sliceBytes) parts.push(bytes.subarray(start, start + sliceBytes))
  return parts
}
