/**
 * Codes in memory.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Otp from "../../identity/Otp.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { OtpStore } from "../OtpStore.js"
import { MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`. Locks need nothing: units of work run one after the other.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<OtpStore, never, MemoryDatabase> = Layer.effect(
  OtpStore,
  Effect.map(MemoryDatabase, (db) => {
    const { otps } = db.tables
    return OtpStore.of({
      lock: (email, purpose) => db.call(TenantScope.system, () => otps.get(`${purpose} ${email}`) ?? Otp.none),
      save: (email, purpose, otp) => db.call(TenantScope.system, () => db.put(otps, `${purpose} ${email}`, otp)),
      removeBefore: (before, limit) =>
        db.call(TenantScope.system, () => {
          const isOld = ({ newest, requestedAt, wrongAt }: Otp.Otp) =>
            [...requestedAt, ...wrongAt, ...newest === null ? [] : [newest.issuedAt, newest.usedAt ?? newest.issuedAt]]
              .every((at) => DateTime.lessThan(at, before))
          const old = [...otps].filter(([, otp]) => isOld(otp)).slice(0, limit)
          for (const [key] of old) db.remove(otps, key)
          return old.length
        })
    })
  })
)
