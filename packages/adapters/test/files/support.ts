import * as CsvReader from "@ektola/adapters/files/CsvReader"
import type { ImportFileRefused } from "@ektola/domain/contacts/ContactsError"
import type { FileRow } from "@ektola/domain/ports/ContactFileReader"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Stream from "effect/Stream"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

/** The rows of a file that comes in pieces of `size` bytes. */
export const readBytes = (
  bytes: Uint8Array,
  size = bytes.length
): Effect.Effect<ReadonlyArray<FileRow>, ImportFileRefused> => {
  const pieces: Array<Uint8Array> = []
  for (let start = 0; start < bytes.length; start += size) pieces.push(bytes.subarray(start, start + size))
  return Effect.map(Stream.runCollect(CsvReader.read(Stream.fromIterable(pieces))), Chunk.toReadonlyArray)
}

export const readText = (text: string, size?: number) => readBytes(Buffer.from(text), size)

/** Row numbers with their cells, or with the fault. */
export const shown = (rows: ReadonlyArray<FileRow>): ReadonlyArray<ReadonlyArray<unknown>> =>
  rows.map(({ cells, fault, row }) => [row, fault ?? cells])

setFlagsFromString("--expose-gc")
const collectGarbage = runInNewContext("gc") as () => void

/** Bytes of live objects. */
export const heapUsed = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** Texts of these characters only. */
export const textOf = (characters: string, length: { readonly minLength?: number; readonly maxLength?: number } = {}) =>
  FastCheck.string({ unit: FastCheck.constantFrom(...Array.from(characters)), ...length })
