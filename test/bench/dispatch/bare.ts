/**
 * What a good engineer writes in an afternoon on pg and undici, with the same tables: claim a batch with its attempts,
 * POST, record answers in batches. No guard, no budget, no lease, no consent. Frozen, and nothing of ours in it.
 */
import pg from "pg"
import { poster } from "./post.js"
import type { Message } from "./protocol.js"
import { serve } from "./serve.js"

interface Claimed {
  readonly id: string
  readonly jeweller_id: string
  readonly phone_number_id: string
  readonly phone: string
  readonly template_name: string
  readonly language: string
  readonly rendered: { readonly body: Message["body"] }
  readonly token: string
}

interface Answered {
  readonly id: string
  readonly jewellerId: string
  readonly wamid: string
  readonly at: Date
}

/** Statements of one transaction each: what is claimed is begun with it. */
const claim = {
  name: "claim",
  text: `
    with claimed as materialized (
      select id, jeweller_id, run_id, phone_number_id from messages
      where queued and due_at <= now()
      order by run_id, phone_number_id, due_at, id limit $1
      for update skip locked
    ), attempt as (
      insert into message_attempts (
        jeweller_id, message_id, run_id, id, phone_number_id, token, number, begun_at, state, evidence
      )
      select jeweller_id, id, run_id, gen_random_uuid(), phone_number_id, 'b.' || gen_random_uuid(), 1, now(), 'BEGUN', 'NONE'
      from claimed
      returning message_id, token
    )
    update messages m set state = 'SENDING', attempts = 1
    from claimed join attempt on attempt.message_id = claimed.id
    where m.id = claimed.id
    returning m.id, m.jeweller_id, m.phone_number_id, m.phone, m.template_name, m.language, m.rendered, attempt.token
  `
}

const record = {
  name: "record",
  text: `
    with answer as materialized (
      select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) as answer (id, jeweller_id, wamid, at)
    ), attempt as (
      update message_attempts a set
        state = 'ACCEPTED', evidence = 'ACCEPTED', wamid = answer.wamid, answered_at = at, accepted_at = at
      from answer where a.jeweller_id = answer.jeweller_id and a.message_id = answer.id and a.number = 1
    )
    update messages m set state = 'SENT', reached = 'SENT', accepted_at = at from answer where m.id = answer.id
  `
}

// With two, batches are half the size and everything costs a fifth more.
const recorders = 1

await serve(async (settings) => {
  const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: recorders + 1, application_name: "bare" })
  pool.on("connect", (client) => void client.query("set role ektola_system"))
  await Promise.all(Array.from({ length: recorders + 1 }, () => pool.query("select pg_sleep(0.05)")))
  const post = poster(settings.whatsappUrl, settings.inFlight)

  const sendAll = (messages: number) =>
    new Promise<void>((resolve, reject) => {
      const waiting: Array<Claimed> = []
      const answered: Array<Answered> = []
      let claiming = false
      let recording = 0
      let inFlight = 0
      let recorded = 0

      // The next batch is claimed while the one before is being sent, so that there is always something to send.
      const claimMore = (): void => {
        if (claiming || waiting.length >= settings.inFlight) return
        claiming = true
        pool.query<Claimed>({ ...claim, values: [settings.inFlight] }).then(({ rows }) => {
          claiming = rows.length === 0
          waiting.push(...rows)
          sendMore()
        }, reject)
      }

      const sendMore = (): void => {
        while (inFlight < settings.inFlight) {
          const next = waiting.shift()
          if (next === undefined) break
          inFlight++
          send(next).then((answer) => {
            inFlight--
            answered.push(answer)
            recordMore()
            sendMore()
          }, reject)
        }
        claimMore()
      }

      const recordMore = (): void => {
        if (recording === recorders || answered.length === 0) return
        const batch = answered.splice(0)
        recording++
        const columns = [
          batch.map(({ id }) => id),
          batch.map(({ jewellerId }) => jewellerId),
          batch.map(({ wamid }) => wamid),
          batch.map(({ at }) => at)
        ]
        pool.query({ ...record, values: columns }).then(() => {
          recording--
          recorded += batch.length
          if (recorded === messages) resolve()
          else recordMore()
        }, reject)
      }

      claimMore()
    })

  const send = async (claimed: Claimed): Promise<Answered> => {
    const wamid = await post({
      phoneNumberId: claimed.phone_number_id,
      to: claimed.phone,
      templateName: claimed.template_name,
      language: claimed.language,
      body: claimed.rendered.body,
      token: claimed.token
    })
    return { id: claimed.id, jewellerId: claimed.jeweller_id, wamid, at: new Date() }
  }

  return { sendAll }
})
