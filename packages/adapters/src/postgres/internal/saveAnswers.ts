import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import type { MessageId } from "@ektola/domain/messaging/Message"
import type { Change } from "@ektola/domain/ports/MessageStore"
import * as Effect from "effect/Effect"
import { cellOf, insertMoves } from "./figureMoves.js"
import { shareAttempts, shareMessages } from "./sharedParts.js"
import { json } from "./values.js"

/**
 * Answers to first attempts. A message that is SENDING with one attempt has that attempt open and nothing known about it;
 * whoever changes either of them locks the message's row first. So it is enough that the row is like that and that the
 * attempt is the one that was begun. Rows are changed about in the order of their ids; a batch that meets another the wrong
 * way round loses, and is run again.
 */
export const saveAnswers = (
  sql: SqlClient.SqlClient,
  changes: ReadonlyArray<Change>
): Effect.Effect<ReadonlyArray<MessageId>, SqlError> => {
  const inOrder = changes.toSorted((a, b) => a.message.id < b.message.id ? -1 : 1)
  const messages = shareMessages(inOrder.map(({ message }) => message))
  const rows = messages.rows.map(({ id, part }, index) => ({
    id,
    attempt: inOrder[index]?.attempts[0]?.id ?? null,
    part
  }))
  const attempts = shareAttempts(inOrder.flatMap((change) => change.attempts))
  return Effect.map(
    sql<{ readonly id: string }>`
      with message as (
        update messages m set
          state = change.state,
          reached = change.reached,
          due_at = coalesce(change."dueAt", m.due_at),
          failure = change.failure,
          accepted_at = change."acceptedAt",
          failed_at = change."failedAt"
        from json_to_recordset(${json(rows)}::json) as changed (id uuid, attempt uuid, part int)
        join json_to_recordset(${json(messages.parts)}::json) as change (
          part int, state text, reached text, "dueAt" timestamptz, failure jsonb, "acceptedAt" timestamptz,
          "failedAt" timestamptz
        ) using (part)
        where m.id = changed.id and m.state = 'SENDING' and m.attempts = 1 and exists (
          select from message_attempts own
          where own.jeweller_id = m.jeweller_id and own.message_id = m.id and own.number = 1 and own.id = changed.attempt
        )
        returning
          m.id, m.jeweller_id, m.campaign_id, m.run_id, m.language, ${
      sql.literal(cellOf("m"))
    }, 'SENDING' as from_state,
          'NOTHING' as from_reached, null as from_reason, null as from_code
      ), moved as (${insertMoves(sql, "message")})
      update message_attempts stored set
        state = change.state,
        evidence = change.evidence,
        wamid = changed.wamid,
        failure = change.failure,
        retry_at = change."retryAt",
        answered_at = change."answeredAt",
        accepted_at = change."acceptedAt",
        failed_at = change."failedAt"
      from json_to_recordset(${json(attempts.rows)}::json) as changed (
        "messageId" uuid, id uuid, wamid text, part int
      )
      join json_to_recordset(${json(attempts.parts)}::json) as change (
        part int, state text, evidence text, failure jsonb, "retryAt" timestamptz, "answeredAt" timestamptz,
        "acceptedAt" timestamptz, "failedAt" timestamptz
      ) using (part)
      join message on message.id = changed."messageId"
      where stored.jeweller_id = message.jeweller_id and stored.message_id = message.id and stored.number = 1
        and stored.id = changed.id
      returning message.id
    `,
    (found) => found.map(({ id }) => id as MessageId)
  )
}
