/**
 * @since 0.1.0
 */
import type { UserId } from "@ektola/domain/identity/User"
import { StopStore } from "@ektola/domain/ports/StopStore"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { instant, text, toDate } from "./internal/values.js"

interface StopRow {
  readonly jeweller_id: string | null
  readonly reason: string
  readonly stopped_by: string
  readonly at: Date
}

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<StopStore, never, Database> = Layer.effect(
  StopStore,
  Effect.map(Database, ({ call, sql }) =>
    StopStore.of({
      stop: ({ at, by, jewellerId, reason }) =>
        call(
          TenantScope.system,
          "StopStore.stop",
          Effect.map(
            sql`
              insert into sending_stops (jeweller_id, reason, stopped_by, at)
              values (${jewellerId}, ${text(reason)}, ${by}, ${toDate(at)})
              on conflict (jeweller_id) do nothing
              returning 1
            `,
            (rows) => rows.length > 0
          )
        ),
      release: (jewellerId) =>
        call(
          TenantScope.system,
          "StopStore.release",
          Effect.map(
            sql`delete from sending_stops where jeweller_id is not distinct from ${jewellerId}::uuid returning 1`,
            (rows) => rows.length > 0
          )
        ),
      list: call(
        TenantScope.system,
        "StopStore.list",
        Effect.map(
          sql<StopRow>`
            select jeweller_id, reason, stopped_by, at from sending_stops order by jeweller_id is not null, at
          `,
          (rows) =>
            rows.map((row) => ({
              jewellerId: row.jeweller_id as JewellerId | null,
              reason: row.reason,
              by: row.stopped_by as UserId,
              at: instant(row.at)
            }))
        )
      )
    }))
)
