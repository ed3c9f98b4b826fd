import type * as SqlClient from "@effect/sql/SqlClient"
import type { Fragment } from "@effect/sql/Statement"
import type { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import type { Attempt } from "@ektola/domain/messaging/Attempt"
import type { MessageId, WithAttempts } from "@ektola/domain/messaging/Message"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import type { Beginnable } from "@ektola/domain/ports/MessageStore"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { attemptColumns, type AttemptRow, toAttempt } from "./attemptRow.js"
import { messageColumns, type MessageRow, toMessage } from "./messageRow.js"
import { instantOrNull, json, plainArray, toDate } from "./values.js"

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
        const facts = yield* factsOf(sql, rows)
        // Hardly any message has been tried before.
        const attempts = yield* attemptsOf(rows.filter((row) => row.attempts > 0))
        return rows.flatMap((row): ReadonlyArray<Beginnable> => {
          const known = facts.get(row.id)
          return known === undefined
            ? []
            : [{ message: toMessage(row), attempts: attempts.get(row.id) ?? [], facts: known }]
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

type Facts = Beginnable["facts"]

interface FactsRow {
  readonly id: string
  readonly jeweller_status: string
  readonly allowed_hours: Facts["jeweller"]["allowedHours"]
  readonly zone: string
  readonly account_status: string
  readonly resume_at: Date | null
  readonly encrypted_token: string
  readonly rate_per_second: number
  readonly campaign_status: string
  readonly campaign_category: string
  readonly when_template_paused: string
  readonly contact_id: string | null
  readonly contact_phone: string | null
  readonly contact_wa_user_id: string | null
  readonly opt_out: string | null
  readonly deleted_at: Date | null
  readonly approval_status: string | null
  readonly approval_category: string | null
}

// A message whose number is no longer the jeweller's has no facts: nobody may send it.
const factsOf = (sql: SqlClient.SqlClient, messages: ReadonlyArray<MessageRow>) =>
  Effect.map(
    sql<FactsRow>`
      select
        m.id, jeweller.status as jeweller_status, jeweller.allowed_hours, jeweller.zone,
        account.status as account_status, account.resume_at, account.encrypted_token, account.rate_per_second,
        campaign.status as campaign_status, campaign.category as campaign_category,
        campaign.when_template_paused,
        contact.id as contact_id, contact.phone as contact_phone, contact.wa_user_id as contact_wa_user_id,
        contact.opt_out, contact.deleted_at,
        approval.status as approval_status, approval.category as approval_category
      from messages m
      join jewellers jeweller on jeweller.id = m.jeweller_id
      join whatsapp_accounts account
        on account.jeweller_id = m.jeweller_id and account.phone_number_id = m.phone_number_id
      join campaigns campaign on campaign.jeweller_id = m.jeweller_id and campaign.id = m.campaign_id
      left join contacts contact on contact.jeweller_id = m.jeweller_id and contact.id = m.contact_id
      left join waba_templates approval on approval.jeweller_id = m.jeweller_id
        and approval.waba_id = account.waba_id and approval.translation_id = m.translation_id
      where m.id = any(${plainArray(messages.map(({ id }) => id))}::uuid[])
    `,
    (rows) => new Map(rows.map((row) => [row.id, toFacts(row)]))
  )

const toFacts = (row: FactsRow): Facts => ({
  jeweller: {
    status: row.jeweller_status as Facts["jeweller"]["status"],
    allowedHours: row.allowed_hours,
    zone: row.zone
  },
  account: {
    status: row.account_status as Facts["account"]["status"],
    resumeAt: instantOrNull(row.resume_at),
    encryptedToken: row.encrypted_token,
    ratePerSecond: row.rate_per_second
  },
  campaign: {
    status: row.campaign_status as Facts["campaign"]["status"],
    category: row.campaign_category as Facts["campaign"]["category"],
    whenTemplatePaused: row.when_template_paused as Facts["campaign"]["whenTemplatePaused"]
  },
  contact: row.contact_id === null ? null : {
    phone: row.contact_phone as PhoneNumber | null,
    waUserId: row.contact_wa_user_id,
    optOut: row.opt_out as NonNullable<Facts["contact"]>["optOut"],
    deletedAt: instantOrNull(row.deleted_at)
  },
  approval: row.approval_status === null ? null : {
    status: row.approval_status,
    category: row.approval_category as NonNullable<Facts["approval"]>["category"]
  }
})
