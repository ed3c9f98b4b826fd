import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { entryBy } from "../../identity/internal/entryOf.js"
import * as Principal from "../../identity/Principal.js"
import type * as AuditLog from "../../ports/AuditLog.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import { WhatsAppNotConnected } from "../../tenancy/TenancyError.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import type { Service } from "../Templates.js"
import { TranslationNotFound } from "../TemplatesError.js"
import { type ApprovalDeps, recordApprovals } from "./recordApprovals.js"

export const setApproval = (
  deps: ApprovalDeps & {
    readonly accounts: WhatsAppAccountStore.Service
    readonly audit: AuditLog.Service
    readonly ids: IdGenerator.Service
    readonly unitOfWork: UnitOfWork.Service
  }
): Service["setApproval"] =>
  Effect.fn("Templates.setApproval")(function*(principal, templateId, approval) {
    yield* Principal.authorise(principal, "template.approve")
    const { jewellerId, language } = approval
    const now = yield* DateTime.now
    const entry = yield* entryBy(deps.ids, principal, {
      action: "TEMPLATE_APPROVAL_SET",
      jewellerId,
      subject: templateId,
      detail: { language: language ?? "all", status: approval.status }
    })
    const set = Effect.gen(function*() {
      const template = yield* deps.templates.get(templateId)
      const account = Option.getOrNull(yield* deps.accounts.find(jewellerId))
      if (account === null) return yield* new WhatsAppNotConnected()
      const translations = language === null
        ? template.translations
        : template.translations.filter((translation) => translation.language === language)
      if (translations.length === 0) return yield* new TranslationNotFound({ templateId, language: language ?? "any" })
      const about = { jewellerId, wabaId: account.wabaId, templateId }
      // A verdict that says nothing about the category leaves the one that WhatsApp gave before.
      const { category, reason, status } = approval
      const verdicts = translations.map(({ id, language }) => ({
        translationId: id,
        language,
        status,
        category,
        reason
      }))
      yield* recordApprovals(deps, about, () => verdicts, now)
      yield* deps.audit.append([entry])
      return yield* deps.templates.listApprovals(jewellerId, account.wabaId, templateId)
    })
    return yield* deps.unitOfWork.transact(TenantScope.system, set)
  })
