import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type { Service } from "../Templates.js"

export const getTemplate = (deps: { readonly templates: TemplateStore.Service }): Service["get"] =>
  Effect.fn("Templates.get")(function*(principal, templateId) {
    yield* Principal.authorise(principal, "template.read")
    return yield* deps.templates.get(templateId)
  })
