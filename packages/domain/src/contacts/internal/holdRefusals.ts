import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as ContactStore from "../../ports/ContactStore.js"
import * as PersonHasher from "../../ports/PersonHasher.js"
import type * as SuppressionStore from "../../ports/SuppressionStore.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import * as Consent from "../Consent.js"
import type { Contact } from "../Contact.js"

export interface RefusalDeps {
  readonly contacts: ContactStore.Service
  readonly persons: PersonHasher.Service
  readonly suppressions: SuppressionStore.Service
}

/**
 * Lets hold for imported contacts what their persons refused before, as strangers or as contacts that were purged. One
 * look for a chunk, and nothing more when none of them ever said anything.
 */
export const holdRefusalsByPhone = Effect.fnUntraced(function*(
  deps: RefusalDeps,
  jewellerId: JewellerId,
  stored: ReadonlyArray<Pick<Contact, "id" | "phone">>,
  at: DateTime.Utc
) {
  const ids = new Map(stored.flatMap(({ id, phone }) => {
    const person = deps.persons.hash(jewellerId, { phone, waUserId: null })
    return person === null ? [] : [[person, id]]
  }))
  if (ids.size === 0) return
  const found = yield* deps.suppressions.find([...ids.keys()].map((person) => ({ jewellerId, person })))
  const heard = found.flatMap(({ person }) => ids.get(person) ?? [])
  if (heard.length === 0) return
  const contacts = yield* deps.contacts.lockPersons(jewellerId, { ids: heard, phones: [], waUserIds: [] })
  yield* holdRefusals(deps, jewellerId, contacts, at)
})

/** Of locked contacts, at most 1,000. What is known under the number is known under the user id afterwards. */
export const holdRefusals = Effect.fnUntraced(function*(
  deps: RefusalDeps,
  jewellerId: JewellerId,
  contacts: ReadonlyArray<Contact>,
  at: DateTime.Utc
) {
  const persons = contacts.map((contact) => ({
    contact,
    hashes: PersonHasher.hashes(deps.persons, jewellerId, contact)
  }))
  const keys = [...new Set(persons.flatMap(({ hashes }) => hashes))].map((person) => ({ jewellerId, person }))
  const found = keys.length === 0 ? [] : yield* deps.suppressions.find(keys)
  if (found.length === 0) return
  const stored = new Map(found.map(({ history, person }) => [person, history]))
  const joined = new Map<string, Consent.History>()
  const changed = persons.flatMap(({ contact, hashes }) => {
    const said = hashes.flatMap((hash) => joined.get(hash) ?? stored.get(hash) ?? [])
    if (said.length === 0) return []
    const history = Consent.merge([...said, Consent.ofContact(contact)])
    for (const hash of hashes) joined.set(hash, history)
    const after = Consent.toContact(contact, history)
    return after === contact ? [] : [after]
  })
  const news = [...joined].flatMap(([person, history]) =>
    Consent.equals(history, stored.get(person) ?? Consent.silence) ? [] : [{ person, history }]
  )
  // No lines: nobody has said anything now.
  if (news.length > 0) yield* deps.suppressions.record(jewellerId, news, [])
  if (changed.length > 0) yield* deps.contacts.saveOptOuts(jewellerId, changed, at)
})
