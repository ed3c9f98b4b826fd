import { assert, describe } from "@effect/vitest"
import { type AuditEntry, AuditEntryId } from "@ektola/domain/identity/AuditEntry"
import { UserId } from "@ektola/domain/identity/User"
import { AuditLog, type Filter } from "@ektola/domain/ports/AuditLog"
import * as Effect from "effect/Effect"
import type { Provider } from "../providers/registry.js"
import { at, uuid } from "./builders.js"
import { aTenant } from "./stage.js"

const anything: Filter = { jewellerId: null, actorId: null, action: null }

const anEntry = (fields: Partial<AuditEntry> = {}): AuditEntry => ({
  id: AuditEntryId.make(uuid()),
  at: at(1.25),
  action: "LOGGED_IN",
  actorId: UserId.make(uuid()),
  jewellerId: null,
  subject: null,
  detail: {},
  address: null,
  requestId: null,
  ...fields
})

export const suite = ({ it, name }: Provider) =>
  describe(`AuditLog on ${name}`, () => {
    it("append stores every field, and listPage gives the newest first, page by page", () =>
      Effect.gen(function*() {
        const log = yield* AuditLog
        const jewellerId = yield* aTenant()
        const entries = [
          anEntry({
            jewellerId,
            detail: { by: "code", reason: "नया \"टोकन\"" },
            address: "2001:db8::1",
            requestId: "r-1"
          }),
          anEntry({ jewellerId, actorId: null, subject: "thing", action: "JEWELLER_REJECTED" }),
          anEntry({ jewellerId })
        ]
        yield* log.append(entries.slice(0, 2))
        yield* log.append(entries.slice(2))
        const filter = { ...anything, jewellerId }
        const first = yield* log.listPage(filter, { after: null, limit: 2 })
        assert.deepStrictEqual(first, { items: [entries[2]!, entries[1]!], next: entries[1]!.id })
        assert.deepStrictEqual(yield* log.listPage(filter, { after: first.next, limit: 2 }), {
          items: [entries[0]!],
          next: null
        })
      }))

    it("listPage gives what has the filter's jeweller, actor and action", () =>
      Effect.gen(function*() {
        const log = yield* AuditLog
        const [jewellerId, other] = [yield* aTenant(), yield* aTenant()]
        const actorId = UserId.make(uuid())
        const wanted = anEntry({ jewellerId, actorId, action: "INVITED" })
        const others = [
          anEntry({ jewellerId: other, actorId, action: "INVITED" }),
          anEntry({ jewellerId, action: "INVITED" }),
          anEntry({ jewellerId, actorId })
        ]
        yield* log.append([wanted, ...others])
        const idsOf = (filter: Partial<Filter>) =>
          Effect.map(
            log.listPage({ ...anything, ...filter }, { after: null, limit: 10 }),
            ({ items }) => items.map(({ id }) => id)
          )
        assert.deepStrictEqual(yield* idsOf({ jewellerId, actorId, action: "INVITED" }), [wanted.id])
        assert.deepStrictEqual(yield* idsOf({ actorId }), [others[2]!.id, others[0]!.id, wanted.id])
        assert.deepStrictEqual(yield* idsOf({ jewellerId, action: "INVITED" }), [others[1]!.id, wanted.id])
      }))
  })
