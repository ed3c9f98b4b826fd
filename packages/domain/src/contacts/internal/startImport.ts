import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import * as Stream from "effect/Stream"
import * as Principal from "../../identity/Principal.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as ImportStore from "../../ports/ImportStore.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import * as Jeweller from "../../tenancy/Jeweller.js"
import { JewellerStatusRefused } from "../../tenancy/TenancyError.js"
import type { Service } from "../Contacts.js"
import { ImportFileRefused } from "../ContactsError.js"
import * as Import from "../Import.js"

const pieceBytes = 256 * 1024

export const startImport = (deps: {
  readonly ids: IdGenerator.Service
  readonly imports: ImportStore.Service
  readonly jewellers: JewellerStore.Service
}): Service["startImport"] =>
  Effect.fn("Contacts.startImport")(function*(principal, file) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "contact.import")
    const jeweller = yield* deps.jewellers.get(jewellerId)
    if (!Jeweller.may(jeweller, "IMPORT")) {
      return yield* new JewellerStatusRefused({ status: jeweller.status, wanted: "upload contacts" })
    }
    const job: Import.Import = {
      id: Import.ImportId.make(yield* deps.ids.id),
      jewellerId,
      fileName: file.name,
      bytes: 0,
      bytesRead: 0,
      rowsDone: 0,
      status: "QUEUED",
      counts: Import.noCounts,
      failure: null,
      notices: [],
      createdAt: yield* DateTime.now,
      completedAt: null
    }
    yield* deps.imports.insert(job)
    const pieces = yield* Ref.make(0)
    const bytes = yield* Ref.make(0)
    yield* file.bytes.pipe(
      Stream.mapConcat(split),
      Stream.tap((piece) =>
        Effect.flatMap(Ref.updateAndGet(bytes, (sum) => sum + piece.length), (sum) =>
          sum > Import.maxBytes
            ? new ImportFileRefused({
              reason: `The file is larger than ${Import.maxBytes / 1024 / 1024} MB. Split it and upload the parts.`
            })
            : Effect.void)
      ),
      Stream.runForEach((piece) =>
        Effect.flatMap(Ref.getAndUpdate(pieces, (count) => count + 1), (number) =>
          deps.imports.appendFile(jewellerId, job.id, number, piece))
      ),
      Effect.onError(() =>
        Effect.ignore(deps.imports.dropFile(jewellerId, job.id))
      )
    )
    const size = yield* Ref.get(bytes)
    if (size === 0) {
      return yield* new ImportFileRefused({ reason: "The file is empty. Upload a CSV file with a row of headings." })
    }
    yield* deps.imports.enqueue(jewellerId, job.id, size)
    return { ...job, bytes: size }
  })

const split = (chunk: Uint8Array): ReadonlyArray<Uint8Array> => {
  const pieces: Array<Uint8Array> = []
  for (let start = 0; start < chunk.length; start += pieceBytes) pieces.push(chunk.subarray(start, start + pieceBytes))
  return pieces
}
