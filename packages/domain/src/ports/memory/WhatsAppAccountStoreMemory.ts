/**
 * Connections to WhatsApp in memory.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { PhoneNumberIdTaken } from "../../tenancy/TenancyError.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { type PhoneNumberId, portfolioOf, type WhatsAppAccount } from "../../tenancy/WhatsAppAccount.js"
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
    // What somebody has changed since it was seen stays as it is.
    const change = (seen: WhatsAppAccount, changes: Partial<WhatsAppAccount>) =>
      db.call(TenantScope.tenant(seen.jewellerId), () => {
        const account = accounts.get(seen.jewellerId)
        if (account === undefined || !isSame(account, seen)) return false
        db.put(accounts, seen.jewellerId, { ...account, ...changes })
        return true
      })
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
      lock: (jewellerId) =>
        db.call(TenantScope.tenant(jewellerId), () => Option.fromNullable(accounts.get(jewellerId))),
      lockConcerned: (wabaIds) =>
        db.call(TenantScope.system, () => {
          const all = [...accounts.values()]
          const portfolios = new Set(all.filter(({ wabaId }) => wabaIds.includes(wabaId)).map(portfolioOf))
          return all.filter((account) => portfolios.has(portfolioOf(account)))
            .sort((a, b) => a.jewellerId < b.jewellerId ? -1 : 1)
        }),
      save: (changed) =>
        db.call(TenantScope.system, () => {
          for (const account of changed) {
            const { id, phoneNumberId, wabaId } = accounts.get(account.jewellerId) ?? account
            db.put(accounts, account.jewellerId, { ...account, id, phoneNumberId, wabaId })
          }
        }),
      pause: (seen, pause) => change(seen, { status: "PAUSED", ...pause }),
      resume: (seen) =>
        change(seen, { status: "CONNECTED", pauseReason: null, pauseClass: null, resumeAt: null, pauses: 0 })
    })
  })
)

const isSame = (stored: WhatsAppAccount, seen: WhatsAppAccount): boolean =>
  stored.phoneNumberId === seen.phoneNumberId && DateTime.Equivalence(stored.connectedAt, seen.connectedAt) &&
  stored.status === seen.status && stored.pauses === seen.pauses
