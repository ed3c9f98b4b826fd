import { script, tenantPolicies } from "./script.js"

/**
 * Schedules of all kinds, occurrences that were missed, and reminders by the dates of contacts.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
alter table campaigns rename column recurrence to schedule;
alter table campaigns add column missed_runs jsonb not null default '{"policy": "SEND_LATE", "until": "21:00"}';
alter table campaigns alter column missed_runs drop default;
alter table campaigns add column scheduled_since timestamptz;
update campaigns set scheduled_since = created_at where status <> 'DRAFT';

alter table campaign_runs add column missed_reason text check (missed_reason in ('LATE', 'PAUSED', 'RESCHEDULED'));
alter table campaign_runs add column reminder jsonb;
alter table campaign_runs drop constraint campaign_runs_status_check;
alter table campaign_runs add constraint campaign_runs_status_check
  check (status in ('PREPARING', 'READY', 'COMPLETED', 'MISSED'));
drop index campaign_runs_unfinished_idx;
create index campaign_runs_unfinished_idx on campaign_runs (status, id) where status in ('PREPARING', 'READY');

alter table run_skips drop constraint run_skips_reason_check;
alter table run_skips add constraint run_skips_reason_check check (
  reason in (
    'DELETED', 'OPTED_OUT', 'NO_PHONE', 'NO_APPROVED_TRANSLATION', 'MISSING_VARIABLE', 'ALREADY_REMINDED'
  )
);

alter table contacts add column date_set_at jsonb not null default '{}';

-- Kept for ever: what is forgotten here would be sent again. No keys to contacts and runs, which do not live so long.
create table reminders (
  jeweller_id uuid not null references jewellers (id),
  campaign_id uuid not null,
  due_month text not null,
  days_before smallint not null,
  person text not null,
  run_id uuid not null,
  primary key (jeweller_id, campaign_id, due_month, days_before, person)
);
${tenantPolicies("reminders")}
grant select, insert on reminders to ektola_app;
`)
