import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import * as Recurrence from "../../recurrence/Recurrence.js"
import * as Template from "../../templates/Template.js"
import * as Jeweller from "../../tenancy/Jeweller.js"
import { JewellerStatusRefused, WhatsAppNotConnected } from "../../tenancy/TenancyError.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as Campaign from "../Campaign.js"
import type { Service } from "../Campaigns.js"
import { CampaignStatusRefused, CampaignTimePassed, NoApprovedTranslation } from "../CampaignsError.js"
import * as Run from "../Run.js"

export const activateCampaign = (deps: {
  readonly campaigns: CampaignStore.Service
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
      if (campaign.status === "ACTIVE") return campaign
      if (!Campaign.mayBecome(campaign.status, "ACTIVE")) {
        return yield* new CampaignStatusRefused({ status: campaign.status, wanted: "ACTIVE" })
      }
      yield* checkSender
      yield* checkApproval(campaign)
      const active: Campaign.Campaign = {
        ...campaign,
        status: "ACTIVE",
        pauseReason: null,
        // A resumed campaign keeps its place; occurrences that were claimed are not claimed again.
        nextRunAt: campaign.status === "PAUSED" && campaign.nextRunAt === null ? null : yield* firstRunAt(campaign)
      }
      yield* deps.campaigns.save(active)
      return active
    })

    const checkSender = Effect.gen(function*() {
      const jeweller = yield* deps.jewellers.get(jewellerId)
      if (!Jeweller.maySend(jeweller)) {
        return yield* new JewellerStatusRefused({ status: jeweller.status, wanted: "send messages" })
      }
    })

    const checkApproval = Effect.fnUntraced(function*(campaign: Campaign.Campaign) {
      const account = Option.getOrNull(yield* deps.accounts.find(jewellerId))
      if (account === null) return yield* new WhatsAppNotConnected()
      const approvals = yield* deps.templates.listApprovals(jewellerId, account.wabaId, campaign.templateId)
      if (!approvals.some(Template.isApproved)) {
        return yield* new NoApprovedTranslation({ templateId: campaign.templateId })
      }
    })

    // A time that has just passed still counts: somebody presses the button a little late and means now.
    const firstRunAt = Effect.fnUntraced(function*(campaign: Campaign.Campaign) {
      const instant = Recurrence.next(campaign.recurrence, now)?.instant ??
        Recurrence.latest(campaign.recurrence, now)?.instant ?? now
      const limit = Run.notAfter({
        scheduledAt: instant,
        sendWithinMinutes: campaign.sendWithinMinutes,
        nextOccurrence: null
      })
      if (DateTime.greaterThan(limit, now)) return instant
      return yield* new CampaignTimePassed({ at: DateTime.formatIso(instant), zone: campaign.recurrence.zone })
    })

    return yield* deps.unitOfWork.transact(TenantScope.tenant(jewellerId), activate)
  })
