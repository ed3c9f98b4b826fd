import { assert, describe, it } from "@effect/vitest"
import type { Contact } from "@ektola/domain/contacts/Contact"
import { type Import, ImportId, noCounts } from "@ektola/domain/contacts/Import"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import type { ContactFileReader } from "@ektola/domain/ports/ContactFileReader"
import { type FileRow } from "@ektola/domain/ports/ContactFileReader"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import { ImportStore } from "@ektola/domain/ports/ImportStore"
import * as MemoryStores from "@ektola/domain/ports/memory/layer"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { StoreUnavailable } from "@ektola/domain/ports/StoreUnavailable"
import { SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import { defaultLimits, type Deps, runNextImport } from "../../src/contacts/internal/importContacts.js"
import { parsePhone } from "./support.js"

const jewellerId = JewellerId.make("01990000-0000-7000-8000-00000000000a")
const importId = ImportId.make("01990000-0000-7000-8000-0000000000f1")
const limits = { ...defaultLimits, maxRows: 50, chunkRows: 2 }

// One line per piece of the file, so that rows arrive while earlier ones are being stored.
const reader: ContactFileReader["Type"] = {
  read: (bytes) =>
    Stream.suspend(() => {
      let row = 0
      return bytes.pipe(
        Stream.map((piece): FileRow => {
          row++
          return { row, cells: Buffer.from(piece).toString().split(","), fault: null, bytesRead: row * 10 }
        }),
        Stream.filter(({ cells }) => cells.join("") !== "")
      )
    })
}

let ids = 0
const generator = IdGenerator.of({
  id: Effect.sync(() => `01990000-0000-7000-8000-${String(++ids).padStart(12, "0")}`),
  token: Effect.succeed("token"),
  jitter: Effect.succeed(0)
})

const file = [
  "Shree Jewellers",
  "Name,Phone,Segment,City,Opted Out",
  "Asha,9800000001,GOLD_LOAN,,",
  "Ravi,9800000002,GOLD_SIP,Pune,",
  "",
  "Asha R,9800000001,,Nashik,",
  "Meena,98,,,",
  "Name,Phone,Segment,City,Opted Out",
  ",9800000003,MARKETING,,",
  "Kiran,9800000003,,,yes",
  "Kiran K,9800000003,,Surat,",
  "Tara,9800000004,BOTH,,",
  "Tara,9800000004,GOLD_LOAN,,",
  "Uma,9800000005,GOLD_LOAN,,yes"
]

const world = Effect.gen(function*() {
  const deps: Deps = {
    reader,
    contacts: yield* ContactStore,
    campaigns: yield* CampaignStore,
    messages: yield* MessageStore,
    persons: { hash: (_, { phone, waUserId }) => phone ?? waUserId },
    suppressions: yield* SuppressionStore,
    ids: generator,
    imports: yield* ImportStore,
    phones: { parse: parsePhone },
    unitOfWork: yield* UnitOfWork
  }
  const { call, put, tables } = yield* MemoryDatabase
  const job: Import = {
    id: importId,
    jewellerId,
    fileName: "customers.csv",
    bytes: 0,
    bytesRead: 0,
    rowsDone: 0,
    status: "QUEUED",
    counts: noCounts,
    failure: null,
    notices: [],
    createdAt: DateTime.unsafeMake(0),
    completedAt: null
  }
  yield* deps.imports.insert(job)
  const enqueue = (lines: ReadonlyArray<string>) =>
    Effect.gen(function*() {
      for (const [number, line] of lines.entries()) {
        yield* deps.imports.appendFile(jewellerId, importId, number, Buffer.from(line))
      }
      yield* deps.imports.enqueue(jewellerId, importId, 140)
    })
  const state = Effect.gen(function*() {
    const { completedAt: _, ...job } = yield* deps.imports.get(jewellerId, importId)
    return {
      job,
      reports: yield* deps.imports.listRows(jewellerId, importId, { after: 0, limit: 100 }),
      contacts: [...tables.contacts.values()].map(shown),
      files: tables.importFiles.size
    }
  })
  const edit = call({ _tag: "System" }, () => {
    for (const contact of tables.contacts.values()) put(tables.contacts, contact.id, { ...contact, name: "edited" })
  })
  return { deps, edit, enqueue, state, tables }
})

const shown = ({ attributes, name, optOut, phone, segment }: Contact) => ({ phone, name, segment, attributes, optOut })

const leaseEnds = TestClock.adjust(Duration.sum(limits.leaseFor, Duration.seconds(1)))

const uninterrupted = Effect.gen(function*() {
  const { deps, enqueue, state } = yield* world
  yield* enqueue(file)
  assert.isTrue(yield* runNextImport(deps, limits)("worker-1"))
  return yield* state
})

const unavailable = (retryable: boolean) =>
  new StoreUnavailable({ operation: "test", retryable, cause: new Error("connection lost") })

/** Counts the saves; `before` runs ahead of each. */
const watchSaves = (deps: Deps, before: (count: number) => Effect.Effect<void, StoreUnavailable>): Deps => {
  let count = 0
  return {
    ...deps,
    imports: {
      ...deps.imports,
      save: (...save) => Effect.zipRight(Effect.suspend(() => before(++count)), deps.imports.save(...save))
    }
  }
}

describe("runNextImport", () => {
  it.effect("does nothing when no import waits", () =>
    Effect.gen(function*() {
      const { deps } = yield* world
      assert.isFalse(yield* runNextImport(deps, limits)("worker-1"))
    }).pipe(Effect.provide(MemoryStores.layer)))

  it.effect("stores contacts, reports and counts, and drops the file", () =>
    Effect.gen(function*() {
      const { contacts, files, job, reports } = yield* uninterrupted
      assert.deepStrictEqual(contacts, [
        { phone: "+919800000001", name: "Asha", segment: "GOLD_LOAN", attributes: { city: "Nashik" }, optOut: null },
        { phone: "+919800000002", name: "Ravi", segment: "GOLD_SIP", attributes: { city: "Pune" }, optOut: null },
        { phone: "+919800000003", name: "Kiran", segment: "MARKETING", attributes: { city: "Surat" }, optOut: "ALL" },
        { phone: "+919800000004", name: "Tara", segment: "GOLD_LOAN", attributes: {}, optOut: null },
        { phone: "+919800000005", name: "Uma", segment: "GOLD_LOAN", attributes: {}, optOut: "ALL" }
      ] as ReadonlyArray<any>)
      assert.deepStrictEqual(reports.map(({ duplicateOf, kind, row }) => [row, kind, duplicateOf]), [
        [6, "DUPLICATE", 3],
        [7, "FAILED", null],
        [10, "DUPLICATE", 9],
        [11, "DUPLICATE", 9],
        [12, "FAILED", null]
      ])
      assert.strictEqual(job.status, "COMPLETED")
      assert.deepStrictEqual(job.counts, { total: 10, created: 5, updated: 0, duplicates: 3, failed: 2 })
      assert.deepStrictEqual([job.rowsDone, job.bytesRead, files], [14, 140, 0])
      assert.deepStrictEqual(job.notices, [
        "The headings were found in row 2; what stands above was left out.",
        "Kept as extra values: city.",
        "Row 8 repeats the headings and was left out."
      ])
    }).pipe(Effect.provide(MemoryStores.layer)))

  it.effect("gives the same result wherever chunks end", () =>
    Effect.gen(function*() {
      const wanted = yield* Effect.provide(uninterrupted, MemoryStores.layer)
      for (let chunkRows = 1; chunkRows <= file.length; chunkRows++) {
        const found = yield* Effect.provide(
          Effect.gen(function*() {
            const { deps, enqueue, state } = yield* world
            yield* enqueue(file)
            yield* runNextImport(deps, { ...limits, chunkRows })("worker-1")
            return yield* state
          }),
          MemoryStores.layer
        )
        assert.deepStrictEqual(found, wanted)
      }
    }))

  for (const end of ["fails", "dies", "is interrupted"] as const) {
    it.effect(`goes on after the last chunk when the run ${end}, at every chunk`, () =>
      Effect.gen(function*() {
        const wanted = yield* Effect.provide(uninterrupted, MemoryStores.layer)
        let crashes = 0
        for (let at = 1;; at++) {
          const crashed = yield* Effect.provide(
            Effect.gen(function*() {
              const { deps, enqueue, state } = yield* world
              yield* enqueue(file)
              const crash = end === "fails"
                ? unavailable(false)
                : end === "dies"
                ? Effect.die("boom")
                : Effect.interrupt
              const first = yield* Effect.exit(
                runNextImport(watchSaves(deps, (count) => count === at ? crash : Effect.void), limits)("worker-1")
              )
              const { counts } = (yield* state).job
              assert.strictEqual(counts.total, counts.created + counts.updated + counts.duplicates + counts.failed)
              if (Exit.isFailure(first)) {
                assert.isFalse(yield* runNextImport(deps, limits)("worker-2"), "the lease has not ended")
                yield* leaseEnds
                // With chunks that end elsewhere, as after a release.
                assert.isTrue(yield* runNextImport(deps, { ...limits, chunkRows: 5 })("worker-2"))
              }
              assert.deepStrictEqual(yield* state, wanted)
              return Exit.isFailure(first)
            }),
            MemoryStores.layer
          )
          if (!crashed) break
          crashes++
        }
        assert.isAbove(crashes, 7)
      }))
  }

  it.effect("stops quietly, and keeps nothing of its chunk, when another worker took over", () =>
    Effect.gen(function*() {
      const wanted = yield* Effect.provide(uninterrupted, MemoryStores.layer)
      // The line at which the first worker is overtaken: in the first pass, then in the second.
      for (let at = 1; at <= file.length * 2; at++) {
        yield* Effect.provide(
          Effect.gen(function*() {
            const { deps, edit, enqueue, state } = yield* world
            yield* enqueue(file)
            let lines = 0
            const overtake = Effect.gen(function*() {
              lines++
              if (lines !== at) return
              yield* leaseEnds
              assert.isTrue(yield* runNextImport(deps, limits)("worker-2"))
              assert.deepStrictEqual(yield* state, wanted)
              yield* edit
            })
            const slow: Deps = {
              ...deps,
              imports: {
                ...deps.imports,
                readFile: (...of) =>
                  deps.imports.readFile(...of).pipe(Stream.rechunk(1), Stream.tap(() => Effect.orDie(overtake)))
              }
            }
            assert.isTrue(yield* runNextImport(slow, limits)("worker-1"))
            assert.deepStrictEqual(yield* state, {
              ...wanted,
              contacts: wanted.contacts.map((contact) => ({ ...contact, name: "edited" }))
            })
          }),
          MemoryStores.layer
        )
      }
    }))

  it.effect("repeats a chunk that lost against another upload", () =>
    Effect.gen(function*() {
      const wanted = yield* Effect.provide(uninterrupted, MemoryStores.layer)
      const { deps, enqueue, state } = yield* world
      yield* enqueue(file)
      const conflict = watchSaves(deps, (count) => count % 3 === 2 ? unavailable(true) : Effect.void)
      assert.isTrue(yield* runNextImport(conflict, limits)("worker-1"))
      assert.deepStrictEqual(yield* state, wanted)
    }).pipe(Effect.provide(MemoryStores.layer)))

  it.effect("updates contacts that exist", () =>
    Effect.gen(function*() {
      const { deps, enqueue, state } = yield* world
      yield* enqueue(["Name,Phone,City", "Asha,9800000001,Pune"])
      yield* runNextImport(deps, limits)("worker-1")
      yield* deps.imports.insert({
        ...(yield* deps.imports.get(jewellerId, importId)),
        status: "QUEUED",
        rowsDone: 0,
        counts: noCounts
      })
      yield* enqueue(["Name,Phone,City", "Asha Rao,9800000001,", ",9800000002,"])
      yield* runNextImport(deps, limits)("worker-1")
      const { contacts, job } = yield* state
      assert.deepStrictEqual(job.counts, { total: 2, created: 1, updated: 1, duplicates: 0, failed: 0 })
      assert.deepStrictEqual(contacts.map(({ attributes, name }) => [name, attributes]), [
        ["Asha Rao", { city: "Pune" }],
        [null, {}]
      ])
    }).pipe(Effect.provide(MemoryStores.layer)))

  const refused: ReadonlyArray<readonly [what: string, lines: ReadonlyArray<string>, failure: string]> = [
    ["without a column for phones", ["Name,City", "Asha,Pune"], "found: \"Name\", \"City\""],
    ["without rows", ["Name,Phone", ""], "no rows"],
    [
      "whose headings come too late",
      [...Array.from({ length: 6 }, () => "title"), "Name,Phone", "Asha,9800000001"],
      "title"
    ],
    [
      "with too many rows",
      ["Name,Phone", ...Array.from({ length: 51 }, (_, row) => `,98000000${row + 10}`)],
      "more than 50 rows"
    ]
  ]
  for (const [what, lines, failure] of refused) {
    it.effect(`refuses a file ${what} before any contact is created`, () =>
      Effect.gen(function*() {
        const { deps, enqueue, state, tables } = yield* world
        yield* enqueue(lines)
        assert.isTrue(yield* runNextImport(deps, limits)("worker-1"))
        const { contacts, files, job, reports } = yield* state
        assert.strictEqual(job.status, "FAILED")
        assert.include(job.failure, failure)
        assert.isNotNull(tables.imports.get(importId)?.job.completedAt)
        assert.deepStrictEqual([contacts, reports, files, job.counts], [[], [], 0, noCounts])
      }).pipe(Effect.provide(MemoryStores.layer)))
  }
})
