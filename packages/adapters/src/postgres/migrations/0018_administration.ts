import { script, systemOnly } from "./script.js"

/**
 * Stops of sending, and notes of admins about jewellers.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
-- Without a jeweller it stops everybody.
create table sending_stops (
  jeweller_id uuid constraint sending_stops_jeweller_id_key unique nulls not distinct references jewellers (id),
  reason text not null,
  stopped_by uuid not null,
  at timestamptz not null
);
${systemOnly("sending_stops")}

create table jeweller_notes (
  id uuid primary key,
  jeweller_id uuid not null references jewellers (id),
  author_id uuid not null,
  text text not null,
  at timestamptz not null
);
create index jeweller_notes_jeweller_id_idx on jeweller_notes (jeweller_id, id);
${systemOnly("jeweller_notes")}
`)
