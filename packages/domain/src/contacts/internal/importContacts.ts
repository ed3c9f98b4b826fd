import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Ref from "effect/Ref"
import * as Stream from "effect/Stream"
import type * as ContactFileReader from "../../ports/ContactFileReader.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as ImportStore from "../../ports/ImportStore.js"
import type * as PhoneParser from "../../ports/PhoneParser.js"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import type { Service } from "../Contacts.js"
import type { Import, RowReport } from "../Import.js"
import { checkFile } from "./checkFile.js"
import * as importTable from "./importTable.js"
import type { ConsentDeps } from "./recordConsent.js"
import { storeBatch } from "./storeBatch.js"

export interface Deps extends ConsentDeps {
  readonly reader: ContactFileReader.Service
  readonly ids: IdGenerator.Service
  readonly imports: ImportStore.Service
  readonly phones: PhoneParser.Service
  readonly unitOfWork: UnitOfWork.Service
}

/** `chunkRows`: rows of one unit of work, at most 1,000. */
export interface Limits {
  readonly maxRows: number
  readonly chunkRows: number
  readonly leaseFor: Duration.Duration
}

export const defaultLimits: Limits = { maxRows: 200_000, chunkRows: 500, leaseFor: Duration.minutes(2) }

/** Another worker holds the job now; what was under way is rolled back. */
class LeaseLost extends Data.TaggedError("LeaseLost") {}

/** The job's new state and its new reports. */
type Step = readonly [job: Import, reports: ReadonlyArray<RowReport>]

/**
 * Runs one import. A first pass refuses what must be refused as a whole, so that a refused file has created nothing. The
 * second stores chunk by chunk, each with its progress in one unit of work; when a run is cut off, the next one goes on
 * after its last chunk.
 */
export const runNextImport = (deps: Deps, limits: Limits = defaultLimits): Service["runNextImport"] =>
  Effect.fn("Contacts.runNextImport")(function*(owner) {
    const claimed = Option.getOrNull(yield* deps.imports.claim(owner, limits.leaseFor))
    if (claimed === null) return false
    const { id, jewellerId } = claimed
    yield* Effect.annotateCurrentSpan({ jewellerId, importId: id })

    const current = yield* Ref.make(claimed)
    const keep = (step: (job: Import) => Effect.Effect<Step, StoreUnavailable>) =>
      Effect.gen(function*() {
        const before = yield* Ref.get(current)
        const after = yield* Effect.retry(
          deps.unitOfWork.transact(
            TenantScope.tenant(jewellerId),
            Effect.gen(function*() {
              const [job, reports] = yield* step(before)
              const held = yield* deps.imports.save(job, reports, owner, limits.leaseFor)
              return held ? job : yield* new LeaseLost()
            })
          ),
          // Uploads that share people lock the same rows; the one that lost repeats its chunk.
          { times: 5, while: (error) => error._tag === "StoreUnavailable" && error.retryable }
        )
        yield* Ref.set(current, after)
      })
    const end = (change: Pick<Import, "status" | "failure">) =>
      keep((job) =>
        Effect.gen(function*() {
          yield* deps.imports.dropFile(jewellerId, id)
          return [{ ...job, ...change, bytesRead: job.bytes, completedAt: yield* DateTime.now }, []]
        })
      )

    const rows = Stream.rechunk(deps.reader.read(deps.imports.readFile(jewellerId, id)), limits.chunkRows)
    const table = importTable.make({
      parsePhone: deps.phones.parse,
      thisYear: DateTime.getPartUtc(yield* DateTime.now, "year"),
      rowsDone: claimed.rowsDone
    })

    yield* Effect.gen(function*() {
      if (claimed.rowsDone === 0) {
        yield* checkFile(rows, limits.maxRows)
        yield* keep((job) => Effect.succeed([job, []]))
      }
      yield* Stream.runForEachChunk(rows, (chunk) =>
        Effect.gen(function*() {
          const batch = yield* table.decide(chunk)
          if (batch.lastRow !== null) yield* keep((job) => storeBatch(deps, job, batch))
        }))
      yield* end({ status: "COMPLETED", failure: null })
    }).pipe(
      Effect.catchTag("ImportFileRefused", (refused) => end({ status: "FAILED", failure: refused.reason })),
      Effect.catchTag("LeaseLost", () => Effect.logInfo("Another worker took over this import."))
    )
    return true
  })
