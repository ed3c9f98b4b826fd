import { script, systemOnly } from "./script.js"

/**
 * Codes by e-mail, and the mails that wait to leave. A code is kept as a keyed hash, a letter encrypted.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
create table otps (
  email text not null,
  purpose text not null check (purpose in ('LOG_IN', 'RESET')),
  state jsonb,
  primary key (email, purpose)
);
${systemOnly("otps")}

create table outbox_emails (
  id uuid primary key,
  user_id uuid references users (id) on delete set null,
  sealed text,
  status text not null check (status in ('WAITING', 'SENT', 'DROPPED', 'DEAD')),
  tries integer not null,
  due_at timestamptz not null,
  expires_at timestamptz,
  created_at timestamptz not null,
  note text
);
create index outbox_emails_due_idx on outbox_emails (due_at, id) where status = 'WAITING';
create index outbox_emails_dead_idx on outbox_emails (id) where status = 'DEAD';
create index outbox_emails_user_id_idx on outbox_emails (user_id);
${systemOnly("outbox_emails")}
`)
