/**
 * @since 0.1.0
 */
import type { Action, AuditEntry, AuditEntryId } from "@ektola/domain/identity/AuditEntry"
import type { UserId } from "@ektola/domain/identity/User"
import { AuditLog } from "@ektola/domain/ports/AuditLog"
import * as Page from "@ektola/domain/ports/Page"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { instant, json } from "./internal/values.js"

interface EntryRow {
  readonly id: string
  readonly at: Date
  readonly action: string
  readonly actor_id: string | null
  readonly jeweller_id: string | null
  readonly subject: string | null
  readonly detail: Readonly<Record<string, string>>
  readonly address: string | null
  readonly request_id: string | null
}

const toEntry = (row: EntryRow): AuditEntry => ({
  id: row.id as AuditEntryId,
  at: instant(row.at),
  action: row.action as Action,
  actorId: row.actor_id as UserId | null,
  jewellerId: row.jeweller_id as JewellerId | null,
  subject: row.subject,
  detail: row.detail,
  address: row.address,
  requestId: row.request_id
})

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<AuditLog, never, Database> = Layer.effect(
  AuditLog,
  Effect.map(Database, ({ call, sql }) =>
    AuditLog.of({
      append: (entries) =>
        call(
          TenantScope.system,
          "AuditLog.append",
          Effect.asVoid(sql`
            insert into audit_log (id, at, action, actor_id, jeweller_id, subject, detail, address, request_id)
            select id, at, action, "actorId", "jewellerId", subject, detail, address, "requestId"
            from json_to_recordset(${json(entries)}::json) as entry (
              id uuid, at timestamptz, action text, "actorId" uuid, "jewellerId" uuid, subject text, detail jsonb,
              address text, "requestId" text
            )
          `)
        ),
      listPage: ({ action, actorId, jewellerId }, { after, limit }) =>
        call(
          TenantScope.system,
          "AuditLog.listPage",
          Effect.map(
            sql<EntryRow>`
              select * from audit_log
              where (${after}::uuid is null or id < ${after})
                and (${jewellerId}::uuid is null or jeweller_id = ${jewellerId})
                and (${actorId}::uuid is null or actor_id = ${actorId})
                and (${action}::text is null or action = ${action})
              order by id desc limit ${limit + 1}
            `,
            (rows) => Page.fromItems(rows.map(toEntry), limit)
          )
        )
    }))
)
