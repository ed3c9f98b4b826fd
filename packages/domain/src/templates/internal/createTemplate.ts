import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { entryBy } from "../../identity/internal/entryOf.js"
import * as Principal from "../../identity/Principal.js"
import type * as AuditLog from "../../ports/AuditLog.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { type Template, TemplateId, TranslationId } from "../Template.js"
import * as TemplateCheck from "../TemplateCheck.js"
import type { Service } from "../Templates.js"
import { TemplateRefused } from "../TemplatesError.js"

export const createTemplate = (deps: {
  readonly audit: AuditLog.Service
  readonly ids: IdGenerator.Service
  readonly templates: TemplateStore.Service
  readonly unitOfWork: UnitOfWork.Service
}): Service["create"] =>
  Effect.fn("Templates.create")(function*(principal, template) {
    yield* Principal.authorise(principal, "template.create")
    const translations = template.translations.map(({ buttons = [], ...texts }) => ({ ...texts, buttons }))
    const faults = TemplateCheck.faults({ ...template, translations })
    if (faults.length > 0) return yield* new TemplateRefused({ faults })
    const stored: Template = {
      ...template,
      id: TemplateId.make(yield* deps.ids.id),
      translations: yield* Effect.forEach(translations, (translation) =>
        Effect.map(deps.ids.id, (id) => ({ ...translation, id: TranslationId.make(id) }))),
      createdAt: yield* DateTime.now
    }
    const entry = yield* entryBy(deps.ids, principal, {
      action: "TEMPLATE_CREATED",
      subject: stored.id,
      detail: { name: stored.name }
    })
    yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.zipRight(deps.templates.insert(stored), deps.audit.append([entry]))
    )
    return stored
  })
