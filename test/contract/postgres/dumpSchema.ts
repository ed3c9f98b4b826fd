import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"

/**
 * The schema as text, read from the catalogue, so that no client program has to be there. Weekly partitions are left
 * out: they come and go.
 */
export const dumpSchema = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const tables = yield* sql<{ readonly name: string; readonly lines: ReadonlyArray<string> }>`
    with relation as (
      select c.*, c.oid::regclass::text as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and (not c.relispartition or pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT')
    )
    select name, array(
      select line from (
        select 1 as part, attnum::text as key, format(
          '  %s %s%s%s', quote_ident(attname), format_type(atttypid, atttypmod),
          case when attnotnull then ' not null' else '' end,
          case
            when attidentity <> '' then ' generated always as identity'
            when attgenerated <> '' then format(' generated always as (%s) stored', pg_get_expr(adbin, adrelid))
            when adbin is not null then ' default ' || pg_get_expr(adbin, adrelid)
            else ''
          end || case attstorage when t.typstorage then '' else ' storage ' || attstorage::text end
        ) as line, attnum
        from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where attrelid = relation.oid and attnum > 0 and not attisdropped
        union all
        select 2, conname, format('  constraint %s %s', conname, pg_get_constraintdef(oid)), 0
        from pg_constraint where conrelid = relation.oid and contype <> 'n'
        union all
        select 3, indexrelid::regclass::text, '  ' || pg_get_indexdef(indexrelid), 0
        from pg_index where indrelid = relation.oid
          and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
        union all
        select 4, '', '  partition by ' || pg_get_partkeydef(relation.oid), 0 where relkind = 'p'
        union all
        select 4, '', '  partition of ' || inhparent::regclass || ' default', 0
        from pg_inherits where inhrelid = relation.oid
        union all
        select 4, '', '  with ' || array_to_string(reloptions, ', '), 0 where reloptions is not null
        union all
        select 5, '', format(
          '  row level security %s%s', case when relrowsecurity then 'on' else 'off' end,
          case when relforcerowsecurity then ', forced' else '' end
        ), 0
        union all
        select 6, polname, format(
          '  policy %s for %s to %s using %s%s', polname, case polcmd when '*' then 'all' else polcmd::text end,
          array_to_string(array(select rolname from pg_roles where oid = any(polroles) order by rolname), ', '),
          pg_get_expr(polqual, polrelid),
          coalesce(' with check ' || pg_get_expr(polwithcheck, polrelid), '')
        ), 0
        from pg_policy where polrelid = relation.oid
        union all
        select 7, rolname, format('  grant %s to %s', string_agg(lower(privilege_type), ', ' order by privilege_type), rolname), 0
        from aclexplode(relacl) join pg_roles on pg_roles.oid = grantee
        where rolname like 'ektola%' group by rolname
      ) as lines
      order by part, attnum, key collate "C", line collate "C"
    ) as lines
    from relation order by name collate "C"
  `
  const functions = yield* sql<{ readonly definition: string }>`
    select pg_get_functiondef(oid) as definition from pg_proc where pronamespace = 'public'::regnamespace
    order by proname
  `
  return [
    "-- Written by the test that compares it with the migrations: npx vitest run test/contract/postgres/schema -u",
    ...tables.map(({ lines, name }) => [`table ${name}`, ...lines].join("\n")),
    ...functions.map(({ definition }) => definition.trimEnd())
  ].join("\n\n") + "\n"
})
