import { assert, describe } from "@effect/vitest"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import * as PersonHasher from "@ektola/domain/ports/PersonHasher"
import { SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { recordConsent, type Word } from "../../packages/domain/src/contacts/internal/recordConsent.js"
import { Backdoor } from "../providers/Backdoor.js"
import type { Provider } from "../providers/registry.js"
import { aContact, aLine, at, newContactId } from "./builders.js"
import { aLaunch, aShop, read, someMessages } from "./stage.js"

const hasher = PersonHasherHmac.layer(Redacted.make("a key of the tests"))

/** As every use case does it: in one unit of work of the tenant. */
const record = (jewellerId: JewellerId, words: ReadonlyArray<Word>) =>
  Effect.gen(function*() {
    const unitOfWork = yield* UnitOfWork
    const deps = {
      campaigns: yield* CampaignStore,
      contacts: yield* ContactStore,
      messages: yield* MessageStore,
      persons: yield* PersonHasher.PersonHasher,
      suppressions: yield* SuppressionStore
    }
    return yield* unitOfWork.transact(TenantScope.tenant(jewellerId), recordConsent(deps, jewellerId, words))
  }).pipe(Effect.provide(hasher))

const said = (over: Partial<Word["entry"]> = {}): Word["entry"] => {
  const { contactId: _, person: __, ...entry } = aLine(over)
  return entry
}

export const suite = ({ it, name }: Provider) =>
  describe(`consent on ${name}`, () => {
    it("a word reaches contact, suppressions, ledger and queue together", () =>
      Effect.gen(function*() {
        const contacts = yield* ContactStore
        const suppressions = yield* SuppressionStore
        const backdoor = yield* Backdoor
        const persons = yield* Effect.provide(PersonHasher.PersonHasher, hasher)
        const shop = yield* aShop()
        const { jewellerId } = shop
        const [contact, other] = [aContact(), aContact()]
        const { phone } = contact.input
        yield* contacts.upsertMany(jewellerId, [contact, other], "REPLACE", at(0))
        yield* contacts.learnUserIds(jewellerId, [{ phone, waUserId: "IN.1" }], at(0))
        const reminder = yield* aLaunch(shop)
        const offer = yield* aLaunch(shop, { campaign: { category: "MARKETING" } })
        const queue = (launch: typeof reminder) =>
          someMessages(shop, launch.run, [{ contactId: contact.id }, { contactId: other.id }])
        const [[mine, theirs], [myOffer]] = [yield* queue(reminder), yield* queue(offer)]
        assert(mine && theirs && myOffer)
        const states = Effect.forEach(
          [mine, theirs, myOffer],
          ({ id }) => Effect.map(read(id), ({ message }) => message.cancelReason ?? message.state)
        )
        const histories = Effect.gen(function*() {
          const keys = PersonHasher.hashes(persons, jewellerId, { phone, waUserId: "IN.1" })
          const found = yield* suppressions.find(keys.map((person) => ({ jewellerId, person })))
          return found.map(({ history }) => history)
        })

        const first = said({ scope: "MARKETING", source: "WHATSAPP", at: at(50) })
        const [after] = yield* record(jewellerId, [{ person: { phone: null, waUserId: "IN.1" }, entry: first }])
        assert.deepStrictEqual([after?.id, after?.optOut, after?.optedOutAt], [contact.id, "MARKETING", at(50)])
        assert.deepStrictEqual(yield* states, ["QUEUED", "QUEUED", "OPTED_OUT"])
        const refusedMarketing = {
          refusedAll: null,
          refusedMarketing: at(50),
          allowedAll: null,
          allowedMarketing: null
        }
        assert.deepStrictEqual(yield* histories, [refusedMarketing, refusedMarketing])

        const second = said({ at: at(60) })
        yield* record(jewellerId, [{ person: { phone, waUserId: null }, entry: second }])
        assert.deepStrictEqual(yield* states, ["OPTED_OUT", "QUEUED", "OPTED_OUT"])
        assert.strictEqual((yield* contacts.get(jewellerId, contact.id)).optOut, "ALL")
        assert.isNull((yield* contacts.get(jewellerId, other.id)).optOut)

        const third = said({ action: "OPT_IN", at: at(70) })
        yield* record(jewellerId, [{ person: { phone: null, waUserId: "IN.1" }, entry: third }])
        const { optOut, optedOutAt } = yield* contacts.get(jewellerId, contact.id)
        assert.deepStrictEqual([optOut, optedOutAt], [null, null])
        const all = { refusedAll: at(60), refusedMarketing: at(50), allowedAll: at(70), allowedMarketing: null }
        assert.deepStrictEqual(yield* histories, [all, all])

        // Told again, in another order, by both names.
        const again = [third, first, second].flatMap((entry) => [
          { person: { phone, waUserId: null }, entry },
          { person: { phone: null, waUserId: "IN.1" }, entry }
        ])
        yield* record(jewellerId, again)
        assert.deepStrictEqual(yield* histories, [all, all])
        const lines = yield* backdoor.consents(jewellerId)
        assert.deepStrictEqual(lines.map(({ person, ...line }) => [person !== null, line]), [
          [true, { contactId: contact.id, ...first }],
          [true, { contactId: contact.id, ...second }],
          [true, { contactId: contact.id, ...third }]
        ])
      }))

    it("a refusal by somebody who is no contact, and of a contact with neither number nor user id", () =>
      Effect.gen(function*() {
        const backdoor = yield* Backdoor
        const { jewellerId } = yield* aShop()
        const nobody = { phone: aContact().input.phone, waUserId: null }
        assert.deepStrictEqual(yield* record(jewellerId, [{ person: nobody, entry: said() }]), [])
        yield* record(jewellerId, [{ person: nobody, entry: said() }])
        yield* record(jewellerId, [{
          person: { phone: null, waUserId: null },
          contactId: newContactId(),
          entry: said({ source: "USER" })
        }])
        const lines = yield* backdoor.consents(jewellerId)
        assert.deepStrictEqual(lines.map(({ contactId, person, source }) => [contactId, person !== null, source]), [
          [null, true, "INBOUND"],
          [null, false, "USER"]
        ])
      }))
  })
