import { assert, describe } from "@effect/vitest"
import { UserId } from "@ektola/domain/identity/User"
import { UserStore } from "@ektola/domain/ports/UserStore"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { Provider } from "../providers/registry.js"
import { aUser, uuid } from "./builders.js"
import { aTenant, refusal } from "./stage.js"

export const suite = ({ it, name }: Provider) =>
  describe(`UserStore on ${name}`, () => {
    it("insert stores users of a jeweller, and admins without one", () =>
      Effect.gen(function*() {
        const users = yield* UserStore
        const jewellerId = yield* aTenant()
        for (const user of [aUser(), aUser({ jewellerId, role: "OWNER" }), aUser({ jewellerId, role: "STAFF" })]) {
          yield* users.insert(user)
          assert.deepStrictEqual(yield* users.get(user.id), user)
        }
      }))

    it("insert refuses an e-mail address that another account has", () =>
      Effect.gen(function*() {
        const users = yield* UserStore
        const user = aUser()
        yield* users.insert(user)
        const second = aUser({ email: user.email, name: "Somebody else" })
        assert.strictEqual(yield* refusal(users.insert(second)), "EmailTaken")
        assert.strictEqual(yield* refusal(users.get(second.id)), "UserNotFound")
        assert.deepStrictEqual(yield* users.get(user.id), user)
      }))

    it("insert gives an address to one of many at once", () =>
      Effect.gen(function*() {
        const users = yield* UserStore
        const first = aUser()
        const exits = yield* Effect.forEach(
          Array.from({ length: 5 }, () => aUser({ email: first.email })),
          (user) => Effect.either(users.insert(user)),
          { concurrency: "unbounded" }
        )
        const taken = exits.map((exit) => exit._tag === "Left" ? exit.left._tag : "stored")
        assert.deepStrictEqual(taken.toSorted(), [...Array(4).fill("EmailTaken"), "stored"])
      }))

    it("findByEmail finds the account of an address, or none", () =>
      Effect.gen(function*() {
        const users = yield* UserStore
        const user = aUser()
        yield* users.insert(user)
        assert.deepStrictEqual(Option.getOrNull(yield* users.findByEmail(user.email)), user)
        assert.isTrue(Option.isNone(yield* users.findByEmail(aUser().email)))
      }))

    it("listOwners gives the owners of one jeweller, in id order", () =>
      Effect.gen(function*() {
        const users = yield* UserStore
        const [jewellerId, other] = [yield* aTenant(), yield* aTenant()]
        const owners = [aUser({ jewellerId, role: "OWNER" }), aUser({ jewellerId, role: "OWNER" })]
        const others = [aUser({ jewellerId, role: "STAFF" }), aUser({ jewellerId: other, role: "OWNER" }), aUser()]
        for (const user of [...others, ...owners.toReversed()]) yield* users.insert(user)
        assert.deepStrictEqual(yield* users.listOwners(jewellerId), owners)
      }))

    it("replacePasswordHash gives way to a change that was faster", () =>
      Effect.gen(function*() {
        const users = yield* UserStore
        const user = aUser()
        yield* users.insert(user)
        assert.isTrue(yield* users.replacePasswordHash(user.id, user.passwordHash, "new"))
        assert.isFalse(yield* users.replacePasswordHash(user.id, user.passwordHash, "late"))
        assert.deepStrictEqual(yield* users.get(user.id), { ...user, passwordHash: "new" })
        assert.isFalse(yield* users.replacePasswordHash(UserId.make(uuid()), user.passwordHash, "late"))
      }))

    it("get refuses an unknown id", () =>
      Effect.gen(function*() {
        const users = yield* UserStore
        assert.strictEqual(yield* refusal(users.get(UserId.make(uuid()))), "UserNotFound")
      }))
  })
