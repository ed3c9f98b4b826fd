import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import * as Message from "../../messaging/Message.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as ContactStore from "../../ports/ContactStore.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as Contact from "../Contact.js"
import type { Service } from "../Contacts.js"

export const optOutContact = (deps: {
  readonly campaigns: CampaignStore.Service
  readonly contacts: ContactStore.Service
  readonly messages: MessageStore.Service
  readonly unitOfWork: UnitOfWork.Service
}): Service["optOut"] =>
  Effect.fn("Contacts.optOut")(function*(principal, contactId, scope) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "contact.optOut")
    const at = yield* DateTime.now
    return yield* deps.unitOfWork.transact(
      TenantScope.tenant(jewellerId),
      Effect.gen(function*() {
        const contact = yield* deps.contacts.optOut(jewellerId, contactId, {
          scope,
          source: "USER",
          at,
          proof: `user ${principal.userId}`
        })
        // Locked before the refusal is committed: a message that begins at this moment is either sent before it, or not.
        const queued = yield* deps.messages.lockQueuedOfContact(jewellerId, contactId)
        const campaignIds = [...new Set(queued.map(({ message }) => message.campaignId))]
        const campaigns = yield* Effect.forEach(campaignIds, (id) => deps.campaigns.get(jewellerId, id))
        const refused = new Set(
          campaigns.filter(({ category }) => Contact.refuses(contact.optOut, category)).map(({ id }) => id)
        )
        yield* deps.messages.save(
          queued
            .filter(({ message }) => refused.has(message.campaignId))
            .map(({ message }) => ({ message: Message.cancel(message, "OPTED_OUT"), attempts: [], events: [] }))
        )
        return contact
      }).pipe(Effect.catchTag("CampaignNotFound", Effect.die))
    )
  })
