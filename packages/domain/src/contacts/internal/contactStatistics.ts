import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as ContactStore from "../../ports/ContactStore.js"
import * as Statistics from "../../segmentation/Statistics.js"
import type { Service } from "../Contacts.js"

export const contactStatistics = (deps: { readonly contacts: ContactStore.Service }): Service["statistics"] =>
  Effect.fn("Contacts.statistics")(function*(principal) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "contact.statistics")
    return Statistics.fold(yield* deps.contacts.countGroups(jewellerId))
  })
