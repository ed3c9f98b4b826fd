/**
 * Who a person is, without keeping who it is.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type { Contact } from "../contacts/Contact.js"
import type { JewellerId } from "../tenancy/Jeweller.js"

/**
 * What an adapter provides. The key must never change: a new one would make everybody a stranger.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * A keyed hash of the phone number, or of the business-scoped user id of a contact without one. It is the same for
   * the same person of the same jeweller whenever and however often the contact is purged and made again; two jewellers'
   * hashes of one person have nothing in common. Null when the contact has neither.
   */
  readonly hash: (jewellerId: JewellerId, person: Pick<Contact, "phone" | "waUserId">) => string | null
}

/**
 * The tag of the port.
 *
 * @since 0.1.0
 * @category port
 */
export class PersonHasher extends Context.Tag("@ektola/domain/ports/PersonHasher")<PersonHasher, Service>() {}

/**
 * The hashes of a person: of the phone number and of the user id, as far as they are known, the number's first. What is
 * kept about a person is kept under each of them, and looked up under each.
 *
 * @since 0.1.0
 * @category getters
 */
export const hashes = (
  persons: Service,
  jewellerId: JewellerId,
  { phone, waUserId }: Pick<Contact, "phone" | "waUserId">
): ReadonlyArray<string> => {
  const found: Array<string> = []
  for (const person of [{ phone, waUserId: null }, { phone: null, waUserId }]) {
    const hash = person.phone === null && person.waUserId === null ? null : persons.hash(jewellerId, person)
    if (hash !== null) found.push(hash)
  }
  return found
}
