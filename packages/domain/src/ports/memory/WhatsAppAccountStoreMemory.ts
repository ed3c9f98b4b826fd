/**
 * Connections to WhatsApp in memory.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { PhoneNumberIdTaken } from "../../tenancy/TenancyError.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import type { PhoneNumberId } from "../../tenancy/WhatsAppAccount.js"
import { WhatsAppAccountStore } from "../WhatsAppAccountStore.js"
import { MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<WhatsAppAccountStore, never, MemoryDatabase> = Layer.effect(
  WhatsAppAccountStore,
  Effect.map(MemoryDatabase, (db) => {
    const { accounts } = db.tables
    const owner = (phoneNumberId: PhoneNumberId) =>
      [...accounts.values()].find((account) => account.phoneNumberId === phoneNumberId)
    return WhatsAppAccountStore.of({
      connect: (account) =>
        db.transact(
          TenantScope.tenant(account.jewellerId),
          Effect.suspend(() => {
            const { phoneNumberId } = account
            if ((owner(phoneNumberId)?.jewellerId ?? account.jewellerId) !== account.jewellerId) {
              return new PhoneNumberIdTaken({ phoneNumberId })
            }
            const stored = { ...account, id: accounts.get(account.jewellerId)?.id ?? account.id }
            db.put(accounts, account.jewellerId, stored)
            return Effect.succeed(stored)
          })
        ),
      find: (jewellerId) =>
        db.call(TenantScope.tenant(jewellerId), () => Option.fromNullable(accounts.get(jewellerId))),
      findByPhoneNumberId: (phoneNumberId) =>
        db.call(TenantScope.system, () => Option.fromNullable(owner(phoneNumberId))),
      pause: (jewellerId, pauseReason) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const account = accounts.get(jewellerId)
          if (account?.status === "CONNECTED") {
            db.put(accounts, jewellerId, { ...account, status: "PAUSED", pauseReason })
          }
        })
    })
  })
)
