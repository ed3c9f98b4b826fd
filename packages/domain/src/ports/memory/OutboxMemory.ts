/**
 * Mails in memory.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Order from "effect/Order"
import type { Mail } from "../../mail/Mail.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { Outbox } from "../Outbox.js"
import * as Page from "../Page.js"
import { byId, MemoryDatabase, pageOf } from "./MemoryDatabase.js"

const longestDueFirst = Order.combine(Order.mapInput(DateTime.Order, (mail: Mail) => mail.dueAt), (a, b) => {
  const order = byId(a, b)
  return order < 0 ? -1 : order > 0 ? 1 : 0
})

/**
 * Gives the store on a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Outbox, never, MemoryDatabase> = Layer.effect(
  Outbox,
  Effect.map(MemoryDatabase, (db) => {
    const { outbox } = db.tables
    const put = (mails: ReadonlyArray<Mail>) =>
      db.call(TenantScope.system, () => mails.forEach((mail) => db.put(outbox, mail.id, mail)))
    return Outbox.of({
      insert: put,
      claim: (now, until, limit) =>
        db.call(TenantScope.system, () => {
          const due = [...outbox.values()]
            .filter(({ dueAt, status }) => status === "WAITING" && DateTime.lessThanOrEqualTo(dueAt, now))
            .sort(longestDueFirst)
            .slice(0, limit)
          for (const mail of due) db.put(outbox, mail.id, { ...mail, dueAt: until })
          return due.map((mail) => ({ ...mail, dueAt: until }))
        }),
      save: put,
      removeBefore: (before, limit) =>
        db.call(TenantScope.system, () => {
          const old = [...outbox.values()]
            .filter(({ createdAt, status }) => status !== "WAITING" && DateTime.lessThan(createdAt, before))
            .slice(0, limit)
          for (const { id } of old) db.remove(outbox, id)
          return old.length
        }),
      listDead: (page) =>
        db.call(
          TenantScope.system,
          () => Page.fromItems(pageOf([...outbox.values()].filter(({ status }) => status === "DEAD"), page), page.limit)
        )
    })
  })
)
