import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import type { MessageId } from "@ektola/domain/messaging/Message"
import type { Change } from "@ektola/domain/ports/MessageStore"
import * as Effect from "effect/Effect"
import { cellOf, insertMoves } from "./figureMoves.js"
import { shareAttempts, shareMessages } from "./sharedParts.js"
import { json } from "./values.js"

/**
 * First attempts. A message that is QUEUED and was never tried has nothing that an attempt could change but its state, and
 * whoever cancels it, puts it off or takes its lease changes what is asked for here: then this waits for him, and looks
 * again. Rows are changed about in the order of their ids; a batch that meets another the wrong way round loses, and is run
 * again.
 */
export const saveBegun = (
  sql: SqlClient.SqlClient,
  owner: string,
  changes: ReadonlyArray<Change>
): Effect.Effect<ReadonlyArray<MessageId>, SqlError> => {
  const inOrder = changes.toSorted((a, b) => a.message.id < b.message.id ? -1 : 1)
  const messages = shareMessages(inOrder.map(({ message }) => message))
  const attempts = shareAttempts(inOrder.flatMap((change) => change.attempts))
  const rows = attempts.rows.map(({ id, messageId, part, phoneNumberId, token }, index) => ({
    messageId,
    id,
    phoneNumberId,
    token,
    attempt: part,
    progress: messages.rows[index]?.part ?? null
  }))
  return Effect.map(
    sql<{ readonly id: string }>`
      with changed as materialized (
        select * from json_to_recordset(${json(rows)}::json) as changed (
          "messageId" uuid, id uuid, "phoneNumberId" text, token text, attempt int, progress int
        )
      ), message as (
        update messages m set state = change.state, attempts = change.attempts, lease_owner = null
        from changed
        join json_to_recordset(${json(messages.parts)}::json) as change (part int, state text, attempts int)
          on change.part = changed.progress
        where m.id = changed."messageId" and m.queued and m.attempts = 0 and m.lease_owner = ${owner}
        returning
          m.id, m.jeweller_id, m.campaign_id, m.run_id, m.language, ${sql.literal(cellOf("m"))}, 'QUEUED' as from_state,
          'NOTHING' as from_reached, null as from_reason, null as from_code
      ), moved as (${insertMoves(sql, "message")})
      insert into message_attempts (
        jeweller_id, run_id, message_id, id, phone_number_id, token, number, state, evidence, begun_at
      )
      select
        message.jeweller_id, message.run_id, message.id, changed.id, changed."phoneNumberId", changed.token,
        change.number, change.state, change.evidence, change."begunAt"
      from message
      join changed on changed."messageId" = message.id
      join json_to_recordset(${json(attempts.parts)}::json) as change (
        part int, number int, state text, evidence text, "begunAt" timestamptz
      ) on change.part = changed.attempt
      returning message_id as id
    `,
    (found) => found.map(({ id }) => id as MessageId)
  )
}
