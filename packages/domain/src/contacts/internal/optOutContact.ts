import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type { Service } from "../Contacts.js"
import { sayOfContact, type WordDeps } from "./sayOfContact.js"

export const optOutContact = (deps: WordDeps): Service["optOut"] =>
  Effect.fn("Contacts.optOut")(function*(principal, contactId, scope) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "contact.optOut")
    return yield* sayOfContact(deps, jewellerId, contactId, {
      action: "OPT_OUT",
      scope,
      proof: `user ${principal.userId}`
    })
  })
