/**
 * Suppressions and the consent ledger in memory.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Consent from "../../contacts/Consent.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { type Suppression, type SuppressionKey, SuppressionStore } from "../SuppressionStore.js"
import { MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<SuppressionStore, never, MemoryDatabase> = Layer.effect(
  SuppressionStore,
  Effect.map(MemoryDatabase, (db) => {
    const { consents, suppressions } = db.tables
    const place = ({ jewellerId, person }: SuppressionKey) => `${jewellerId} ${person}`
    return SuppressionStore.of({
      find: (keys) =>
        db.callVisible((sees) =>
          [...new Set(keys.map(place))].flatMap((key): ReadonlyArray<Suppression> => {
            const found = suppressions.get(key)
            return found !== undefined && sees(found) ? [found] : []
          })
        ),
      record: (jewellerId, histories, lines) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const unchanged = new Set<string>()
          for (const { history, person } of histories) {
            const key = place({ jewellerId, person })
            const stored = suppressions.get(key)?.history ?? Consent.silence
            const merged = Consent.merge([stored, history])
            if (Consent.equals(stored, merged)) unchanged.add(person)
            else db.put(suppressions, key, { jewellerId, person, history: merged })
          }
          for (const line of lines) {
            if (line.person !== null && unchanged.has(line.person)) continue
            db.put(consents, consents.size, { jewellerId, ...line })
          }
        })
    })
  })
)
