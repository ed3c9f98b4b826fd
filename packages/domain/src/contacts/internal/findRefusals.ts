import * as Effect from "effect/Effect"
import * as PersonHasher from "../../ports/PersonHasher.js"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.js"
import type * as SuppressionStore from "../../ports/SuppressionStore.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import * as Consent from "../Consent.js"
import type { Contact } from "../Contact.js"

/** Somebody by all that is known of him or her: a number, a user id, or several of them. */
export interface Known {
  readonly jewellerId: JewellerId
  readonly addresses: ReadonlyArray<Pick<Contact, "phone" | "waUserId">>
}

/** What each of these has refused as a person, contact or not, in one query. */
export const findRefusals = <A>(
  deps: { readonly persons: PersonHasher.Service; readonly suppressions: SuppressionStore.Service },
  somebody: ReadonlyArray<A>,
  known: (one: A) => Known
): Effect.Effect<(one: A) => Consent.OptOutScope | null, StoreUnavailable> => {
  const keys = new Map(somebody.map((one) => {
    const { addresses, jewellerId } = known(one)
    const persons = addresses.flatMap((address) => PersonHasher.hashes(deps.persons, jewellerId, address))
    return [one, persons.map((person) => ({ jewellerId, person }))]
  }))
  const wanted = [...keys.values()].flat()
  return Effect.map(wanted.length === 0 ? Effect.succeed([]) : deps.suppressions.find(wanted), (found) => {
    const histories = new Map(found.map(({ history, person }) => [person, history]))
    return (one) =>
      histories.size === 0
        ? null
        : Consent.standing(Consent.merge((keys.get(one) ?? []).flatMap(({ person }) => histories.get(person) ?? [])))
  })
}

/** A contact, by its number and its user id. */
export const knownOf = (contact: Contact): Known => ({ jewellerId: contact.jewellerId, addresses: [contact] })
