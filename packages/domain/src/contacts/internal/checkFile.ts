import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Stream from "effect/Stream"
import type { FileRow } from "../../ports/ContactFileReader.js"
import { ImportFileRefused } from "../ContactsError.js"
import * as headings from "./headings.js"

/**
 * Reads a file to its end without keeping anything, and refuses it when it cannot be read, has no headings, no rows or
 * too many. A file that is refused half-way through would leave contacts behind that nobody asked for.
 */
export const checkFile = <E>(
  rows: Stream.Stream<FileRow, E | ImportFileRefused>,
  maxRows: number
): Effect.Effect<void, E | ImportFileRefused> =>
  Effect.suspend(() => {
    const search = headings.make()
    let found = false
    let count = 0
    const look = (row: FileRow): Either.Either<void, ImportFileRefused> => {
      if (found) {
        count++
        return count > maxRows ? Either.left(tooMany(maxRows)) : Either.void
      }
      return Either.map(search.look(row), (mapping) => {
        found = mapping !== null
      })
    }
    return rows.pipe(
      Stream.runForEachChunk((chunk) => {
        for (const row of chunk) {
          const looked = look(row)
          if (Either.isLeft(looked)) return looked
        }
        return Effect.void
      }),
      Effect.andThen(Effect.suspend(() => {
        if (!found) return search.missing()
        return count === 0 ? noRows : Effect.void
      }))
    )
  })

const tooMany = (maxRows: number) =>
  new ImportFileRefused({
    reason: `The file has more than ${maxRows.toLocaleString("en")} rows. Split it and upload the parts.`
  })

const noRows = new ImportFileRefused({ reason: "The file has headings but no rows below them." })
