import * as SqlClient from "@effect/sql/SqlClient"
import { assert, expect } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { onPostgres } from "../../providers/onPostgres.js"
import { dumpSchema } from "./dumpSchema.js"

const schemaFile = new URL("../../../packages/adapters/src/postgres/schema.sql", import.meta.url).pathname

/** Tables that hold rows of jewellers, partitions included. */
const tenantTables = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) =>
    sql<{ readonly name: string; readonly enabled: boolean; readonly forced: boolean; readonly partition: boolean }>`
    select c.oid::regclass::text as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      c.relispartition as partition
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (c.relname = 'jewellers' or c.relname like 'webhook_events%' or exists (
        select from pg_attribute where attrelid = c.oid and attname = 'jeweller_id' and not attisdropped
      ))
    order by 1
  `
)

onPostgres((it) => {
  it("the committed schema is the one that the migrations make", () =>
    Effect.flatMap(dumpSchema, (dump) => Effect.promise(() => expect(dump).toMatchFileSnapshot(schemaFile))))

  it("every tenant table has row-level security, also for its owner", () =>
    Effect.map(tenantTables, (tables) => {
      assert.isAbove(tables.length, 15)
      assert.deepStrictEqual(tables.filter(({ enabled, forced }) => !enabled || !forced), [])
    }))

  it("every table with rows of jewellers has an index that starts with the jeweller", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const without = yield* sql`
        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'jeweller_id'
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not exists (
          select from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum and i.indpred is null
        )
      `
      assert.deepStrictEqual(without, [])
    }))

  it("partitions can be reached through their table only", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const partitions = (yield* tenantTables).filter(({ partition }) => partition)
      assert.isAbove(partitions.length, 2)
      for (const { name } of partitions) {
        const [granted] = yield* sql<{ readonly any: boolean }>`
          select has_table_privilege('ektola_app', ${name}, 'select, insert, update, delete')
            or has_table_privilege('ektola_system', ${name}, 'select, insert, update, delete') as any
        `
        assert.deepStrictEqual([name, granted?.any], [name, false])
      }
    }))

  it("no index follows what statuses, answers or leases change", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const followed = yield* sql<{ readonly name: string }>`
        select distinct c.relname || '.' || a.attname as name
        from pg_index i
        join pg_class c on c.oid = i.indrelid and c.relname in ('messages', 'message_attempts')
        join pg_attribute a on a.attrelid = c.oid and (
          a.attnum = any(i.indkey) or pg_get_expr(i.indpred, i.indrelid) ~ ('\\m' || a.attname || '\\M')
        )
      `
      const names = followed.map(({ name }) => name)
      assert.include(names, "messages.queued")
      for (
        const column of [
          "messages.state",
          "messages.reached",
          "messages.failure",
          "messages.lease_owner",
          "messages.sent_at",
          "messages.delivered_at",
          "messages.read_at",
          "messages.accepted_at",
          "message_attempts.evidence",
          "message_attempts.state",
          "message_attempts.first_status_at",
          "message_attempts.sent_at",
          "message_attempts.delivered_at",
          "message_attempts.read_at"
        ]
      ) assert.notInclude(names, column)
    }))
})
