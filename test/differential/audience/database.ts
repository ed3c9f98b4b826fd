import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import { message, type Outcome, skip } from "./expected.js"
import type { Tenant } from "./tenant.js"

const perStatement = 5000

const column = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** As they are, behind the stores' back; the names of fields are those of columns. */
const insert = (table: string, rows: ReadonlyArray<object>) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => {
    const columns = Object.keys(rows[0] ?? {}).map((key) => `"${column(key)}"`).join(", ")
    const chunks = Array.from(
      { length: Math.ceil(rows.length / perStatement) },
      (_, index) => rows.slice(index * perStatement, (index + 1) * perStatement)
    )
    return Effect.forEach(chunks, (chunk) => {
      const named = chunk.map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [column(key), value]))
      )
      return sql`
        insert into ${sql.literal(table)} (${sql.literal(columns)})
        select ${sql.literal(columns)} from json_populate_recordset(null::${sql.literal(table)}, ${
        JSON.stringify(named)
      })
      `
    }, { discard: true })
  })

export const insertTenants = (tenants: ReadonlyArray<Tenant>) =>
  Effect.all([
    insert("jewellers", tenants.map(({ jeweller }) => jeweller)),
    insert("whatsapp_accounts", tenants.flatMap(({ account }) => account ?? [])),
    insert(
      "templates",
      tenants.map(({ template: { category, createdAt, id, name, parameterFormat, variables } }) => ({
        id,
        name,
        category,
        parameterFormat,
        variables,
        createdAt
      }))
    ),
    insert(
      "template_translations",
      tenants.flatMap(({ template }) =>
        template.translations.map((translation, position) => ({ ...translation, templateId: template.id, position }))
      )
    ),
    insert("waba_templates", tenants.flatMap(({ approvals }) => approvals)),
    insert("contacts", tenants.flatMap(({ contacts }) => contacts)),
    insert("campaigns", tenants.map(({ campaign }) => campaign)),
    insert("campaign_runs", tenants.map(({ run }) => run)),
    insert(
      "suppressions",
      tenants.flatMap(({ jeweller, words }) =>
        [...words].map(([person, { allowedAll, allowedMarketing, refusedAll, refusedMarketing }]) => ({
          jewellerId: jeweller.id,
          person,
          refused_all_at: refusedAll,
          refused_marketing_at: refusedMarketing,
          allowed_all_at: allowedAll,
          allowed_marketing_at: allowedMarketing
        }))
      )
    ),
    insert(
      "reminders",
      tenants.flatMap(({ campaign, jeweller, taken }) =>
        taken.map((key) => ({ ...key, jewellerId: jeweller.id, campaignId: campaign.id, runId: campaign.id }))
      )
    )
  ], { discard: true })

type MessageRow = Parameters<typeof message>[0] & { readonly runId: string; readonly contactId: string }

interface SkipRow {
  readonly runId: string
  readonly contactId: string
  readonly reason: string
  readonly detail: string | null
}

/** What every run has stored, by contact. A contact with a message and a skip has both. */
export const outcomes = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const messages = yield* sql<MessageRow>`
    select
      run_id as "runId", contact_id as "contactId", language, translation_id as "translationId",
      template_name as "templateName", phone_number_id as "phoneNumberId", phone, wa_user_id as "waUserId",
      not_after as "notAfter", rendered
    from messages where state = 'QUEUED' and attempts = 0
  `
  const skips = yield* sql<SkipRow>`
    select run_id as "runId", contact_id as "contactId", reason, detail from run_skips
  `
  const found = new Map<string, Map<string, Outcome>>()
  const add = (runId: string, contactId: string, outcome: Outcome) => {
    const ofRun = found.get(runId) ?? new Map<string, Outcome>()
    found.set(runId, ofRun)
    const other = ofRun.get(contactId)
    ofRun.set(contactId, other === undefined ? outcome : `${other} and ${outcome}`)
  }
  for (const row of messages) add(row.runId, row.contactId, message(row))
  for (const row of skips) add(row.runId, row.contactId, skip(row.reason, row.detail))
  return found
})

/** What the runs say about themselves. */
export const runs = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<
    { readonly id: string; readonly status: string; readonly planned: number; readonly skipped: number }
  >`
    select id, status, planned, skipped from campaign_runs
  `
  return new Map(rows.map((row) => [row.id, row]))
})
