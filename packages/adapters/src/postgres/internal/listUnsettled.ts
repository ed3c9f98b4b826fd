import type * as SqlClient from "@effect/sql/SqlClient"
import type { AttemptId } from "@ektola/domain/messaging/Attempt"
import type { MessageId } from "@ektola/domain/messaging/Message"
import type { Service, Unsettled } from "@ektola/domain/ports/MessageStore"
import * as Effect from "effect/Effect"
import { instant, instantOrNull, toDate } from "./values.js"

interface UnsettledRow {
  readonly id: string
  readonly message_id: string
  readonly state: string
  readonly begun_at: Date
  readonly not_after: Date
  readonly later_status_at: Date | null
}

const toUnsettled = (row: UnsettledRow): Unsettled => ({
  messageId: row.message_id as MessageId,
  attemptId: row.id as AttemptId,
  state: row.state as Unsettled["state"],
  begunAt: instant(row.begun_at),
  notAfter: instant(row.not_after),
  laterStatusAt: instantOrNull(row.later_status_at)
})

/**
 * Open attempts with the first status of a later attempt of the same sender.
 *
 * No index may follow `first_status_at`, which statuses change, so later attempts are read in the order they began. That
 * stays short: a status never comes before its attempt, hence attempts that began after a known first status cannot have
 * an earlier one. While webhooks are down nothing is found, and `sender` keeps that search to one per sender.
 */
export const listUnsettled = (
  sql: SqlClient.SqlClient,
  { after, begunBefore, limit }: Parameters<Service["listUnsettled"]>[0]
) =>
  Effect.map(
    sql<UnsettledRow>`
      with page as materialized (
        select a.id, a.message_id, a.state, a.begun_at, a.phone_number_id, m.not_after
        from message_attempts a join messages m on m.id = a.message_id
        where a.open and (a.state = 'UNKNOWN' or a.begun_at <= ${toDate(begunBefore)})
          and (${after}::uuid is null or a.id > ${after})
        order by a.id limit ${limit}
      ), sender as materialized (
        select phone_number_id, newest.begun_at as newest_with_status
        from (select phone_number_id, min(begun_at) as since from page group by phone_number_id) as unsettled
        cross join lateral (
          select a.begun_at from message_attempts a
          where a.phone_number_id = unsettled.phone_number_id and a.begun_at >= unsettled.since
            and a.first_status_at is not null
          order by a.begun_at desc limit 1
        ) as newest
      )
      select page.*, earliest.later_status_at
      from page
      left join sender on sender.phone_number_id = page.phone_number_id and sender.newest_with_status >= page.begun_at
      left join lateral (
        select a.first_status_at from message_attempts a
        where a.phone_number_id = sender.phone_number_id and a.begun_at >= page.begun_at
          and a.first_status_at is not null
        order by a.begun_at limit 1
      ) as next on true
      left join lateral (
        select min(a.first_status_at) as later_status_at from message_attempts a
        where a.phone_number_id = sender.phone_number_id and a.begun_at >= page.begun_at
          and a.begun_at <= next.first_status_at and a.first_status_at is not null
      ) as earliest on true
      order by page.id
    `,
    (rows) => rows.map(toUnsettled)
  )
