import * as SqlClient from "@effect/sql/SqlClient"
import { assert, it } from "@effect/vitest"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as Migrations from "@ektola/adapters/postgres/Migrations"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { emptyDatabase } from "../../providers/postgresDatabase.js"
import { select } from "../../providers/selection.js"

const { leftOut, run } = select(process.env)
const test = run.includes("postgres") ? it.scopedLive : it.scopedLive.skip
if (!run.includes("postgres")) it.skip(leftOut ?? "postgres is left out by TEST_PROVIDER", () => {})

const connection = Effect.map(emptyDatabase, (url) => Postgres.layerConnection({ url: Redacted.make(url) }))

/** The reason why a process does not start on the database. */
const refusal = (connected: ReturnType<typeof Postgres.layerConnection>) =>
  Effect.map(
    Effect.flip(Effect.scoped(Layer.build(Layer.provide(Postgres.layer, connected)))),
    (error) => error._tag === "DatabaseRefused" ? error.reason : String(error)
  )

test("run once, and again without effect", () =>
  Effect.gen(function*() {
    const connected = yield* connection
    const first = yield* Effect.provide(Migrations.migrate, connected)
    assert.strictEqual(first.at(-1)?.[0], Migrations.latest)
    assert.deepStrictEqual(yield* Effect.provide(Migrations.migrate, connected), [])
    yield* Effect.provide(Migrations.assertSchemaKnown, connected)
  }), 30_000)

test("may be run by several processes at once", () =>
  Effect.gen(function*() {
    const connected = yield* connection
    const runs = yield* Effect.all(
      Array.from({ length: 4 }, () => Effect.provide(Migrations.migrate, Layer.fresh(connected))),
      { concurrency: "unbounded" }
    )
    const ends = runs.flatMap((made) => made.slice(-1)).map(([id]) => id)
    assert.deepStrictEqual(ends, [Migrations.latest])
  }), 30_000)

test("a process refuses an empty database and says what to run", () =>
  Effect.gen(function*() {
    assert.match(yield* refusal(yield* connection), /lacks migration 1, 2.*npm run migrate/s)
  }), 30_000)

test("a process refuses a newer schema, and one that lacks a migration", () =>
  Effect.gen(function*() {
    const connected = yield* connection
    yield* Effect.provide(Migrations.migrate, connected)
    const execute = (text: string) =>
      Effect.provide(Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(text)), connected)
    yield* execute("insert into schema_migrations (migration_id, name) values (9999, 'from_the_future')")
    assert.match(yield* refusal(connected), /migration 9999, which this version does not know/)
    yield* execute("delete from schema_migrations where migration_id in (9999, 2)")
    assert.match(yield* refusal(connected), /lacks migration 2\b/)
  }), 30_000)

test("a process refuses a log-in that may not act as the two roles", () =>
  Effect.gen(function*() {
    const url = yield* emptyDatabase
    const owner = Postgres.layerConnection({ url: Redacted.make(url) })
    yield* Effect.provide(Migrations.migrate, owner)
    const name = `ektola_login_${process.pid}`
    const execute = (text: string) =>
      Effect.provide(Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(text)), owner)
    yield* Effect.acquireRelease(
      execute(`create role ${name} login; grant select on schema_migrations to ${name}`),
      () => Effect.orDie(execute(`drop owned by ${name}; drop role ${name}`))
    )
    const theirs = new URL(url)
    theirs.username = name
    const connected = Postgres.layerConnection({ url: Redacted.make(theirs.href), maxConnections: 1 })
    assert.match(yield* refusal(connected), /Grant it both roles/)
    yield* execute(`grant ektola_app, ektola_system to ${name}`)
    yield* Effect.scoped(Layer.build(Layer.provide(Postgres.layer, connected)))
  }), 30_000)

test("make the partitions of the coming weeks, and rows find theirs", () =>
  Effect.gen(function*() {
    const connected = yield* connection
    yield* Effect.provide(Migrations.migrate, connected)
    yield* Effect.provide(
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const partitions = yield* sql<{ readonly parent: string; readonly count: number }>`
          select inhparent::regclass::text as parent, count(*)::int from pg_inherits join pg_class c on c.oid = inhrelid
          where c.relkind = 'r' group by 1 order by 1
        `
        assert.deepStrictEqual(partitions, [
          { parent: "audit_log", count: 7 },
          { parent: "message_events", count: 7 },
          { parent: "webhook_events", count: 7 }
        ])
        const inserted = yield* sql<{ readonly partition: string }>`
          insert into webhook_events (id, received_at, body)
          select gen_random_uuid(), at, '{}' from unnest(array[
            now(), now() + interval '30 days', now() + interval '1 year', now() - interval '1 year'
          ]) as at
          returning tableoid::regclass::text as partition
        `
        const found = inserted.map(({ partition }) => partition.replace(/_\d{4}w\d{2}$/, "_week"))
        assert.deepStrictEqual(found, [
          "webhook_events_week",
          "webhook_events_week",
          "webhook_events_default",
          "webhook_events_default"
        ])
        // A week that already has rows in the default partition stays there.
        yield* sql`select ensure_week_partitions(60)`
        const moved = yield* sql`select from only webhook_events_default`
        assert.strictEqual(moved.length, 2)
      }),
      connected
    )
  }), 30_000)
