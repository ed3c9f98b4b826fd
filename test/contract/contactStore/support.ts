import type { ContactId } from "@ektola/domain/contacts/Contact"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as Effect from "effect/Effect"
import { aContact, at } from "../builders.js"
import { aTenant } from "../stage.js"

/** A jeweller with one stored contact. */
export const aKnownContact = (over: Parameters<typeof aContact>[0] = {}) =>
  Effect.gen(function*() {
    const contacts = yield* ContactStore
    const jewellerId = yield* aTenant()
    const { id, input } = aContact(over)
    yield* contacts.upsertMany(jewellerId, [{ id, input }], "REPLACE", at(0))
    return { jewellerId, id, input }
  })

export const stored = (jewellerId: JewellerId, id: ContactId) =>
  Effect.flatMap(ContactStore, (contacts) => contacts.get(jewellerId, id))
