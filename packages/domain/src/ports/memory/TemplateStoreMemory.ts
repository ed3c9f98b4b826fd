/**
 * Templates and their approvals in memory.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { TemplateNameTaken, TemplateNotFound } from "../../templates/TemplatesError.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as Page from "../Page.js"
import { type Service, TemplateStore } from "../TemplateStore.js"
import { MemoryDatabase, pageOf } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<TemplateStore, never, MemoryDatabase> = Layer.effect(
  TemplateStore,
  Effect.map(MemoryDatabase, (db) => {
    const { approvals, templates } = db.tables
    const approvalsOf = (...[jewellerId, wabaId, templateId]: Parameters<Service["listApprovals"]>) =>
      [...approvals.values()].filter((approval) =>
        approval.jewellerId === jewellerId && approval.wabaId === wabaId && approval.templateId === templateId
      )
    return TemplateStore.of({
      insert: (template) =>
        Effect.flatMap(
          db.call(TenantScope.system, () => {
            const taken = [...templates.values()].some(({ name }) => name === template.name)
            if (!taken) db.put(templates, template.id, template)
            return taken
          }),
          (taken) => taken ? new TemplateNameTaken({ name: template.name }) : Effect.void
        ),
      // The catalogue belongs to no tenant: reading it is allowed in every scope.
      get: (templateId) =>
        Effect.flatMap(
          db.callVisible(() => templates.get(templateId)),
          (template) => template === undefined ? new TemplateNotFound({ templateId }) : Effect.succeed(template)
        ),
      listPage: (page) => db.callVisible(() => Page.fromItems(pageOf(templates.values(), page), page.limit)),
      listByNames: (names) => db.callVisible(() => [...templates.values()].filter(({ name }) => names.includes(name))),
      saveApprovals: (saved) =>
        db.call(TenantScope.system, () => {
          for (const approval of saved) {
            db.put(approvals, `${approval.jewellerId} ${approval.wabaId} ${approval.translationId}`, approval)
          }
        }),
      listApprovals: (jewellerId, wabaId, templateId) =>
        db.call(TenantScope.tenant(jewellerId), () => approvalsOf(jewellerId, wabaId, templateId)),
      lockApprovals: (jewellerId, wabaId, templateId) =>
        db.call(TenantScope.system, () => approvalsOf(jewellerId, wabaId, templateId))
    })
  })
)
