import { assert, describe } from "@effect/vitest"
import { type Import, ImportId } from "@ektola/domain/contacts/Import"
import { ImportStore } from "@ektola/domain/ports/ImportStore"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as Chunk from "effect/Chunk"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { Provider } from "../providers/registry.js"
import { anImport, aReport, at, uuid } from "./builders.js"
import { aTenant, eventually, ids, refusal, shuffled } from "./stage.js"

const hour = Duration.hours(1)
const moment = Duration.millis(1)

const readFile = (jewellerId: JewellerId, importId: ImportId) =>
  Effect.flatMap(
    ImportStore,
    (imports) =>
      Effect.map(Stream.runCollect(imports.readFile(jewellerId, importId)), (pieces) =>
        Chunk.toReadonlyArray(pieces).map((piece) => Buffer.from(piece)))
  )

const claim = (owner: string, leaseFor = hour) =>
  Effect.flatMap(ImportStore, (imports) => Effect.map(imports.claim(owner, leaseFor), Option.getOrNull))

/** Claims all that is left, oldest first. Run before a test, nothing of the tests before can be claimed in it. */
const claimAll = (owner: string, leaseFor = hour) =>
  Effect.gen(function*() {
    const claimed: Array<Import> = []
    while (true) {
      const job = yield* claim(owner, leaseFor)
      if (job === null) return claimed
      claimed.push(job)
    }
  })

/** Jobs that alone can be claimed, in the order of their creation. */
const enqueued = (howMany: number) =>
  Effect.gen(function*() {
    const imports = yield* ImportStore
    const jewellerId = yield* aTenant()
    yield* claimAll("the tests before")
    const jobs = Array.from({ length: howMany }, (_, number) => anImport(jewellerId, { createdAt: at(number) }))
    for (const job of shuffled(jobs)) {
      yield* imports.insert(job)
      yield* imports.enqueue(jewellerId, job.id, 1000)
    }
    return jobs.map((job): Import => ({ ...job, bytes: 1000 }))
  })

const oneEnqueued = Effect.map(enqueued(1), ([job]) => {
  assert(job)
  return job
})

export const suite = ({ it, name }: Provider) =>
  describe(`ImportStore on ${name}`, () => {
    it("insert stores the job", () =>
      Effect.gen(function*() {
        const imports = yield* ImportStore
        const jewellerId = yield* aTenant()
        const job = anImport(jewellerId)
        yield* imports.insert(job)
        assert.deepStrictEqual(yield* imports.get(jewellerId, job.id), job)
      }))

    it("get refuses an unknown id, and a foreign one alike", () =>
      Effect.gen(function*() {
        const imports = yield* ImportStore
        const job = anImport(yield* aTenant())
        yield* imports.insert(job)
        const other = yield* aTenant()
        for (const importId of [ImportId.make(uuid()), job.id]) {
          assert.strictEqual(yield* refusal(imports.get(other, importId)), "ImportNotFound")
        }
      }))

    describe("the file", () => {
      it("is read in the order of its pieces' numbers, byte by byte", () =>
        Effect.gen(function*() {
          const imports = yield* ImportStore
          const jewellerId = yield* aTenant()
          const job = anImport(jewellerId)
          yield* imports.insert(job)
          const pieces = [
            Buffer.alloc(1024 * 1024, "a,ब\n"),
            Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
            Buffer.from("end")
          ] as const
          yield* imports.appendFile(jewellerId, job.id, 0, pieces[0])
          yield* imports.appendFile(jewellerId, job.id, 2, pieces[2])
          yield* imports.appendFile(jewellerId, job.id, 1, pieces[1])
          assert.deepStrictEqual(yield* readFile(jewellerId, job.id), [...pieces])
        }))

      it("is gone after dropFile; the job stays", () =>
        Effect.gen(function*() {
          const imports = yield* ImportStore
          const jewellerId = yield* aTenant()
          const [job, other] = [anImport(jewellerId), anImport(jewellerId)]
          for (const { id } of [job, other]) {
            yield* imports.insert(id === job.id ? job : other)
            yield* imports.appendFile(jewellerId, id, 0, Buffer.from("abc"))
          }
          yield* imports.dropFile(jewellerId, job.id)
          assert.deepStrictEqual(yield* readFile(jewellerId, job.id), [])
          assert.deepStrictEqual(yield* imports.get(jewellerId, job.id), job)
          assert.deepStrictEqual(yield* readFile(jewellerId, other.id), [Buffer.from("abc")])
        }))

      it("belongs to its jeweller alone", () =>
        Effect.gen(function*() {
          const imports = yield* ImportStore
          const jewellerId = yield* aTenant()
          const job = anImport(jewellerId)
          yield* imports.insert(job)
          yield* imports.appendFile(jewellerId, job.id, 0, Buffer.from("abc"))
          const other = yield* aTenant()
          assert.deepStrictEqual(yield* readFile(other, job.id), [])
          // Whether a foreign id is refused or nothing happens is the store's choice.
          yield* Effect.exit(imports.appendFile(other, job.id, 0, Buffer.from("x")))
          yield* Effect.exit(imports.appendFile(other, job.id, 1, Buffer.from("x")))
          yield* Effect.exit(imports.dropFile(other, job.id))
          yield* Effect.exit(imports.enqueue(other, job.id, 99))
          assert.deepStrictEqual(yield* readFile(jewellerId, job.id), [Buffer.from("abc")])
          assert.deepStrictEqual(yield* imports.get(jewellerId, job.id), job)
          assert.notInclude(ids(yield* claimAll("worker-1")), job.id)
        }))
    })

    describe("claim", () => {
      it("never gives a job that was not enqueued", () =>
        Effect.gen(function*() {
          const imports = yield* ImportStore
          const jewellerId = yield* aTenant()
          yield* claimAll("the tests before")
          const job = anImport(jewellerId)
          yield* imports.insert(job)
          yield* imports.appendFile(jewellerId, job.id, 0, Buffer.from("abc"))
          assert.isNull(yield* claim("worker-1"))
          yield* imports.enqueue(jewellerId, job.id, 3)
          assert.deepStrictEqual(yield* claim("worker-1"), { ...job, bytes: 3, status: "RUNNING" })
        }))

      it("gives the oldest enqueued job, now RUNNING", () =>
        Effect.gen(function*() {
          const imports = yield* ImportStore
          const jobs = yield* enqueued(4)
          const running = jobs.map((job): Import => ({ ...job, status: "RUNNING" }))
          assert.deepStrictEqual(yield* claimAll("worker-1"), running)
          assert(running[0])
          assert.deepStrictEqual(yield* imports.get(running[0].jewellerId, running[0].id), running[0])
        }))

      it("gives a job to nobody else while it is held", () =>
        Effect.gen(function*() {
          const job = yield* oneEnqueued
          assert.strictEqual((yield* claim("worker-1"))?.id, job.id)
          assert.isNull(yield* claim("worker-2"))
        }))

      it("gives each job to one of many at once", () =>
        Effect.gen(function*() {
          const jobs = yield* enqueued(6)
          const owners = Array.from({ length: 8 }, (_, number) => `worker-${number}`)
          const claimed = yield* Effect.forEach(owners, (owner) => claimAll(owner), { concurrency: "unbounded" })
          assert.deepStrictEqual(ids(claimed.flat()).toSorted(), ids(jobs))
        }))

      it("gives a RUNNING job to another owner after its lease has ended by the store's own time", () =>
        Effect.gen(function*() {
          const imports = yield* ImportStore
          const job = yield* oneEnqueued
          const first = yield* claim("worker-1", moment)
          assert(first)
          yield* imports.save({ ...first, rowsDone: 7 }, [], "worker-1", moment)
          const second = yield* eventually(claim("worker-2"), (found) => found !== null)
          assert.deepStrictEqual(second, { ...job, status: "RUNNING", rowsDone: 7 })
        }))

      for (const status of ["COMPLETED", "FAILED"] as const) {
        it(`gives a ${status} job to nobody, also when its lease has ended`, () =>
          Effect.gen(function*() {
            const imports = yield* ImportStore
            const job = yield* oneEnqueued
            yield* claim("worker-1")
            assert.isTrue(yield* imports.save({ ...job, status }, [], "worker-1", moment))
            yield* Effect.sleep("20 millis")
            assert.isNull(yield* claim("worker-2"))
          }))
      }
    })

    describe("save", () => {
      it("stores the job's progress", () =>
        Effect.gen(function*() {
          const imports = yield* ImportStore
          const job = yield* oneEnqueued
          yield* claim("worker-1")
          const saved: Import = {
            ...job,
            bytesRead: 999,
            rowsDone: 41,
            status: "FAILED",
            counts: { total: 10, created: 1, updated: 2, duplicates: 3, failed: 4 },
            failure: "the file is no \"table\"",
            notices: ["column “City” is kept", "a, b"],
            completedAt: at(77.007)
          }
          assert.isTrue(yield* imports.save(saved, [], "worker-1", hour))
          assert.deepStrictEqual(yield* imports.get(job.jewellerId, job.id), saved)
        }))

      it("renews the owner's lease", () =>
        Effect.gen(function*() {
          const imports = yield* ImportStore
          const job = yield* oneEnqueued
          yield* claim("worker-1", Duration.millis(300))
          assert.isTrue(yield* imports.save({ ...job, status: "RUNNING" }, [], "worker-1", hour))
          yield* Effect.sleep("320 millis")
          assert.isNull(yield* claim("worker-2"))
        }))

      it("is false and stores nothing when another worker took over", () =>
        Effect.gen(function*() {
          const imports = yield* ImportStore
          const job = yield* oneEnqueued
          yield* claim("worker-1", moment)
          const taken = yield* eventually(claim("worker-2"), (found) => found !== null)
          const late: Import = { ...job, status: "COMPLETED", rowsDone: 9, completedAt: at(9) }
          assert.isFalse(yield* imports.save(late, [aReport(2)], "worker-1", hour))
          assert.deepStrictEqual(yield* imports.get(job.jewellerId, job.id), taken)
          const rows = imports.listRows(job.jewellerId, job.id, { after: 0, limit: 10 })
          assert.deepStrictEqual(yield* rows, [])
          assert.isTrue(yield* imports.save({ ...job, status: "RUNNING" }, [aReport(3)], "worker-2", hour))
          assert.deepStrictEqual(yield* rows, [aReport(3)])
        }))

      it("is false for a job that nobody claimed, and for a foreign one", () =>
        Effect.gen(function*() {
          const imports = yield* ImportStore
          const job = yield* oneEnqueued
          assert.isFalse(yield* imports.save({ ...job, rowsDone: 9 }, [], "worker-1", hour))
          const claimed = yield* claim("worker-1")
          const foreign: Import = { ...job, jewellerId: yield* aTenant(), rowsDone: 9 }
          assert.isFalse(yield* imports.save(foreign, [aReport(2)], "worker-1", hour))
          assert.deepStrictEqual(yield* imports.get(job.jewellerId, job.id), claimed)
        }))
    })

    describe("listRows", () => {
      it("gives every report by row number, after a row", () =>
        Effect.gen(function*() {
          const imports = yield* ImportStore
          const job = yield* oneEnqueued
          yield* claim("worker-1")
          const reports = [
            aReport(2),
            aReport(3, { kind: "DUPLICATE", column: null, value: null, duplicateOf: 2, reason: "as row 2" }),
            aReport(10, { value: "" }),
            aReport(200, { value: "आशा,\t\"x\"" })
          ] as const
          for (const added of [[reports[3], reports[1]], [reports[2], reports[0]]]) {
            assert.isTrue(yield* imports.save({ ...job, status: "RUNNING" }, added, "worker-1", hour))
          }
          const list = (after: number, limit: number) => imports.listRows(job.jewellerId, job.id, { after, limit })
          assert.deepStrictEqual(yield* list(0, 10), reports)
          assert.deepStrictEqual(yield* list(0, 2), reports.slice(0, 2))
          assert.deepStrictEqual(yield* list(3, 2), reports.slice(2))
          assert.deepStrictEqual(yield* list(200, 2), [])
          assert.deepStrictEqual(
            yield* imports.listRows(yield* aTenant(), job.id, { after: 0, limit: 10 }),
            []
          )
        }))
    })
  })
