import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Principal from "../../identity/Principal.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import { WhatsAppNotConnected } from "../../tenancy/TenancyError.js"
import type { Service } from "../Templates.js"

export const listApprovals = (deps: {
  readonly templates: TemplateStore.Service
  readonly accounts: WhatsAppAccountStore.Service
}): Service["approvals"] =>
  Effect.fn("Templates.approvals")(function*(principal, templateId) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "template.approval.read")
    yield* deps.templates.get(templateId)
    const account = Option.getOrNull(yield* deps.accounts.find(jewellerId))
    if (account === null) return yield* new WhatsAppNotConnected()
    return yield* deps.templates.listApprovals(jewellerId, account.wabaId, templateId)
  })
