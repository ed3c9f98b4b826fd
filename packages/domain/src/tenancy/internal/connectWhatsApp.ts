import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as TokenCipher from "../../ports/TokenCipher.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import type { Service } from "../Tenancy.js"
import { defaultRatePerSecond, WhatsAppAccountId } from "../WhatsAppAccount.js"

export const connectWhatsApp = (deps: {
  readonly ids: IdGenerator.Service
  readonly cipher: TokenCipher.Service
  readonly accounts: WhatsAppAccountStore.Service
}): Service["connectWhatsApp"] =>
  Effect.fn("Tenancy.connectWhatsApp")(function*(principal, connection) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "whatsapp.connect")
    return yield* deps.accounts.connect({
      id: WhatsAppAccountId.make(yield* deps.ids.id),
      jewellerId,
      wabaId: connection.wabaId,
      phoneNumberId: connection.phoneNumberId,
      displayPhoneNumber: connection.displayPhoneNumber,
      encryptedToken: yield* deps.cipher.encrypt(connection.accessToken),
      status: "CONNECTED",
      pauseReason: null,
      pauseClass: null,
      resumeAt: null,
      pauses: 0,
      ratePerSecond: connection.ratePerSecond ?? defaultRatePerSecond,
      portfolioId: connection.portfolioId ?? null,
      messagingLimit: connection.messagingLimit ?? null,
      connectedAt: yield* DateTime.now
    })
  })
