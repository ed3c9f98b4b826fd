/**
 * @since 0.1.0
 */
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import * as Page from "@ektola/domain/ports/Page"
import type { Jeweller, JewellerId } from "@ektola/domain/tenancy/Jeweller"
import { JewellerNotFound } from "@ektola/domain/tenancy/TenancyError"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { instant, jsonOrNull, text, toDate } from "./internal/values.js"

interface JewellerRow {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly status_reason: string | null
  readonly zone: string
  readonly default_language: string
  readonly allowed_hours: Jeweller["allowedHours"]
  readonly created_at: Date
}

const toJeweller = (row: JewellerRow): Jeweller => ({
  id: row.id as JewellerId,
  name: row.name,
  status: row.status as Jeweller["status"],
  statusReason: row.status_reason,
  zone: row.zone,
  defaultLanguage: row.default_language as Jeweller["defaultLanguage"],
  allowedHours: row.allowed_hours,
  createdAt: instant(row.created_at)
})

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<JewellerStore, never, Database> = Layer.effect(
  JewellerStore,
  Effect.map(Database, ({ call, sql }) => {
    const found = (jewellerId: JewellerId, rows: ReadonlyArray<JewellerRow>) =>
      rows[0] === undefined ? new JewellerNotFound({ jewellerId }) : Effect.succeed(toJeweller(rows[0]))

    return JewellerStore.of({
      insert: (jeweller) =>
        call(
          TenantScope.system,
          "JewellerStore.insert",
          sql`
            insert into jewellers (id, name, status, status_reason, zone, default_language, allowed_hours, created_at)
            values (
              ${jeweller.id}, ${text(jeweller.name)}, ${jeweller.status}, ${jeweller.statusReason}, ${jeweller.zone},
              ${jeweller.defaultLanguage}, ${jsonOrNull(jeweller.allowedHours)}, ${toDate(jeweller.createdAt)}
            )
          `.pipe(Effect.asVoid)
        ),
      get: (jewellerId) =>
        call(
          TenantScope.tenant(jewellerId),
          "JewellerStore.get",
          Effect.flatMap(sql<JewellerRow>`select * from jewellers where id = ${jewellerId}`, (rows) =>
            found(jewellerId, rows))
        ),
      lock: (jewellerId) =>
        call(
          TenantScope.system,
          "JewellerStore.lock",
          Effect.flatMap(
            // Without the key: rows that refer to the jeweller are inserted meanwhile, by a run that is prepared.
            sql<JewellerRow>`select * from jewellers where id = ${jewellerId} for no key update`,
            (rows) => found(jewellerId, rows)
          )
        ),
      setStatus: (jewellerId, status, reason) =>
        call(
          TenantScope.system,
          "JewellerStore.setStatus",
          Effect.flatMap(
            sql<JewellerRow>`
              update jewellers set status = ${status}, status_reason = ${reason} where id = ${jewellerId} returning *
            `,
            (rows) => found(jewellerId, rows)
          )
        ),
      setSettings: (jewellerId, { allowedHours, defaultLanguage, name, zone }) =>
        call(
          TenantScope.system,
          "JewellerStore.setSettings",
          Effect.flatMap(
            sql<JewellerRow>`
              update jewellers set
                name = ${text(name)}, zone = ${zone}, default_language = ${defaultLanguage},
                allowed_hours = ${jsonOrNull(allowedHours)}::jsonb
              where id = ${jewellerId}
              returning *
            `,
            (rows) => found(jewellerId, rows)
          )
        ),
      listPage: ({ after, limit }) =>
        call(
          TenantScope.system,
          "JewellerStore.listPage",
          Effect.map(
            sql<JewellerRow>`
              select * from jewellers where ${after}::uuid is null or id > ${after} order by id limit ${limit + 1}
            `,
            (rows) => Page.fromItems(rows.map(toJeweller), limit)
          )
        )
    })
  })
)
