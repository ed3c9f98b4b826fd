import { assert, describe, it } from "@effect/vitest"
import * as IdGeneratorUuid from "@ektola/adapters/crypto/IdGenerator"
import * as CsvReader from "@ektola/adapters/files/CsvReader"
import * as PhoneParser from "@ektola/adapters/files/PhoneParser"
import { type Import, ImportId, noCounts } from "@ektola/domain/contacts/Import"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import { ImportStore } from "@ektola/domain/ports/ImportStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { heapUsed } from "../../packages/adapters/test/files/support.js"
import { runNextImport } from "../../packages/domain/src/contacts/internal/importContacts.js"
import { jewellerId } from "./support.js"

const rows = 200_000
const pieceRows = 5000

// Every tenth row repeats the number of a row 50,000 before it; every hundredth has no number.
const line = (row: number): string => {
  const number = row % 100 === 0
    ? ""
    : `98${String(row % 10 === 1 && row > 50_000 ? row % 50_000 : row).padStart(8, "0")}`
  return `आशा ${row},${number},Gold Loan,Hindi,"1,25,000",${row % 28 + 1},Pune\n`
}

const file = Stream.concat(
  Stream.make(Buffer.from("Customer Name,Mobile No,Segment,Language,Loan Amount,Due Day,City\n")),
  Stream.map(
    Stream.rechunk(Stream.range(0, rows / pieceRows - 1), 1),
    (piece) => Buffer.from(Array.from({ length: pieceRows }, (_, row) => line(piece * pieceRows + row + 1)).join(""))
  )
)

describe("a file of 200,000 rows", () => {
  it.effect("is imported without the heap growing with it", () =>
    Effect.gen(function*() {
      let job: Import = {
        id: ImportId.make("01990000-0000-7000-8000-0000000000f1"),
        jewellerId,
        fileName: "large.csv",
        bytes: 1,
        bytesRead: 0,
        rowsDone: 0,
        status: "RUNNING",
        counts: noCounts,
        failure: null,
        notices: [],
        createdAt: DateTime.unsafeMake(0),
        completedAt: null
      }
      const live: Array<number> = []
      const deps = {
        reader: { read: CsvReader.read },
        phones: { parse: PhoneParser.parse },
        ids: yield* IdGenerator,
        unitOfWork: { transact: <A, E, R>(_: unknown, work: Effect.Effect<A, E, R>) => work },
        contacts: yield* ContactStore,
        // Nobody in the file opts out.
        campaigns: yield* CampaignStore,
        messages: yield* MessageStore,
        persons: { hash: () => null },
        suppressions: yield* SuppressionStore,
        imports: yield* Effect.provide(
          ImportStore,
          Layer.mock(ImportStore, {
            claim: () => Effect.succeed(Option.some(job)),
            readFile: () => file,
            dropFile: () => Effect.void,
            save: (saved) =>
              Effect.sync(() => {
                if (Math.floor(saved.rowsDone / 50_000) > Math.floor(job.rowsDone / 50_000)) live.push(heapUsed())
                job = saved
                return true
              })
          })
        )
      }
      assert.isTrue(yield* runNextImport(deps)("worker-1"))
      assert.deepStrictEqual([job.status, job.failure], ["COMPLETED", null])
      assert.deepStrictEqual(job.counts, {
        total: 200_000,
        created: 183_000,
        updated: 0,
        duplicates: 15_000,
        failed: 2000
      })
      assert.strictEqual(live.length, 4)
      assert.isBelow(Math.max(...live) - (live[0] ?? 0), 2_000_000)
    }).pipe(Effect.provide([
      IdGeneratorUuid.layer,
      Layer.mock(CampaignStore, {}),
      Layer.mock(MessageStore, {}),
      Layer.mock(SuppressionStore, {}),
      Layer.mock(ContactStore, {
        upsertMany: (_, contacts, mode) =>
          Effect.succeed(contacts.map(({ id }) => ({ id, created: mode === "REPLACE" })))
      })
    ])))
})
