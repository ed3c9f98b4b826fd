/** One shop with many contacts and a campaign for all of them, in bulk, as the stores write it. */
import type pg from "pg"

const languages = ["en", "hi", "kn", "ta", "pa"] as const

/** Of a hundred contacts so many have opted out, and get no message. */
export const optedOut = 3

const shop = `
  with jeweller as (
    insert into jewellers (id, name, status, zone, default_language, created_at)
    values (gen_random_uuid(), 'Shree Jewellers', 'ACTIVE', 'Asia/Kolkata', 'hi', now())
    returning id
  ), template as (
    insert into templates (id, name, category, parameter_format, variables, created_at)
    values (gen_random_uuid(), 'interest_due', 'UTILITY', 'NAMED', '{
      "first_name": {"from": "contact", "field": "name", "fallback": "customer"},
      "shop": {"from": "jeweller", "field": "name", "fallback": null},
      "gold_weight": {"from": "attribute", "key": "gold_weight", "fallback": "your gold"}
    }', now())
    returning id
  ), translation as (
    insert into template_translations (id, template_id, position, language, body)
    select gen_random_uuid(), template.id, place - 1, language, 'प्रिय {{first_name}}, {{shop}}: {{gold_weight}}'
    from template, unnest($1::text[]) with ordinality as known (language, place)
    returning id, template_id, language
  ), account as (
    insert into whatsapp_accounts (
      id, jeweller_id, waba_id, phone_number_id, display_phone_number, encrypted_token, status, rate_per_second,
      connected_at
    )
    select gen_random_uuid(), id, '100000000000001', '200000000000001', '+91 98000 00001', 'sealed', 'CONNECTED', 80, now()
    from jeweller
    returning jeweller_id, waba_id
  ), approval as (
    insert into waba_templates (jeweller_id, waba_id, translation_id, template_id, language, status, category)
    select jeweller_id, waba_id, translation.id, template_id, language, 'APPROVED', 'UTILITY' from account, translation
  )
  insert into campaigns (
    jeweller_id, id, name, template_id, category, segments, schedule, missed_runs, scheduled_since, send_within_minutes,
    status, created_at
  )
  select
    jeweller.id, gen_random_uuid(), 'Interest', template.id, 'UTILITY', '{GOLD_LOAN}',
    '{"kind": "ONE_TIME", "at": "2026-11-25T10:00", "zone": "Asia/Kolkata"}', '{"policy": "SKIP"}', now(), 1440, 'ACTIVE',
    now()
  from jeweller, template
`

// Nobody of the bench is a person: numbers count from +91 98 00000000. Ids ascend as those of an import do.
const contacts = `
  insert into contacts (
    jeweller_id, id, phone, name, segment, language, payment_day, attributes, opt_out, opted_out_at, created_at, updated_at
  )
  select
    jeweller.id,
    (lpad(to_hex(1795564800000 + place), 12, '0') || '7000' || '8' || substr(md5(place::text), 1, 15))::uuid,
    '+9198' || lpad(place::text, 8, '0'), 'आशा ' || place, 'GOLD_LOAN', ($2::text[])[1 + place % 5], 1 + place % 28,
    jsonb_build_object('gold_weight', (place % 400) / 10.0 || ' g'),
    case when place % 100 < ${optedOut} then 'ALL' end, case when place % 100 < ${optedOut} then now() end, now(), now()
  from jewellers jeweller, generate_series(0, $1 - 1) place
`

export const seed = async (client: pg.Client, count: number): Promise<void> => {
  await client.query(shop, [languages])
  await client.query(contacts, [count, languages])
  await client.query("vacuum analyze")
}

/** A run that nobody was decided for, and no trace of earlier ones. */
export const reset = async (client: pg.Client): Promise<void> => {
  await client.query("truncate campaign_runs cascade")
  await client.query(`
    insert into campaign_runs (
      jeweller_id, id, campaign_id, occurrence, zone, scheduled_at, not_after, status, cutoff_at, planned, skipped,
      created_at
    )
    select
      jeweller_id, gen_random_uuid(), id, '2026-11-25T10:00', 'Asia/Kolkata', now(), now() + interval '1 day', 'PREPARING',
      now(), 0, 0, now()
    from campaigns
  `)
  await client.query("checkpoint")
}
