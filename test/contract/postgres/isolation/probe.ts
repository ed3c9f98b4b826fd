import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import { randomUUID } from "node:crypto"

/** A table with rows of jewellers: `owner` is the column that says whose. */
export interface TenantTable {
  readonly name: string
  readonly owner: string
}

/** Every table of the schema but partitions, which can be reached through their table only. */
export const tables = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) =>
    sql<{ readonly name: string; readonly owned: boolean; readonly enabled: boolean; readonly forced: boolean }>`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced, exists (
      select from pg_attribute where attrelid = c.oid and attname = 'jeweller_id' and not attisdropped
    ) as owned
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by 1
  `
)

/** The tables among them that hold rows of jewellers. */
export const tenantTables = Effect.map(
  tables,
  (found) =>
    found.flatMap(({ name, owned }): ReadonlyArray<TenantTable> =>
      name === "jewellers" ? [{ name, owner: "id" }] : owned ? [{ name, owner: "jeweller_id" }] : []
    )
)

interface Column {
  readonly name: string
  readonly type: string
}

class Done {
  readonly _tag = "Done"
  constructor(readonly leaks: ReadonlyArray<string>) {}
}

/**
 * What a tenant can do to another's row of this table, in words; nothing if all is well. Of each of two tenants one row is
 * made from the catalogue alone, so that a table which is added later is probed as well; constraints that such a row
 * breaks are dropped before, and the tenant role is granted everything, so that row-level security is all that is left
 * between the two. `sabotage` is run after that. Everything is rolled back.
 */
export const leaksOf = (table: TenantTable, sabotage: string | null = null) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const columns = yield* sql<Column>`
      select a.attname as name, format_type(a.atttypid, null) as type
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = ${table.name}::regclass and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' and a.attidentity = '' and ((a.attnotnull and d.oid is null) or a.attname = ${table.owner})
    `
    const constraints = yield* sql<{ readonly name: string }>`
      select conname as name from pg_constraint
      where conrelid = ${table.name}::regclass and contype in ('c', 'f', 'p', 'u') and conparentid = 0
    `
    const name = `"${table.name}"`
    const [own, foreign] = [randomUUID(), randomUUID()]
    const insert = (owner: string) => {
      const values = columns.map(({ name, type }) => name === table.owner ? `'${owner}'` : valueOf(type))
      return `insert into ${name} (${columns.map(({ name }) => `"${name}"`).join(", ")}) values (${values.join(", ")})`
    }
    const actAs = (role: string, tenant: string) =>
      sql.unsafe(`set local role ${role}; set local app.jeweller_id = '${tenant}'`)
    /** How many rows a statement would change, or null when it was refused. It is taken back. */
    const tried = (statement: string): Effect.Effect<number | null> =>
      sql.unsafe<{ readonly rows: number }>(
        `with tried as (${statement} returning 1) select count(*)::int as rows from tried`
      ).pipe(
        Effect.flatMap(([row]) => Effect.fail(row?.rows ?? Number.NaN)),
        sql.withTransaction,
        Effect.catchAll((end) => Effect.succeed(typeof end === "number" ? end : null))
      )
    const count = (owner: string) =>
      Effect.map(
        sql.unsafe<{ readonly rows: number }>(
          `select count(*)::int as rows from ${name} where "${table.owner}" = '${owner}'`
        ),
        ([row]) => row?.rows ?? Number.NaN
      )

    const probe = Effect.gen(function*() {
      for (const constraint of constraints) {
        yield* sql.unsafe(`alter table ${name} drop constraint if exists "${constraint.name}" cascade`)
      }
      yield* sql.unsafe(`grant select, insert, update, delete on ${name} to ektola_app`)
      yield* actAs("ektola_system", "")
      yield* sql.unsafe(insert(own))
      yield* sql.unsafe(insert(foreign))
      yield* sql.unsafe("reset role")
      if (sabotage !== null) yield* sql.unsafe(sabotage)

      const leaks: Array<string> = []
      const where = `where "${table.owner}" = '${foreign}'`
      yield* actAs("ektola_app", own)
      if ((yield* count(foreign)) !== 0) leaks.push("is seen")
      if ((yield* tried(`update ${name} set "${table.owner}" = "${table.owner}" ${where}`)) !== 0) {
        leaks.push("is changed")
      }
      if ((yield* tried(`update ${name} set "${table.owner}" = '${own}' ${where}`)) !== 0) leaks.push("is taken")
      if ((yield* tried(`delete from ${name} ${where}`)) !== 0) leaks.push("is deleted")
      if ((yield* tried(insert(foreign))) !== null) leaks.push("is inserted")
      const given = yield* tried(`update ${name} set "${table.owner}" = '${foreign}' where "${table.owner}" = '${own}'`)
      if (given !== null && given !== 0) leaks.push("is given away")
      yield* actAs("ektola_app", "")
      if ((yield* count(foreign)) + (yield* count(own)) !== 0) leaks.push("is seen by nobody in particular")
      // What nobody can see would pass everything above.
      yield* actAs("ektola_system", "")
      if ((yield* count(foreign)) !== 1) leaks.push("is gone")
      return leaks
    })
    return yield* Effect.catchTag(
      sql.withTransaction(Effect.flatMap(probe, (leaks) => Effect.fail(new Done(leaks)))),
      "Done",
      ({ leaks }) => Effect.succeed(leaks)
    )
  })

const valueOf = (type: string): string => {
  if (type === "uuid") return `'${randomUUID()}'`
  if (type === "text" || type === "character varying") return `'${randomUUID()}'`
  if (/^(smallint|integer|bigint|double precision|numeric|real)$/.test(type)) return "1"
  if (type === "boolean") return "true"
  if (type === "date" || type.startsWith("timestamp")) return "now()"
  if (type.endsWith("[]") || type === "json" || type === "jsonb") return "'{}'"
  if (type === "bytea") return "'\\x00'"
  throw new Error(`the probe knows no value of the type ${type}`)
}
