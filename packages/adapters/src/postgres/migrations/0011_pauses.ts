import { script } from "./script.js"

/**
 * How long senders are paused, what campaigns want when their template is paused or an answer is lost, and since when an
 * approval is known.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
alter table whatsapp_accounts
  add column pause_class text check (pause_class in ('ACCOUNT', 'PAYMENT', 'POLICY')),
  add column resume_at timestamptz,
  add column pauses integer not null default 0,
  add column portfolio_id text,
  add column messaging_limit integer check (messaging_limit > 0);

-- Of what was paused before nobody knows the class: it is tried when somebody connects it again, as it was.
update whatsapp_accounts set pause_class = 'ACCOUNT', pauses = 1 where status = 'PAUSED';

alter table campaigns
  add column when_template_paused text not null default 'WAIT' check (when_template_paused in ('WAIT', 'CANCEL')),
  add column when_unconfirmed text not null default 'GIVE_UP' check (when_unconfirmed in ('GIVE_UP', 'REPEAT_ONCE')),
  add column pause_cause text check (pause_cause in ('OWNER', 'TEMPLATE', 'FAILURE'));

update campaigns set pause_cause = case pause_reason when 'paused by a user' then 'OWNER' else 'FAILURE' end
where pause_reason is not null;

alter table waba_templates add column changed_at timestamptz not null default now();
`)
