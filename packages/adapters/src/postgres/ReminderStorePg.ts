/**
 * @since 0.1.0
 */
import { RunId } from "@ektola/domain/campaigns/Run"
import { type ReminderKey, ReminderStore } from "@ektola/domain/ports/ReminderStore"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { json } from "./internal/values.js"

interface KeyRow {
  readonly person: string
  readonly due_month: string
  readonly days_before: number
}

const toKey = (row: KeyRow): ReminderKey => ({
  person: row.person,
  dueMonth: row.due_month,
  daysBefore: row.days_before
})

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<ReminderStore, never, Database> = Layer.effect(
  ReminderStore,
  Effect.map(Database, ({ call, sql }) => {
    const given = (keys: ReadonlyArray<ReminderKey>) =>
      sql`
        json_to_recordset(${json(keys)}::json) as given (person text, "dueMonth" text, "daysBefore" smallint)
      `
    return ReminderStore.of({
      findTaken: (jewellerId, campaignId, keys) =>
        call(
          TenantScope.tenant(jewellerId),
          "ReminderStore.findTaken",
          Effect.map(
            sql<KeyRow & { readonly run_id: string }>`
              select taken.person, taken.due_month, taken.days_before, taken.run_id from ${given(keys)}
              join reminders taken
                on taken.jeweller_id = ${jewellerId} and taken.campaign_id = ${campaignId}
                and (taken.due_month, taken.days_before, taken.person) = ("dueMonth", "daysBefore", given.person)
            `,
            (rows) => rows.map((row) => ({ ...toKey(row), runId: RunId.make(row.run_id) }))
          )
        ),
      // In the order of the primary key, so that two runs that take the same keys wait for each other and never block.
      take: ({ campaignId, id, jewellerId }, keys) =>
        call(
          TenantScope.tenant(jewellerId),
          "ReminderStore.take",
          Effect.map(
            sql<KeyRow>`
              insert into reminders (jeweller_id, campaign_id, due_month, days_before, person, run_id)
              select ${jewellerId}::uuid, ${campaignId}::uuid, "dueMonth", "daysBefore", person, ${id}::uuid
              from ${given(keys)}
              order by "dueMonth", "daysBefore", person
              on conflict do nothing
              returning person, due_month, days_before
            `,
            (rows) => rows.map(toKey)
          )
        )
    })
  })
)
