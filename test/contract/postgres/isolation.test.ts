import * as SqlClient from "@effect/sql/SqlClient"
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { onPostgres } from "../../providers/onPostgres.js"
import { leaksOf, tables, tenantTables } from "./isolation/probe.js"

/** Tables that every tenant may read, since they hold nothing of anybody. */
const everybodys = ["schema_migrations", "template_translations", "templates"]

/** Tables without a jeweller's id, which the system alone may touch. */
const systems = ["environment", "otps", "outbox_emails", "sessions", "tries", "webhook_events", "workers"]

onPostgres((it) => {
  it("every table is a tenant's, the system's, or on the list of what everybody may read", () =>
    Effect.gen(function*() {
      const found = yield* tables
      const owned = (yield* tenantTables).map(({ name }) => name)
      assert.isAtLeast(owned.length, 18)
      const others = found.map(({ name }) => name).filter((name) => !owned.includes(name))
      assert.deepStrictEqual(others, [...everybodys, ...systems].toSorted())
      const open = found.filter(({ enabled, forced }) => !enabled || !forced).map(({ name }) => name)
      assert.deepStrictEqual(open, everybodys)
    }))

  it("the tenant role may not change what everybody may read, nor touch what is the system's", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const granted = (names: ReadonlyArray<string>, rights: string) =>
        sql<{ readonly name: string }>`
          select c.relname as name from pg_class c
          where c.relnamespace = 'public'::regnamespace and c.relname in ${sql.in(names)}
            and has_any_column_privilege('ektola_app', c.oid, ${rights})
        `
      assert.deepStrictEqual(yield* granted(everybodys, "insert, update"), [])
      assert.deepStrictEqual(yield* granted(systems, "select, insert, update"), [])
    }))

  it("no row of another tenant is seen, changed, taken, deleted, inserted or given away, in any table", () =>
    Effect.gen(function*() {
      for (const table of yield* tenantTables) {
        assert.deepStrictEqual([table.name, ...yield* leaksOf(table)], [table.name])
      }
    }))

  it("and the probe notices when row-level security is dropped from any one of them", () =>
    Effect.gen(function*() {
      for (const table of yield* tenantTables) {
        const leaks = yield* leaksOf(table, `alter table "${table.name}" disable row level security`)
        assert.includeMembers([...leaks], [
          "is seen",
          "is changed",
          "is taken",
          "is deleted",
          "is inserted",
          "is given away"
        ], table.name)
      }
    }))
})
