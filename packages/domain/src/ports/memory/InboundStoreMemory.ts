/**
 * What customers have written, in memory.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { InboundStore, type StoredInbound } from "../InboundStore.js"
import * as Page from "../Page.js"
import { byId, MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<InboundStore, never, MemoryDatabase> = Layer.effect(
  InboundStore,
  Effect.map(MemoryDatabase, (db) => {
    const { inbound } = db.tables
    const of = (jewellerId: JewellerId): ReadonlyArray<StoredInbound> =>
      [...inbound.values()].flatMap(({ jewellerId: owner, ...message }) => owner === jewellerId ? [message] : [])
    return InboundStore.of({
      insertMany: (jewellerId, messages) =>
        db.call(TenantScope.system, () => {
          for (const message of messages) {
            const key = `${jewellerId} ${message.wamid}`
            if (!inbound.has(key)) db.put(inbound, key, { ...message, jewellerId })
          }
        }),
      listPage: (jewellerId, { after, limit }) =>
        db.call(TenantScope.tenant(jewellerId), () =>
          Page.fromItems(
            of(jewellerId).filter(({ id }) => after === null || id < after).toSorted((a, b) => byId(b, a)).slice(
              0,
              limit + 1
            ),
            limit
          )),
      listNumberChanges: (jewellerId, phones) =>
        db.call(TenantScope.system, () =>
          of(jewellerId)
            .filter(({ newPhone, phone }) => newPhone !== null && phone !== null && phones.includes(phone))
            .toSorted((a, b) => DateTime.Order(a.at, b.at) || byId(a, b)))
    })
  })
)
