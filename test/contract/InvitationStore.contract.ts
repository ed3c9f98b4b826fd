import { assert, describe } from "@effect/vitest"
import { type Invitation, InvitationId } from "@ektola/domain/identity/Invitation"
import { Email } from "@ektola/domain/identity/User"
import { InvitationStore, type Team } from "@ektola/domain/ports/InvitationStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import { UserStore } from "@ektola/domain/ports/UserStore"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { Provider } from "../providers/registry.js"
import { at, aUser, uuid } from "./builders.js"
import { aTenant } from "./stage.js"

/** Stored invitations of a team, one after the other. */
const some = (team: Team, count: number, fields: Partial<Invitation> = {}) =>
  Effect.gen(function*() {
    const store = yield* InvitationStore
    const user = aUser()
    yield* Effect.flatMap(UserStore, ({ insert }) => insert(user))
    const made = Array.from({ length: count }, (_, index): Invitation => ({
      id: InvitationId.make(uuid()),
      jewellerId: team,
      email: Email.make(`${uuid()}@example.com`),
      role: team === null ? "ADMIN" : "STAFF",
      secretHash: uuid(),
      invitedBy: user.id,
      createdAt: at(index),
      expiresAt: at(600.5),
      acceptedAt: null,
      revokedAt: null,
      ...fields
    }))
    for (const invitation of made) yield* store.insert(invitation)
    return made
  })

const found = <E, R>(effect: Effect.Effect<Option.Option<Invitation>, E, R>) => Effect.map(effect, Option.getOrNull)

export const suite = ({ it, name }: Provider) =>
  describe(`InvitationStore on ${name}`, () => {
    it("lock and lockBySecretHash find what was inserted, and lock only for its team", () =>
      Effect.gen(function*() {
        const store = yield* InvitationStore
        const [team, other] = [yield* aTenant(), yield* aTenant()]
        const [ofShop] = yield* some(team, 1)
        const [ofAdmins] = yield* some(null, 1)
        assert.deepStrictEqual(yield* found(store.lock(team, ofShop!.id)), ofShop)
        assert.deepStrictEqual(yield* found(store.lock(null, ofAdmins!.id)), ofAdmins)
        for (const wrong of [other, null]) assert.isNull(yield* found(store.lock(wrong, ofShop!.id)))
        assert.deepStrictEqual(yield* found(store.lockBySecretHash(ofShop!.secretHash)), ofShop)
        assert.isNull(yield* found(store.lockBySecretHash(uuid())))
      }))

    it("save keeps when an invitation was accepted or revoked", () =>
      Effect.gen(function*() {
        const store = yield* InvitationStore
        const [accepted, revoked] = yield* some(yield* aTenant(), 2)
        const next = [{ ...accepted!, acceptedAt: at(20) }, { ...revoked!, revokedAt: at(30.125) }]
        for (const invitation of next) yield* store.save(invitation)
        for (const invitation of next) {
          assert.deepStrictEqual(yield* found(store.lock(invitation.jewellerId, invitation.id)), invitation)
        }
      }))

    it("listPage gives the team's invitations in id order, page by page", () =>
      Effect.gen(function*() {
        const store = yield* InvitationStore
        const team = yield* aTenant()
        const [first, second, third] = yield* some(team, 3)
        yield* some(yield* aTenant(), 1)
        const page = yield* store.listPage(team, { after: null, limit: 2 })
        assert.deepStrictEqual(page, { items: [first!, second!], next: second!.id })
        assert.deepStrictEqual(yield* store.listPage(team, { after: page.next, limit: 2 }), {
          items: [third!],
          next: null
        })
      }))

    it("lockRecent gives what was made after an instant, and lets one of many at once add to it", () =>
      Effect.gen(function*() {
        const store = yield* InvitationStore
        const { transact } = yield* UnitOfWork
        const team = yield* aTenant()
        const [, second, third] = yield* some(team, 3)
        assert.deepStrictEqual(yield* store.lockRecent(team, at(0)), [second!, third!])
        const addOne = transact(
          TenantScope.system,
          Effect.flatMap(store.lockRecent(team, at(0)), ({ length }) =>
            length >= 4
              ? Effect.void
              : store.insert({ ...third!, id: InvitationId.make(uuid()), secretHash: uuid() }))
        )
        yield* Effect.all(Array.from({ length: 5 }, () => addOne), { concurrency: "unbounded" })
        assert.lengthOf(yield* store.lockRecent(team, at(0)), 4)
      }))

    it("removeBefore removes at most so many that expired before", () =>
      Effect.gen(function*() {
        const store = yield* InvitationStore
        const team = yield* aTenant()
        yield* some(team, 2, { expiresAt: at(-10_000_000) })
        const [kept] = yield* some(team, 1)
        assert.strictEqual(yield* store.removeBefore(at(-5_000_000), 1), 1)
        yield* Effect.repeat(store.removeBefore(at(-5_000_000), 1), { until: (removed) => removed === 0 })
        assert.deepStrictEqual((yield* store.listPage(team, { after: null, limit: 10 })).items, [kept!])
      }))
  })
