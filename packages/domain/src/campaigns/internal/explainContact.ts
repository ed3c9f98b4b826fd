import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { ContactNotFound } from "../../contacts/ContactsError.js"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as ContactStore from "../../ports/ContactStore.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as PersonHasher from "../../ports/PersonHasher.js"
import type * as ReminderStore from "../../ports/ReminderStore.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import type { Service } from "../Campaigns.js"
import * as Explanation from "../Explanation.js"
import { findReminders } from "./findReminders.js"

export const explainContact = (deps: {
  readonly campaigns: CampaignStore.Service
  readonly contacts: ContactStore.Service
  readonly messages: MessageStore.Service
  readonly persons: PersonHasher.Service
  readonly reminders: ReminderStore.Service
  readonly templates: TemplateStore.Service
  readonly unitOfWork: UnitOfWork.Service
}): Service["explainContact"] =>
  Effect.fn("Campaigns.explainContact")(function*(principal, runId, contactId) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "run.read")
    return yield* deps.unitOfWork.transact(
      TenantScope.tenant(jewellerId),
      Effect.gen(function*() {
        const run = yield* deps.campaigns.getRun(jewellerId, runId)
        const message = Option.getOrNull(yield* deps.messages.findByContact(jewellerId, runId, contactId))
        const skip = Option.getOrNull(yield* deps.campaigns.findSkip(jewellerId, runId, contactId))
        const contact = yield* Effect.catchTag(
          deps.contacts.get(jewellerId, contactId),
          "ContactNotFound",
          () => Effect.succeed(null)
        )
        // A purged contact that left nothing in the run is like one that never was.
        if (contact === null && message === null && skip === null) return yield* new ContactNotFound({ contactId })
        const { segments, templateId } = yield* deps.campaigns.get(jewellerId, run.campaignId)
        const template = yield* deps.templates.get(templateId)
        const [found] = contact === null || run.reminder === null
          ? []
          : yield* findReminders(deps, { ...run, reminder: run.reminder }, [contact])
        const explanation = Explanation.decide({
          run,
          message,
          skip,
          contact,
          audience: { segments, template },
          free: found?.reminder ?? null
        })
        const name = contact?.name ?? null
        return {
          contactId,
          name,
          ...explanation,
          sentence: Explanation.describe(explanation, { name, zone: run.zone })
        }
      }).pipe(
        // A run keeps its campaign, and that its template: their lack is no error of the caller.
        Effect.catchTags({ CampaignNotFound: Effect.die, TemplateNotFound: Effect.die })
      )
    )
  })
