import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import type { Change } from "@ektola/domain/ports/MessageStore"
import * as Effect from "effect/Effect"
import { cellOf, insertMoves } from "./figureMoves.js"
import { shareAttempts, shareMessages } from "./sharedParts.js"
import * as StoreError from "./storeError.js"
import { json } from "./values.js"

/**
 * Messages, attempts, events and what moves in the figures in one statement, whatever their number. The messages are
 * locked, so that `old` is what they are now.
 */
export const saveMessages = (
  sql: SqlClient.SqlClient,
  changes: ReadonlyArray<Change>
): Effect.Effect<void, SqlError> => {
  const messages = shareMessages(changes.map(({ message }) => message))
  const attempts = shareAttempts(changes.flatMap((change) => change.attempts))
  const events = changes.flatMap(({ events, message }) =>
    events.map(({ attemptId, update }) => ({ messageId: message.id, attemptId, ...update }))
  ).map((event, place) => ({ place, ...event }))
  return sql<{ readonly messages: number; readonly attempts: number }>`
    with message as (
      update messages m set
        state = change.state,
        reached = change.reached,
        due_at = coalesce(change."dueAt", m.due_at),
        attempts = change.attempts,
        cancel_reason = change."cancelReason",
        failure = change.failure,
        accepted_at = change."acceptedAt",
        sent_at = change."sentAt",
        delivered_at = change."deliveredAt",
        read_at = change."readAt",
        failed_at = change."failedAt",
        lease_owner = null
      from json_to_recordset(${json(messages.rows)}::json) as changed (id uuid, part int)
      join json_to_recordset(${json(messages.parts)}::json) as change (
        part int, state text, reached text, "dueAt" timestamptz, attempts int, "cancelReason" text, failure jsonb,
        "acceptedAt" timestamptz, "sentAt" timestamptz, "deliveredAt" timestamptz, "readAt" timestamptz,
        "failedAt" timestamptz
      ) using (part)
      join messages old on old.id = changed.id
      where m.id = changed.id
      returning
        m.id, m.jeweller_id, m.campaign_id, m.run_id, m.language, ${sql.literal(cellOf("old", "from_"))},
        ${sql.literal(cellOf("m"))}
    ), moved as (${insertMoves(sql, "message")}), attempt as (
      insert into message_attempts as stored (
        jeweller_id, run_id, message_id, id, phone_number_id, token, wamid, number, state, evidence, failure, retry_at,
        begun_at, answered_at, accepted_at, sent_at, delivered_at, read_at, failed_at, first_status_at
      )
      select
        message.jeweller_id, message.run_id, message.id, changed.id, changed."phoneNumberId", changed.token,
        changed.wamid, change.number, change.state, change.evidence, change.failure, change."retryAt",
        change."begunAt", change."answeredAt", change."acceptedAt", change."sentAt", change."deliveredAt",
        change."readAt", change."failedAt", change."firstStatusAt"
      from json_to_recordset(${json(attempts.rows)}::json) as changed (
        "messageId" uuid, id uuid, "phoneNumberId" text, token text, wamid text, part int
      )
      join json_to_recordset(${json(attempts.parts)}::json) as change (
        part int, number int, state text, evidence text, failure jsonb, "retryAt" timestamptz, "begunAt" timestamptz,
        "answeredAt" timestamptz, "acceptedAt" timestamptz, "sentAt" timestamptz, "deliveredAt" timestamptz,
        "readAt" timestamptz, "failedAt" timestamptz, "firstStatusAt" timestamptz
      ) using (part)
      join message on message.id = changed."messageId"
      -- An attempt ends before the next one of its message is open.
      order by change.number
      on conflict (jeweller_id, message_id, number) do update set
        state = excluded.state,
        evidence = excluded.evidence,
        wamid = excluded.wamid,
        failure = excluded.failure,
        retry_at = excluded.retry_at,
        answered_at = excluded.answered_at,
        accepted_at = excluded.accepted_at,
        sent_at = excluded.sent_at,
        delivered_at = excluded.delivered_at,
        read_at = excluded.read_at,
        failed_at = excluded.failed_at,
        first_status_at = excluded.first_status_at
      where stored.id = excluded.id
      returning 1
    )${events.length === 0 ? sql`` : insertEvents(sql, events)}
    select (select count(*) from message)::int as messages, (select count(*) from attempt)::int as attempts
  `.pipe(
    Effect.catchTag("SqlError", (error) =>
      StoreError.violates(error, "message_attempts_open_key")
        ? Effect.dieMessage("a message may have one open attempt at most")
        : Effect.fail(error)),
    Effect.filterOrDieMessage(
      ([stored]) => stored?.messages === changes.length && stored.attempts === attempts.rows.length,
      "a change is about a message or an attempt that is not there"
    ),
    Effect.asVoid
  )
}

const insertEvents = (sql: SqlClient.SqlClient, events: ReadonlyArray<object>) =>
  sql`, event as (
      insert into message_events (
        jeweller_id, message_id, attempt_id, occurred_at, phone_number_id, waba_id, status, wamid, token,
        recipient_phone, wa_user_id, failure
      )
      select
        message.jeweller_id, "messageId", "attemptId", "occurredAt", "phoneNumberId", "wabaId", status, wamid, token,
        "recipientPhone", "waUserId", failure
      from json_to_recordset(${json(events)}::json) as event (
        place int, "messageId" uuid, "attemptId" uuid, "occurredAt" timestamptz, "phoneNumberId" text, "wabaId" text,
        status text, wamid text, token text, "recipientPhone" text, "waUserId" text, failure jsonb
      )
      join message on message.id = event."messageId"
      order by place
    )`
