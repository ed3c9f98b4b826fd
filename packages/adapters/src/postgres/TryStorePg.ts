/**
 * @since 0.1.0
 */
import { TryStore } from "@ektola/domain/ports/TryStore"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { instant, json, toDate } from "./internal/values.js"

interface TriesRow {
  readonly kind: string
  readonly key: string
  readonly times: ReadonlyArray<Date>
}

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<TryStore, never, Database> = Layer.effect(
  TryStore,
  Effect.map(Database, ({ call, sql }) =>
    TryStore.of({
      lock: (keys) =>
        call(
          TenantScope.system,
          "TryStore.lock",
          Effect.map(
            // The rows are made first, in one order: there has to be one of each to lock.
            sql`
              insert into tries (kind, key, times, latest)
              select kind, "of", '{}', '-infinity' from json_to_recordset(${
              json(keys)
            }::json) as wanted (kind text, "of" text)
              order by kind, "of"
              on conflict do nothing
            `.pipe(
              Effect.zipRight(sql<TriesRow>`
                select kind, key, times from tries
                where (kind, key) in (
                  select kind, "of" from json_to_recordset(${json(keys)}::json) as wanted (kind text, "of" text)
                )
                order by kind, key
                for update
              `)
            ),
            (rows) =>
              keys.map(({ kind, of }) =>
                (rows.find((row) => row.kind === kind && row.key === of)?.times ?? []).map(instant)
              )
          )
        ),
      save: (entries) => {
        const rows = entries.map(({ key, tries }) => ({
          kind: key.kind,
          key: key.of,
          times: tries.map(DateTime.formatIso),
          latest: tries.at(-1) ?? "-infinity"
        }))
        return call(
          TenantScope.system,
          "TryStore.save",
          Effect.asVoid(sql`
            update tries set times = entry.times, latest = entry.latest
            from json_to_recordset(${json(rows)}::json)
              as entry (kind text, key text, times timestamptz[], latest timestamptz)
            where tries.kind = entry.kind and tries.key = entry.key
          `)
        )
      },
      removeBefore: (before, limit) =>
        call(
          TenantScope.system,
          "TryStore.removeBefore",
          Effect.map(
            sql`
              delete from tries where (kind, key) in (
                select kind, key from tries where latest < ${toDate(before)} limit ${limit} for update skip locked
              )
              returning 1
            `,
            (rows) => rows.length
          )
        )
    }))
)
