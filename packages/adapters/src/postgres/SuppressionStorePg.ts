/**
 * @since 0.1.0
 */
import type { History } from "@ektola/domain/contacts/Consent"
import { type Suppression, type SuppressionKey, SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database, visible } from "./Database.js"
import { instantOrNull, json } from "./internal/values.js"

interface SuppressionRow {
  readonly jeweller_id: string
  readonly person: string
  readonly refused_all_at: Date | null
  readonly refused_marketing_at: Date | null
  readonly allowed_all_at: Date | null
  readonly allowed_marketing_at: Date | null
}

const toHistory = (row: SuppressionRow): History => ({
  refusedAll: instantOrNull(row.refused_all_at),
  refusedMarketing: instantOrNull(row.refused_marketing_at),
  allowedAll: instantOrNull(row.allowed_all_at),
  allowedMarketing: instantOrNull(row.allowed_marketing_at)
})

const distinct = (keys: ReadonlyArray<SuppressionKey>): ReadonlyArray<SuppressionKey> => [
  ...new Map(keys.map((key) => [`${key.jewellerId} ${key.person}`, key])).values()
]

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<SuppressionStore, never, Database> = Layer.effect(
  SuppressionStore,
  Effect.map(Database, ({ call, sql }) =>
    SuppressionStore.of({
      // One probe of the primary key each: joined, they would be hashed and the whole table read (measured with 256 keys
      // and 20,000 persons: 3.7 ms instead of 0.7).
      find: (keys) =>
        call(
          visible,
          "SuppressionStore.find",
          Effect.map(
            sql<SuppressionRow>`
              select stored.* from json_to_recordset(${
              json(distinct(keys))
            }::json) as key ("jewellerId" uuid, person text)
              cross join lateral (
                select
                  jeweller_id, person, refused_all_at, refused_marketing_at, allowed_all_at, allowed_marketing_at
                from suppressions where jeweller_id = key."jewellerId" and person = key.person
                limit 1
              ) as stored
            `,
            (rows) =>
              rows.map((row): Suppression => ({
                jewellerId: row.jeweller_id as JewellerId,
                person: row.person,
                history: toHistory(row)
              }))
          )
        ),
      // In the order of the primary key, so that two units of work about the same persons wait for each other and never
      // block. `greatest` leaves out null.
      record: (jewellerId, histories, lines) =>
        call(
          TenantScope.tenant(jewellerId),
          "SuppressionStore.record",
          Effect.asVoid(sql`
            with given as materialized (
              select * from json_to_recordset(${
            json(histories.map(({ history, person }) => ({ person, ...history })))
          }::json) as given (
                person text, "refusedAll" timestamptz, "refusedMarketing" timestamptz, "allowedAll" timestamptz,
                "allowedMarketing" timestamptz
              )
            ), changed as (
              insert into suppressions as stored (
                jeweller_id, person, refused_all_at, refused_marketing_at, allowed_all_at, allowed_marketing_at
              )
              select ${jewellerId}::uuid, given.* from given order by person
              on conflict (jeweller_id, person) do update set
                refused_all_at = greatest(stored.refused_all_at, excluded.refused_all_at),
                refused_marketing_at = greatest(stored.refused_marketing_at, excluded.refused_marketing_at),
                allowed_all_at = greatest(stored.allowed_all_at, excluded.allowed_all_at),
                allowed_marketing_at = greatest(stored.allowed_marketing_at, excluded.allowed_marketing_at)
              where excluded.refused_all_at > coalesce(stored.refused_all_at, '-infinity')
                or excluded.refused_marketing_at > coalesce(stored.refused_marketing_at, '-infinity')
                or excluded.allowed_all_at > coalesce(stored.allowed_all_at, '-infinity')
                or excluded.allowed_marketing_at > coalesce(stored.allowed_marketing_at, '-infinity')
              returning person
            )
            insert into consent_ledger (jeweller_id, contact_id, person, action, scope, source, proof, occurred_at)
            select ${jewellerId}::uuid, "contactId", person, action, scope, source, proof, at
            from json_to_recordset(${json(lines.map((line, place) => ({ place, ...line })))}::json) as line (
              place int, "contactId" uuid, person text, action text, scope text, source text, proof text, at timestamptz
            )
            where person is null
              or person in (select person from changed)
              or person not in (select person from given)
            order by place
          `)
        )
    }))
)
