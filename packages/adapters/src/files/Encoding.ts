/**
 * Which encoding a text file has, and its decoding piece by piece.
 *
 * UTF-8 and UTF-16 are read; anything else is refused. Every byte is valid in a single-byte code page, so a guess would
 * turn Hindi in a legacy font encoding into garbage names without any sign.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import { isUtf8 } from "node:buffer"

/**
 * @since 0.1.0
 * @category model
 */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be"

/**
 * `damaged`: the bytes after `text` are not of the encoding.
 *
 * @since 0.1.0
 * @category model
 */
export interface Decoded {
  readonly text: string
  readonly damaged: boolean
}

/**
 * A decoder that keeps the bytes of a character which was cut by the end of a piece. `last` says that nothing follows.
 *
 * @since 0.1.0
 * @category model
 */
export type Decoder = (bytes: Uint8Array, last: boolean) => Decoded

const asCsv =
  "Save it as \"CSV UTF-8 (Comma delimited)\" in Excel, or download it as CSV from Google Sheets, and upload that file."

/**
 * What to do with a text of another encoding.
 *
 * @since 0.1.0
 * @category rendering
 */
export const describeDamage = (row: number): string =>
  `Row ${row} is not UTF-8 text: the file has an older encoding, such as windows-1252 or a Hindi font. ${asCsv}`

/**
 * What the first bytes of other kinds of files look like.
 *
 * Sources: [MS-CFB] §2.2; PKWARE APPNOTE §4.3.7; PDF 32000-1 §7.5.2; PNG §5.2; JPEG (ITU-T T.81) §B.1; RFC 1952 §2.3.1
 */
const others: ReadonlyArray<readonly [signature: ReadonlyArray<number>, reason: string]> = [
  [[0xd0, 0xcf, 0x11, 0xe0], `This is an old .xls workbook, or one with a password. Remove the password. ${asCsv}`],
  [[0x50, 0x4b, 0x03, 0x04], `This is an Excel workbook (.xlsx) or a zip file, not a CSV file. ${asCsv}`],
  [[0x25, 0x50, 0x44, 0x46], `This is a PDF, not a table. Export the contacts from where it was made. ${asCsv}`],
  [[0x89, 0x50, 0x4e, 0x47], `This is a picture, not a table. ${asCsv}`],
  [[0xff, 0xd8, 0xff], `This is a picture, not a table. ${asCsv}`],
  [[0x1f, 0x8b], `This is a compressed file. Unpack it and upload the CSV file in it.`]
]

/**
 * The encoding by a byte order mark, or by where the NUL bytes are; or why the file is no text.
 *
 * @since 0.1.0
 * @category constructors
 */
export const detect = (head: Uint8Array): Either.Either<Encoding, string> => {
  const other = others.find(([signature]) => signature.every((byte, index) => head[index] === byte))
  if (other !== undefined) return Either.left(other[1])
  if (head[0] === 0xff && head[1] === 0xfe) return Either.right("utf-16le")
  if (head[0] === 0xfe && head[1] === 0xff) return Either.right("utf-16be")
  return Either.right(byNulBytes(head.subarray(0, 4096)))
}

/**
 * @since 0.1.0
 * @category constructors
 */
export const decoder = (encoding: Encoding): Decoder => encoding === "utf-8" ? utf8() : utf16(encoding)

// Digits and delimiters have a NUL as their high byte in UTF-16, and a table of phone numbers is full of them.
const byNulBytes = (head: Uint8Array): Encoding => {
  const nuls = [0, 0]
  head.forEach((byte, index) => {
    if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = nuls
  const pairs = head.length / 2
  if (odd > pairs * 0.2 && even < pairs * 0.02) return "utf-16le"
  return even > pairs * 0.2 && odd < pairs * 0.02 ? "utf-16be" : "utf-8"
}

// Node's own validation and decoding of whole characters is several times faster than a streaming TextDecoder.
const utf8 = (): Decoder => {
  let rest = Buffer.alloc(0)
  return (bytes, last) => {
    const all = rest.length === 0
      ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      : Buffer.concat([rest, bytes])
    const end = last ? all.length : wholeCharacters(all)
    const whole = all.subarray(0, end)
    rest = Buffer.from(all.subarray(end))
    const text = whole.toString("utf8")
    return isUtf8(whole) ? { text, damaged: false } : { text: text.slice(0, text.indexOf("\ufffd")), damaged: true }
  }
}

/** Where the last character ends that is complete; at most three bytes earlier than the end. */
const wholeCharacters = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length
  }
  return bytes.length
}

const utf16 = (encoding: Encoding): Decoder => {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  return (bytes, last) => {
    try {
      return { text: decoder.decode(bytes, { stream: !last }), damaged: false }
    } catch {
      return { text: "", damaged: true }
    }
  }
}
