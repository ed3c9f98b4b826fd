/** A database of the bench's own on the server of DATABASE_URL, and what the bench asks of it. */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import pg from "pg"
import { migratedDatabase } from "../../providers/postgresDatabase.js"
import type { Message } from "./protocol.js"
import { queueMessages, seed, senders } from "./seed.js"

const durability = ["fsync", "synchronous_commit", "full_page_writes"] as const

export interface Bench {
  readonly url: string
  readonly client: pg.Client
  /** Settings of the server under which a crash may lose what was committed. */
  readonly unsafe: ReadonlyArray<string>
  readonly drop: () => Promise<void>
}

export const create = async (messages: number, tokenKeys: string): Promise<Bench> => {
  const scope = Effect.runSync(Scope.make())
  const url = await Effect.runPromise(Scope.extend(migratedDatabase, scope))
  const client = new pg.Client({ connectionString: url })
  const drop = async () => {
    await client.end()
    await Effect.runPromise(Scope.close(scope, Exit.void))
  }
  try {
    await client.connect()
    await seed(client, messages, tokenKeys)
    const { rows } = await client.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name = any($1) and setting <> 'on'",
      [durability]
    )
    return { url, client, unsafe: rows.map(({ name, setting }) => `${name} = ${setting}`), drop }
  } catch (error) {
    await drop()
    throw error
  }
}

/** The same queue for every side: nothing begun, nothing to clean up, and a checkpoint just past. */
export const reset = async ({ client }: Bench, messages: number): Promise<void> => {
  await client.query("truncate messages, message_attempts, message_events, figure_moves, figures")
  await client.query(queueMessages, [messages / senders])
  await client.query("vacuum analyze messages, message_attempts")
  await client.query("checkpoint")
}

/** What a queue outside the database would carry. In turn over the senders, as ours sends them. */
export const payloads = async ({ client }: Bench): Promise<ReadonlyArray<Message>> => {
  const { rows } = await client.query<Message>(`
    select
      phone_number_id as "phoneNumberId", phone as "to", template_name as "templateName", language,
      rendered -> 'body' as body, 'q.' || id as token
    from messages order by row_number() over (partition by run_id order by id), run_id
  `)
  return rows
}

/** Faults of a round that should have sent everything once. */
export const faults = async ({ client }: Bench, messages: number): Promise<ReadonlyArray<string>> => {
  const { rows: [row] } = await client.query<{ sent: number; attempts: number; wamids: number }>(`
    select
      (select count(*) from messages where state = 'SENT' and attempts = 1 and accepted_at is not null)::int as sent,
      (select count(*) from message_attempts)::int as attempts,
      (select count(distinct wamid) from message_attempts where state = 'ACCEPTED' and evidence = 'ACCEPTED')::int
        as wamids
  `)
  return Object.entries(row ?? {}).flatMap(([name, count]) =>
    count === messages ? [] : [`the database has ${count} ${name}`]
  )
}
