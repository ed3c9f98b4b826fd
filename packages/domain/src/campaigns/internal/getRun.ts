import * as Effect from "effect/Effect"
import * as Language from "../../contacts/Language.js"
import * as Principal from "../../identity/Principal.js"
import * as Figures from "../../messaging/Figures.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import type { Service } from "../Campaigns.js"

export const getRun = (deps: {
  readonly campaigns: CampaignStore.Service
  readonly messages: MessageStore.Service
  readonly unitOfWork: UnitOfWork.Service
}): Service["getRun"] =>
  Effect.fn("Campaigns.getRun")(function*(principal, runId) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "run.read")
    return yield* deps.unitOfWork.transact(
      TenantScope.tenant(jewellerId),
      Effect.gen(function*() {
        const run = yield* deps.campaigns.getRun(jewellerId, runId)
        const counts = yield* deps.messages.countByRun(jewellerId, runId)
        return {
          run,
          figures: Figures.fromCounts(counts),
          byLanguage: Language.all
            .map((language) => ({
              language,
              figures: Figures.fromCounts(counts.filter((count) => count.language === language))
            }))
            .filter(({ figures }) => figures.funnel.planned > 0)
        }
      })
    )
  })
