import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as Consent from "../Consent.js"
import type { Contact, ContactId } from "../Contact.js"
import type { Service } from "../Contacts.js"
import { type ContactNotFound, ReasonMissing } from "../ContactsError.js"
import { type ConsentDeps, recordConsent } from "./recordConsent.js"

interface Deps extends ConsentDeps {
  readonly unitOfWork: UnitOfWork.Service
}

export const optOutContact = (deps: Deps): Service["optOut"] =>
  Effect.fn("Contacts.optOut")(function*(principal, contactId, scope) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "contact.optOut")
    return yield* say(deps, jewellerId, contactId, {
      action: "OPT_OUT",
      scope,
      proof: `user ${principal.userId}`
    })
  })

export const optInContact = (deps: Deps): Service["optIn"] =>
  Effect.fn("Contacts.optIn")(function*(principal, contactId, reason) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "contact.optIn")
    const proof = Consent.userProof(principal.userId, reason)
    if (proof === null) return yield* new ReasonMissing()
    return yield* say(deps, jewellerId, contactId, { action: "OPT_IN", scope: "ALL", proof })
  })

/** A word of a user about one contact. */
const say = (
  deps: Deps,
  jewellerId: JewellerId,
  contactId: ContactId,
  word: Pick<Consent.Entry, "action" | "scope" | "proof">
): Effect.Effect<Contact, ContactNotFound | StoreUnavailable> =>
  deps.unitOfWork.transact(
    TenantScope.tenant(jewellerId),
    Effect.gen(function*() {
      const contact = yield* deps.contacts.get(jewellerId, contactId)
      const entry: Consent.Entry = { ...word, source: "USER", at: yield* DateTime.now }
      const after = yield* recordConsent(deps, jewellerId, [{ person: contact, contactId, entry }])
      return after.find(({ id }) => id === contactId) ?? contact
    })
  )
