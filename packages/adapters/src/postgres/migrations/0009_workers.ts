import { script, systemOnly } from "./script.js"

/**
 * Living workers. A lease belongs to a worker and lasts as long as it is alive: keeping hundreds of them costs one row per
 * heartbeat, and all are free at once when the worker leaves.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
create table workers (
  id uuid primary key,
  host text not null,
  shares_budget boolean not null,
  started_at timestamptz not null,
  alive_until timestamptz not null
);
${systemOnly("workers")}

alter table messages drop column lease_until;
alter table messages alter column lease_owner type uuid using null;
`)
