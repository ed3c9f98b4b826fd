/**
 * @since 0.1.0
 */
import type { WorkerId } from "@ektola/domain/messaging/WorkerProcess"
import { WorkerRegistry } from "@ektola/domain/ports/WorkerRegistry"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { instant } from "./internal/values.js"

interface WorkerRow {
  readonly id: string
  readonly host: string
  readonly shares_budget: boolean
  readonly started_at: Date
}

/**
 * Workers that were silent for a day are forgotten; nothing can be leased to them any more.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<WorkerRegistry, never, Database> = Layer.effect(
  WorkerRegistry,
  Effect.map(Database, ({ call, sql }) =>
    WorkerRegistry.of({
      beat: ({ host, id, sharesBudget }, aliveFor) =>
        call(
          TenantScope.system,
          "WorkerRegistry.beat",
          Effect.gen(function*() {
            const until = sql`clock_timestamp() + ${Duration.toMillis(aliveFor)}::float8 * interval '1 millisecond'`
            const renewed = yield* sql`
              update workers set alive_until = ${until} where id = ${id} and alive_until > clock_timestamp() returning id
            `
            if (renewed.length === 0) {
              // Two workers that start at once must see each other, and neither sees what the other has not committed.
              // Not a lock on the table: both hold a weaker one by now, and would wait for each other.
              yield* sql`select pg_advisory_xact_lock(hashtext('workers'))`
              yield* sql`delete from workers where alive_until < clock_timestamp() - interval '1 day'`
              yield* sql`
                insert into workers (id, host, shares_budget, started_at, alive_until)
                values (${id}, ${host}, ${sharesBudget}, clock_timestamp(), ${until})
                on conflict (id) do update set alive_until = excluded.alive_until, started_at = excluded.started_at
              `
            }
            const rows = yield* sql<WorkerRow>`
              select id, host, shares_budget, started_at from workers where alive_until > clock_timestamp()
            `
            return rows.map((row) => ({
              id: row.id as WorkerId,
              host: row.host,
              sharesBudget: row.shares_budget,
              startedAt: instant(row.started_at)
            }))
          })
        ),
      leave: (workerId) =>
        call(
          TenantScope.system,
          "WorkerRegistry.leave",
          Effect.asVoid(sql`delete from workers where id = ${workerId}`)
        )
    }))
)
