import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as ContactStore from "../../ports/ContactStore.js"
import type { Service } from "../Contacts.js"

export const listContacts = (deps: { readonly contacts: ContactStore.Service }): Service["list"] =>
  Effect.fn("Contacts.list")(function*(principal, filter, page) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "contact.read")
    return yield* deps.contacts.listPage(jewellerId, filter, page)
  })
