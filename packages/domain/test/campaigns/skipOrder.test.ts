import { assert, describe, it } from "@effect/vitest"
import * as Scheduler from "@ektola/domain/campaigns/Scheduler"
import type { Contact } from "@ektola/domain/contacts/Contact"
import type { SkipReason } from "@ektola/domain/segmentation/Audience"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { aShop, layer, Provider, someContacts } from "../world.js"
import {
  aReminderTemplate,
  goTo,
  india,
  launch,
  passTime,
  reminded,
  reminding,
  setContact,
  skipped
} from "./support.js"

/** Nobody without an address is a person, so that NO_PHONE and ALREADY_REMINDED never meet. */
const causes: Readonly<Partial<Record<SkipReason, Partial<Contact>>>> = {
  DELETED: { deletedAt: india("2026-12-31 12:30") },
  OPTED_OUT: { optOut: "ALL" },
  NO_APPROVED_TRANSLATION: { language: "ta" },
  MISSING_VARIABLE: { name: null }
}

describe.each([500, 1])("of two contacts that are one person, in chunks of %d, the second is skipped", (chunkSize) => {
  for (const [reason, change] of Object.entries({ ...causes, ALREADY_REMINDED: {} })) {
    it.effect(`with ${reason}${reason === "ALREADY_REMINDED" ? "" : " rather than ALREADY_REMINDED"}`, () =>
      Effect.gen(function*() {
        yield* goTo(india("2026-12-31 12:00"))
        const shop = yield* aShop()
        const template = yield* aReminderTemplate(shop, ["hi"])
        const contacts = yield* someContacts(
          shop,
          [1, 2].map((number) => ({ number, paymentDay: 5, language: "hi" as const }))
        )
        for (const id of contacts) yield* setContact(id, { phone: null, waUserId: "the same person" })
        const [, second] = contacts
        assert(second)
        yield* setContact(second, change)
        yield* launch(shop, template, reminding({ start: "2027-01-01" }))
        yield* passTime(india("2027-01-02 10:00"))
        assert.deepStrictEqual(yield* reminded, ["2027-01-02 | Customer 1 | 05-01-2027"])
        assert.deepStrictEqual((yield* skipped).map((line) => line.split(" | ")[2]), [reason])
      }).pipe(Effect.provide(Layer.provideMerge(Scheduler.layer({ chunkSize }), layer(new Provider())))))
  }
})
