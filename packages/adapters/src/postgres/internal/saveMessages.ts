import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { progress } from "@ektola/domain/messaging/Message"
import type { Change } from "@ektola/domain/ports/MessageStore"
import * as Effect from "effect/Effect"
import * as StoreError from "./storeError.js"
import { json } from "./values.js"

/** Messages, attempts and events in one statement, whatever their number. */
export const saveMessages = (
  sql: SqlClient.SqlClient,
  changes: ReadonlyArray<Change>
): Effect.Effect<void, SqlError> => {
  const attempts = changes.flatMap((change) => change.attempts)
  const events = changes.flatMap(({ events, message }) =>
    events.map(({ attemptId, update }) => ({ messageId: message.id, attemptId, ...update }))
  ).map((event, place) => ({ place, ...event }))
  const rows = changes.map(({ message }) => ({ id: message.id, ...progress(message) }))
  return sql<{ readonly messages: number; readonly attempts: number }>`
    with message as (
      update messages m set
        state = change.state,
        reached = change.reached,
        due_at = change."dueAt",
        attempts = change.attempts,
        cancel_reason = change."cancelReason",
        failure = change.failure,
        accepted_at = change."acceptedAt",
        sent_at = change."sentAt",
        delivered_at = change."deliveredAt",
        read_at = change."readAt",
        failed_at = change."failedAt",
        lease_owner = null
      from json_to_recordset(${json(rows)}::json) as change (
        id uuid, state text, reached text, "dueAt" timestamptz, attempts int, "cancelReason" text, failure jsonb,
        "acceptedAt" timestamptz, "sentAt" timestamptz, "deliveredAt" timestamptz, "readAt" timestamptz,
        "failedAt" timestamptz
      )
      where m.id = change.id
      returning m.id, m.jeweller_id, m.run_id
    ), attempt as (
      insert into message_attempts as stored (
        jeweller_id, run_id, message_id, id, phone_number_id, number, token, state, evidence, wamid, failure, retry_at,
        begun_at, answered_at, accepted_at, sent_at, delivered_at, read_at, failed_at, first_status_at
      )
      select message.jeweller_id, message.run_id, attempt.*
      from json_to_recordset(${json(attempts)}::json) as attempt (
        "messageId" uuid, id uuid, "phoneNumberId" text, number int, token text, state text, evidence text, wamid text,
        failure jsonb, "retryAt" timestamptz, "begunAt" timestamptz, "answeredAt" timestamptz,
        "acceptedAt" timestamptz, "sentAt" timestamptz, "deliveredAt" timestamptz, "readAt" timestamptz,
        "failedAt" timestamptz, "firstStatusAt" timestamptz
      )
      join message on message.id = attempt."messageId"
      -- An attempt ends before the next one of its message is open.
      order by attempt.number
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
    ), event as (
      insert into message_events (
        jeweller_id, message_id, attempt_id, occurred_at, phone_number_id, waba_id, status, wamid, token,
        recipient_phone, wa_user_id, failure
      )
      select
        message.jeweller_id, "messageId", "attemptId", "occurredAt", "phoneNumberId", "wabaId", status, wamid, token,
        "recipientPhone", "waUserId", failure
      from json_to_recordset(${json(events)}::json) as event (
        place int, "messageId" uuid, "attemptId" uuid, "occurredAt" timestamptz, "phoneNumberId" text, "wabaId" text, status text,
        wamid text, token text, "recipientPhone" text, "waUserId" text, failure jsonb
      )
      join message on message.id = event."messageId"
      order by place
    )
    select (select count(*) from message)::int as messages, (select count(*) from attempt)::int as attempts
  `.pipe(
    Effect.catchTag("SqlError", (error) =>
      StoreError.violates(error, "message_attempts_open_key")
        ? Effect.dieMessage("a message may have one open attempt at most")
        : Effect.fail(error)),
    Effect.filterOrDieMessage(
      ([stored]) => stored?.messages === changes.length && stored.attempts === attempts.length,
      "a change is about a message or an attempt that is not there"
    ),
    Effect.asVoid
  )
}
