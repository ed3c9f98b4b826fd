import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import type { PhoneNumber } from "../PhoneNumber.js"
import { holdRefusals, type RefusalDeps } from "./holdRefusals.js"

const personsAtOnce = 500

/**
 * Notes user ids that were seen beside numbers, and lets hold for those contacts what was refused under either. Where
 * every contact has its user id this is one statement that writes nothing.
 */
export const learnUserIds = Effect.fnUntraced(function*(
  deps: RefusalDeps,
  jewellerId: JewellerId,
  seen: ReadonlyArray<{ readonly phone: PhoneNumber; readonly waUserId: string }>,
  at: DateTime.Utc
) {
  const known = [...new Map(seen.map(({ phone, waUserId }) => [phone, { phone, waUserId }])).values()]
  for (let from = 0; from < known.length; from += personsAtOnce) {
    const learnt = yield* deps.contacts.learnUserIds(jewellerId, known.slice(from, from + personsAtOnce), at)
    yield* holdRefusals(deps, jewellerId, learnt, at)
  }
})
