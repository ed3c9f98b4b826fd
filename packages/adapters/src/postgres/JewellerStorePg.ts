/**
 * @since 0.1.0
 */
import type { UserId } from "@ektola/domain/identity/User"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import * as Page from "@ektola/domain/ports/Page"
import type { Jeweller, JewellerId, Status } from "@ektola/domain/tenancy/Jeweller"
import type { Note, NoteId, NoteText } from "@ektola/domain/tenancy/Note"
import { JewellerNotFound } from "@ektola/domain/tenancy/TenancyError"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { instant, jsonOrNull, text, toDate } from "./internal/values.js"

interface JewellerRow {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly status_reason: string | null
  readonly zone: string
  readonly default_language: string
  readonly allowed_hours: Jeweller["allowedHours"]
  readonly created_at: Date
}

interface NoteRow {
  readonly id: string
  readonly jeweller_id: string
  readonly author_id: string
  readonly text: string
  readonly at: Date
}

const toJeweller = (row: JewellerRow): Jeweller => ({
  id: row.id as JewellerId,
  name: row.name,
  status: row.status as Jeweller["status"],
  statusReason: row.status_reason,
  zone: row.zone,
  defaultLanguage: row.default_language as Jeweller["defaultLanguage"],
  allowedHours: row.allowed_hours,
  createdAt: instant(row.created_at)
})

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<JewellerStore, never, Database> = Layer.effect(
  JewellerStore,
  Effect.map(Database, ({ call, sql }) => {
    // There are thousands of jewellers at most, and only admins search them.
    const found = (search: string | null) =>
      search === null ? sql`true` : sql`(
        position(lower(${text(search)}) in lower(name)) > 0
        or exists (
          select from users where users.jeweller_id = jewellers.id and position(lower(${text(search)}) in email) > 0
        )
      )`
    const theOne = (jewellerId: JewellerId, rows: ReadonlyArray<JewellerRow>) =>
      rows[0] === undefined ? new JewellerNotFound({ jewellerId }) : Effect.succeed(toJeweller(rows[0]))

    return JewellerStore.of({
      insert: (jeweller) =>
        call(
          TenantScope.system,
          "JewellerStore.insert",
          sql`
            insert into jewellers (id, name, status, status_reason, zone, default_language, allowed_hours, created_at)
            values (
              ${jeweller.id}, ${text(jeweller.name)}, ${jeweller.status}, ${jeweller.statusReason}, ${jeweller.zone},
              ${jeweller.defaultLanguage}, ${jsonOrNull(jeweller.allowedHours)}, ${toDate(jeweller.createdAt)}
            )
          `.pipe(Effect.asVoid)
        ),
      get: (jewellerId) =>
        call(
          TenantScope.tenant(jewellerId),
          "JewellerStore.get",
          Effect.flatMap(sql<JewellerRow>`select * from jewellers where id = ${jewellerId}`, (rows) =>
            theOne(jewellerId, rows))
        ),
      lock: (jewellerId) =>
        call(
          TenantScope.system,
          "JewellerStore.lock",
          Effect.flatMap(
            // Without the key: rows that refer to the jeweller are inserted meanwhile, by a run that is prepared.
            sql<JewellerRow>`select * from jewellers where id = ${jewellerId} for no key update`,
            (rows) => theOne(jewellerId, rows)
          )
        ),
      setStatus: (jewellerId, status, reason) =>
        call(
          TenantScope.system,
          "JewellerStore.setStatus",
          Effect.flatMap(
            sql<JewellerRow>`
              update jewellers set status = ${status}, status_reason = ${reason} where id = ${jewellerId} returning *
            `,
            (rows) => theOne(jewellerId, rows)
          )
        ),
      setSettings: (jewellerId, { allowedHours, defaultLanguage, name, zone }) =>
        call(
          TenantScope.system,
          "JewellerStore.setSettings",
          Effect.flatMap(
            sql<JewellerRow>`
              update jewellers set
                name = ${text(name)}, zone = ${zone}, default_language = ${defaultLanguage},
                allowed_hours = ${jsonOrNull(allowedHours)}::jsonb
              where id = ${jewellerId}
              returning *
            `,
            (rows) => theOne(jewellerId, rows)
          )
        ),
      listPage: ({ search, status }, { after, limit }) =>
        call(
          TenantScope.system,
          "JewellerStore.listPage",
          Effect.map(
            sql<JewellerRow>`
              select * from jewellers
              where (${after}::uuid is null or id > ${after})
                and (${status}::text is null or status = ${status}) and ${found(search)}
              order by id limit ${limit + 1}
            `,
            (rows) => Page.fromItems(rows.map(toJeweller), limit)
          )
        ),
      countByStatus: (search) =>
        call(
          TenantScope.system,
          "JewellerStore.countByStatus",
          Effect.map(
            sql<{ status: Status; count: number }>`
              select status, count(*)::int as count from jewellers where ${found(search)} group by status
            `,
            (rows) => {
              const counts = { PENDING: 0, ACTIVE: 0, SUSPENDED: 0, REJECTED: 0 }
              for (const { count, status } of rows) counts[status] = count
              return counts
            }
          )
        ),
      insertNote: (note) =>
        call(
          TenantScope.system,
          "JewellerStore.insertNote",
          Effect.asVoid(sql`
            insert into jeweller_notes (id, jeweller_id, author_id, text, at)
            values (${note.id}, ${note.jewellerId}, ${note.authorId}, ${text(note.text)}, ${toDate(note.at)})
          `)
        ),
      listNotes: (jewellerId) =>
        call(
          TenantScope.system,
          "JewellerStore.listNotes",
          Effect.map(
            sql<NoteRow>`select * from jeweller_notes where jeweller_id = ${jewellerId} order by id desc limit 200`,
            (rows) =>
              rows.map((row): Note => ({
                id: row.id as NoteId,
                jewellerId: row.jeweller_id as JewellerId,
                authorId: row.author_id as UserId,
                text: row.text as NoteText,
                at: instant(row.at)
              }))
          )
        )
    })
  })
)
