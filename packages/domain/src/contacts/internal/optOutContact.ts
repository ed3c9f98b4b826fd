import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import * as Message from "../../messaging/Message.js"
import type * as ContactStore from "../../ports/ContactStore.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import type { Service } from "../Contacts.js"

export const optOutContact = (deps: {
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
        // A refusal of marketing leaves reminders queued: the guard decides by category when they begin.
        if (scope === "ALL") {
          const queued = yield* deps.messages.lockQueuedOfContact(jewellerId, contactId)
          yield* deps.messages.save(
            queued.map(({ message }) => ({ message: Message.cancel(message, "OPTED_OUT"), attempts: [], events: [] }))
          )
        }
        return contact
      })
    )
  })
