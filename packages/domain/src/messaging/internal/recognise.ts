import * as Arr from "effect/Array"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { RefusalDeps } from "../../contacts/internal/holdRefusals.js"
import { learnUserIds } from "../../contacts/internal/learnUserIds.js"
import type { PhoneNumber } from "../../contacts/PhoneNumber.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import type { InboundMessage } from "../InboundMessage.js"
import type { WithAttempts } from "../Message.js"
import type { StatusUpdate } from "../StatusUpdate.js"

/** A person whom we wrote to by number, and the user id that WhatsApp knows the same person by. */
export interface Recognised {
  readonly jewellerId: JewellerId
  readonly phone: PhoneNumber
  readonly waUserId: string
}

/** Somebody who hides the number later is known by the user id alone: it must be with the contact before. */
export const recognise = Effect.fnUntraced(
  function*(deps: RefusalDeps, recognised: ReadonlyArray<Recognised>, now: DateTime.Utc) {
    const byJeweller = Object.values(Arr.groupBy(recognised, ({ jewellerId }) => jewellerId))
    for (const persons of byJeweller.sort(([a], [b]) => a.jewellerId < b.jewellerId ? -1 : 1)) {
      yield* learnUserIds(deps, persons[0].jewellerId, persons, now)
    }
  }
)

/** Messages of ours that may tell who hides the number and answers them. */
export const messagesAnswered = (
  inbound: ReadonlyArray<InboundMessage>
): ReadonlyArray<Pick<StatusUpdate, "phoneNumberId" | "token" | "wamid">> =>
  inbound.flatMap(({ answers, phone, phoneNumberId }) =>
    phone === null && answers !== null ? [{ phoneNumberId, token: null, wamid: answers }] : []
  )

/** Who hides the number gets the one that the message went to which he or she answers. */
export const withNumbers = (
  inbound: ReadonlyArray<InboundMessage>,
  messages: ReadonlyArray<WithAttempts>
): ReadonlyArray<InboundMessage> => {
  const key = (phoneNumberId: string, wamid: string) => `${phoneNumberId} ${wamid}`
  const phones = new Map(
    messages.flatMap(({ attempts, message }) =>
      attempts.flatMap(({ phoneNumberId, wamid }) => wamid === null ? [] : [[key(phoneNumberId, wamid), message.phone]])
    )
  )
  return inbound.map((message) =>
    message.phone === null && message.answers !== null
      ? { ...message, phone: phones.get(key(message.phoneNumberId, message.answers)) ?? null }
      : message
  )
}
