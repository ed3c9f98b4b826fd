import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import { type Template, TemplateId, TranslationId } from "../Template.js"
import * as TemplateCheck from "../TemplateCheck.js"
import type { Service } from "../Templates.js"
import { TemplateRefused } from "../TemplatesError.js"

export const createTemplate = (deps: {
  readonly ids: IdGenerator.Service
  readonly templates: TemplateStore.Service
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
    yield* deps.templates.insert(stored)
    return stored
  })
