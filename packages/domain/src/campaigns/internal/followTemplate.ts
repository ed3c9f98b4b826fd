import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import * as Schedule from "../../recurrence/Schedule.js"
import * as TimeZone from "../../recurrence/TimeZone.js"
import type * as ApprovalChange from "../../templates/ApprovalChange.js"
import type { Template, WabaTemplate } from "../../templates/Template.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import * as Campaign from "../Campaign.js"
import { languages } from "./explanationWords.js"
import { restart } from "./restart.js"

export interface FollowDeps {
  readonly campaigns: CampaignStore.Service
  readonly ids: IdGenerator.Service
}

/** Pauses the jeweller's campaigns that wait for the template, or lets those go on that did. */
export const followTemplate = Effect.fnUntraced(function*(
  deps: FollowDeps,
  { jewellerId, meaning, now, template }: {
    readonly jewellerId: JewellerId
    readonly template: Pick<Template, "id" | "name">
    readonly meaning: ApprovalChange.Meaning
    readonly now: DateTime.Utc
  }
) {
  for (const campaign of yield* deps.campaigns.lockByTemplate(jewellerId, template.id)) {
    if (meaning._tag === "Pause") {
      if (campaign.status !== "ACTIVE" || !Campaign.waitsForTemplate(campaign)) continue
      const reason = reasonOf(template, meaning.of)
      yield* Effect.logWarning("campaign waits for its template", {
        campaignId: campaign.id,
        status: meaning.of.status
      })
      yield* deps.campaigns.save(Campaign.pause(campaign, "TEMPLATE", reason))
    } else if (campaign.pauseCause === "TEMPLATE") {
      yield* goOn(deps, campaign, now)
    }
  }
})

const goOn = Effect.fnUntraced(function*(deps: FollowDeps, campaign: Campaign.Campaign, now: DateTime.Utc) {
  if (campaign.status !== "PAUSED") {
    // It has completed meanwhile: should a run of it be opened again, nothing holds that one up.
    return yield* deps.campaigns.save({ ...campaign, pauseCause: null, pauseReason: null })
  }
  // Another process may know the zone; a person can resume it there.
  if (!TimeZone.isKnown(Schedule.runs(campaign.schedule).zone)) return
  const resumed = yield* restart(deps, campaign, now)
  yield* Effect.logInfo(resumed === null ? "nothing is left of a campaign" : "campaign goes on with its template", {
    campaignId: campaign.id
  })
})

const reasonOf = ({ name }: Pick<Template, "name">, { language, status }: WabaTemplate): string => {
  const what = `the template "${name}" in ${languages[language]}`
  const waits = "The campaign goes on by itself when WhatsApp allows it again."
  switch (status.toUpperCase()) {
    case "PAUSED":
      return `WhatsApp has paused ${what}. ${waits}`
    case "PENDING":
    case "IN_APPEAL":
      return `WhatsApp is reviewing ${what}. ${waits}`
    default:
      return `WhatsApp does not take ${what} at present. ${waits}`
  }
}
