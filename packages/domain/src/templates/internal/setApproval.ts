import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Principal from "../../identity/Principal.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import { WhatsAppNotConnected } from "../../tenancy/TenancyError.js"
import type { Service } from "../Templates.js"
import { TranslationNotFound } from "../TemplatesError.js"

export const setApproval = (deps: {
  readonly templates: TemplateStore.Service
  readonly accounts: WhatsAppAccountStore.Service
}): Service["setApproval"] =>
  Effect.fn("Templates.setApproval")(function*(principal, templateId, approval) {
    yield* Principal.authorise(principal, "template.approve")
    const template = yield* deps.templates.get(templateId)
    const account = Option.getOrNull(yield* deps.accounts.find(approval.jewellerId))
    if (account === null) return yield* new WhatsAppNotConnected()
    const { language } = approval
    const translations = language === null
      ? template.translations
      : template.translations.filter((translation) => translation.language === language)
    if (translations.length === 0) return yield* new TranslationNotFound({ templateId, language: language ?? "any" })
    const present = yield* deps.templates.listApprovals(approval.jewellerId, account.wabaId, templateId)
    // A verdict that says nothing about the category leaves the one that WhatsApp gave before.
    const categories = new Map(present.map(({ category, translationId }) => [translationId, category]))
    yield* deps.templates.saveApprovals(translations.map((translation) => ({
      jewellerId: approval.jewellerId,
      wabaId: account.wabaId,
      translationId: translation.id,
      templateId,
      language: translation.language,
      status: approval.status,
      category: approval.category ?? categories.get(translation.id) ?? template.category,
      reason: approval.reason
    })))
    return yield* deps.templates.listApprovals(approval.jewellerId, account.wabaId, templateId)
  })
