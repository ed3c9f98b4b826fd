/** The bare work: one INSERT … SELECT that knows the template, and no rule but that opted-out contacts are left out. Frozen. */
import pg from "pg"
import { report } from "./report.js"

const materialise = `
  insert into messages (
    id, jeweller_id, campaign_id, run_id, contact_id, translation_id, not_after, phone_number_id, phone, template_name,
    language, rendered, due_at, attempts, state, reached
  )
  select
    gen_random_uuid(), contact.jeweller_id, run.campaign_id, run.id, contact.id, translation.id, run.not_after,
    account.phone_number_id, contact.phone, template.name, translation.language,
    jsonb_build_object('header', '[]'::jsonb, 'body', jsonb_build_array(
      jsonb_build_object('name', 'first_name', 'text', contact.name),
      jsonb_build_object('name', 'shop', 'text', jeweller.name),
      jsonb_build_object('name', 'gold_weight', 'text', contact.attributes ->> 'gold_weight')
    )),
    run.scheduled_at, 0, 'QUEUED', 'NOTHING'
  from contacts contact
  join campaign_runs run on run.jeweller_id = contact.jeweller_id
  join campaigns campaign on campaign.jeweller_id = run.jeweller_id and campaign.id = run.campaign_id
  join jewellers jeweller on jeweller.id = contact.jeweller_id
  join whatsapp_accounts account on account.jeweller_id = contact.jeweller_id
  join templates template on template.id = campaign.template_id
  join template_translations translation
    on translation.template_id = template.id and translation.language = contact.language
  where contact.segment = any(campaign.segments) and contact.opt_out is null and contact.deleted_at is null
    and contact.created_at <= run.cutoff_at
  order by contact.id
`

const client = new pg.Client({ connectionString: process.argv[2] })
await client.connect()
await report(async () => {
  await client.query("begin")
  await client.query("set local role ektola_system")
  const { rowCount } = await client.query(materialise)
  await client.query("update campaign_runs set status = 'READY', planned = $1", [rowCount])
  await client.query("commit")
})
await client.end()
