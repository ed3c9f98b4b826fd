import * as Effect from "effect/Effect"
import * as Consent from "../../contacts/Consent.js"
import type { Contact } from "../../contacts/Contact.js"
import * as PersonHasher from "../../ports/PersonHasher.js"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.js"
import type * as SuppressionStore from "../../ports/SuppressionStore.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"

/** What each of these contacts has refused as a person, in one query. */
export const findSuppressed = (
  deps: { readonly persons: PersonHasher.Service; readonly suppressions: SuppressionStore.Service },
  jewellerId: JewellerId,
  contacts: ReadonlyArray<Contact>
): Effect.Effect<(contact: Contact) => Consent.OptOutScope | null, StoreUnavailable> => {
  const keys = contacts.flatMap((contact) =>
    PersonHasher.hashes(deps.persons, jewellerId, contact).map((person) => ({ jewellerId, person }))
  )
  return Effect.map(keys.length === 0 ? Effect.succeed([]) : deps.suppressions.find(keys), (found) => {
    const histories = new Map(found.map(({ history, person }) => [person, history]))
    return (contact) =>
      histories.size === 0 ? null : Consent.standing(Consent.merge(
        PersonHasher.hashes(deps.persons, jewellerId, contact).flatMap((person) => histories.get(person) ?? [])
      ))
  })
}
