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
export const countOpen = async (
  pool: pg.Pool,
  states: ReadonlyArray<string> = ["QUEUED", "SENDING", "UNCONFIRMED"]
): Promise<number> => {
  const { rows: [row] } = await pool.query<{ count: string }>(
    "select count(*) from messages where state = any($1)",
    [states]
  )
  return Number(row?.count)
}
