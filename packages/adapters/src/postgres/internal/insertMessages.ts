import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import type { Message } from "@ektola/domain/messaging/Message"
import * as Effect from "effect/Effect"
import { cellOf, insertMoves } from "./figureMoves.js"
import { shareNewMessages } from "./sharedParts.js"
import { json } from "./values.js"

/** Stores messages of one jeweller, but those whose contact has one in the run already, and counts them; how many. */
export const insertMessages = (
  sql: SqlClient.SqlClient,
  messages: ReadonlyArray<Message>
): Effect.Effect<number, SqlError> => {
  const { parts, rows } = shareNewMessages(messages)
  return Effect.map(
    sql<{ readonly count: number }>`
      with inserted as (
        insert into messages (
          id, jeweller_id, campaign_id, run_id, contact_id, translation_id, not_after, phone_number_id, phone,
          wa_user_id, template_name, language, rendered, due_at, accepted_at, sent_at, delivered_at, read_at,
          failed_at, attempts, state, reached, cancel_reason, failure
        )
        select
          message.id, "jewellerId", "campaignId", "runId", message."contactId", "translationId", "notAfter",
          "phoneNumberId", message.phone, message."waUserId", "templateName", language, message.rendered, "dueAt",
          "acceptedAt", "sentAt", "deliveredAt", "readAt", "failedAt", attempts, state, reached, "cancelReason", failure
        from json_to_recordset(${json(rows)}::json) as message (
          id uuid, "contactId" uuid, phone text, "waUserId" text, rendered jsonb, part int
        )
        join json_to_recordset(${json(parts)}::json) as shared (
          part int, "jewellerId" uuid, "campaignId" uuid, "runId" uuid, "translationId" uuid, "notAfter" timestamptz,
          "phoneNumberId" text, "templateName" text, language text, "dueAt" timestamptz, "acceptedAt" timestamptz,
          "sentAt" timestamptz, "deliveredAt" timestamptz, "readAt" timestamptz, "failedAt" timestamptz, attempts int,
          state text, reached text, "cancelReason" text, failure jsonb
        ) using (part)
        on conflict (run_id, contact_id) do nothing
        returning
          jeweller_id, campaign_id, run_id, language, ${sql.literal(cellOf("messages"))}, null as from_state,
          null as from_reached, null as from_reason, null as from_code
      ), moved as (${insertMoves(sql, "inserted")})
      select count(*)::int as count from inserted
    `,
    ([row]) => row?.count ?? 0
  )
}
