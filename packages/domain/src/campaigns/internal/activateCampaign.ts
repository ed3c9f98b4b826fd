import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import * as Schedule from "../../recurrence/Schedule.js"
import * as Category from "../../templates/Category.js"
import * as Template from "../../templates/Template.js"
import * as Jeweller from "../../tenancy/Jeweller.js"
import { JewellerStatusRefused, WhatsAppNotConnected } from "../../tenancy/TenancyError.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as Campaign from "../Campaign.js"
import type { Service } from "../Campaigns.js"
import { CampaignStatusRefused, NoApprovedTranslation, TemplateCategoryChanged } from "../CampaignsError.js"
import { restart } from "./restart.js"
import { timePassed } from "./timePassed.js"

export const activateCampaign = (deps: {
  readonly campaigns: CampaignStore.Service
  readonly ids: IdGenerator.Service
  readonly jewellers: JewellerStore.Service
  readonly templates: TemplateStore.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly accounts: WhatsAppAccountStore.Service
}): Service["activate"] =>
  Effect.fn("Campaigns.activate")(function*(principal, campaignId) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "campaign.activate")
    const now = yield* DateTime.now

    const activate = Effect.gen(function*() {
      const campaign = yield* deps.campaigns.lock(jewellerId, campaignId)
      if (campaign.status === "ACTIVE") return { campaign, refusal: null }
      if (!Campaign.mayBecome(campaign.status, "ACTIVE")) {
        return yield* new CampaignStatusRefused({ status: campaign.status, wanted: "ACTIVE" })
      }
      yield* checkSender
      yield* checkApproval(campaign)
      const active = yield* restart(deps, campaign, now)
      if (active !== null) return { campaign: active, refusal: null }
      const passed = timePassed(Schedule.runs(campaign.schedule), now)
      return campaign.status === "PAUSED" ? { campaign, refusal: passed } : yield* passed
    })

    const checkSender = Effect.gen(function*() {
      const jeweller = yield* deps.jewellers.get(jewellerId)
      if (!Jeweller.may(jeweller, "ACTIVATE_CAMPAIGN")) {
        return yield* new JewellerStatusRefused({ status: jeweller.status, wanted: "send messages" })
      }
    })

    const checkApproval = Effect.fnUntraced(function*(campaign: Campaign.Campaign) {
      const account = Option.getOrNull(yield* deps.accounts.find(jewellerId))
      if (account === null) return yield* new WhatsAppNotConnected()
      const approvals = yield* deps.templates.listApprovals(jewellerId, account.wabaId, campaign.templateId)
      const approved = approvals.filter(Template.isApproved)
      const { category, templateId } = campaign
      if (approved[0] === undefined) return yield* new NoApprovedTranslation({ templateId })
      if (approved.every((approval) => Category.isChanged(category, approval))) {
        return yield* new TemplateCategoryChanged({ templateId, category, approvedAs: approved[0].category })
      }
    })

    // What it missed stays known, so the refusal comes after the unit of work.
    const { campaign, refusal } = yield* deps.unitOfWork.transact(TenantScope.tenant(jewellerId), activate)
    return refusal === null ? campaign : yield* refusal
  })
