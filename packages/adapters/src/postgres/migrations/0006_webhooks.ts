import { script, systemOnly } from "./script.js"

/**
 * The webhook inbox, and the weekly partitions of it and of the message events.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
-- due_at is null once an event is done.
create table webhook_events (
  id uuid not null,
  received_at timestamptz not null,
  due_at timestamptz,
  tries integer not null default 0,
  note text,
  body text not null,
  primary key (id, received_at)
) partition by range (received_at);
create table webhook_events_default partition of webhook_events default;
alter table webhook_events_default enable row level security, force row level security;
create index webhook_events_due_idx on webhook_events (due_at, id) where due_at is not null;
${systemOnly("webhook_events")}

-- Makes the partitions of this week and of the coming ones. A week whose rows already lie in the default partition
-- stays there.
create function ensure_week_partitions(weeks integer) returns void
language plpgsql security definer set search_path from current as $$
declare
  parent text;
  part text;
  week timestamp;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_week_partitions'));
  foreach parent in array array['message_events', 'webhook_events'] loop
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
revoke execute on function ensure_week_partitions(integer) from public;
grant execute on function ensure_week_partitions(integer) to ektola_system;
`)
