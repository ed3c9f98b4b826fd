import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { entryBy } from "../../../identity/internal/entryOf.js"
import * as Principal from "../../../identity/Principal.js"
import type * as AuditLog from "../../../ports/AuditLog.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as JewellerStore from "../../../ports/JewellerStore.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import type { Service } from "../../Administration.js"
import { type Note, NoteId } from "../../Note.js"
import * as TenantScope from "../../TenantScope.js"

export const addNote = (deps: {
  readonly audit: AuditLog.Service
  readonly ids: IdGenerator.Service
  readonly jewellers: JewellerStore.Service
  readonly unitOfWork: UnitOfWork.Service
}): Service["addNote"] =>
  Effect.fn("Administration.addNote")(function*(principal, jewellerId, text) {
    yield* Principal.authorise(principal, "jeweller.note")
    yield* deps.jewellers.get(jewellerId)
    const note: Note = {
      id: NoteId.make(yield* deps.ids.id),
      jewellerId,
      authorId: principal.userId,
      text,
      at: yield* DateTime.now
    }
    const entry = yield* entryBy(deps.ids, principal, { action: "NOTE_ADDED", jewellerId, subject: note.id })
    yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.zipRight(deps.jewellers.insertNote(note), deps.audit.append([entry]))
    )
    return note
  })
