/**
 * @since 0.1.0
 */
import { ImportNotFound } from "@ektola/domain/contacts/ContactsError"
import type { ImportId } from "@ektola/domain/contacts/Import"
import { ImportStore } from "@ektola/domain/ports/ImportStore"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { Database } from "./Database.js"
import { type ImportRow, type ReportRow, toImport, toReport } from "./internal/importRow.js"
import { json, text, toDate, toDateOrNull } from "./internal/values.js"

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<ImportStore, never, Database> = Layer.effect(
  ImportStore,
  Effect.map(Database, ({ call, sql }) => {
    const leaseUntil = (leaseFor: Duration.Duration) =>
      sql`clock_timestamp() + ${Duration.toMillis(leaseFor)}::float8 * interval '1 millisecond'`

    const readPiece = (jewellerId: JewellerId, importId: ImportId, number: number) =>
      call(
        TenantScope.tenant(jewellerId),
        "ImportStore.readFile",
        Effect.map(
          sql<{ bytes: Uint8Array }>`
            select bytes from import_files
            where jeweller_id = ${jewellerId} and import_id = ${importId} and number = ${number}
          `,
          (rows) => Option.map(Option.fromNullable(rows[0]), ({ bytes }) => [bytes, number + 1] as const)
        )
      )

    return ImportStore.of({
      insert: (job) =>
        call(
          TenantScope.tenant(job.jewellerId),
          "ImportStore.insert",
          Effect.asVoid(sql`
            insert into imports (
              id, jeweller_id, file_name, bytes, bytes_read, rows_done, status, counts, failure, notices, created_at,
              completed_at
            )
            select
              ${job.id}::uuid, ${job.jewellerId}::uuid, ${text(job.fileName)}, ${job.bytes}::bigint,
              ${job.bytesRead}::bigint, ${job.rowsDone}::int, ${job.status}, ${json(job.counts)}::jsonb,
              ${job.failure}::text, array(select json_array_elements_text(${json(job.notices)}::json)),
              ${toDate(job.createdAt)}::timestamptz, ${toDateOrNull(job.completedAt)}::timestamptz
          `)
        ),
      appendFile: (jewellerId, importId, number, bytes) =>
        call(
          TenantScope.tenant(jewellerId),
          "ImportStore.appendFile",
          Effect.asVoid(sql`
            insert into import_files (jeweller_id, import_id, number, bytes)
            values (${jewellerId}, ${importId}, ${number}, ${Buffer.from(bytes)})
            on conflict (jeweller_id, import_id, number) do update set bytes = excluded.bytes
          `)
        ),
      enqueue: (jewellerId, importId, bytes) =>
        call(
          TenantScope.tenant(jewellerId),
          "ImportStore.enqueue",
          Effect.asVoid(sql`
            update imports set enqueued = true, bytes = ${bytes}
            where jeweller_id = ${jewellerId} and id = ${importId}
          `)
        ),
      readFile: (jewellerId, importId) => Stream.unfoldEffect(0, (number) => readPiece(jewellerId, importId, number)),
      dropFile: (jewellerId, importId) =>
        call(
          TenantScope.tenant(jewellerId),
          "ImportStore.dropFile",
          Effect.asVoid(sql`delete from import_files where jeweller_id = ${jewellerId} and import_id = ${importId}`)
        ),
      claim: (owner, leaseFor) =>
        call(
          TenantScope.system,
          "ImportStore.claim",
          Effect.map(
            sql<ImportRow>`
              update imports job
              set status = 'RUNNING', lease_owner = ${owner}, lease_until = ${leaseUntil(leaseFor)}
              from (
                select jeweller_id, id from imports
                where enqueued and status in ('QUEUED', 'RUNNING')
                  and (lease_until is null or lease_until <= clock_timestamp())
                order by created_at, id limit 1
                for update skip locked
              ) as oldest
              where job.jeweller_id = oldest.jeweller_id and job.id = oldest.id
              returning job.*
            `,
            (rows) => Option.map(Option.fromNullable(rows[0]), toImport)
          )
        ),
      save: (job, reports, owner, leaseFor) =>
        call(
          TenantScope.tenant(job.jewellerId),
          "ImportStore.save",
          Effect.map(
            sql`
              with held as (
                update imports set
                  bytes_read = ${job.bytesRead}, rows_done = ${job.rowsDone}, status = ${job.status},
                  counts = ${json(job.counts)}::jsonb, failure = ${job.failure},
                  notices = array(select json_array_elements_text(${json(job.notices)}::json)),
                  completed_at = ${toDateOrNull(job.completedAt)}, lease_until = ${leaseUntil(leaseFor)}
                where jeweller_id = ${job.jewellerId} and id = ${job.id} and lease_owner = ${owner}
                returning jeweller_id, id
              ), reported as (
                insert into import_rows (jeweller_id, import_id, "row", kind, "column", value, reason, duplicate_of)
                select held.jeweller_id, held.id, report.*
                from held, json_to_recordset(${json(reports)}::json) as report (
                  "row" int, kind text, "column" text, value text, reason text, "duplicateOf" int
                )
                on conflict (jeweller_id, import_id, "row") do nothing
              )
              select id from held
            `,
            (rows) => rows.length > 0
          )
        ),
      get: (jewellerId, importId) =>
        call(
          TenantScope.tenant(jewellerId),
          "ImportStore.get",
          Effect.flatMap(
            sql<ImportRow>`select * from imports where jeweller_id = ${jewellerId} and id = ${importId}`,
            ([row]) => row === undefined ? new ImportNotFound({ importId }) : Effect.succeed(toImport(row))
          )
        ),
      listRows: (jewellerId, importId, { after, limit }) =>
        call(
          TenantScope.tenant(jewellerId),
          "ImportStore.listRows",
          Effect.map(
            sql<ReportRow>`
              select "row", kind, "column", value, reason, duplicate_of from import_rows
              where jeweller_id = ${jewellerId} and import_id = ${importId} and "row" > ${after}
              order by "row" limit ${limit}
            `,
            (rows) => rows.map(toReport)
          )
        )
    })
  })
)
