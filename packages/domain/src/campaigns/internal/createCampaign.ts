import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import * as MissedRuns from "../../recurrence/MissedRuns.js"
import * as Jeweller from "../../tenancy/Jeweller.js"
import { JewellerStatusRefused } from "../../tenancy/TenancyError.js"
import { type Campaign, CampaignId, defaultSendWithinMinutes } from "../Campaign.js"
import type { Service } from "../Campaigns.js"
import { SegmentRequired } from "../CampaignsError.js"

export const createCampaign = (deps: {
  readonly campaigns: CampaignStore.Service
  readonly ids: IdGenerator.Service
  readonly jewellers: JewellerStore.Service
  readonly templates: TemplateStore.Service
}): Service["create"] =>
  Effect.fn("Campaigns.create")(function*(principal, input) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "campaign.create")
    const jeweller = yield* deps.jewellers.get(jewellerId)
    if (!Jeweller.may(jeweller, "CREATE_CAMPAIGN")) {
      return yield* new JewellerStatusRefused({ status: jeweller.status, wanted: "create campaigns" })
    }
    const template = yield* deps.templates.get(input.templateId)
    if (template.category === "UTILITY" && input.segments.length === 0) return yield* new SegmentRequired()
    const campaign: Campaign = {
      id: CampaignId.make(yield* deps.ids.id),
      jewellerId,
      name: input.name,
      templateId: template.id,
      category: template.category,
      segments: [...new Set(input.segments)],
      schedule: input.schedule,
      missedRuns: input.missedRuns ?? MissedRuns.standard,
      sendWithinMinutes: input.sendWithinMinutes ?? defaultSendWithinMinutes(input.schedule),
      whenTemplatePaused: input.whenTemplatePaused ?? "WAIT",
      whenUnconfirmed: input.whenUnconfirmed ?? "GIVE_UP",
      status: "DRAFT",
      pauseCause: null,
      pauseReason: null,
      nextRunAt: null,
      scheduledSince: null,
      createdAt: yield* DateTime.now
    }
    yield* deps.campaigns.insert(campaign)
    return campaign
  })
