import { script, tenantPolicies } from "./script.js"

/**
 * What WhatsApp says of accounts and templates by itself, what customers write, and webhooks of which something could not
 * be applied.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
-- Each fact with the instant of the latest word about it: webhooks come late, twice and in any order.
alter table waba_templates
  add column category_at timestamptz,
  add column quality jsonb,
  add column notice jsonb;

alter table whatsapp_accounts add column standing jsonb;
create index whatsapp_accounts_waba_id_idx on whatsapp_accounts (waba_id);
create index whatsapp_accounts_portfolio_idx on whatsapp_accounts (coalesce(portfolio_id, waba_id));

create table inbound_messages (
  id uuid primary key,
  jeweller_id uuid not null references jewellers (id),
  phone_number_id text not null,
  wamid text not null,
  kind text not null,
  phone text,
  wa_user_id text,
  at timestamptz not null,
  text text,
  payload text,
  answers text,
  new_phone text,
  constraint inbound_messages_wamid_key unique (jeweller_id, wamid)
);
create index inbound_messages_list_idx on inbound_messages (jeweller_id, id);
create index inbound_messages_changes_idx on inbound_messages (jeweller_id, phone) where new_phone is not null;
${tenantPolicies("inbound_messages")}
grant select on inbound_messages to ektola_app;

-- Null unless something in the body could not be applied and nobody has had it applied again since.
alter table webhook_events add column set_aside_at timestamptz;
create index webhook_events_set_aside_idx on webhook_events (id) where set_aside_at is not null;
`)
