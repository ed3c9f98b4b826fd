import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { type MessageId, progress } from "@ektola/domain/messaging/Message"
import type { Change } from "@ektola/domain/ports/MessageStore"
import * as Effect from "effect/Effect"
import { json } from "./values.js"

/**
 * Answers to first attempts. A message that is SENDING with one attempt has that attempt open and nothing known about it,
 * so the fence on the message's row is enough; whoever changes either of them locks that row first. The changes come in
 * id order, as everybody locks messages.
 */
export const saveAnswers = (
  sql: SqlClient.SqlClient,
  changes: ReadonlyArray<Change>
): Effect.Effect<ReadonlyArray<MessageId>, SqlError> => {
  const rows = changes.flatMap(({ attempts: [attempt], message }) =>
    attempt === undefined ? [] : [{ id: message.id, ...progress(message), attempt }]
  ).sort((a, b) => a.id < b.id ? -1 : 1)
  return Effect.map(
    sql<{ readonly id: string }>`
      with change as materialized (
        select * from json_to_recordset(${json(rows)}::json) as change (
          id uuid, state text, reached text, "dueAt" timestamptz, "cancelReason" text, failure jsonb,
          "acceptedAt" timestamptz, "sentAt" timestamptz, "deliveredAt" timestamptz, "readAt" timestamptz,
          "failedAt" timestamptz, attempt json
        )
      ), message as (
        update messages m set
          state = change.state,
          reached = change.reached,
          due_at = change."dueAt",
          failure = change.failure,
          accepted_at = change."acceptedAt",
          sent_at = change."sentAt",
          delivered_at = change."deliveredAt",
          read_at = change."readAt",
          failed_at = change."failedAt"
        from change
        where m.id = change.id and m.state = 'SENDING' and m.attempts = 1
        returning m.id, m.jeweller_id, change.attempt
      )
      update message_attempts stored set
        state = attempt.state,
        evidence = attempt.evidence,
        wamid = attempt.wamid,
        failure = attempt.failure,
        retry_at = attempt."retryAt",
        answered_at = attempt."answeredAt",
        accepted_at = attempt."acceptedAt",
        failed_at = attempt."failedAt"
      from message cross join lateral json_to_record(message.attempt) as attempt (
        id uuid, state text, evidence text, wamid text, failure jsonb, "retryAt" timestamptz, "answeredAt" timestamptz,
        "acceptedAt" timestamptz, "failedAt" timestamptz
      )
      where stored.jeweller_id = message.jeweller_id and stored.message_id = message.id and stored.number = 1
        and stored.id = attempt.id
      returning message.id
    `,
    (found) => found.map(({ id }) => id as MessageId)
  )
}
