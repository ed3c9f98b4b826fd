import * as Arr from "effect/Array"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { changeNumbers, type NumberChange } from "../../contacts/internal/changeNumbers.js"
import { learnUserIds } from "../../contacts/internal/learnUserIds.js"
import { type ConsentDeps, recordConsent, type Word } from "../../contacts/internal/recordConsent.js"
import * as Keyword from "../../contacts/Keyword.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import { InboundId } from "../../ports/InboundStore.js"
import type * as InboundStore from "../../ports/InboundStore.js"
import type { Parsed } from "../../ports/WebhookParser.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import type { PhoneNumberId, WhatsAppAccount } from "../../tenancy/WhatsAppAccount.js"
import type { InboundMessage } from "../InboundMessage.js"
import type { Preference } from "../Preference.js"

export interface HearDeps extends ConsentDeps {
  readonly accounts: WhatsAppAccountStore.Service
  readonly ids: IdGenerator.Service
  readonly inbound: InboundStore.Service
}

const wordsAtOnce = 500

/**
 * Keeps what persons wrote to a jeweller's number, and applies what it means: their words about being messaged, a new
 * number. Returns the numbers that nobody has connected; what was said to them is about no tenant.
 */
export const hear = Effect.fnUntraced(
  function*(deps: HearDeps, said: Pick<Parsed, "inbound" | "preferences">, now: DateTime.Utc) {
    const unknown = new Set<PhoneNumberId>()
    const accounts: Array<WhatsAppAccount> = []
    for (const id of new Set([...said.inbound, ...said.preferences].map(({ phoneNumberId }) => phoneNumberId))) {
      const account = Option.getOrNull(yield* deps.accounts.findByPhoneNumberId(id))
      if (account === null) unknown.add(id)
      else accounts.push(account)
    }
    // In one order, as everybody who locks contacts of several jewellers.
    accounts.sort((a, b) => a.jewellerId < b.jewellerId ? -1 : 1)
    for (const { jewellerId, phoneNumberId: id } of accounts) {
      const inbound = said.inbound.filter(({ phoneNumberId }) => phoneNumberId === id)
      const preferences = said.preferences.filter(({ phoneNumberId }) => phoneNumberId === id)
      // Somebody who hides the number later is found by the user id then.
      const known = [...inbound, ...preferences].flatMap(({ phone, waUserId }) =>
        phone === null || waUserId === null ? [] : [{ phone, waUserId }]
      )
      yield* learnUserIds(deps, jewellerId, known, now)
      yield* keep(deps, jewellerId, inbound)
      const words = [
        ...inbound.flatMap((message) => wordOf(message, now)),
        ...preferences.map((preference) => wordOfPreference(preference, now))
      ]
      for (let from = 0; from < words.length; from += wordsAtOnce) {
        yield* recordConsent(deps, jewellerId, words.slice(from, from + wordsAtOnce))
      }
      const told = [...inbound.flatMap(numberChange), ...yield* changesSince(deps, jewellerId, words)]
      yield* changeNumbers(deps, jewellerId, told, now)
    }
    return unknown
  }
)

const keep = Effect.fnUntraced(function*(
  deps: HearDeps,
  jewellerId: JewellerId,
  inbound: ReadonlyArray<InboundMessage>
) {
  for (const some of Arr.chunksOf(inbound, wordsAtOnce)) {
    const messages: Array<InboundStore.StoredInbound> = []
    for (const { answers, at, id, kind, newPhone, payload, phone, phoneNumberId, text, waUserId } of some) {
      const said = { kind, phoneNumberId, phone, waUserId, at, text, payload, answers, newPhone }
      messages.push({ ...said, wamid: id, id: InboundId.make(yield* deps.ids.id) })
    }
    yield* deps.inbound.insertMany(jewellerId, messages)
  }
})

/** Changes that are known already of who speaks now, under a number of then: the words go with the person. */
const changesSince = Effect.fnUntraced(
  function*(deps: HearDeps, jewellerId: JewellerId, words: ReadonlyArray<Word>) {
    const changes: Array<NumberChange> = []
    for (const some of Arr.chunksOf(words, wordsAtOnce)) {
      const phones = [...new Set(some.flatMap(({ person }) => person.phone ?? []))]
      const known = phones.length === 0 ? [] : yield* deps.inbound.listNumberChanges(jewellerId, phones)
      changes.push(
        ...known.flatMap(numberChange).filter(({ at, phone }) =>
          some.some(({ entry, person }) => person.phone === phone && DateTime.lessThanOrEqualTo(entry.at, at))
        )
      )
    }
    return changes
  }
)

const numberChange = ({ at, newPhone, phone }: Omit<InboundMessage, "id">): ReadonlyArray<NumberChange> =>
  phone === null || newPhone === null || phone === newPhone ? [] : [{ phone, newPhone, at }]

const wordOf = (message: InboundMessage, now: DateTime.Utc): ReadonlyArray<Word> => {
  const asked = Keyword.ofMessage(message)
  return asked === null ? [] : [{
    person: message,
    entry: {
      ...asked,
      source: "INBOUND",
      at: DateTime.min(message.at, now),
      proof: `message ${message.id}: ${message.payload ?? message.text ?? ""}`
    }
  }]
}

const wordOfPreference = (preference: Preference, now: DateTime.Utc): Word => ({
  person: preference,
  entry: {
    action: preference.value === "stop" ? "OPT_OUT" : "OPT_IN",
    scope: "MARKETING",
    source: "WHATSAPP",
    at: DateTime.min(preference.at, now),
    proof: `user_preferences: ${preference.value}`
  }
})
