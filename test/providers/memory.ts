import * as MemoryStores from "@ektola/domain/ports/memory/layer"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Backdoor } from "./Backdoor.js"

const backdoor = Layer.effect(
  Backdoor,
  Effect.map(MemoryDatabase, (db) => {
    const { attempts, consents, contacts, environment, statusEvents } = db.tables
    return Backdoor.of({
      deleteContact: (contactId, at) =>
        db.call(TenantScope.system, () => {
          const contact = contacts.get(contactId)
          if (contact !== undefined) db.put(contacts, contactId, { ...contact, deletedAt: at })
        }),
      replacePhone: (contactId, waUserId) =>
        db.call(TenantScope.system, () => {
          const contact = contacts.get(contactId)
          if (contact !== undefined) db.put(contacts, contactId, { ...contact, phone: null, waUserId })
        }),
      purgeContact: (contactId) => db.call(TenantScope.system, () => db.remove(contacts, contactId)),
      consents: (jewellerId) =>
        Effect.sync(() =>
          [...consents.values()].flatMap(({ jewellerId: owner, ...line }) => owner === jewellerId ? [line] : [])
        ),
      unclaim: db.call(TenantScope.system, () => db.remove(environment, "fingerprint")),
      events: (messageId) =>
        Effect.sync(() => {
          const own = new Set((attempts.get(messageId) ?? []).map(({ id }) => id))
          return [...statusEvents.values()].filter(({ attemptId }) => own.has(attemptId))
        })
    })
  })
)

export const layer = Layer.provideMerge(backdoor, MemoryStores.layer)
