import { assert, describe } from "@effect/vitest"
import { silence } from "@ektola/domain/contacts/Consent"
import { SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import { Backdoor } from "../providers/Backdoor.js"
import type { Provider } from "../providers/registry.js"
import { aLine, aSuppression, at, newContactId, newPerson } from "./builders.js"
import { aTenant } from "./stage.js"

/** The histories of these persons, in their order; null for somebody who is not known. */
const known = (jewellerId: JewellerId, persons: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const suppressions = yield* SuppressionStore
    const found = yield* suppressions.find(persons.map((person) => ({ jewellerId, person })))
    return persons.map((person) => found.find((one) => one.person === person)?.history ?? null)
  })

export const suite = ({ it, name }: Provider) =>
  describe(`SuppressionStore on ${name}`, () => {
    it("gives what was recorded, once, and leaves out who is not known", () =>
      Effect.gen(function*() {
        const suppressions = yield* SuppressionStore
        const jewellerId = yield* aTenant()
        const full = {
          refusedAll: at(1.001),
          refusedMarketing: at(2),
          allowedAll: at(3),
          allowedMarketing: at(4)
        }
        const [a, b] = [aSuppression(full, `${newPerson()} "x", {y}`), aSuppression({ refusedMarketing: at(5) })]
        yield* suppressions.record(jewellerId, [b, a], [])
        const keys = [a.person, newPerson(), b.person, a.person].map((person) => ({ jewellerId, person }))
        const found = yield* suppressions.find(keys)
        assert.sameDeepMembers([...found], [{ jewellerId, ...a }, { jewellerId, ...b }])
        assert.deepStrictEqual(yield* suppressions.find([]), [])
      }))

    it("merges histories: the later instant of each kind stays, in whatever order they come", () =>
      Effect.gen(function*() {
        const suppressions = yield* SuppressionStore
        const jewellerId = yield* aTenant()
        const steps = [
          { refusedAll: at(10), allowedMarketing: at(7) },
          { refusedAll: at(5), allowedAll: at(20) },
          { refusedMarketing: at(1), allowedAll: at(19.999), allowedMarketing: at(8) }
        ]
        const expected = {
          refusedAll: at(10),
          refusedMarketing: at(1),
          allowedAll: at(20),
          allowedMarketing: at(8)
        }
        for (const order of [[0, 1, 2], [2, 1, 0], [1, 0, 2, 2, 1]]) {
          const person = newPerson()
          for (const step of order) yield* suppressions.record(jewellerId, [aSuppression(steps[step], person)], [])
          assert.deepStrictEqual(yield* known(jewellerId, [person]), [expected])
        }
      }))

    it("keeps the persons of two jewellers apart, and a tenant sees its own only", () =>
      Effect.gen(function*() {
        const suppressions = yield* SuppressionStore
        const unitOfWork = yield* UnitOfWork
        const [own, other] = [yield* aTenant(), yield* aTenant()]
        const { person } = aSuppression()
        yield* suppressions.record(own, [aSuppression({ refusedAll: at(1) }, person)], [])
        assert.deepStrictEqual(yield* known(other, [person]), [null])
        yield* suppressions.record(other, [aSuppression({ refusedAll: at(2) }, person)], [])
        const both = Effect.map(
          suppressions.find([{ jewellerId: own, person }, { jewellerId: other, person }]),
          (found) => found.map(({ jewellerId }) => jewellerId)
        )
        assert.sameMembers([...yield* unitOfWork.transact(TenantScope.system, both)], [own, other])
        assert.deepStrictEqual(yield* unitOfWork.transact(TenantScope.tenant(other), both), [other])
        assert.deepStrictEqual(yield* known(own, [person]), [{ ...silence, refusedAll: at(1) }])
      }))

    it("adds lines to the ledger in their order, about contacts and persons alike", () =>
      Effect.gen(function*() {
        const suppressions = yield* SuppressionStore
        const backdoor = yield* Backdoor
        const jewellerId = yield* aTenant()
        const person = newPerson()
        const lines = [
          aLine({ person, contactId: newContactId(), at: at(1.5) }),
          aLine({ person, action: "OPT_IN", source: "USER", proof: "user 7: \"she rang\"" }),
          aLine({ contactId: newContactId(), scope: "MARKETING", source: "IMPORT" })
        ]
        yield* suppressions.record(jewellerId, [aSuppression({ refusedAll: at(1.5) }, person)], lines)
        yield* suppressions.record(yield* aTenant(), [], [aLine()])
        assert.deepStrictEqual(yield* backdoor.consents(jewellerId), lines)
      }))

    it("leaves out a line that says nothing new about a person in the same call", () =>
      Effect.gen(function*() {
        const suppressions = yield* SuppressionStore
        const backdoor = yield* Backdoor
        const jewellerId = yield* aTenant()
        const [first, second] = [aSuppression({ refusedAll: at(1) }), aSuppression({ refusedAll: at(1) })]
        const record = (...persons: ReadonlyArray<typeof first>) =>
          suppressions.record(jewellerId, persons, persons.map(({ person }) => aLine({ person })))
        yield* record(first)
        yield* record(first, second)
        yield* record(second)
        const lines = yield* backdoor.consents(jewellerId)
        assert.deepStrictEqual(lines.map(({ person }) => person), [first.person, second.person])
      }))
  })
