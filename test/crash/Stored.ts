import type pg from "pg"

/** An attempt as the database has it in the end. */
export interface StoredAttempt {
  readonly token: string
  readonly number: number
  readonly state: string
  readonly evidence: string
}

/** A message as the database has it in the end. */
export interface StoredMessage {
  readonly id: string
  readonly template: string
  readonly sender: string
  readonly phone: string
  readonly state: string
  readonly failure: { readonly class: string; readonly code: number | null } | null
  readonly cancelReason: string | null
  readonly attempts: ReadonlyArray<StoredAttempt>
}

export const readMessages = async (pool: pg.Pool): Promise<ReadonlyArray<StoredMessage>> => {
  const { rows } = await pool.query<{ message: StoredMessage }>(`
    select json_build_object(
      'id', m.id, 'template', m.template_name, 'sender', m.phone_number_id, 'phone', m.phone, 'state', m.state,
      'failure', m.failure, 'cancelReason', m.cancel_reason,
      'attempts', coalesce((
        select json_agg(json_build_object(
          'token', a.token, 'number', a.number, 'state', a.state, 'evidence', a.evidence
        ) order by a.number)
        from message_attempts a where a.jeweller_id = m.jeweller_id and a.message_id = m.id
      ), '[]')
    ) as message
    from messages m order by m.id
  `)
  return rows.map(({ message }) => message)
}

/** How many messages are in one of these states: without others named, in any that is not an end. */
export const countOpen = (
  pool: pg.Pool,
  states: ReadonlyArray<string> = ["QUEUED", "SENDING", "UNCONFIRMED"]
): Promise<number> => count(pool, "select count(*) from messages where state = any($1)", [states])

/** How many webhooks wait to be applied. */
export const countUnprocessed = (pool: pg.Pool): Promise<number> =>
  count(pool, "select count(*) from webhook_events where due_at is not null")

/** How many runs are not over. */
export const countUnfinished = (pool: pg.Pool): Promise<number> =>
  count(pool, "select count(*) from campaign_runs where status in ('PREPARING', 'READY')")

export const count = async (pool: pg.Pool, query: string, values: ReadonlyArray<unknown> = []): Promise<number> => {
  const { rows: [row] } = await pool.query<{ count: string }>(query, [...values])
  return Number(row?.count)
}
