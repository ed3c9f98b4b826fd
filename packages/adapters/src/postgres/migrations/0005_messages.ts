import { script, tenantPolicies } from "./script.js"

/**
 * Messages, attempts and the events about them.
 *
 * A message is written about seven times (queued, leased, begun, answered, sent, delivered, read) and only leaving the
 * queue may touch its indexes. So no index and no index predicate names `state`, a lease or a time of a status: queue
 * indexes ask for `queued`, and whether something is in flight is told by the attempts. With a three-valued phase
 * instead, the answer to a POST is no heap-only update either and writes 520 bytes of WAL instead of 224.
 *
 * Columns that change stand at the end, since WAL of a heap-only update leaves out the common beginning of both rows.
 * Neighbours are leased and answered together, so a page needs room for all its rows at once: one sender's 100,000
 * messages from lease to read made 77 MB and 1.8 kB of WAL each with fillfactor 50, 100 MB and 2.6 kB with 70.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
-- No keys to contacts (a purged contact leaves its messages), campaign (the run's) and translation (per-row cost).
create table messages (
  id uuid primary key,
  jeweller_id uuid not null,
  campaign_id uuid not null,
  run_id uuid not null,
  contact_id uuid not null,
  translation_id uuid not null,
  not_after timestamptz not null,
  phone_number_id text not null,
  phone text,
  wa_user_id text,
  template_name text not null,
  language text not null check (language in ('en', 'hi', 'kn', 'ta', 'pa')),
  rendered jsonb not null,
  due_at timestamptz not null,
  lease_until timestamptz,
  accepted_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  attempts integer not null,
  queued boolean not null generated always as (state = 'QUEUED') stored,
  state text not null check (
    state in ('QUEUED', 'SENDING', 'UNCONFIRMED', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'CANCELLED')
  ),
  reached text not null check (reached in ('NOTHING', 'SENT', 'DELIVERED', 'READ')),
  cancel_reason text check (
    cancel_reason in (
      'EXPIRED', 'OPTED_OUT', 'CONTACT_DELETED', 'TEMPLATE_NOT_APPROVED', 'CATEGORY_CHANGED', 'CAMPAIGN_COMPLETED',
      'JEWELLER_STOPPED'
    )
  ),
  lease_owner text,
  failure jsonb,
  constraint messages_contact_key unique (run_id, contact_id),
  foreign key (jeweller_id, run_id) references campaign_runs (jeweller_id, id)
) with (fillfactor = 50);
create index messages_run_idx on messages (jeweller_id, run_id, id);
create index messages_queue_idx on messages (run_id, phone_number_id, due_at, id) where queued;
create index messages_expiry_idx on messages (not_after) where queued;
create index messages_queued_contact_idx on messages (contact_id) where queued;
${tenantPolicies("messages")}
grant select, insert, update on messages to ektola_app;

create table message_attempts (
  jeweller_id uuid not null,
  message_id uuid not null references messages (id),
  run_id uuid not null,
  id uuid not null,
  phone_number_id text not null,
  token text not null constraint message_attempts_token_key unique,
  number integer not null check (number > 0),
  begun_at timestamptz not null,
  answered_at timestamptz,
  retry_at timestamptz,
  accepted_at timestamptz,
  first_status_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  open boolean not null generated always as (state in ('BEGUN', 'UNKNOWN') and evidence = 'NONE') stored,
  state text not null check (state in ('BEGUN', 'ACCEPTED', 'REJECTED', 'NOT_WRITTEN', 'UNKNOWN')),
  evidence text not null check (
    evidence in ('NONE', 'OUTCOME_UNKNOWN', 'ACCEPTED', 'REJECTED', 'SENT', 'FAILED', 'DELIVERED', 'READ')
  ),
  wamid text,
  failure jsonb,
  primary key (jeweller_id, message_id, number)
) with (fillfactor = 50);
-- At most one open attempt per message; a message's run is always the same.
create unique index message_attempts_open_key on message_attempts (run_id, message_id) where open;
create index message_attempts_wamid_idx on message_attempts (wamid) where wamid is not null;
create index message_attempts_sender_idx on message_attempts (phone_number_id, begun_at);
${tenantPolicies("message_attempts")}
grant select, insert, update on message_attempts to ektola_app;

create table message_events (
  jeweller_id uuid not null,
  message_id uuid not null,
  attempt_id uuid not null,
  received_at timestamptz not null default clock_timestamp(),
  occurred_at timestamptz not null,
  phone_number_id text not null,
  waba_id text,
  status text not null,
  wamid text not null,
  token text,
  recipient_phone text,
  wa_user_id text,
  failure jsonb
) partition by range (received_at);
create table message_events_default partition of message_events default;
alter table message_events_default enable row level security, force row level security;
create index message_events_message_idx on message_events (jeweller_id, message_id);
${tenantPolicies("message_events")}
grant select, insert on message_events to ektola_app;
`)
