import { script, tenantPolicies } from "./script.js"

/**
 * What runs and campaigns add up to, so that a report costs the same for ten messages and for ten million.
 *
 * Whoever changes messages tells in the same statement how many of a run moved from one cell to another, in a row of its
 * own: rows that everybody increments would be waited for. Housekeeping adds moves up and deletes them; a look takes both
 * tables in one statement, so it is exact whether or not they were added up.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
-- A cell is what messages are counted by. Whom a run left out is in the state SKIPPED, without a language. The first four
-- are null of what is new. No keys to runs: every batch would look them up.
create table figure_moves (
  jeweller_id uuid not null,
  campaign_id uuid not null,
  run_id uuid not null,
  from_state text,
  from_reached text,
  from_reason text,
  from_code text,
  language text,
  state text not null,
  reached text,
  reason text,
  code text,
  count integer not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index figure_moves_run_idx on figure_moves (jeweller_id, campaign_id, run_id);
${tenantPolicies("figure_moves")}
grant select, insert on figure_moves to ektola_app;

-- Without a run it is the whole campaign.
create table figures (
  jeweller_id uuid not null,
  campaign_id uuid not null,
  run_id uuid,
  language text,
  state text not null,
  reached text,
  reason text,
  code text,
  count bigint not null,
  constraint figures_cell_key
    unique nulls not distinct (jeweller_id, campaign_id, run_id, language, state, reached, reason, code)
) with (fillfactor = 70);
${tenantPolicies("figures")}
grant select on figures to ektola_app;

-- What is there already. The owner of the tables is held by their row security as well.
set local role ektola_system;
insert into figures (jeweller_id, campaign_id, run_id, language, state, reached, reason, code, count)
select jeweller_id, campaign_id, run_id, language, state, reached, reason, code, count(*)
from (
  select
    jeweller_id, campaign_id, run_id, language, state, reached,
    case state when 'FAILED' then failure ->> 'class' when 'CANCELLED' then cancel_reason end as reason,
    case state when 'FAILED' then failure ->> 'code' end as code
  from messages
  union all
  select skip.jeweller_id, run.campaign_id, skip.run_id, null, 'SKIPPED', null, skip.reason, null
  from run_skips skip join campaign_runs run on run.jeweller_id = skip.jeweller_id and run.id = skip.run_id
) as counted
group by grouping sets (
  (jeweller_id, campaign_id, run_id, language, state, reached, reason, code),
  (jeweller_id, campaign_id, language, state, reached, reason, code)
);
reset role;
`)
