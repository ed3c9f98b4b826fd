/**
 * @since 0.1.0
 */
import { EnvironmentStore } from "@ektola/domain/ports/EnvironmentStore"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { instantOrNull, toDate } from "./internal/values.js"

interface EnvironmentRow {
  readonly name: string
  readonly key_id: string
  readonly server: string
}

/** Without a stored fingerprint all but `here` is null. */
interface ReadingRow {
  readonly here: string
  readonly name: string | null
  readonly key_id: string
  readonly server: string
}

interface WaitingRow {
  readonly messages: number
  readonly first_expiry: Date | null
  readonly last_expiry: Date | null
  readonly runs: number
}

/** Of a statement that always gives one. */
const onlyRow = <A>(rows: ReadonlyArray<A>): A => {
  const [row] = rows
  if (row === undefined) throw new Error("a statement that always gives a row gave none")
  return row
}

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<EnvironmentStore, never, Database> = Layer.effect(
  EnvironmentStore,
  Effect.map(Database, ({ call, sql }) =>
    EnvironmentStore.of({
      read: call(
        TenantScope.system,
        "EnvironmentStore.read",
        Effect.map(
          sql<ReadingRow>`
            select here, name, key_id, server from environment_server() as here left join environment on true
          `,
          (rows) => {
            const { here, key_id, name, server } = onlyRow(rows)
            return { stored: name === null ? null : { name, keyId: key_id, server }, server: here }
          }
        )
      ),
      // The update changes nothing: it is there to return the row to a claim that came too late.
      claim: (fingerprint, at) =>
        call(
          TenantScope.system,
          "EnvironmentStore.claim",
          Effect.map(
            sql<EnvironmentRow>`
              insert into environment (name, key_id, server, armed_at)
              values (${fingerprint.name}, ${fingerprint.keyId}, ${fingerprint.server}, ${toDate(at)})
              on conflict (only_one) do update set only_one = true
              returning name, key_id, server
            `,
            (rows) => {
              const { key_id, name, server } = onlyRow(rows)
              return { name, keyId: key_id, server }
            }
          )
        ),
      arm: (fingerprint, at) =>
        call(
          TenantScope.system,
          "EnvironmentStore.arm",
          Effect.asVoid(sql`
            insert into environment (name, key_id, server, armed_at)
            values (${fingerprint.name}, ${fingerprint.keyId}, ${fingerprint.server}, ${toDate(at)})
            on conflict (only_one) do update set
              name = excluded.name, key_id = excluded.key_id, server = excluded.server, armed_at = excluded.armed_at
          `)
        ),
      countWaiting: (now) =>
        call(
          TenantScope.system,
          "EnvironmentStore.countWaiting",
          Effect.map(
            sql<WaitingRow>`
              select count(*)::int as messages, min(not_after) as first_expiry, max(not_after) as last_expiry,
                (select count(*)::int from campaign_runs where status in ('PREPARING', 'READY')) as runs
              from messages where queued and not_after > ${toDate(now)}
            `,
            (rows) => {
              const { first_expiry, last_expiry, messages, runs } = onlyRow(rows)
              return {
                messages,
                firstExpiry: instantOrNull(first_expiry),
                lastExpiry: instantOrNull(last_expiry),
                runs
              }
            }
          )
        )
    }))
)
