-- Written by the test that compares it with the migrations: npx vitest run test/contract/postgres/schema -u

table audit_log
  id uuid not null
  at timestamp with time zone not null
  action text not null
  actor_id uuid
  jeweller_id uuid
  subject text
  detail jsonb not null
  address text
  request_id text
  constraint audit_log_pkey PRIMARY KEY (id, at)
  CREATE INDEX audit_log_actor_id_idx ON ONLY public.audit_log USING btree (actor_id, id)
  CREATE INDEX audit_log_jeweller_id_idx ON ONLY public.audit_log USING btree (jeweller_id, id)
  partition by RANGE (at)
  row level security on, forced
  policy audit_log_system for all to ektola_system using true
  grant insert, select to ektola_system

table audit_log_default
  id uuid not null
  at timestamp with time zone not null
  action text not null
  actor_id uuid
  jeweller_id uuid
  subject text
  detail jsonb not null
  address text
  request_id text
  constraint audit_log_default_pkey PRIMARY KEY (id, at)
  CREATE INDEX audit_log_default_actor_id_id_idx ON public.audit_log_default USING btree (actor_id, id)
  CREATE INDEX audit_log_default_jeweller_id_id_idx ON public.audit_log_default USING btree (jeweller_id, id)
  partition of audit_log default
  row level security on, forced

table campaign_runs
  jeweller_id uuid not null
  id uuid not null
  campaign_id uuid not null
  occurrence text not null
  zone text not null
  scheduled_at timestamp with time zone not null
  not_after timestamp with time zone not null
  status text not null
  cutoff_at timestamp with time zone not null
  watermark uuid
  planned integer not null
  skipped integer not null
  created_at timestamp with time zone not null
  completed_at timestamp with time zone
  missed_reason text
  reminder jsonb
  constraint campaign_runs_jeweller_id_campaign_id_fkey FOREIGN KEY (jeweller_id, campaign_id) REFERENCES campaigns(jeweller_id, id)
  constraint campaign_runs_missed_reason_check CHECK ((missed_reason = ANY (ARRAY['LATE'::text, 'PAUSED'::text, 'RESCHEDULED'::text])))
  constraint campaign_runs_occurrence_key UNIQUE (jeweller_id, campaign_id, occurrence)
  constraint campaign_runs_pkey PRIMARY KEY (jeweller_id, id)
  constraint campaign_runs_status_check CHECK ((status = ANY (ARRAY['PREPARING'::text, 'READY'::text, 'COMPLETED'::text, 'MISSED'::text])))
  CREATE INDEX campaign_runs_campaign_idx ON public.campaign_runs USING btree (jeweller_id, campaign_id, id)
  CREATE INDEX campaign_runs_unfinished_idx ON public.campaign_runs USING btree (status, id) WHERE (status = ANY (ARRAY['PREPARING'::text, 'READY'::text]))
  row level security on, forced
  policy campaign_runs_system for all to ektola_system using true
  policy campaign_runs_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select, update to ektola_app
  grant delete, insert, select, update to ektola_system

table campaigns
  jeweller_id uuid not null
  id uuid not null
  name text not null
  template_id uuid not null
  category text not null
  segments text[] not null
  schedule jsonb not null
  send_within_minutes integer not null
  status text not null
  pause_reason text
  next_run_at timestamp with time zone
  created_at timestamp with time zone not null
  missed_runs jsonb not null
  scheduled_since timestamp with time zone
  when_template_paused text not null default 'WAIT'::text
  when_unconfirmed text not null default 'GIVE_UP'::text
  pause_cause text
  constraint campaigns_category_check CHECK ((category = ANY (ARRAY['UTILITY'::text, 'MARKETING'::text])))
  constraint campaigns_jeweller_id_fkey FOREIGN KEY (jeweller_id) REFERENCES jewellers(id)
  constraint campaigns_pause_cause_check CHECK ((pause_cause = ANY (ARRAY['OWNER'::text, 'TEMPLATE'::text, 'FAILURE'::text])))
  constraint campaigns_pkey PRIMARY KEY (jeweller_id, id)
  constraint campaigns_segments_check CHECK ((segments <@ ARRAY['GOLD_LOAN'::text, 'GOLD_SIP'::text, 'MARKETING'::text]))
  constraint campaigns_status_check CHECK ((status = ANY (ARRAY['DRAFT'::text, 'ACTIVE'::text, 'PAUSED'::text, 'COMPLETED'::text])))
  constraint campaigns_template_id_fkey FOREIGN KEY (template_id) REFERENCES templates(id)
  constraint campaigns_when_template_paused_check CHECK ((when_template_paused = ANY (ARRAY['WAIT'::text, 'CANCEL'::text])))
  constraint campaigns_when_unconfirmed_check CHECK ((when_unconfirmed = ANY (ARRAY['GIVE_UP'::text, 'REPEAT_ONCE'::text])))
  CREATE INDEX campaigns_due_idx ON public.campaigns USING btree (next_run_at, id) WHERE ((status = 'ACTIVE'::text) AND (next_run_at IS NOT NULL))
  row level security on, forced
  policy campaigns_system for all to ektola_system using true
  policy campaigns_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select, update to ektola_app
  grant delete, insert, select, update to ektola_system

table consent_ledger
  jeweller_id uuid not null
  id bigint not null generated always as identity
  contact_id uuid
  scope text not null
  source text not null
  proof text not null
  occurred_at timestamp with time zone not null
  action text not null default 'OPT_OUT'::text
  person text
  constraint consent_ledger_action_check CHECK ((action = ANY (ARRAY['OPT_OUT'::text, 'OPT_IN'::text])))
  constraint consent_ledger_jeweller_id_fkey FOREIGN KEY (jeweller_id) REFERENCES jewellers(id)
  constraint consent_ledger_pkey PRIMARY KEY (jeweller_id, id)
  constraint consent_ledger_scope_check CHECK ((scope = ANY (ARRAY['MARKETING'::text, 'ALL'::text])))
  constraint consent_ledger_source_check CHECK ((source = ANY (ARRAY['IMPORT'::text, 'USER'::text, 'INBOUND'::text, 'WHATSAPP'::text])))
  CREATE INDEX consent_ledger_contact_idx ON public.consent_ledger USING btree (jeweller_id, contact_id)
  row level security on, forced
  policy consent_ledger_system for all to ektola_system using true
  policy consent_ledger_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select to ektola_app
  grant delete, insert, select, update to ektola_system

table contacts
  jeweller_id uuid not null
  id uuid not null
  phone text
  wa_user_id text
  name text
  segment text not null
  language text
  payment_day smallint
  attributes jsonb not null
  opt_out text
  opted_out_at timestamp with time zone
  deleted_at timestamp with time zone
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  date_set_at jsonb not null default '{}'::jsonb
  constraint contacts_jeweller_id_fkey FOREIGN KEY (jeweller_id) REFERENCES jewellers(id)
  constraint contacts_language_check CHECK ((language = ANY (ARRAY['en'::text, 'hi'::text, 'kn'::text, 'ta'::text, 'pa'::text])))
  constraint contacts_opt_out_check CHECK ((opt_out = ANY (ARRAY['MARKETING'::text, 'ALL'::text])))
  constraint contacts_phone_key UNIQUE (jeweller_id, phone)
  constraint contacts_pkey PRIMARY KEY (jeweller_id, id)
  constraint contacts_segment_check CHECK ((segment = ANY (ARRAY['GOLD_LOAN'::text, 'GOLD_SIP'::text, 'MARKETING'::text])))
  CREATE INDEX contacts_wa_user_id_idx ON public.contacts USING btree (jeweller_id, wa_user_id) WHERE (wa_user_id IS NOT NULL)
  row level security on, forced
  policy contacts_system for all to ektola_system using true
  policy contacts_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select, update to ektola_app
  grant delete, insert, select, update to ektola_system

table environment
  only_one boolean not null default true
  name text not null
  key_id text not null
  server text not null
  armed_at timestamp with time zone not null
  constraint environment_only_one_check CHECK (only_one)
  constraint environment_pkey PRIMARY KEY (only_one)
  row level security on, forced
  policy environment_system for all to ektola_system using true
  grant delete, insert, select, update to ektola_system

table figure_moves
  jeweller_id uuid not null
  campaign_id uuid not null
  run_id uuid not null
  from_state text
  from_reached text
  from_reason text
  from_code text
  language text
  state text not null
  reached text
  reason text
  code text
  count integer not null
  CREATE INDEX figure_moves_run_idx ON public.figure_moves USING btree (jeweller_id, campaign_id, run_id)
  with autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=5000
  row level security on, forced
  policy figure_moves_system for all to ektola_system using true
  policy figure_moves_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select to ektola_app
  grant delete, insert, select, update to ektola_system

table figures
  jeweller_id uuid not null
  campaign_id uuid not null
  run_id uuid
  language text
  state text not null
  reached text
  reason text
  code text
  count bigint not null
  constraint figures_cell_key UNIQUE NULLS NOT DISTINCT (jeweller_id, campaign_id, run_id, language, state, reached, reason, code)
  with fillfactor=70
  row level security on, forced
  policy figures_system for all to ektola_system using true
  policy figures_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant select to ektola_app
  grant delete, insert, select, update to ektola_system

table import_files
  jeweller_id uuid not null
  import_id uuid not null
  number integer not null
  bytes bytea not null storage e
  constraint import_files_bytes_check CHECK ((octet_length(bytes) <= 1048576))
  constraint import_files_jeweller_id_import_id_fkey FOREIGN KEY (jeweller_id, import_id) REFERENCES imports(jeweller_id, id)
  constraint import_files_number_check CHECK ((number >= 0))
  constraint import_files_pkey PRIMARY KEY (jeweller_id, import_id, number)
  row level security on, forced
  policy import_files_system for all to ektola_system using true
  policy import_files_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant delete, insert, select, update to ektola_app
  grant delete, insert, select, update to ektola_system

table import_rows
  jeweller_id uuid not null
  import_id uuid not null
  "row" integer not null
  kind text not null
  "column" text
  value text
  reason text not null
  duplicate_of integer
  constraint import_rows_jeweller_id_import_id_fkey FOREIGN KEY (jeweller_id, import_id) REFERENCES imports(jeweller_id, id)
  constraint import_rows_kind_check CHECK ((kind = ANY (ARRAY['FAILED'::text, 'DUPLICATE'::text])))
  constraint import_rows_pkey PRIMARY KEY (jeweller_id, import_id, "row")
  row level security on, forced
  policy import_rows_system for all to ektola_system using true
  policy import_rows_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select to ektola_app
  grant delete, insert, select, update to ektola_system

table imports
  jeweller_id uuid not null
  id uuid not null
  file_name text not null
  bytes bigint not null
  bytes_read bigint not null
  rows_done integer not null
  status text not null
  counts jsonb not null
  failure text
  notices text[] not null
  created_at timestamp with time zone not null
  completed_at timestamp with time zone
  enqueued boolean not null default false
  lease_owner text
  lease_until timestamp with time zone
  constraint imports_jeweller_id_fkey FOREIGN KEY (jeweller_id) REFERENCES jewellers(id)
  constraint imports_pkey PRIMARY KEY (jeweller_id, id)
  constraint imports_status_check CHECK ((status = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text, 'COMPLETED'::text, 'FAILED'::text])))
  CREATE INDEX imports_waiting_idx ON public.imports USING btree (created_at, id) WHERE (enqueued AND (status = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text])))
  row level security on, forced
  policy imports_system for all to ektola_system using true
  policy imports_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select, update to ektola_app
  grant delete, insert, select, update to ektola_system

table inbound_messages
  id uuid not null
  jeweller_id uuid not null
  phone_number_id text not null
  wamid text not null
  kind text not null
  phone text
  wa_user_id text
  at timestamp with time zone not null
  text text
  payload text
  answers text
  new_phone text
  constraint inbound_messages_jeweller_id_fkey FOREIGN KEY (jeweller_id) REFERENCES jewellers(id)
  constraint inbound_messages_pkey PRIMARY KEY (id)
  constraint inbound_messages_wamid_key UNIQUE (jeweller_id, wamid)
  CREATE INDEX inbound_messages_changes_idx ON public.inbound_messages USING btree (jeweller_id, phone) WHERE (new_phone IS NOT NULL)
  CREATE INDEX inbound_messages_list_idx ON public.inbound_messages USING btree (jeweller_id, id)
  row level security on, forced
  policy inbound_messages_system for all to ektola_system using true
  policy inbound_messages_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant select to ektola_app
  grant delete, insert, select, update to ektola_system

table invitations
  id uuid not null
  jeweller_id uuid
  email text not null
  role text not null
  secret_hash text not null
  invited_by uuid not null
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  accepted_at timestamp with time zone
  revoked_at timestamp with time zone
  constraint invitations_check CHECK (((role = 'ADMIN'::text) = (jeweller_id IS NULL)))
  constraint invitations_check1 CHECK (((accepted_at IS NULL) OR (revoked_at IS NULL)))
  constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES users(id)
  constraint invitations_jeweller_id_fkey FOREIGN KEY (jeweller_id) REFERENCES jewellers(id)
  constraint invitations_pkey PRIMARY KEY (id)
  constraint invitations_role_check CHECK ((role = ANY (ARRAY['ADMIN'::text, 'OWNER'::text, 'STAFF'::text])))
  constraint invitations_secret_hash_key UNIQUE (secret_hash)
  CREATE INDEX invitations_jeweller_id_idx ON public.invitations USING btree (jeweller_id, id)
  row level security on, forced
  policy invitations_system for all to ektola_system using true
  grant delete, insert, select, update to ektola_system

table jeweller_notes
  id uuid not null
  jeweller_id uuid not null
  author_id uuid not null
  text text not null
  at timestamp with time zone not null
  constraint jeweller_notes_jeweller_id_fkey FOREIGN KEY (jeweller_id) REFERENCES jewellers(id)
  constraint jeweller_notes_pkey PRIMARY KEY (id)
  CREATE INDEX jeweller_notes_jeweller_id_idx ON public.jeweller_notes USING btree (jeweller_id, id)
  row level security on, forced
  policy jeweller_notes_system for all to ektola_system using true
  grant delete, insert, select, update to ektola_system

table jewellers
  id uuid not null
  name text not null
  status text not null
  status_reason text
  zone text not null
  default_language text not null
  created_at timestamp with time zone not null
  allowed_hours jsonb
  constraint jewellers_default_language_check CHECK ((default_language = ANY (ARRAY['en'::text, 'hi'::text, 'kn'::text, 'ta'::text, 'pa'::text])))
  constraint jewellers_pkey PRIMARY KEY (id)
  constraint jewellers_status_check CHECK ((status = ANY (ARRAY['PENDING'::text, 'ACTIVE'::text, 'SUSPENDED'::text, 'REJECTED'::text])))
  row level security on, forced
  policy jewellers_system for all to ektola_system using true
  policy jewellers_tenant for all to ektola_app using (id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant select to ektola_app
  grant delete, insert, select, update to ektola_system

table message_attempts
  jeweller_id uuid not null
  message_id uuid not null
  run_id uuid not null
  id uuid not null
  phone_number_id text not null
  token text not null
  number integer not null
  begun_at timestamp with time zone not null
  answered_at timestamp with time zone
  retry_at timestamp with time zone
  accepted_at timestamp with time zone
  first_status_at timestamp with time zone
  sent_at timestamp with time zone
  delivered_at timestamp with time zone
  read_at timestamp with time zone
  failed_at timestamp with time zone
  open boolean not null generated always as (((state = ANY (ARRAY['BEGUN'::text, 'UNKNOWN'::text])) AND (evidence = 'NONE'::text))) stored
  state text not null
  evidence text not null
  wamid text
  failure jsonb
  constraint message_attempts_evidence_check CHECK ((evidence = ANY (ARRAY['NONE'::text, 'OUTCOME_UNKNOWN'::text, 'ACCEPTED'::text, 'REJECTED'::text, 'SENT'::text, 'FAILED'::text, 'DELIVERED'::text, 'READ'::text])))
  constraint message_attempts_number_check CHECK ((number > 0))
  constraint message_attempts_pkey PRIMARY KEY (jeweller_id, message_id, number)
  constraint message_attempts_state_check CHECK ((state = ANY (ARRAY['BEGUN'::text, 'ACCEPTED'::text, 'REJECTED'::text, 'NOT_WRITTEN'::text, 'UNKNOWN'::text])))
  constraint message_attempts_token_key UNIQUE (token)
  CREATE UNIQUE INDEX message_attempts_open_key ON public.message_attempts USING btree (run_id, message_id) WHERE open
  CREATE INDEX message_attempts_sender_idx ON public.message_attempts USING btree (phone_number_id, begun_at)
  CREATE INDEX message_attempts_wamid_idx ON public.message_attempts USING btree (wamid) WHERE (wamid IS NOT NULL)
  with fillfactor=50
  row level security on, forced
  policy message_attempts_system for all to ektola_system using true
  policy message_attempts_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select, update to ektola_app
  grant delete, insert, select, update to ektola_system

table message_events
  jeweller_id uuid not null
  message_id uuid not null
  attempt_id uuid not null
  received_at timestamp with time zone not null default clock_timestamp()
  occurred_at timestamp with time zone not null
  phone_number_id text not null
  waba_id text
  status text not null
  wamid text not null
  token text
  recipient_phone text
  wa_user_id text
  failure jsonb
  CREATE INDEX message_events_message_idx ON ONLY public.message_events USING btree (jeweller_id, message_id)
  partition by RANGE (received_at)
  row level security on, forced
  policy message_events_system for all to ektola_system using true
  policy message_events_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select to ektola_app
  grant delete, insert, select, update to ektola_system

table message_events_default
  jeweller_id uuid not null
  message_id uuid not null
  attempt_id uuid not null
  received_at timestamp with time zone not null default clock_timestamp()
  occurred_at timestamp with time zone not null
  phone_number_id text not null
  waba_id text
  status text not null
  wamid text not null
  token text
  recipient_phone text
  wa_user_id text
  failure jsonb
  CREATE INDEX message_events_default_jeweller_id_message_id_idx ON public.message_events_default USING btree (jeweller_id, message_id)
  partition of message_events default
  row level security on, forced

table messages
  id uuid not null
  jeweller_id uuid not null
  campaign_id uuid not null
  run_id uuid not null
  contact_id uuid not null
  translation_id uuid not null
  not_after timestamp with time zone not null
  phone_number_id text not null
  phone text
  wa_user_id text
  template_name text not null
  language text not null
  rendered jsonb not null
  due_at timestamp with time zone not null
  accepted_at timestamp with time zone
  sent_at timestamp with time zone
  delivered_at timestamp with time zone
  read_at timestamp with time zone
  failed_at timestamp with time zone
  attempts integer not null
  queued boolean not null generated always as ((state = 'QUEUED'::text)) stored
  state text not null
  reached text not null
  cancel_reason text
  lease_owner uuid
  failure jsonb
  constraint messages_cancel_reason_check CHECK ((cancel_reason = ANY (ARRAY['EXPIRED'::text, 'OPTED_OUT'::text, 'CONTACT_DELETED'::text, 'TEMPLATE_NOT_APPROVED'::text, 'CATEGORY_CHANGED'::text, 'CAMPAIGN_COMPLETED'::text, 'JEWELLER_STOPPED'::text])))
  constraint messages_contact_key UNIQUE (run_id, contact_id)
  constraint messages_jeweller_id_run_id_fkey FOREIGN KEY (jeweller_id, run_id) REFERENCES campaign_runs(jeweller_id, id)
  constraint messages_language_check CHECK ((language = ANY (ARRAY['en'::text, 'hi'::text, 'kn'::text, 'ta'::text, 'pa'::text])))
  constraint messages_pkey PRIMARY KEY (id)
  constraint messages_reached_check CHECK ((reached = ANY (ARRAY['NOTHING'::text, 'SENT'::text, 'DELIVERED'::text, 'READ'::text])))
  constraint messages_state_check CHECK ((state = ANY (ARRAY['QUEUED'::text, 'SENDING'::text, 'UNCONFIRMED'::text, 'SENT'::text, 'DELIVERED'::text, 'READ'::text, 'FAILED'::text, 'CANCELLED'::text])))
  CREATE INDEX messages_expiry_idx ON public.messages USING btree (not_after) WHERE queued
  CREATE INDEX messages_queue_idx ON public.messages USING btree (run_id, phone_number_id, due_at, id) WHERE queued
  CREATE INDEX messages_queued_contact_idx ON public.messages USING btree (contact_id) WHERE queued
  CREATE INDEX messages_run_idx ON public.messages USING btree (jeweller_id, run_id, id)
  with fillfactor=50
  row level security on, forced
  policy messages_system for all to ektola_system using true
  policy messages_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select, update to ektola_app
  grant delete, insert, select, update to ektola_system

table otps
  email text not null
  purpose text not null
  state jsonb
  constraint otps_pkey PRIMARY KEY (email, purpose)
  constraint otps_purpose_check CHECK ((purpose = ANY (ARRAY['LOG_IN'::text, 'RESET'::text])))
  row level security on, forced
  policy otps_system for all to ektola_system using true
  grant delete, insert, select, update to ektola_system

table outbox_emails
  id uuid not null
  user_id uuid
  sealed text
  status text not null
  tries integer not null
  due_at timestamp with time zone not null
  expires_at timestamp with time zone
  created_at timestamp with time zone not null
  note text
  constraint outbox_emails_pkey PRIMARY KEY (id)
  constraint outbox_emails_status_check CHECK ((status = ANY (ARRAY['WAITING'::text, 'SENT'::text, 'DROPPED'::text, 'DEAD'::text])))
  constraint outbox_emails_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL
  CREATE INDEX outbox_emails_dead_idx ON public.outbox_emails USING btree (id) WHERE (status = 'DEAD'::text)
  CREATE INDEX outbox_emails_due_idx ON public.outbox_emails USING btree (due_at, id) WHERE (status = 'WAITING'::text)
  CREATE INDEX outbox_emails_user_id_idx ON public.outbox_emails USING btree (user_id)
  row level security on, forced
  policy outbox_emails_system for all to ektola_system using true
  grant delete, insert, select, update to ektola_system

table reminders
  jeweller_id uuid not null
  campaign_id uuid not null
  due_month text not null
  days_before smallint not null
  person text not null
  run_id uuid not null
  constraint reminders_jeweller_id_fkey FOREIGN KEY (jeweller_id) REFERENCES jewellers(id)
  constraint reminders_pkey PRIMARY KEY (jeweller_id, campaign_id, due_month, days_before, person)
  row level security on, forced
  policy reminders_system for all to ektola_system using true
  policy reminders_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select to ektola_app
  grant delete, insert, select, update to ektola_system

table run_skips
  jeweller_id uuid not null
  run_id uuid not null
  contact_id uuid not null
  reason text not null
  detail text
  constraint run_skips_jeweller_id_run_id_fkey FOREIGN KEY (jeweller_id, run_id) REFERENCES campaign_runs(jeweller_id, id)
  constraint run_skips_pkey PRIMARY KEY (jeweller_id, run_id, contact_id)
  constraint run_skips_reason_check CHECK ((reason = ANY (ARRAY['DELETED'::text, 'OPTED_OUT'::text, 'SUPPRESSED'::text, 'NO_PHONE'::text, 'NO_APPROVED_TRANSLATION'::text, 'CATEGORY_CHANGED'::text, 'MISSING_VARIABLE'::text, 'VALUE_TOO_LONG'::text, 'ALREADY_REMINDED'::text])))
  row level security on, forced
  policy run_skips_system for all to ektola_system using true
  policy run_skips_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select to ektola_app
  grant delete, insert, select, update to ektola_system

table schema_migrations
  migration_id integer not null
  created_at timestamp with time zone not null default now()
  name text not null
  constraint schema_migrations_pkey PRIMARY KEY (migration_id)
  row level security off
  grant select to ektola_app
  grant select to ektola_system

table sending_stops
  jeweller_id uuid
  reason text not null
  stopped_by uuid not null
  at timestamp with time zone not null
  constraint sending_stops_jeweller_id_fkey FOREIGN KEY (jeweller_id) REFERENCES jewellers(id)
  constraint sending_stops_jeweller_id_key UNIQUE NULLS NOT DISTINCT (jeweller_id)
  row level security on, forced
  policy sending_stops_system for all to ektola_system using true
  grant delete, insert, select, update to ektola_system

table sessions
  id uuid not null
  user_id uuid not null
  generation integer not null
  issued_at timestamp with time zone not null
  last_rotated_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  revoked_at timestamp with time zone
  constraint sessions_generation_check CHECK ((generation > 0))
  constraint sessions_pkey PRIMARY KEY (id)
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  CREATE INDEX sessions_user_id_idx ON public.sessions USING btree (user_id)
  with fillfactor=70
  row level security on, forced
  policy sessions_system for all to ektola_system using true
  grant delete, insert, select, update to ektola_system

table suppressions
  jeweller_id uuid not null
  person text not null
  refused_all_at timestamp with time zone
  refused_marketing_at timestamp with time zone
  allowed_all_at timestamp with time zone
  allowed_marketing_at timestamp with time zone
  constraint suppressions_jeweller_id_fkey FOREIGN KEY (jeweller_id) REFERENCES jewellers(id)
  constraint suppressions_pkey PRIMARY KEY (jeweller_id, person)
  row level security on, forced
  policy suppressions_system for all to ektola_system using true
  policy suppressions_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select, update to ektola_app
  grant delete, insert, select, update to ektola_system

table template_translations
  id uuid not null
  template_id uuid not null
  "position" smallint not null
  language text not null
  header text
  body text not null
  footer text
  buttons jsonb not null default '[]'::jsonb
  constraint template_translations_language_check CHECK ((language = ANY (ARRAY['en'::text, 'hi'::text, 'kn'::text, 'ta'::text, 'pa'::text])))
  constraint template_translations_pkey PRIMARY KEY (id)
  constraint template_translations_template_id_fkey FOREIGN KEY (template_id) REFERENCES templates(id)
  constraint template_translations_template_id_language_key UNIQUE (template_id, language)
  row level security off
  grant select to ektola_app
  grant delete, insert, select, update to ektola_system

table templates
  id uuid not null
  name text not null
  category text not null
  parameter_format text not null
  variables jsonb not null
  created_at timestamp with time zone not null
  constraint templates_category_check CHECK ((category = ANY (ARRAY['UTILITY'::text, 'MARKETING'::text])))
  constraint templates_name_key UNIQUE (name)
  constraint templates_parameter_format_check CHECK ((parameter_format = ANY (ARRAY['POSITIONAL'::text, 'NAMED'::text])))
  constraint templates_pkey PRIMARY KEY (id)
  row level security off
  grant select to ektola_app
  grant delete, insert, select, update to ektola_system

table tries
  kind text not null
  key text not null
  times timestamp with time zone[] not null
  latest timestamp with time zone not null
  constraint tries_pkey PRIMARY KEY (kind, key)
  row level security on, forced
  policy tries_system for all to ektola_system using true
  grant delete, insert, select, update to ektola_system

table users
  id uuid not null
  jeweller_id uuid
  email text not null
  name text not null
  role text not null
  password_hash text not null
  constraint users_check CHECK (((role = 'ADMIN'::text) OR (jeweller_id IS NOT NULL)))
  constraint users_email_key UNIQUE (email)
  constraint users_jeweller_id_fkey FOREIGN KEY (jeweller_id) REFERENCES jewellers(id)
  constraint users_pkey PRIMARY KEY (id)
  constraint users_role_check CHECK ((role = ANY (ARRAY['ADMIN'::text, 'OWNER'::text, 'STAFF'::text])))
  CREATE INDEX users_jeweller_id_idx ON public.users USING btree (jeweller_id)
  row level security on, forced
  policy users_system for all to ektola_system using true
  grant delete, insert, select, update to ektola_system

table waba_templates
  jeweller_id uuid not null
  waba_id text not null
  translation_id uuid not null
  template_id uuid not null
  language text not null
  status text not null
  category text not null
  reason text
  changed_at timestamp with time zone not null default now()
  category_at timestamp with time zone
  quality jsonb
  notice jsonb
  constraint waba_templates_category_check CHECK ((category = ANY (ARRAY['UTILITY'::text, 'MARKETING'::text])))
  constraint waba_templates_jeweller_id_fkey FOREIGN KEY (jeweller_id) REFERENCES jewellers(id)
  constraint waba_templates_language_check CHECK ((language = ANY (ARRAY['en'::text, 'hi'::text, 'kn'::text, 'ta'::text, 'pa'::text])))
  constraint waba_templates_pkey PRIMARY KEY (jeweller_id, waba_id, translation_id)
  constraint waba_templates_template_id_fkey FOREIGN KEY (template_id) REFERENCES templates(id)
  constraint waba_templates_translation_id_fkey FOREIGN KEY (translation_id) REFERENCES template_translations(id)
  row level security on, forced
  policy waba_templates_system for all to ektola_system using true
  policy waba_templates_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant select to ektola_app
  grant delete, insert, select, update to ektola_system

table webhook_events
  id uuid not null
  received_at timestamp with time zone not null
  due_at timestamp with time zone
  tries integer not null default 0
  note text
  body text not null
  set_aside_at timestamp with time zone
  constraint webhook_events_pkey PRIMARY KEY (id, received_at)
  CREATE INDEX webhook_events_due_idx ON ONLY public.webhook_events USING btree (due_at, id) WHERE (due_at IS NOT NULL)
  CREATE INDEX webhook_events_set_aside_idx ON ONLY public.webhook_events USING btree (id) WHERE (set_aside_at IS NOT NULL)
  partition by RANGE (received_at)
  row level security on, forced
  policy webhook_events_system for all to ektola_system using true
  grant delete, insert, select, update to ektola_system

table webhook_events_default
  id uuid not null
  received_at timestamp with time zone not null
  due_at timestamp with time zone
  tries integer not null default 0
  note text
  body text not null
  set_aside_at timestamp with time zone
  constraint webhook_events_default_pkey PRIMARY KEY (id, received_at)
  CREATE INDEX webhook_events_default_due_at_id_idx ON public.webhook_events_default USING btree (due_at, id) WHERE (due_at IS NOT NULL)
  CREATE INDEX webhook_events_default_id_idx ON public.webhook_events_default USING btree (id) WHERE (set_aside_at IS NOT NULL)
  partition of webhook_events default
  row level security on, forced

table whatsapp_accounts
  id uuid not null
  jeweller_id uuid not null
  waba_id text not null
  phone_number_id text not null
  display_phone_number text not null
  encrypted_token text not null
  status text not null
  pause_reason text
  rate_per_second double precision not null
  connected_at timestamp with time zone not null
  pause_class text
  resume_at timestamp with time zone
  pauses integer not null default 0
  portfolio_id text
  messaging_limit integer
  standing jsonb
  constraint whatsapp_accounts_jeweller_id_fkey FOREIGN KEY (jeweller_id) REFERENCES jewellers(id)
  constraint whatsapp_accounts_jeweller_id_key UNIQUE (jeweller_id)
  constraint whatsapp_accounts_messaging_limit_check CHECK ((messaging_limit > 0))
  constraint whatsapp_accounts_pause_class_check CHECK ((pause_class = ANY (ARRAY['ACCOUNT'::text, 'PAYMENT'::text, 'POLICY'::text])))
  constraint whatsapp_accounts_phone_number_id_key UNIQUE (phone_number_id)
  constraint whatsapp_accounts_pkey PRIMARY KEY (id)
  constraint whatsapp_accounts_rate_per_second_check CHECK ((rate_per_second > (0)::double precision))
  constraint whatsapp_accounts_status_check CHECK ((status = ANY (ARRAY['CONNECTED'::text, 'PAUSED'::text])))
  CREATE INDEX whatsapp_accounts_portfolio_idx ON public.whatsapp_accounts USING btree (COALESCE(portfolio_id, waba_id))
  CREATE INDEX whatsapp_accounts_waba_id_idx ON public.whatsapp_accounts USING btree (waba_id)
  row level security on, forced
  policy whatsapp_accounts_system for all to ektola_system using true
  policy whatsapp_accounts_tenant for all to ektola_app using (jeweller_id = (NULLIF(current_setting('app.jeweller_id'::text, true), ''::text))::uuid)
  grant insert, select, update to ektola_app
  grant delete, insert, select, update to ektola_system

table workers
  id uuid not null
  host text not null
  shares_budget boolean not null
  started_at timestamp with time zone not null
  alive_until timestamp with time zone not null
  constraint workers_pkey PRIMARY KEY (id)
  row level security on, forced
  policy workers_system for all to ektola_system using true
  grant delete, insert, select, update to ektola_system

CREATE OR REPLACE FUNCTION public.ensure_week_partitions(weeks integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO '$user', 'public'
AS $function$
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
$function$

CREATE OR REPLACE FUNCTION public.environment_server()
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
$function$
