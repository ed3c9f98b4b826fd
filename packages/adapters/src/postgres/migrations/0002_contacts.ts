import { script, tenantPolicies } from "./script.js"

/**
 * Contacts, what they refused, and imports.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
create table contacts (
  jeweller_id uuid not null references jewellers (id),
  id uuid not null,
  phone text,
  wa_user_id text,
  name text,
  segment text not null check (segment in ('GOLD_LOAN', 'GOLD_SIP', 'MARKETING')),
  language text check (language in ('en', 'hi', 'kn', 'ta', 'pa')),
  payment_day smallint,
  attributes jsonb not null,
  opt_out text check (opt_out in ('MARKETING', 'ALL')),
  opted_out_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (jeweller_id, id),
  constraint contacts_phone_key unique (jeweller_id, phone)
);
${tenantPolicies("contacts")}
grant select, insert, update on contacts to ektola_app;

-- No key to contacts: a purged contact leaves its lines.
create table consent_ledger (
  jeweller_id uuid not null references jewellers (id),
  id bigint generated always as identity,
  contact_id uuid not null,
  scope text not null check (scope in ('MARKETING', 'ALL')),
  source text not null check (source in ('IMPORT', 'USER', 'INBOUND', 'WHATSAPP')),
  proof text not null,
  occurred_at timestamptz not null,
  primary key (jeweller_id, id)
);
create index consent_ledger_contact_idx on consent_ledger (jeweller_id, contact_id);
${tenantPolicies("consent_ledger")}
grant select, insert on consent_ledger to ektola_app;

create table imports (
  jeweller_id uuid not null references jewellers (id),
  id uuid not null,
  file_name text not null,
  bytes bigint not null,
  bytes_read bigint not null,
  rows_done integer not null,
  status text not null check (status in ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED')),
  counts jsonb not null,
  failure text,
  notices text[] not null,
  created_at timestamptz not null,
  completed_at timestamptz,
  enqueued boolean not null default false,
  lease_owner text,
  lease_until timestamptz,
  primary key (jeweller_id, id)
);
create index imports_waiting_idx on imports (created_at, id) where enqueued and status in ('QUEUED', 'RUNNING');
${tenantPolicies("imports")}
grant select, insert, update on imports to ektola_app;

create table import_files (
  jeweller_id uuid not null,
  import_id uuid not null,
  number integer not null check (number >= 0),
  bytes bytea not null check (octet_length(bytes) <= 1048576),
  primary key (jeweller_id, import_id, number),
  foreign key (jeweller_id, import_id) references imports (jeweller_id, id)
);
-- A file is text that is read once; compressing it costs more than it saves.
alter table import_files alter column bytes set storage external;
${tenantPolicies("import_files")}
grant select, insert, update, delete on import_files to ektola_app;

create table import_rows (
  jeweller_id uuid not null,
  import_id uuid not null,
  "row" integer not null,
  kind text not null check (kind in ('FAILED', 'DUPLICATE')),
  "column" text,
  value text,
  reason text not null,
  duplicate_of integer,
  primary key (jeweller_id, import_id, "row"),
  foreign key (jeweller_id, import_id) references imports (jeweller_id, id)
);
${tenantPolicies("import_rows")}
grant select, insert on import_rows to ektola_app;
`)
