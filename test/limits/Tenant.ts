/** Tenants and what they have queued, in bulk, as the stores write it. */
import * as TokenCipherJwe from "@ektola/adapters/crypto/TokenCipherJwe"
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import type { Template } from "@ektola/adapters/simulator/Catalogue"
import type { Range } from "@ektola/adapters/simulator/Random"
import { TokenCipher } from "@ektola/domain/ports/TokenCipher"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import type pg from "pg"
import { workerSecrets } from "../e2e/platform.js"

/** A jeweller with a number, and customers who are numbered from 0 on. */
export interface Tenant {
  readonly index: number
  readonly ratePerSecond: number
  readonly customers: number
  /** How long WhatsApp takes for an answer to this number, in milliseconds. */
  readonly answerDelay: Range
}

/**
 * One run of a tenant's: a message to each of `messages` customers, beginning with `first`. Every `shared`th of them is
 * the customer at that place in the tenant's other runs instead; 0 is nobody.
 */
export interface Run {
  readonly number: number
  readonly messages: number
  readonly first: number
  readonly shared: number
  readonly status: "ACTIVE" | "PAUSED"
}

export const phoneNumberIdOf = ({ index }: Pick<Tenant, "index">): string => `20000000000000${index}`

/** What the simulator has to know of a tenant. */
export const accountOf = ({ answerDelay, index }: Tenant) => ({
  phoneNumberId: phoneNumberIdOf({ index }),
  wabaId: `10000000000000${index}`,
  displayPhoneNumber: `+91 98001 0000${index}`,
  accessToken: `a-token-of-${index}`,
  appSecret: "an-app-secret-for-tests-only",
  webhookUrl: null,
  answerDelay,
  templates: [template]
})

const template: Template = {
  name: "passbook",
  language: "en",
  category: "UTILITY",
  status: "APPROVED",
  body: "Dear {{1}}, your passbook is ready."
}

/** UUIDv7 by what it names, so that ids ascend in the order in which rows are made. */
const common = `
  create function row_id(kind text, tenant int, n int) returns uuid language sql immutable as $$
    select (
      lpad(to_hex(1795564800000 + tenant * 10000000::bigint + n), 12, '0') || '70008000' || substr(md5(kind), 1, 12)
    )::uuid
  $$;
  insert into templates (id, name, category, parameter_format, variables, created_at)
  values (row_id('template', 0, 0), '${template.name}', '${template.category}', 'POSITIONAL',
    '{"1": {"from": "contact", "field": "name", "fallback": null}}', now());
  insert into template_translations (id, template_id, position, language, body)
  values (row_id('translation', 0, 0), row_id('template', 0, 0), 0, '${template.language}', '${template.body}')
`

// $1: tenant, $2: rate, $3: encrypted token, $4: number, $5: WABA, $6: number for people.
const jeweller = `
  with jeweller as (
    insert into jewellers (id, name, status, zone, default_language, created_at)
    values (row_id('jeweller', $1, 0), 'Jeweller ' || $1, 'ACTIVE', 'Asia/Kolkata', 'en', now())
    returning id
  ), account as (
    insert into whatsapp_accounts (
      id, jeweller_id, waba_id, phone_number_id, display_phone_number, encrypted_token, status, rate_per_second,
      connected_at
    )
    select row_id('account', $1, 0), id, $5, $4, $6, $3, 'CONNECTED', $2, now() from jeweller
    returning jeweller_id, waba_id
  )
  insert into waba_templates (jeweller_id, waba_id, translation_id, template_id, language, status, category)
  select jeweller_id, waba_id, row_id('translation', 0, 0), row_id('template', 0, 0), 'en', 'APPROVED', 'UTILITY'
  from account
`

// $1: tenant, $2: how many.
const customers = `
  insert into contacts (jeweller_id, id, phone, name, segment, language, attributes, created_at, updated_at)
  select
    row_id('jeweller', $1, 0), row_id('contact', $1, n), '+9198000' || lpad(n::text, 5, '0'), 'Customer ' || n,
    'GOLD_LOAN', 'en', '{}', now(), now()
  from generate_series(0, $2::int - 1) n
`

// $1: tenant, $2: number of the run, $3: messages, $4: status of the campaign.
const run = `
  with campaign as (
    insert into campaigns (
      jeweller_id, id, name, template_id, category, segments, schedule, missed_runs, scheduled_since,
      send_within_minutes, status, created_at
    )
    values (
      row_id('jeweller', $1, 0), row_id('campaign', $1, $2), 'Passbook', row_id('template', 0, 0), 'UTILITY',
      '{GOLD_LOAN}', '{"kind": "ONE_TIME", "at": "2026-11-25T10:00", "zone": "Asia/Kolkata"}', '{"policy": "SKIP"}',
      now(), 1440, $4, now()
    )
    returning jeweller_id, id
  )
  insert into campaign_runs (
    jeweller_id, id, campaign_id, occurrence, zone, scheduled_at, not_after, status, cutoff_at, planned, skipped,
    created_at
  )
  select
    jeweller_id, row_id('run', $1, $2), id, '2026-11-25T10:00', 'Asia/Kolkata', now(), now() + interval '1 day', 'READY',
    now(), $3::int, 0, now()
  from campaign
`

// $1: tenant, $2: number of the run, $3: messages, $4: first customer, $5: every how many is shared, or 0, $6: number.
const messages = `
  insert into messages (
    id, jeweller_id, campaign_id, run_id, contact_id, translation_id, not_after, phone_number_id, phone,
    template_name, language, rendered, due_at, attempts, state, reached
  )
  select
    row_id('message', $1, $2 * 1000000 + place), contact.jeweller_id, row_id('campaign', $1, $2), row_id('run', $1, $2),
    contact.id, row_id('translation', 0, 0), now() + interval '1 day', $6, contact.phone, '${template.name}', 'en',
    jsonb_build_object('header', '[]'::jsonb, 'body', jsonb_build_array(
      jsonb_build_object('name', null, 'text', contact.name)
    )),
    now(), 0, 'QUEUED', 'NOTHING'
  from generate_series(0, $3::int - 1) place
  join contacts contact
    on contact.id = row_id('contact', $1, case when place % nullif($5::int, 0) = 0 then place else $4::int + place end)
  order by place
`

const encrypted = (token: string): Promise<string> =>
  Effect.flatMap(TokenCipher, ({ encrypt }) => encrypt(Redacted.make(token))).pipe(
    Effect.provide(TokenCipherJwe.layer(Either.getOrThrow(TokenKeys.parse(workerSecrets.EKTOLA_TOKEN_KEYS)))),
    Effect.runPromise
  )

export const openAll = async (client: pg.ClientBase, tenants: ReadonlyArray<Tenant>): Promise<void> => {
  await client.query(common)
  for (const tenant of tenants) {
    const { accessToken, displayPhoneNumber, phoneNumberId, wabaId } = accountOf(tenant)
    const token = await encrypted(accessToken)
    await client.query(jeweller, [
      tenant.index,
      tenant.ratePerSecond,
      token,
      phoneNumberId,
      wabaId,
      displayPhoneNumber
    ])
    await client.query(customers, [tenant.index, tenant.customers])
  }
}

/** In one transaction. Gives the instant just before its commit. */
export const queue = async (client: pg.ClientBase, { index }: Tenant, queued: Run): Promise<number> => {
  const { first, number, shared, status } = queued
  await client.query("begin")
  await client.query(run, [index, number, queued.messages, status])
  await client.query(messages, [index, number, queued.messages, first, shared, phoneNumberIdOf({ index })])
  const at = Date.now()
  await client.query("commit")
  return at
}

/** Lets go what was paused. */
export const activate = async (client: pg.ClientBase, { index }: Tenant): Promise<void> => {
  await client.query("update campaigns set status = 'ACTIVE' where jeweller_id = row_id('jeweller', $1, 0)", [index])
}

/**
 * As though the first so many messages of a run had been sent since: they leave the queue, and a snapshot that is held
 * keeps what they leave behind from being cleared away.
 */
export const sendInBulk = async (client: pg.ClientBase, { index }: Tenant, number: number, count: number) => {
  const { rowCount } = await client.query(
    `
      update messages set state = 'SENT', reached = 'SENT', attempts = 1, accepted_at = now(), sent_at = now()
      where id = any(array(
        select id from messages where run_id = row_id('run', $1, $2) and queued and lease_owner is null
        order by due_at, id limit $3
        for update skip locked
      ))
    `,
    [index, number, count]
  )
  return rowCount ?? 0
}

/** Of each number, how many messages wait. */
export const countWaiting = async (client: pg.ClientBase | pg.Pool): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await client.query<{ number: string; count: number }>(
    "select phone_number_id as number, count(*)::int as count from messages where queued group by phone_number_id"
  )
  return new Map(rows.map(({ count, number }) => [number, count]))
}
