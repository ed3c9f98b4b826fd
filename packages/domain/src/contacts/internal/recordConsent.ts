import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Message from "../../messaging/Message.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as ContactStore from "../../ports/ContactStore.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import * as PersonHasher from "../../ports/PersonHasher.js"
import type * as SuppressionStore from "../../ports/SuppressionStore.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import * as Consent from "../Consent.js"
import type { Contact, ContactId } from "../Contact.js"

export interface ConsentDeps {
  readonly campaigns: CampaignStore.Service
  readonly contacts: ContactStore.Service
  readonly messages: MessageStore.Service
  readonly persons: PersonHasher.Service
  readonly suppressions: SuppressionStore.Service
}

/** Something that was said about one person. `contactId` is for a contact that may have neither number nor user id. */
export interface Word {
  readonly person: Pick<Contact, "phone" | "waUserId">
  readonly contactId?: ContactId
  readonly entry: Consent.Entry
}

/**
 * The one way for opt-outs and opt-ins, inside the caller's unit of work: the suppression, every contact of the jeweller
 * with this number or user id, the ledger, and what waits to be sent to somebody who refused it now. Returns those
 * contacts as they are afterwards. At most 1,000 words at once; any number costs the same statements.
 */
export const recordConsent = Effect.fnUntraced(
  function*(deps: ConsentDeps, jewellerId: JewellerId, words: ReadonlyArray<Word>) {
    if (words.length === 0) return []
    const at = yield* DateTime.now
    const before = yield* deps.contacts.lockPersons(jewellerId, {
      ids: words.flatMap(({ contactId }) => contactId ?? []),
      phones: words.flatMap(({ person }) => person.phone ?? []),
      waUserIds: words.flatMap(({ person }) => person.waUserId ?? [])
    })
    const contacts = new Map(before.map((contact) => [contact.id, contact]))
    const idsOf = matching(before)
    const meant = words.map((word) => ({ ...word, ids: idsOf(word) }))

    const hashes = (person: Word["person"]) => PersonHasher.hashes(deps.persons, jewellerId, person)
    const known = meant.map(({ ids, person }) => [
      ...new Set([...hashes(person), ...ids.flatMap((id) => hashes(contacts.get(id) ?? person))])
    ])
    const keys = [...new Set(known.flat())].map((person) => ({ jewellerId, person }))
    const found = keys.length === 0 ? [] : yield* deps.suppressions.find(keys)
    const stored = new Map(found.map(({ history, person }) => [person, history]))

    const histories = new Map<string, Consent.History>()
    const lines: Array<SuppressionStore.Line> = []
    for (const [index, { entry, ids }] of meant.entries()) {
      const persons = known[index] ?? []
      const own = ids.flatMap((id) => contacts.get(id) ?? [])
      const history = Consent.merge([
        ...persons.map((person) => histories.get(person) ?? stored.get(person) ?? Consent.silence),
        ...own.map(Consent.ofContact)
      ])
      const after = Consent.add(history, entry)
      for (const person of persons) histories.set(person, after)
      for (const contact of own) contacts.set(contact.id, Consent.toContact(contact, after))
      if (Consent.isNews(history, entry)) {
        lines.push({ ...entry, person: persons[0] ?? null, contactId: ids[0] ?? null })
      }
    }

    const changed = [...histories].flatMap(([person, history]) =>
      Consent.equals(history, stored.get(person) ?? Consent.silence) ? [] : [{ person, history }]
    )
    if (changed.length > 0 || lines.length > 0) yield* deps.suppressions.record(jewellerId, changed, lines)
    const saved = before.flatMap(({ id, optOut }) => {
      const contact = contacts.get(id)
      return contact === undefined || contact.optOut === optOut ? [] : [contact]
    })
    if (saved.length > 0) yield* deps.contacts.saveOptOuts(jewellerId, saved, at)
    yield* cancelRefused(deps, jewellerId, meant, contacts)
    const isSaved = new Set(saved)
    return [...contacts.values()].map((contact) => isSaved.has(contact) ? { ...contact, updatedAt: at } : contact)
  }
)

/** Ids, numbers and user ids have nothing in common, so one table holds them all. */
const matching = (contacts: ReadonlyArray<Contact>) => {
  const found = new Map<string, Array<ContactId>>()
  for (const { id, phone, waUserId } of contacts) {
    for (const key of [id, phone, waUserId]) {
      if (key !== null) found.set(key, [...found.get(key) ?? [], id])
    }
  }
  return ({ contactId, person }: Word): ReadonlyArray<ContactId> => [
    ...new Set([contactId, person.phone, person.waUserId].flatMap((key) => found.get(key ?? "") ?? []))
  ]
}

// Locked before the refusal is committed: a message that begins at this moment is either sent before it, or not.
const cancelRefused = Effect.fnUntraced(function*(
  deps: ConsentDeps,
  jewellerId: JewellerId,
  meant: ReadonlyArray<Pick<Word, "entry"> & { readonly ids: ReadonlyArray<ContactId> }>,
  contacts: ReadonlyMap<ContactId, Contact>
) {
  const refusing = [...new Set(meant.flatMap(({ entry, ids }) => entry.action === "OPT_OUT" ? ids : []))]
    .filter((id) => (contacts.get(id)?.optOut ?? null) !== null)
  if (refusing.length === 0) return
  const queued = yield* deps.messages.lockQueuedOfContacts(jewellerId, refusing)
  const campaignIds = [...new Set(queued.map(({ message }) => message.campaignId))]
  const campaigns = yield* Effect.forEach(campaignIds, (id) => deps.campaigns.get(jewellerId, id)).pipe(
    Effect.catchTag("CampaignNotFound", Effect.die)
  )
  const categories = new Map(campaigns.map(({ category, id }) => [id, category]))
  yield* deps.messages.save(queued.flatMap((current) => {
    const { message } = current
    const category = categories.get(message.campaignId)
    const optOut = contacts.get(message.contactId)?.optOut ?? null
    return category !== undefined && Consent.refuses(optOut, category)
      ? [{ message: Message.cancel(current, "OPTED_OUT"), attempts: [], events: [] }]
      : []
  }))
})
