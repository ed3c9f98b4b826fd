import * as Effect from "effect/Effect"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as ContactStore from "../../ports/ContactStore.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as PersonHasher from "../../ports/PersonHasher.js"
import type * as ReminderStore from "../../ports/ReminderStore.js"
import type * as SuppressionStore from "../../ports/SuppressionStore.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { decideContacts } from "./decideContacts.js"
import { loadAudience } from "./loadAudience.js"

interface Deps {
  readonly campaigns: CampaignStore.Service
  readonly contacts: ContactStore.Service
  readonly ids: IdGenerator.Service
  readonly jewellers: JewellerStore.Service
  readonly messages: MessageStore.Service
  readonly persons: PersonHasher.Service
  readonly reminders: ReminderStore.Service
  readonly suppressions: SuppressionStore.Service
  readonly templates: TemplateStore.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly accounts: WhatsAppAccountStore.Service
  readonly chunkSize: number
}

/**
 * Decides the next chunk of contacts of one PREPARING run; the watermark moves in the same unit of work, so a crash
 * repeats or loses nobody. After the last chunk the run is READY. Returns how many chunks it decided.
 */
export const prepareRun = (deps: Deps) =>
  deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      const [run] = yield* deps.campaigns.lockPreparing
      if (run === undefined) return 0
      const campaign = yield* deps.campaigns.get(run.jewellerId, run.campaignId)
      const { audience, phoneNumberId } = yield* loadAudience(deps, campaign)
      const contacts = yield* deps.contacts.listForAudience(run.jewellerId, {
        segments: audience.segments,
        cutoff: run.cutoffAt,
        after: run.watermark,
        limit: deps.chunkSize
      })
      const { messages, skips } = yield* decideContacts(deps, { run, audience, phoneNumberId }, contacts)
      const planned = yield* deps.messages.insertMany(messages)
      yield* deps.campaigns.insertSkips(run, skips)
      yield* deps.campaigns.saveRun({
        ...run,
        watermark: contacts.at(-1)?.id ?? run.watermark,
        planned: run.planned + planned,
        skipped: run.skipped + skips.length,
        status: contacts.length < deps.chunkSize ? "READY" : "PREPARING"
      })
      return 1
    }).pipe(
      // A run whose campaign, template or account is gone cannot be explained by an error of the caller.
      Effect.catchTags({
        CampaignNotFound: Effect.die,
        JewellerNotFound: Effect.die,
        TemplateNotFound: Effect.die
      })
    )
  ).pipe(Effect.withSpan("Scheduler.prepareRun"))
