import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type { Service } from "../Templates.js"

export const listTemplates = (deps: { readonly templates: TemplateStore.Service }): Service["list"] =>
  Effect.fn("Templates.list")(function*(principal, page) {
    yield* Principal.authorise(principal, "template.read")
    return yield* deps.templates.listPage(page)
  })
