import * as SqlClient from "@effect/sql/SqlClient"
import type { AttemptId } from "@ektola/domain/messaging/Attempt"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import type { Line } from "@ektola/domain/ports/SuppressionStore"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Backdoor } from "./Backdoor.js"

interface EventRow extends Omit<StatusUpdate, "occurredAt"> {
  readonly attemptId: AttemptId
  readonly occurredAt: Date
}

/** For the owner of the tables, who is not bound by row-level security as a superuser. */
export const layer = Layer.effect(
  Backdoor,
  Effect.map(SqlClient.SqlClient, (sql) =>
    Backdoor.of({
      deleteContact: (contactId, at) =>
        sql`update contacts set deleted_at = ${DateTime.toDate(at)} where id = ${contactId}`.pipe(
          Effect.asVoid,
          Effect.orDie
        ),
      replacePhone: (contactId, waUserId) =>
        sql`update contacts set phone = null, wa_user_id = ${waUserId} where id = ${contactId}`.pipe(
          Effect.asVoid,
          Effect.orDie
        ),
      purgeContact: (contactId) => sql`delete from contacts where id = ${contactId}`.pipe(Effect.asVoid, Effect.orDie),
      consents: (jewellerId) =>
        sql<Omit<Line, "at"> & { readonly at: Date }>`
          select action, scope, source, occurred_at as at, proof, person, contact_id as "contactId"
          from consent_ledger where jeweller_id = ${jewellerId} order by id
        `.pipe(
          Effect.map((rows) => rows.map((row): Line => ({ ...row, at: DateTime.unsafeFromDate(row.at) }))),
          Effect.orDie
        ),
      unclaim: sql`delete from environment`.pipe(Effect.asVoid, Effect.orDie),
      events: (messageId) =>
        sql<EventRow>`
          select
            attempt_id as "attemptId", phone_number_id as "phoneNumberId", waba_id as "wabaId", wamid, token, status,
            occurred_at as "occurredAt", recipient_phone as "recipientPhone", wa_user_id as "waUserId", failure
          from message_events where message_id = ${messageId} order by received_at, ctid
        `.pipe(
          Effect.map((rows) =>
            rows.map(({ attemptId, ...update }) => ({
              attemptId,
              update: { ...update, occurredAt: DateTime.unsafeFromDate(update.occurredAt) }
            }))
          ),
          Effect.orDie
        )
    }))
)
