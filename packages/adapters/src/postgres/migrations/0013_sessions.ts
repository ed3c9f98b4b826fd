import { script, systemOnly } from "./script.js"

/**
 * Log-ins: a family of refresh tokens each. A row is changed at every refresh, so no index names what changes.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
create table sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  generation integer not null check (generation > 0),
  issued_at timestamptz not null,
  last_rotated_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
) with (fillfactor = 70);
create index sessions_user_id_idx on sessions (user_id);
${systemOnly("sessions")}
`)
