/**
 * Encrypted texts in the tables in memory.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { type Kind, type SealedText, SealedTexts } from "../SealedTexts.js"
import { byId, MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the texts of a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<SealedTexts, never, MemoryDatabase> = Layer.effect(
  SealedTexts,
  Effect.map(MemoryDatabase, (db) => {
    const { accounts, outbox } = db.tables
    const all = (kind: Kind): Array<SealedText> =>
      kind === "LETTER"
        ? [...outbox.values()].flatMap(({ id, sealed }) => sealed === null ? [] : [{ id, sealed }])
        : [...accounts.values()].flatMap(({ encryptedToken, id }) =>
          encryptedToken === "" ? [] : [{ id, sealed: encryptedToken }]
        )
    return SealedTexts.of({
      list: (kind, after, limit) =>
        db.call(
          TenantScope.system,
          () => all(kind).filter(({ id }) => after === null || id > after).sort(byId).slice(0, limit)
        ),
      replace: (kind, { id, sealed }, to) =>
        db.call(TenantScope.system, () => {
          if (!all(kind).some((text) => text.id === id && text.sealed === sealed)) return false
          for (const mail of outbox.values()) if (mail.id === id) db.put(outbox, mail.id, { ...mail, sealed: to })
          for (const account of accounts.values()) {
            if (account.id === id) db.put(accounts, account.jewellerId, { ...account, encryptedToken: to })
          }
          return true
        })
    })
  })
)
