import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import * as Consent from "../Consent.js"
import type { Service } from "../Contacts.js"
import { ReasonMissing } from "../ContactsError.js"
import { sayOfContact, type WordDeps } from "./sayOfContact.js"

export const optInContact = (deps: WordDeps): Service["optIn"] =>
  Effect.fn("Contacts.optIn")(function*(principal, contactId, reason) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "contact.optIn")
    const proof = Consent.userProof(principal.userId, reason)
    if (proof === null) return yield* new ReasonMissing()
    return yield* sayOfContact(deps, jewellerId, contactId, { action: "OPT_IN", scope: "ALL", proof })
  })
