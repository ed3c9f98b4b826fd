import { script, systemOnly } from "./script.js"

/**
 * The environment that the database belongs to, and what the database says about itself.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
create table environment (
  only_one boolean primary key default true check (only_one),
  name text not null,
  key_id text not null,
  server text not null,
  armed_at timestamptz not null
);
${systemOnly("environment")}

-- A standby that takes over keeps the cluster's identifier; a cluster that was made anew has another one, and so has one
-- that went through pg_upgrade. A database that was restored or copied inside its cluster has another oid. Where the
-- owner may not ask for the identifier, oid and name have to do.
create function environment_server() returns text
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  cluster text := 'unknown';
begin
  if has_function_privilege(to_regprocedure('pg_catalog.pg_control_system()'), 'execute') then
    select system_identifier into cluster from pg_catalog.pg_control_system();
  end if;
  return (
    select format('database %s (%s) of cluster %s', datname, oid, cluster) from pg_catalog.pg_database
    where datname = current_database()
  );
end
$$;
revoke execute on function environment_server() from public;
grant execute on function environment_server() to ektola_system;
`)
