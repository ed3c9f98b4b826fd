import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import * as AccountChange from "../AccountChange.js"
import type { AccountEvent } from "../AccountEvent.js"
import { portfolioOf, type WhatsAppAccount } from "../WhatsAppAccount.js"

/** A connection that events have changed, as it was and as it is. */
export interface ChangedAccount {
  readonly before: WhatsAppAccount
  readonly after: WhatsAppAccount
}

/** Applies what WhatsApp said of accounts to those of locked `accounts` that it is about, and returns what changed. */
export const applyAccountEvents = Effect.fnUntraced(function*(
  deps: { readonly accounts: WhatsAppAccountStore.Service },
  events: ReadonlyArray<AccountEvent>,
  accounts: ReadonlyArray<WhatsAppAccount>,
  now: DateTime.Utc
) {
  const portfolios = (event: AccountEvent) =>
    new Set(accounts.filter(({ wabaId }) => wabaId === event.wabaId).map(portfolioOf))
  const routed = events.map((event) => ({ event, portfolios: portfolios(event) }))
  const changed = accounts.flatMap((before): ReadonlyArray<ChangedAccount> => {
    const own = routed.flatMap(({ event, portfolios }) =>
      AccountChange.concerns(event, before, portfolios.has(portfolioOf(before))) ? [event] : []
    )
    const after = AccountChange.apply(before, own, now)
    return after === before ? [] : [{ before, after }]
  })
  if (changed.length > 0) yield* deps.accounts.save(changed.map(({ after }) => after))
  return changed
})
