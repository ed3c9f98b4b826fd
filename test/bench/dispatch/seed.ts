/** The shops and what they want to send, in bulk, as the stores write it. */
import * as TokenCipherJwe from "@ektola/adapters/crypto/TokenCipherJwe"
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import { TokenCipher } from "@ektola/domain/ports/TokenCipher"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import type pg from "pg"

export const senders = 100
const perSecond = 1000

/** UUIDv7 of a millisecond and a counter, so that ids ascend in the order in which rows are made. */
const idFunction = `
  create function bench_id(kind int, n int) returns uuid language sql volatile as $$
    select (
      lpad(to_hex((1795564800 + kind * 100000)::bigint * 1000 + n), 12, '0') || '7000'
        || '8' || substr(md5(random()::text), 1, 15)
    )::uuid
  $$
`

// $1: encrypted tokens, one per sender. $2: messages per sender.
const shops = `
  with shop as materialized (
    select bench_id(1, n) as id, n from generate_series(1, ${senders}) n
  ), jeweller as (
    insert into jewellers (id, name, status, zone, default_language, created_at)
    select id, 'Jeweller ' || n, 'ACTIVE', 'Asia/Kolkata', 'hi', now() from shop
  ), template as (
    insert into templates (id, name, category, parameter_format, variables, created_at)
    values (bench_id(2, 1), 'interest_due', 'UTILITY', 'NAMED', '{
      "first_name": {"from": "contact", "field": "name", "fallback": "customer"},
      "shop": {"from": "jeweller", "field": "name", "fallback": null},
      "gold_weight": {"from": "attribute", "key": "gold_weight", "fallback": "your gold"}
    }', now())
    returning id
  ), translation as (
    insert into template_translations (id, template_id, position, language, body)
    select bench_id(3, 1), id, 0, 'hi', 'प्रिय {{first_name}}, {{shop}}: {{gold_weight}}' from template
    returning id, template_id
  ), account as (
    insert into whatsapp_accounts (
      id, jeweller_id, waba_id, phone_number_id, display_phone_number, encrypted_token, status, rate_per_second,
      connected_at
    )
    select
      bench_id(4, n), id, '1000000000' || lpad(n::text, 5, '0'), '2000000000' || lpad(n::text, 5, '0'),
      '+91 98000 0' || lpad(n::text, 4, '0'), ($1::text[])[n], 'CONNECTED', ${perSecond}, now()
    from shop
    returning jeweller_id, waba_id
  ), approval as (
    insert into waba_templates (jeweller_id, waba_id, translation_id, template_id, language, status, category)
    select jeweller_id, waba_id, translation.id, template_id, 'hi', 'APPROVED', 'UTILITY' from account, translation
  ), campaign as (
    insert into campaigns (
      jeweller_id, id, name, template_id, category, segments, schedule, missed_runs, scheduled_since,
      send_within_minutes, status, created_at
    )
    select
      shop.id, bench_id(5, n), 'Interest', template.id, 'UTILITY', '{GOLD_LOAN}',
      '{"kind": "ONE_TIME", "at": "2026-11-25T10:00", "zone": "Asia/Kolkata"}', '{"policy": "SKIP"}', now(), 1440,
      'ACTIVE', now()
    from shop, template
    returning jeweller_id, id
  )
  insert into campaign_runs (
    jeweller_id, id, campaign_id, occurrence, zone, scheduled_at, not_after, status, cutoff_at, planned, skipped,
    created_at
  )
  select
    jeweller_id, bench_id(6, row_number() over (order by jeweller_id)::int), id, '2026-11-25T10:00', 'Asia/Kolkata',
    now(), now() + interval '1 day', 'READY', now(), $2::int, 0, now()
  from campaign
`

// Nobody of the bench is a person: numbers are +91 98000 and five digits.
const contacts = `
  insert into contacts (jeweller_id, id, phone, name, segment, language, payment_day, attributes, created_at, updated_at)
  select
    jeweller.id, bench_id(7, place), '+9198000' || lpad(place::text, 5, '0'), 'आशा ' || place, 'GOLD_LOAN', 'hi', 5,
    '{"gold_weight": "12.5 g"}', now(), now()
  from generate_series(0, $1 - 1) place
  join (select id, row_number() over (order by id)::int - 1 as n from jewellers) jeweller
    on jeweller.n = place * ${senders} / $1
`

// Everything of a message but its state, to be queued afresh before every round. By run, as a scheduler makes them.
const envelopes = `
  create table bench_envelopes as
  select
    row_number() over (partition by contact.jeweller_id order by contact.id)::int as place,
    contact.jeweller_id, run.campaign_id, run.id as run_id, contact.id as contact_id, translation.id as translation_id,
    account.phone_number_id, contact.phone,
    jsonb_build_object('header', '[]'::jsonb, 'body', jsonb_build_array(
      jsonb_build_object('name', 'first_name', 'text', contact.name),
      jsonb_build_object('name', 'shop', 'text', jeweller.name),
      jsonb_build_object('name', 'gold_weight', 'text', '12.5 g')
    )) as rendered
  from contacts contact
  join jewellers jeweller on jeweller.id = contact.jeweller_id
  join campaign_runs run on run.jeweller_id = jeweller.id
  join whatsapp_accounts account on account.jeweller_id = jeweller.id
  cross join template_translations translation
`

/** $1: how many of each sender. */
export const queueMessages = `
  insert into messages (
    id, jeweller_id, campaign_id, run_id, contact_id, translation_id, not_after, phone_number_id, phone,
    template_name, language, rendered, due_at, attempts, state, reached
  )
  select
    bench_id(8, row_number() over (order by run_id, place)::int), jeweller_id, campaign_id, run_id, contact_id,
    translation_id, now() + interval '1 day', phone_number_id, phone, 'interest_due', 'hi', rendered, now(), 0, 'QUEUED',
    'NOTHING'
  from bench_envelopes where place <= $1
  order by run_id, place
`

const encrypted = (tokenKeys: string): Promise<ReadonlyArray<string>> =>
  Effect.gen(function*() {
    const { encrypt } = yield* TokenCipher
    const token = Redacted.make("EAAB".repeat(45))
    return yield* Effect.forEach(Array.from({ length: senders }), () => encrypt(token))
  }).pipe(Effect.provide(TokenCipherJwe.layer(Either.getOrThrow(TokenKeys.parse(tokenKeys)))), Effect.runPromise)

export const seed = async (client: pg.Client, messages: number, tokenKeys: string): Promise<void> => {
  await client.query(idFunction)
  await client.query(shops, [await encrypted(tokenKeys), messages / senders])
  await client.query(contacts, [messages])
  await client.query(envelopes)
  await client.query("vacuum analyze")
}
