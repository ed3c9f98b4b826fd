/** The database of the bench: messages that WhatsApp has accepted, and whether all their statuses are applied. */
import { setTimeout as pause } from "node:timers/promises"
import type pg from "pg"
import { queueMessages, senders } from "../dispatch/seed.js"
import type { Accepted } from "./protocol.js"

/** Everybody known by both ids, as after some months. Before the messages are made. */
export const knowEverybody = async (client: pg.Client): Promise<void> => {
  await client.query("update contacts set wa_user_id = 'IN.' || substr(phone, 2)")
}

// One statement after the other: what is accepted was queued.
const accept = [
  `update messages m set
     state = 'SENT', reached = 'SENT', attempts = 1, accepted_at = now(), wa_user_id = contact.wa_user_id
   from contacts contact where contact.id = m.contact_id`,
  `insert into message_attempts (
     jeweller_id, run_id, message_id, id, phone_number_id, token, wamid, number, state, evidence, begun_at, answered_at,
     accepted_at
   )
   select
     jeweller_id, run_id, id, gen_random_uuid(), phone_number_id, 'w.' || id, 'wamid.HBgM' || replace(id::text, '-', ''),
     1, 'ACCEPTED', 'ACCEPTED', now(), now(), now()
   from messages order by run_id, id`
]

/** The same messages for every side, with a checkpoint just past. */
export const reset = async (client: pg.Client, messages: number): Promise<ReadonlyArray<Accepted>> => {
  await client.query("truncate messages, message_attempts, message_events, webhook_events")
  await client.query(queueMessages, [messages / senders])
  for (const statement of accept) await client.query(statement)
  await client.query("vacuum analyze messages, message_attempts, message_events, webhook_events")
  await client.query("checkpoint")
  const { rows } = await client.query<Accepted>(`
    select
      account.waba_id as "wabaId", m.phone_number_id as "phoneNumberId",
      account.display_phone_number as "displayPhoneNumber", substr(m.phone, 2) as recipient, m.wa_user_id as "userId",
      attempt.token, attempt.wamid
    from messages m
    join message_attempts attempt on attempt.message_id = m.id
    join whatsapp_accounts account on account.phone_number_id = m.phone_number_id
    order by m.run_id, m.id
  `)
  return rows
}

/** Ends when nothing waits any more; fails if it does not, or if a status had no effect. */
export const untilApplied = async (client: pg.Client, messages: number): Promise<void> => {
  const deadline = performance.now() + 120_000
  for (;;) {
    const { rows: [row] } = await client.query<{ waiting: boolean }>(
      "select exists (select from webhook_events where due_at is not null) as waiting"
    )
    if (row?.waiting === false) break
    if (performance.now() > deadline) throw new Error("webhooks still wait after two minutes")
    await pause(10)
  }
  const { rows: [row] } = await client.query<{ read: number; events: number }>(`
    select
      (select count(*) from messages where state = 'READ' and sent_at < delivered_at and delivered_at < read_at)::int
        as read,
      (select count(*) from message_events)::int as events
  `)
  if (row?.read !== messages || row.events !== messages * 3) {
    throw new Error(`of ${messages} messages ${row?.read} are read, with ${row?.events} events`)
  }
}

export const stored = async (client: pg.Client): Promise<number> => {
  const { rows: [row] } = await client.query<{ count: number }>("select count(*)::int as count from webhook_events")
  return row?.count ?? 0
}
