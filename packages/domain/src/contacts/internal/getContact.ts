import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as ContactStore from "../../ports/ContactStore.js"
import type { Service } from "../Contacts.js"

export const getContact = (deps: { readonly contacts: ContactStore.Service }): Service["get"] =>
  Effect.fn("Contacts.get")(function*(principal, contactId) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "contact.read")
    return yield* deps.contacts.get(jewellerId, contactId)
  })
