import { script, systemOnly, tenantPolicies } from "./script.js"

// Roles belong to the whole server: another database may be making them at the same moment.
const roles = `
do $$
declare
  wanted text;
begin
  foreach wanted in array array['ektola_app', 'ektola_system'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin', wanted);
      end if;
      if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant %I to %I', wanted, current_user);
      end if;
    exception when duplicate_object or unique_violation or internal_error then null;
    end;
  end loop;
end
$$;
`

/**
 * Roles, jewellers, users and WhatsApp accounts.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
${roles}

grant select on schema_migrations to ektola_app, ektola_system;

create table jewellers (
  id uuid primary key,
  name text not null,
  status text not null check (status in ('PENDING', 'ACTIVE', 'SUSPENDED', 'REJECTED')),
  status_reason text,
  zone text not null,
  default_language text not null check (default_language in ('en', 'hi', 'kn', 'ta', 'pa')),
  created_at timestamptz not null
);
${tenantPolicies("jewellers", "id")}
grant select on jewellers to ektola_app;

create table users (
  id uuid primary key,
  jeweller_id uuid references jewellers (id),
  email text not null constraint users_email_key unique,
  name text not null,
  role text not null check (role in ('ADMIN', 'OWNER', 'STAFF')),
  password_hash text not null,
  check (role = 'ADMIN' or jeweller_id is not null)
);
create index users_jeweller_id_idx on users (jeweller_id);
${systemOnly("users")}

create table whatsapp_accounts (
  id uuid primary key,
  jeweller_id uuid not null constraint whatsapp_accounts_jeweller_id_key unique references jewellers (id),
  waba_id text not null,
  phone_number_id text not null constraint whatsapp_accounts_phone_number_id_key unique,
  display_phone_number text not null,
  encrypted_token text not null,
  status text not null check (status in ('CONNECTED', 'PAUSED')),
  pause_reason text,
  rate_per_second double precision not null check (rate_per_second > 0),
  connected_at timestamptz not null
);
${tenantPolicies("whatsapp_accounts")}
grant select, insert, update on whatsapp_accounts to ektola_app;
`)
