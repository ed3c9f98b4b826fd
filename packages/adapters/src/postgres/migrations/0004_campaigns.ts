import { script, tenantPolicies } from "./script.js"

/**
 * Campaigns, their runs, and whom a run skipped.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
create table campaigns (
  jeweller_id uuid not null references jewellers (id),
  id uuid not null,
  name text not null,
  template_id uuid not null references templates (id),
  category text not null check (category in ('UTILITY', 'MARKETING')),
  segments text[] not null check (segments <@ array['GOLD_LOAN', 'GOLD_SIP', 'MARKETING']),
  recurrence jsonb not null,
  send_within_minutes integer not null,
  status text not null check (status in ('DRAFT', 'ACTIVE', 'PAUSED', 'COMPLETED')),
  pause_reason text,
  next_run_at timestamptz,
  created_at timestamptz not null,
  primary key (jeweller_id, id)
);
create index campaigns_due_idx on campaigns (next_run_at, id) where status = 'ACTIVE' and next_run_at is not null;
${tenantPolicies("campaigns")}
grant select, insert, update on campaigns to ektola_app;

create table campaign_runs (
  jeweller_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  occurrence text not null,
  zone text not null,
  scheduled_at timestamptz not null,
  not_after timestamptz not null,
  status text not null check (status in ('PREPARING', 'READY', 'COMPLETED')),
  cutoff_at timestamptz not null,
  watermark uuid,
  planned integer not null,
  skipped integer not null,
  created_at timestamptz not null,
  completed_at timestamptz,
  primary key (jeweller_id, id),
  constraint campaign_runs_occurrence_key unique (jeweller_id, campaign_id, occurrence),
  foreign key (jeweller_id, campaign_id) references campaigns (jeweller_id, id)
);
create index campaign_runs_campaign_idx on campaign_runs (jeweller_id, campaign_id, id);
create index campaign_runs_unfinished_idx on campaign_runs (status, id) where status <> 'COMPLETED';
${tenantPolicies("campaign_runs")}
grant select, insert, update on campaign_runs to ektola_app;

-- No key to contacts: a purged contact leaves its skips.
create table run_skips (
  jeweller_id uuid not null,
  run_id uuid not null,
  contact_id uuid not null,
  reason text not null check (
    reason in ('DELETED', 'OPTED_OUT', 'NO_PHONE', 'NO_APPROVED_TRANSLATION', 'MISSING_VARIABLE')
  ),
  detail text,
  primary key (jeweller_id, run_id, contact_id),
  foreign key (jeweller_id, run_id) references campaign_runs (jeweller_id, id)
);
${tenantPolicies("run_skips")}
grant select, insert on run_skips to ektola_app;
`)
