import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import { type AuditEntry, AuditEntryId } from "../AuditEntry.js"
import * as Origin from "../Origin.js"
import type { Principal } from "../Principal.js"

type Told = Pick<AuditEntry, "action"> & Partial<Pick<AuditEntry, "actorId" | "detail" | "jewellerId" | "subject">>

/** The entry of what is done now. It is appended in the unit of work that does it, so that both are there or neither. */
export const entryOf = Effect.fnUntraced(function*(ids: IdGenerator.Service, told: Told) {
  const origin = yield* FiberRef.get(Origin.current)
  return {
    id: AuditEntryId.make(yield* ids.id),
    at: yield* DateTime.now,
    actorId: null,
    jewellerId: null,
    subject: null,
    detail: {},
    ...told,
    ...origin
  } satisfies AuditEntry
})

/** The same for what a principal does, on behalf of its shop. */
export const entryBy = (
  ids: IdGenerator.Service,
  { jewellerId, userId }: Principal,
  told: Omit<Told, "actorId">
) => entryOf(ids, { actorId: userId, jewellerId, ...told })
