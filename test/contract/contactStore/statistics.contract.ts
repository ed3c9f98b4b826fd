import { assert, describe } from "@effect/vitest"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import type { Group } from "@ektola/domain/segmentation/Statistics"
import * as Effect from "effect/Effect"
import { Backdoor } from "../../providers/Backdoor.js"
import type { Provider } from "../../providers/registry.js"
import { aBareContact, aContact, at } from "../builders.js"
import { aTenant, refuse } from "../stage.js"

const toText = ({ count, hasPhone, hasUserId, language, optOut, segment }: Group): string =>
  [segment, language ?? "-", optOut ?? "-", hasPhone ? "phone" : "-", hasUserId ? "user" : "-", count].join(" ")

export const suite = ({ it, name }: Provider) =>
  describe(`ContactStore on ${name}`, () => {
    it("countGroups counts who is alike, without the deleted and other jewellers' contacts", () =>
      Effect.gen(function*() {
        const contacts = yield* ContactStore
        const backdoor = yield* Backdoor
        const [jewellerId, other] = [yield* aTenant(), yield* aTenant()]
        const [deleted, byId, noMarketing, nothing] = [aContact(), aContact(), aContact(), aContact()]
        const unreachable = aBareContact({ segment: "MARKETING" })
        const stored = [
          aContact(),
          aContact({ paymentDay: 9, name: null }),
          noMarketing,
          nothing,
          aContact({ language: "hi" }),
          aContact({ segment: "GOLD_SIP" }),
          aBareContact(),
          deleted,
          byId,
          unreachable
        ]
        yield* contacts.upsertMany(jewellerId, stored, "REPLACE", at(0))
        yield* contacts.upsertMany(other, [aContact({ segment: "MARKETING", language: "pa" })], "REPLACE", at(0))
        yield* refuse(jewellerId, noMarketing.id, "MARKETING", at(1))
        yield* refuse(jewellerId, nothing.id, "ALL", at(1))
        yield* backdoor.deleteContact(deleted.id, at(5))
        yield* backdoor.replacePhone(byId.id, "IN.1234567890")
        yield* backdoor.replacePhone(unreachable.id, null)
        const groups = yield* contacts.countGroups(jewellerId)
        assert.deepStrictEqual(groups.map(toText).toSorted(), [
          "GOLD_LOAN - - phone - 1",
          "GOLD_LOAN hi - phone - 1",
          "GOLD_LOAN ta - - user 1",
          "GOLD_LOAN ta - phone - 2",
          "GOLD_LOAN ta ALL phone - 1",
          "GOLD_LOAN ta MARKETING phone - 1",
          "GOLD_SIP ta - phone - 1",
          "MARKETING - - - - 1"
        ])
        assert.deepStrictEqual(yield* contacts.countGroups(yield* aTenant()), [])
      }))
  })
