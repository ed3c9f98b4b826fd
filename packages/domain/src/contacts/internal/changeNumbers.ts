import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as InboundStore from "../../ports/InboundStore.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import * as Consent from "../Consent.js"
import type { Contact } from "../Contact.js"
import type { PhoneNumber } from "../PhoneNumber.js"
import { holdRefusals, type RefusalDeps } from "./holdRefusals.js"

/** What WhatsApp told: whoever had `phone` has `newPhone` since `at`. */
export interface NumberChange {
  readonly phone: PhoneNumber
  readonly newPhone: PhoneNumber
  readonly at: DateTime.Utc
}

// Nobody changes the number more often within what is known.
const mostSteps = 20

/**
 * Gives contacts their new numbers, and lets hold under the new one what was refused under the old. Changes that were told
 * in another order than they happened end at the same number, for each looks at those that came after it. A contact that
 * has the new number already, or was made after the change, stays as it is.
 */
export const changeNumbers = Effect.fnUntraced(function*(
  deps: RefusalDeps & { readonly inbound: InboundStore.Service },
  jewellerId: JewellerId,
  told: ReadonlyArray<NumberChange>,
  now: DateTime.Utc
) {
  for (const change of [...told].sort((a, b) => DateTime.Order(a.at, b.at))) {
    const way = yield* wayOf(deps, jewellerId, change)
    const last = way.at(-1)
    if (last === undefined) continue
    yield* carryRefusals(deps, jewellerId, [change.phone, ...way])
    const phones = [...new Set([change.phone, last])]
    const contacts = yield* deps.contacts.lockPersons(jewellerId, { ids: [], phones, waUserIds: [] })
    const isTaken = contacts.some(({ phone }) => phone === last)
    const moving = contacts.find(({ createdAt, phone }) =>
      phone === change.phone && !DateTime.greaterThan(createdAt, change.at)
    )
    const moved: ReadonlyArray<Contact> = moving === undefined || isTaken ? [] : [{ ...moving, phone: last }]
    // By the user id, which ends with the number, before it is forgotten.
    const stay = contacts.filter((contact) => contact !== moving || isTaken)
    yield* holdRefusals(deps, jewellerId, [...stay, ...moved], now)
    yield* deps.contacts.changePhones(jewellerId, moved.map(({ id }) => ({ id, phone: last })), now)
  }
})

/** The numbers that the person has had since, the present one last; none when it is the old one again. */
const wayOf = Effect.fnUntraced(function*(
  deps: { readonly inbound: InboundStore.Service },
  jewellerId: JewellerId,
  change: NumberChange
) {
  const way = [change.newPhone]
  let { at, newPhone: phone } = change
  while (way.length < mostSteps) {
    const later = yield* deps.inbound.listNumberChanges(jewellerId, [phone])
    const next = later.find((one) => one.newPhone !== null && DateTime.greaterThan(one.at, at))
    if (next === undefined || next.newPhone === null) break
    ;({ at, newPhone: phone } = { at: next.at, newPhone: next.newPhone })
    way.push(phone)
  }
  return way.at(-1) === change.phone ? [] : way
})

const carryRefusals = Effect.fnUntraced(function*(
  deps: RefusalDeps,
  jewellerId: JewellerId,
  phones: ReadonlyArray<PhoneNumber>
) {
  const persons = phones.flatMap((phone) => deps.persons.hash(jewellerId, { phone, waUserId: null }) ?? [])
  const found = yield* deps.suppressions.find([...new Set(persons)].map((person) => ({ jewellerId, person })))
  const last = persons.at(-1)
  if (found.length === 0 || last === undefined) return
  const history = Consent.merge(found.map((one) => one.history))
  // No lines: nobody has said anything now.
  yield* deps.suppressions.record(jewellerId, [{ person: last, history }], [])
})
