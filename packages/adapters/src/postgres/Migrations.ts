/**
 * The schema: numbered, forward-only migrations, run by the owner of the tables before processes start.
 *
 * @since 0.1.0
 */
import * as Migrator from "@effect/sql/Migrator"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import { DatabaseRefused } from "./DatabaseRefused.js"
import { stateOf } from "./internal/storeError.js"
import tenancy from "./migrations/0001_tenancy.js"
import contacts from "./migrations/0002_contacts.js"
import templates from "./migrations/0003_templates.js"
import campaigns from "./migrations/0004_campaigns.js"
import messages from "./migrations/0005_messages.js"
import webhooks from "./migrations/0006_webhooks.js"
import schedules from "./migrations/0007_schedules.js"
import consent from "./migrations/0008_consent.js"
import workers from "./migrations/0009_workers.js"
import environment from "./migrations/0010_environment.js"
import pauses from "./migrations/0011_pauses.js"
import standing from "./migrations/0012_standing.js"
import sessions from "./migrations/0013_sessions.js"
import mail from "./migrations/0014_mail.js"
import attempts from "./migrations/0015_attempts.js"
import figures from "./migrations/0016_figures.js"
import team from "./migrations/0017_team.js"
import administration from "./migrations/0018_administration.js"

const migrations = {
  "0001_tenancy": tenancy,
  "0002_contacts": contacts,
  "0003_templates": templates,
  "0004_campaigns": campaigns,
  "0005_messages": messages,
  "0006_webhooks": webhooks,
  "0007_schedules": schedules,
  "0008_consent": consent,
  "0009_workers": workers,
  "0010_environment": environment,
  "0011_pauses": pauses,
  "0012_standing": standing,
  "0013_sessions": sessions,
  "0014_mail": mail,
  "0015_attempts": attempts,
  "0016_figures": figures,
  "0017_team": team,
  "0018_administration": administration
}

const known: ReadonlyArray<number> = Object.keys(migrations).map((name) => Number(name.slice(0, 4)))

const table = "schema_migrations"

/** Partitions are made this far ahead, so that a housekeeping that is late for a month loses nothing. */
const weeksAhead = 5

/**
 * The number of the newest migration.
 *
 * @since 0.1.0
 * @category constants
 */
export const latest: number = Math.max(...known)

/**
 * Brings the schema up to date and makes the partitions of the coming weeks. Running it twice, or from two processes at
 * once, is harmless. Returns what was new.
 *
 * @since 0.1.0
 * @category constructors
 */
export const migrate: Effect.Effect<
  ReadonlyArray<readonly [id: number, name: string]>,
  Migrator.MigrationError | SqlError,
  SqlClient.SqlClient
> = Migrator.make({})({ loader: Migrator.fromRecord(migrations), table }).pipe(
  // The migrator turns a failed migration into a defect.
  Effect.catchSomeDefect((defect) =>
    Predicate.isTagged(defect, "MigrationError")
      ? Option.some(Effect.fail(defect as Migrator.MigrationError))
      : Option.none()
  ),
  Effect.retry({ times: 2, while: (error) => error._tag === "SqlError" && isRace(error) }),
  Effect.tap(Effect.flatMap(SqlClient.SqlClient, (sql) => sql`select ensure_week_partitions(${weeksAhead})`)),
  Effect.withSpan("Migrations.migrate")
)

// Two processes that make the table of migrations in the same moment.
const isRace = (error: SqlError): boolean => ["42P07", "23505", "42710"].includes(stateOf(error) ?? "")

/**
 * Refuses a database that lacks a migration of this version, or has one that this version does not know.
 *
 * @since 0.1.0
 * @category constructors
 */
export const assertSchemaKnown: Effect.Effect<void, DatabaseRefused | SqlError, SqlClient.SqlClient> = Effect.gen(
  function*() {
    const sql = yield* SqlClient.SqlClient
    const [found] = yield* sql<{ name: string | null }>`select to_regclass(${table})::text as name`
    const rows = found?.name === null
      ? []
      : yield* sql<{ migration_id: number }>`select migration_id from ${sql(table)} order by migration_id`
    const applied = rows.map((row) => row.migration_id)
    const missing = known.filter((id) => !applied.includes(id))
    const unknown = applied.filter((id) => !known.includes(id))
    if (unknown.length > 0) {
      return yield* new DatabaseRefused({
        reason: `The database has migration ${unknown.join(", ")}, which this version does not know. ` +
          "Start a version that is at least as new as the one that migrated it."
      })
    }
    if (missing.length > 0) {
      return yield* new DatabaseRefused({
        reason: `The database lacks migration ${missing.join(", ")}. Run \`npm run migrate\` first.`
      })
    }
  }
)
