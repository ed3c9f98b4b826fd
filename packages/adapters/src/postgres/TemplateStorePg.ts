/**
 * @since 0.1.0
 */
import * as Page from "@ektola/domain/ports/Page"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import type { Template, TemplateId, TranslationId, WabaTemplate } from "@ektola/domain/templates/Template"
import { TemplateNameTaken, TemplateNotFound } from "@ektola/domain/templates/TemplatesError"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import type { WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { catalogue, Database } from "./Database.js"
import { instant, instantOrNull, json, toDate } from "./internal/values.js"

interface TemplateRow {
  readonly id: string
  readonly name: string
  readonly category: string
  readonly parameter_format: string
  readonly variables: unknown
  readonly translations: unknown
  readonly created_at: Date
}

const toTemplate = (row: TemplateRow): Template => ({
  id: row.id as TemplateId,
  name: row.name,
  category: row.category as Template["category"],
  parameterFormat: row.parameter_format as Template["parameterFormat"],
  variables: row.variables as Template["variables"],
  translations: row.translations as Template["translations"],
  createdAt: instant(row.created_at)
})

interface ApprovalRow {
  readonly jeweller_id: string
  readonly waba_id: string
  readonly translation_id: string
  readonly template_id: string
  readonly language: string
  readonly status: string
  readonly category: string
  readonly reason: string | null
  readonly changed_at: Date
  readonly category_at: Date | null
  readonly quality: { readonly score: string; readonly at: string } | null
  readonly notice: { readonly category: string | null; readonly dueAt: string | null; readonly at: string } | null
}

const toApproval = (row: ApprovalRow): WabaTemplate => ({
  jewellerId: row.jeweller_id as JewellerId,
  wabaId: row.waba_id as WabaId,
  translationId: row.translation_id as TranslationId,
  templateId: row.template_id as TemplateId,
  language: row.language as WabaTemplate["language"],
  status: row.status,
  category: row.category as WabaTemplate["category"],
  reason: row.reason,
  changedAt: instant(row.changed_at),
  categoryAt: instantOrNull(row.category_at),
  quality: row.quality && { score: row.quality.score, at: DateTime.unsafeMake(row.quality.at) },
  notice: row.notice && {
    category: row.notice.category as Template["category"] | null,
    dueAt: row.notice.dueAt === null ? null : DateTime.unsafeMake(row.notice.dueAt),
    at: DateTime.unsafeMake(row.notice.at)
  }
})

// One statement may not touch a row twice: the last verdict counts.
const distinct = (approvals: ReadonlyArray<WabaTemplate>): ReadonlyArray<WabaTemplate> => [
  ...new Map(approvals.map((approval) => [
    `${approval.jewellerId} ${approval.wabaId} ${approval.translationId}`,
    approval
  ])).values()
]

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<TemplateStore, never, Database> = Layer.effect(
  TemplateStore,
  Effect.map(Database, ({ call, sql }) => {
    const columns = sql.literal(`
      id, name, category, parameter_format, variables, created_at, (
        select json_agg(
          json_build_object(
            'id', id, 'language', language, 'header', header, 'body', body, 'footer', footer, 'buttons', buttons
          )
          order by position
        )
        from template_translations where template_id = templates.id
      ) as translations
    `)
    return TemplateStore.of({
      insert: (template) =>
        call(
          TenantScope.system,
          "TemplateStore.insert",
          Effect.flatMap(
            sql`
              with added as (
                insert into templates (id, name, category, parameter_format, variables, created_at)
                values (
                  ${template.id}, ${template.name}, ${template.category}, ${template.parameterFormat},
                  ${json(template.variables)}::jsonb, ${toDate(template.createdAt)}
                )
                on conflict (name) do nothing
                returning id
              ), translated as (
                insert into template_translations (id, template_id, position, language, header, body, footer, buttons)
                select translation.id, added.id, position, language, header, body, footer, buttons
                from added, json_to_recordset(${
              json(template.translations.map((translation, position) => ({ ...translation, position })))
            }::json) as translation (
                  id uuid, position int, language text, header text, body text, footer text, buttons jsonb
                )
              )
              select id from added
            `,
            (rows) => rows.length === 0 ? new TemplateNameTaken({ name: template.name }) : Effect.void
          )
        ),
      get: (templateId) =>
        call(
          catalogue,
          "TemplateStore.get",
          Effect.flatMap(
            sql<TemplateRow>`select ${columns} from templates where id = ${templateId}`,
            ([row]) => row === undefined ? new TemplateNotFound({ templateId }) : Effect.succeed(toTemplate(row))
          )
        ),
      listPage: ({ after, limit }) =>
        call(
          catalogue,
          "TemplateStore.listPage",
          Effect.map(
            sql<TemplateRow>`
              select ${columns} from templates where ${after}::uuid is null or id > ${after} order by id
              limit ${limit + 1}
            `,
            (rows) => Page.fromItems(rows.map(toTemplate), limit)
          )
        ),
      listByNames: (names) =>
        call(
          catalogue,
          "TemplateStore.listByNames",
          Effect.map(
            sql<TemplateRow>`
              select ${columns} from templates
              where name in (select json_array_elements_text(${json(names)}::json))
            `,
            (rows) => rows.map(toTemplate)
          )
        ),
      saveApprovals: (approvals) =>
        call(
          TenantScope.system,
          "TemplateStore.saveApprovals",
          Effect.asVoid(sql`
            insert into waba_templates (
              jeweller_id, waba_id, translation_id, template_id, language, status, category, reason, changed_at,
              category_at, quality, notice
            )
            select
              "jewellerId", "wabaId", "translationId", "templateId", language, status, category, reason, "changedAt",
              "categoryAt", quality, notice
            from json_to_recordset(${json(distinct(approvals))}::json) as approval (
              "jewellerId" uuid, "wabaId" text, "translationId" uuid, "templateId" uuid, language text, status text,
              category text, reason text, "changedAt" timestamptz, "categoryAt" timestamptz, quality jsonb, notice jsonb
            )
            on conflict (jeweller_id, waba_id, translation_id) do update set
              template_id = excluded.template_id,
              language = excluded.language,
              status = excluded.status,
              category = excluded.category,
              reason = excluded.reason,
              changed_at = excluded.changed_at,
              category_at = excluded.category_at,
              quality = excluded.quality,
              notice = excluded.notice
          `)
        ),
      listApprovals: (jewellerId, wabaId, templateId) =>
        call(
          TenantScope.tenant(jewellerId),
          "TemplateStore.listApprovals",
          Effect.map(
            sql<ApprovalRow>`
              select * from waba_templates
              where jeweller_id = ${jewellerId} and waba_id = ${wabaId} and template_id = ${templateId}
              order by translation_id
            `,
            (rows) => rows.map(toApproval)
          )
        ),
      lockApprovals: (jewellerId, wabaId, templateId) =>
        call(
          TenantScope.system,
          "TemplateStore.lockApprovals",
          Effect.map(
            sql<ApprovalRow>`
              select * from waba_templates
              where jeweller_id = ${jewellerId} and waba_id = ${wabaId} and template_id = ${templateId}
              order by translation_id for update
            `,
            (rows) => rows.map(toApproval)
          )
        )
    })
  })
)
