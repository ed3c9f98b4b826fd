/**
 * @since 0.1.0
 */
import type { UserId } from "@ektola/domain/identity/User"
import type { Mail, MailId } from "@ektola/domain/mail/Mail"
import { Outbox } from "@ektola/domain/ports/Outbox"
import * as Page from "@ektola/domain/ports/Page"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { instant, instantOrNull, json, toDate } from "./internal/values.js"

interface MailRow {
  readonly id: string
  readonly user_id: string | null
  readonly sealed: string | null
  readonly status: string
  readonly tries: number
  readonly due_at: Date
  readonly expires_at: Date | null
  readonly created_at: Date
  readonly note: string | null
}

const toMail = (row: MailRow): Mail => ({
  id: row.id as MailId,
  userId: row.user_id as UserId | null,
  sealed: row.sealed,
  status: row.status as Mail["status"],
  tries: row.tries,
  dueAt: instant(row.due_at),
  expiresAt: instantOrNull(row.expires_at),
  createdAt: instant(row.created_at),
  note: row.note
})

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Outbox, never, Database> = Layer.effect(
  Outbox,
  Effect.map(Database, ({ call, sql }) =>
    Outbox.of({
      insert: (mails) =>
        call(
          TenantScope.system,
          "Outbox.insert",
          Effect.asVoid(sql`
            insert into outbox_emails (id, user_id, sealed, status, tries, due_at, expires_at, created_at, note)
            select id, "userId", sealed, status, tries, "dueAt", "expiresAt", "createdAt", note
            from json_to_recordset(${json(mails)}::json) as mail (
              id uuid, "userId" uuid, sealed text, status text, tries integer, "dueAt" timestamptz,
              "expiresAt" timestamptz, "createdAt" timestamptz, note text
            )
          `)
        ),
      claim: (now, until, limit) =>
        call(
          TenantScope.system,
          "Outbox.claim",
          Effect.map(
            sql<MailRow>`
              with due as (
                select id, due_at from outbox_emails where status = 'WAITING' and due_at <= ${toDate(now)}
                order by due_at, id limit ${limit} for update skip locked
              ), claimed as (
                update outbox_emails set due_at = ${toDate(until)} from due where outbox_emails.id = due.id
                returning outbox_emails.*, due.due_at as was_due_at
              )
              select * from claimed order by was_due_at, id
            `,
            (rows) => rows.map(toMail)
          )
        ),
      save: (mails) =>
        call(
          TenantScope.system,
          "Outbox.save",
          Effect.asVoid(sql`
            update outbox_emails set
              sealed = mail.sealed, status = mail.status, tries = mail.tries, due_at = mail."dueAt", note = mail.note
            from json_to_recordset(${json(mails)}::json) as mail (
              id uuid, sealed text, status text, tries integer, "dueAt" timestamptz, note text
            )
            where outbox_emails.id = mail.id
          `)
        ),
      removeBefore: (before, limit) =>
        call(
          TenantScope.system,
          "Outbox.removeBefore",
          Effect.map(
            sql`
              delete from outbox_emails where id in (
                select id from outbox_emails where status <> 'WAITING' and created_at < ${toDate(before)}
                limit ${limit} for update skip locked
              )
              returning 1
            `,
            (rows) => rows.length
          )
        ),
      listDead: ({ after, limit }) =>
        call(
          TenantScope.system,
          "Outbox.listDead",
          Effect.map(
            sql<MailRow>`
              select * from outbox_emails
              where status = 'DEAD' and (${after}::uuid is null or id > ${after}) order by id limit ${limit + 1}
            `,
            (rows) => Page.fromItems(rows.map(toMail), limit)
          )
        )
    }))
)
