/**
 * Imports and their files in memory.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { ImportNotFound } from "../../contacts/ContactsError.js"
import type { Import, ImportId } from "../../contacts/Import.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { ImportStore } from "../ImportStore.js"
import { type ImportRow, MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`. The whole file is in memory until it is dropped, unlike in a database.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<ImportStore, never, MemoryDatabase> = Layer.effect(
  ImportStore,
  Effect.map(MemoryDatabase, (db) => {
    const { importFiles, importReports, imports } = db.tables
    const rowOf = (jewellerId: JewellerId, importId: ImportId): ImportRow | undefined => {
      const row = imports.get(importId)
      return row?.job.jewellerId === jewellerId ? row : undefined
    }
    return ImportStore.of({
      insert: (job) =>
        db.call(TenantScope.tenant(job.jewellerId), () => {
          db.put(imports, job.id, { job, enqueued: false, lease: null })
          db.put(importFiles, job.id, [])
        }),
      appendFile: (jewellerId, importId, number, bytes) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          if (rowOf(jewellerId, importId) === undefined) return
          const pieces = [...importFiles.get(importId) ?? []]
          pieces[number] = bytes
          db.put(importFiles, importId, pieces)
        }),
      enqueue: (jewellerId, importId, bytes) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const row = rowOf(jewellerId, importId)
          if (row !== undefined) db.put(imports, importId, { ...row, enqueued: true, job: { ...row.job, bytes } })
        }),
      readFile: (jewellerId, importId) =>
        Stream.unwrap(
          db.call(TenantScope.tenant(jewellerId), () =>
            Stream.fromIterable(rowOf(jewellerId, importId) === undefined ? [] : importFiles.get(importId) ?? []))
        ),
      dropFile: (jewellerId, importId) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          if (rowOf(jewellerId, importId) !== undefined) db.remove(importFiles, importId)
        }),
      claim: (owner, leaseFor) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) =>
          db.call(TenantScope.system, () => {
            const free = [...imports.values()]
              .filter(({ enqueued, job, lease }) =>
                enqueued && (job.status === "QUEUED" || job.status === "RUNNING") &&
                (lease === null || lease.until <= now)
              )
              .sort((a, b) => DateTime.Order(a.job.createdAt, b.job.createdAt))[0]
            if (free === undefined) return Option.none()
            const job: Import = { ...free.job, status: "RUNNING" }
            db.put(imports, job.id, {
              enqueued: true,
              job,
              lease: { owner, until: now + Duration.toMillis(leaseFor) }
            })
            return Option.some(job)
          })),
      save: (job, reports, owner, leaseFor) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) =>
          db.call(TenantScope.tenant(job.jewellerId), () => {
            const row = rowOf(job.jewellerId, job.id)
            if (row?.lease?.owner !== owner) return false
            db.put(imports, job.id, {
              enqueued: true,
              job,
              lease: { owner, until: now + Duration.toMillis(leaseFor) }
            })
            db.put(importReports, job.id, [...importReports.get(job.id) ?? [], ...reports])
            return true
          })),
      get: (jewellerId, importId) =>
        Effect.flatMap(
          db.call(TenantScope.tenant(jewellerId), () => rowOf(jewellerId, importId)),
          (row) => row === undefined ? new ImportNotFound({ importId }) : Effect.succeed(row.job)
        ),
      listRows: (jewellerId, importId, page) =>
        db.call(TenantScope.tenant(jewellerId), () =>
          rowOf(jewellerId, importId) === undefined
            ? []
            : (importReports.get(importId) ?? [])
              .filter(({ row }) => row > page.after)
              .toSorted((a, b) => a.row - b.row)
              .slice(0, page.limit))
    })
  })
)
