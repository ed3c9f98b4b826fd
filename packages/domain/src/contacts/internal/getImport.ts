import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as ImportStore from "../../ports/ImportStore.js"
import type { Service } from "../Contacts.js"

export const getImport = (deps: { readonly imports: ImportStore.Service }): Service["getImport"] =>
  Effect.fn("Contacts.getImport")(function*(principal, importId) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "contact.import")
    return yield* deps.imports.get(jewellerId, importId)
  })
