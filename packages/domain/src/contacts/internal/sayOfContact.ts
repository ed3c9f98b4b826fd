import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import type * as Consent from "../Consent.js"
import type { Contact, ContactId } from "../Contact.js"
import type { ContactNotFound } from "../ContactsError.js"
import { type ConsentDeps, recordConsent } from "./recordConsent.js"

export interface WordDeps extends ConsentDeps {
  readonly unitOfWork: UnitOfWork.Service
}

/** A word of a user about one contact. */
export const sayOfContact = (
  deps: WordDeps,
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
