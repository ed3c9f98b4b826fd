import { script, systemOnly } from "./script.js"

/**
 * Invitations, tries that were counted, and the audit log. The log is kept by week, as other things are that only grow.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
create table invitations (
  id uuid primary key,
  jeweller_id uuid references jewellers (id),
  email text not null,
  role text not null check (role in ('ADMIN', 'OWNER', 'STAFF')),
  secret_hash text not null constraint invitations_secret_hash_key unique,
  invited_by uuid not null references users (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  check ((role = 'ADMIN') = (jeweller_id is null)),
  check (accepted_at is null or revoked_at is null)
);
create index invitations_jeweller_id_idx on invitations (jeweller_id, id);
${systemOnly("invitations")}

create table tries (
  kind text not null,
  key text not null,
  times timestamptz[] not null,
  latest timestamptz not null,
  primary key (kind, key)
);
${systemOnly("tries")}

create table audit_log (
  id uuid not null,
  at timestamptz not null,
  action text not null,
  actor_id uuid,
  jeweller_id uuid,
  subject text,
  detail jsonb not null,
  address text,
  request_id text,
  primary key (id, at)
) partition by range (at);
create index audit_log_jeweller_id_idx on audit_log (jeweller_id, id);
create index audit_log_actor_id_idx on audit_log (actor_id, id);
create table audit_log_default partition of audit_log default;
alter table audit_log_default enable row level security, force row level security;
alter table audit_log enable row level security, force row level security;
create policy audit_log_system on audit_log to ektola_system using (true);
-- What was written is never changed: dropping a week is the owner's.
grant select, insert on audit_log to ektola_system;

create or replace function ensure_week_partitions(weeks integer) returns void
language plpgsql security definer set search_path from current as $$
declare
  parent text;
  part text;
  week timestamp;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_week_partitions'));
  foreach parent in array array['message_events', 'webhook_events', 'audit_log'] loop
    for n in 0..weeks loop
      week := date_trunc('week', now() at time zone 'UTC') + n * interval '1 week';
      part := parent || '_' || to_char(week, 'IYYY"w"IW');
      continue when to_regclass(part) is not null;
      begin
        execute format(
          'create table %I partition of %I for values from (%L) to (%L)',
          part, parent, week at time zone 'UTC', (week + interval '1 week') at time zone 'UTC'
        );
        execute format('alter table %I enable row level security, force row level security', part);
      exception when check_violation then null;
      end;
    end loop;
  end loop;
end
$$;
`)
