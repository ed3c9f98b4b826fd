import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Principal from "../../identity/Principal.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import type { Service } from "../Tenancy.js"
import { WhatsAppNotConnected } from "../TenancyError.js"

export const getWhatsApp = (deps: { readonly accounts: WhatsAppAccountStore.Service }): Service["getWhatsApp"] =>
  Effect.fn("Tenancy.getWhatsApp")(function*(principal) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "whatsapp.read")
    const account = yield* deps.accounts.find(jewellerId)
    return Option.isSome(account) ? account.value : yield* new WhatsAppNotConnected()
  })
