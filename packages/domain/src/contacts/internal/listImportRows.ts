import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as ImportStore from "../../ports/ImportStore.js"
import type { Service } from "../Contacts.js"

export const listImportRows = (deps: { readonly imports: ImportStore.Service }): Service["listImportRows"] =>
  Effect.fn("Contacts.listImportRows")(function*(principal, importId, page) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "contact.import")
    yield* deps.imports.get(jewellerId, importId)
    return yield* deps.imports.listRows(jewellerId, importId, page)
  })
