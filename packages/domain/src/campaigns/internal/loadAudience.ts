import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import type { Audience } from "../../segmentation/Audience.js"
import * as Campaign from "../Campaign.js"

/** What decisions about contacts need, and the number they would be messaged from; null while none is connected. */
export const loadAudience = Effect.fnUntraced(function*(
  deps: {
    readonly jewellers: JewellerStore.Service
    readonly templates: TemplateStore.Service
    readonly accounts: WhatsAppAccountStore.Service
  },
  campaign: Campaign.Campaign
) {
  const template = yield* deps.templates.get(campaign.templateId)
  const jeweller = yield* deps.jewellers.get(campaign.jewellerId)
  const account = Option.getOrNull(yield* deps.accounts.find(campaign.jewellerId))
  const approvals = account === null
    ? []
    : yield* deps.templates.listApprovals(campaign.jewellerId, account.wabaId, template.id)
  const audience: Audience = {
    segments: campaign.segments,
    template,
    approvals: Campaign.choosableApprovals(campaign, approvals),
    jeweller
  }
  return { audience, phoneNumberId: account?.phoneNumberId ?? null }
})
