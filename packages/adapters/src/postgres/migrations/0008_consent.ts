import { script, tenantPolicies } from "./script.js"

/**
 * Refusals that outlive contacts, a ledger of opt-outs and opt-ins, and the hours in which a jeweller's customers may be
 * messaged.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
-- The latest instant of each kind of word: what holds follows from them, in whatever order they came. No key to
-- contacts: a refusal may come before the contact and stays when it is purged.
create table suppressions (
  jeweller_id uuid not null references jewellers (id),
  person text not null,
  refused_all_at timestamptz,
  refused_marketing_at timestamptz,
  allowed_all_at timestamptz,
  allowed_marketing_at timestamptz,
  primary key (jeweller_id, person)
);
${tenantPolicies("suppressions")}
grant select, insert, update on suppressions to ektola_app;

alter table consent_ledger add column action text not null default 'OPT_OUT' check (action in ('OPT_OUT', 'OPT_IN'));
alter table consent_ledger add column person text;
alter table consent_ledger alter column contact_id drop not null;

create index contacts_wa_user_id_idx on contacts (jeweller_id, wa_user_id) where wa_user_id is not null;

alter table run_skips drop constraint run_skips_reason_check;
alter table run_skips add constraint run_skips_reason_check check (
  reason in (
    'DELETED', 'OPTED_OUT', 'SUPPRESSED', 'NO_PHONE', 'NO_APPROVED_TRANSLATION', 'CATEGORY_CHANGED', 'MISSING_VARIABLE',
    'VALUE_TOO_LONG', 'ALREADY_REMINDED'
  )
);

-- Null is any hour, else such as {"from": "09:00", "to": "21:00"}.
alter table jewellers add column allowed_hours jsonb;

alter table template_translations add column buttons jsonb not null default '[]';
`)
