import type * as SqlClient from "@effect/sql/SqlClient"
import type { Fragment } from "@effect/sql/Statement"
import type { Attempt } from "@ektola/domain/messaging/Attempt"
import type { MessageId, WithAttempts } from "@ektola/domain/messaging/Message"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import type { Beginnable } from "@ektola/domain/ports/MessageStore"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { attemptColumns, type AttemptRow, toAttempt } from "./attemptRow.js"
import { findFacts } from "./findFacts.js"
import { messageColumns, type MessageRow, toMessage } from "./messageRow.js"
import { json, plainArray, toDate } from "./values.js"

/**
 * Everything that locks messages. Rows are locked in the order of their ids, so that two units of work cannot block each
 * other, and what belongs to them is read by a later statement: one that waited for a lock still sees the other tables
 * as they were when it began to wait.
 */
export const lockMessages = (sql: SqlClient.SqlClient) => {
  const columns = sql.literal(messageColumns)

  const attemptsOf = (rows: ReadonlyArray<MessageRow>) =>
    rows.length === 0
      ? Effect.succeed(new Map<string, ReadonlyArray<Attempt>>())
      : Effect.map(
        sql<AttemptRow>`
          select ${sql.literal(attemptColumns)}
          from json_to_recordset(${json(rows.map(({ id, jeweller_id }) => ({ id, jeweller_id })))}::json)
            as m (id uuid, jeweller_id uuid)
          join message_attempts a on a.jeweller_id = m.jeweller_id and a.message_id = m.id
          order by a.message_id, a.number
        `,
        (found) => groupByMessage(found)
      )

  const withAttempts = (rows: ReadonlyArray<MessageRow>) =>
    Effect.map(
      attemptsOf(rows),
      (attempts) => rows.map((row): WithAttempts => ({ message: toMessage(row), attempts: attempts.get(row.id) ?? [] }))
    )

  const lockWhere = (condition: Fragment) =>
    Effect.flatMap(
      sql<MessageRow>`select ${columns} from messages m where ${condition} order by m.id for update of m`,
      withAttempts
    )

  return {
    lock: (ids: ReadonlyArray<MessageId>) => lockWhere(sql`m.id = any(${plainArray(ids)}::uuid[])`),

    lockByStatus: (updates: ReadonlyArray<StatusKeys>) =>
      lockWhere(sql`
        m.id = any(array(
          select coalesce(
            (
              select message_id from message_attempts a
              where a.token = status.token and a.phone_number_id = status."phoneNumberId"
            ),
            (
              select message_id from message_attempts a
              where a.wamid = status.wamid and a.phone_number_id = status."phoneNumberId"
              limit 1
            )
          )
          from json_to_recordset(${json(updates.map(keysOf))}::json)
            as status (token text, wamid text, "phoneNumberId" text)
        ))
      `),

    lockQueuedOfContacts: (jewellerId: string, contactIds: ReadonlyArray<string>) =>
      lockWhere(
        sql`m.jeweller_id = ${jewellerId} and m.contact_id = any(${plainArray(contactIds)}::uuid[]) and m.queued`
      ),

    // Passing over held rows cannot wait, so these may be locked in the order in which they expire.
    lockExpired: (now: DateTime.Utc, limit: number) =>
      Effect.flatMap(
        sql<MessageRow>`
          select * from (
            select ${columns} from messages m where m.queued and m.not_after <= ${toDate(now)}
            order by m.not_after limit ${limit}
            for update skip locked
          ) as expired
          order by id
        `,
        withAttempts
      ),

    lockLeased: (owner: string, ids: ReadonlyArray<MessageId>) =>
      Effect.gen(function*() {
        const rows = yield* sql<MessageRow>`
          select ${columns} from messages m
          where m.id = any(${plainArray(ids)}::uuid[]) and m.queued
            and m.lease_owner = ${owner}
          order by m.id for update of m
        `
        if (rows.length === 0) return []
        const messages = rows.map(toMessage)
        const factsOf = yield* findFacts(sql, messages)
        const attempts = yield* attemptsOf(rows)
        return messages.flatMap((message): ReadonlyArray<Beginnable> => {
          const facts = factsOf(message)
          return facts === null ? [] : [{ message, attempts: attempts.get(message.id) ?? [], facts }]
        })
      })
  }
}

type StatusKeys = Pick<StatusUpdate, "phoneNumberId" | "token" | "wamid">

const keysOf = ({ phoneNumberId, token, wamid }: StatusKeys) => ({ phoneNumberId, token, wamid })

const groupByMessage = (rows: ReadonlyArray<AttemptRow>): ReadonlyMap<string, ReadonlyArray<Attempt>> => {
  const groups = new Map<string, Array<Attempt>>()
  for (const row of rows) {
    const group = groups.get(row.message_id)
    if (group === undefined) groups.set(row.message_id, [toAttempt(row)])
    else group.push(toAttempt(row))
  }
  return groups
}
