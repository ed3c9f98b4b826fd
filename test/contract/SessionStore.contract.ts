import { assert, describe } from "@effect/vitest"
import * as RefreshFamily from "@ektola/domain/identity/RefreshFamily"
import { SessionStore } from "@ektola/domain/ports/SessionStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import { UserStore } from "@ektola/domain/ports/UserStore"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { Provider } from "../providers/registry.js"
import { at, aUser, uuid } from "./builders.js"

const newId = () => RefreshFamily.RefreshFamilyId.make(uuid())

/** A stored user with so many sessions. */
const someSessions = (count: number) =>
  Effect.gen(function*() {
    const sessions = yield* SessionStore
    const user = aUser()
    yield* Effect.flatMap(UserStore, ({ insert }) => insert(user))
    const families = Array.from({ length: count }, () => RefreshFamily.begin(newId(), user.id, at(0.5)))
    for (const family of families) yield* sessions.insert(family)
    return { user, families }
  })

const read = (id: RefreshFamily.RefreshFamilyId) =>
  Effect.flatMap(SessionStore, (sessions) => Effect.map(sessions.find(id), Option.getOrNull))

export const suite = ({ it, name }: Provider) =>
  describe(`SessionStore on ${name}`, () => {
    it("find gives what was inserted, and none for an unknown id", () =>
      Effect.gen(function*() {
        const { families: [family] } = yield* someSessions(1)
        assert.deepStrictEqual(yield* read(family!.id), family)
        assert.isNull(yield* read(newId()))
      }))

    it("save keeps generation, times and end", () =>
      Effect.gen(function*() {
        const sessions = yield* SessionStore
        const { families: [family] } = yield* someSessions(1)
        const next = { ...family!, generation: 7, lastRotatedAt: at(60), expiresAt: at(900), revokedAt: at(70.123) }
        yield* sessions.save(next)
        assert.deepStrictEqual(yield* read(next.id), next)
      }))

    it("lock lets one of many at once rotate after the other", () =>
      Effect.gen(function*() {
        const sessions = yield* SessionStore
        const { transact } = yield* UnitOfWork
        const { families: [family] } = yield* someSessions(1)
        const rotate = transact(
          TenantScope.system,
          Effect.gen(function*() {
            const found = Option.getOrThrow(yield* sessions.lock(family!.id))
            yield* sessions.save({ ...found, generation: found.generation + 1 })
          })
        )
        yield* Effect.all(Array.from({ length: 8 }, () => rotate), { concurrency: "unbounded" })
        assert.strictEqual((yield* read(family!.id))?.generation, 9)
      }))

    it("revokeAll ends the user's open sessions but the excepted one, once, and names them", () =>
      Effect.gen(function*() {
        const sessions = yield* SessionStore
        const mine = yield* someSessions(4)
        const others = yield* someSessions(1)
        const [kept, ended, ...open] = mine.families
        yield* sessions.save(RefreshFamily.revoke(ended!, at(10)))
        assert.deepStrictEqual(yield* sessions.revokeAll(mine.user.id, kept!.id, at(20)), open.map(({ id }) => id))
        assert.deepStrictEqual(yield* sessions.revokeAll(mine.user.id, kept!.id, at(30)), [])
        const times = yield* Effect.forEach(mine.families, ({ id }) => Effect.map(read(id), (it) => it?.revokedAt))
        assert.deepStrictEqual(times, [null, at(10), at(20), at(20)])
        assert.deepStrictEqual(yield* read(others.families[0]!.id), others.families[0])
        assert.deepStrictEqual(yield* sessions.revokeAll(mine.user.id, null, at(40)), [kept!.id])
      }))

    it("removeBefore removes at most so many that ended before, by log-out or by time", () =>
      Effect.gen(function*() {
        const sessions = yield* SessionStore
        const { families } = yield* someSessions(4)
        const [revoked, expired, endedLate, open] = families
        const past = at(-10_000_000)
        yield* sessions.save({ ...revoked!, revokedAt: past })
        yield* sessions.save({ ...expired!, expiresAt: past })
        yield* sessions.save({ ...endedLate!, revokedAt: at(-1) })
        assert.strictEqual(yield* sessions.removeBefore(at(-5_000_000), 1), 1)
        yield* Effect.repeat(sessions.removeBefore(at(-5_000_000), 1), { until: (removed) => removed === 0 })
        const left = yield* Effect.forEach(families, ({ id }) => Effect.map(read(id), (family) => family !== null))
        assert.deepStrictEqual([left, open!.revokedAt], [[false, false, true, true], null])
      }))
  })
