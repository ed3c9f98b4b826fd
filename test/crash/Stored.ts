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

/** How many messages wait in the queue. */
export const countQueued = (pool: pg.Pool): Promise<number> => count(pool, "select count(*) from messages where queued")

/** How many messages have no end: those that wait, and those with an attempt of which nothing is known. */
export const countOpen = (pool: pg.Pool): Promise<number> =>
  count(
    pool,
    "select (select count(*) from messages where queued) + (select count(*) from message_attempts where open) as count"
  )

/** How many messages these owners have leased and not begun. */
export const countLeased = (pool: pg.Pool, owners: ReadonlyArray<string>): Promise<number> =>
  count(pool, "select count(*) from messages where queued and lease_owner = any($1)", [owners])

/** How many webhooks wait to be applied. */
export const countUnprocessed = (pool: pg.Pool): Promise<number> =>
  count(pool, "select count(*) from webhook_events where due_at is not null")

/** How many runs are not over. */
export const countUnfinished = (pool: pg.Pool): Promise<number> =>
  count(pool, "select count(*) from campaign_runs where status in ('PREPARING', 'READY')")

/** How many of these applications have a connection. */
export const countConnected = (pool: pg.Pool, applications: ReadonlyArray<string>): Promise<number> =>
  count(pool, "select count(distinct application_name) from pg_stat_activity where application_name = any($1)", [
    applications
  ])

/** How many runs are in preparation, and how many webhooks wait to be applied or are set aside. */
export const readIntake = async (
  pool: pg.Pool
): Promise<{ readonly preparing: number; readonly waiting: number; readonly setAside: number }> => ({
  preparing: await count(pool, "select count(*) from campaign_runs where status = 'PREPARING'"),
  waiting: await countUnprocessed(pool),
  setAside: await count(pool, "select count(*) from webhook_events where set_aside_at is not null")
})

/** What campaigns have come to: how many runs each has, and whom they planned and skipped. */
export const readRuns = async (
  pool: pg.Pool
): Promise<
  ReadonlyArray<{
    readonly campaign: string
    readonly count: number
    readonly planned: number
    readonly skipped: number
  }>
> => {
  const { rows } = await pool.query(`
    select campaign_id as campaign, count(*)::int as count, sum(planned)::int as planned, sum(skipped)::int as skipped
    from campaign_runs group by campaign_id
  `)
  return rows
}

const count = async (pool: pg.Pool, query: string, values: ReadonlyArray<unknown> = []): Promise<number> => {
  const { rows: [row] } = await pool.query<{ count: string }>(query, [...values])
  return Number(row?.count)
}
