import { assert, describe, it } from "@effect/vitest"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import * as Contacts from "@ektola/domain/contacts/Contacts"
import { ContactFileReader } from "@ektola/domain/ports/ContactFileReader"
import { PhoneParser } from "@ektola/domain/ports/PhoneParser"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import { aRun, aShop, aTemplate, layer, Provider, someContacts } from "../world.js"

const unused = Layer.merge(
  Layer.succeed(ContactFileReader, { read: () => Stream.empty }),
  Layer.succeed(PhoneParser, { parse: () => Either.left("EMPTY") })
)
const world = Layer.provideMerge(Contacts.layer, Layer.merge(layer(new Provider()), unused))

/** A reminder and an offer wait for one customer, who refuses; the states of both, and the reason if one is cancelled. */
const afterRefusing = (scope: "MARKETING" | "ALL") =>
  Effect.gen(function*() {
    yield* TestClock.setTime(1_795_564_800_000)
    const campaigns = yield* Campaigns
    const contacts = yield* Contacts.Contacts
    const shop = yield* aShop()
    const [contactId] = yield* someContacts(shop, [{ number: 1 }])
    assert(contactId)
    const reminder = yield* aRun(shop, yield* aTemplate(shop, "UTILITY"))
    const offer = yield* aRun(shop, yield* aTemplate(shop, "MARKETING"))
    yield* contacts.optOut(shop.owner, contactId, scope)
    return yield* Effect.forEach([reminder, offer], ({ run }) =>
      Effect.map(
        campaigns.listMessages(shop.owner, run.id, { state: null }, { after: null, limit: 10 }),
        ({ items }) => items.map(({ cancelReason, state }) => [state, cancelReason])
      ))
  }).pipe(Effect.provide(world))

describe("Contacts.optOut", () => {
  it.effect("of everything cancels all that waits", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* afterRefusing("ALL"), [[["CANCELLED", "OPTED_OUT"]], [["CANCELLED", "OPTED_OUT"]]])
    }))

  it.effect("of marketing cancels the offer and leaves the reminder", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* afterRefusing("MARKETING"), [[["QUEUED", null]], [["CANCELLED", "OPTED_OUT"]]])
    }))
})
