import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Principal from "../../identity/Principal.js"
import type * as ContactStore from "../../ports/ContactStore.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import * as Statistics from "../../segmentation/Statistics.js"
import { WhatsAppNotConnected } from "../../tenancy/TenancyError.js"
import * as Coverage from "../Coverage.js"
import type { Service } from "../Templates.js"

export const reportCoverage = (deps: {
  readonly contacts: ContactStore.Service
  readonly jewellers: JewellerStore.Service
  readonly templates: TemplateStore.Service
  readonly accounts: WhatsAppAccountStore.Service
}): Service["coverage"] =>
  Effect.fn("Templates.coverage")(function*(principal, templateId) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "template.coverage")
    const template = yield* deps.templates.get(templateId)
    const account = Option.getOrNull(yield* deps.accounts.find(jewellerId))
    if (account === null) return yield* new WhatsAppNotConnected()
    const { defaultLanguage } = yield* deps.jewellers.get(jewellerId)
    const approvals = yield* deps.templates.listApprovals(jewellerId, account.wabaId, templateId)
    const counts = Statistics.reachableByLanguage(yield* deps.contacts.countGroups(jewellerId), template.category)
    return Coverage.report({ template, approvals, jewellerDefault: defaultLanguage, counts })
  })
