import * as Effect from "effect/Effect"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as Password from "../Password.js"
import type { User } from "../User.js"

/** What a password of this user must not repeat. */
export const accountOf = Effect.fnUntraced(function*(jewellers: JewellerStore.Service, user: User) {
  const { email, jewellerId, name } = user
  const shopName = jewellerId === null ? null : (yield* jewellers.get(jewellerId)).name
  return { email, name, shopName } satisfies Password.Account
})
