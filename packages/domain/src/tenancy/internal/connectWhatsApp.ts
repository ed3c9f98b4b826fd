import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { entryBy } from "../../identity/internal/entryOf.js"
import * as Principal from "../../identity/Principal.js"
import type * as AuditLog from "../../ports/AuditLog.js"
import type * as BusinessManagement from "../../ports/BusinessManagement.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as TokenCipher from "../../ports/TokenCipher.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import * as AccountChange from "../AccountChange.js"
import * as AccountStanding from "../AccountStanding.js"
import type { Service } from "../Tenancy.js"
import * as TenantScope from "../TenantScope.js"
import { defaultRatePerSecond, type WhatsAppAccount, WhatsAppAccountId } from "../WhatsAppAccount.js"
import { proveToken } from "./proveToken.js"

export const connectWhatsApp = (deps: {
  readonly audit: AuditLog.Service
  readonly ids: IdGenerator.Service
  readonly management: BusinessManagement.Service | null
  readonly cipher: TokenCipher.Service
  readonly accounts: WhatsAppAccountStore.Service
  readonly unitOfWork: UnitOfWork.Service
}): Service["connectWhatsApp"] =>
  Effect.fn("Tenancy.connectWhatsApp")(function*(principal, connection) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "whatsapp.connect")
    if (deps.management !== null) yield* proveToken(deps.management, connection)
    const now = yield* DateTime.now
    const account: WhatsAppAccount = {
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
      standing: AccountStanding.silence,
      connectedAt: now
    }
    const entry = yield* entryBy(deps.ids, principal, {
      action: "WHATSAPP_CONNECTED",
      subject: connection.phoneNumberId,
      detail: { wabaId: connection.wabaId }
    })
    // Whoever tells something of the connection meanwhile waits, and tells it to the new one.
    const connect = Effect.gen(function*() {
      const before = Option.getOrNull(yield* deps.accounts.lock(jewellerId))
      const connected = yield* deps.accounts.connect(AccountChange.reconnected(account, before, now))
      yield* deps.audit.append([entry])
      return connected
    })
    return yield* deps.unitOfWork.transact(TenantScope.system, connect)
  })
