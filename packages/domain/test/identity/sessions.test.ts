import { assert, describe, it } from "@effect/vitest"
import { Identity } from "@ektola/domain/identity/Identity"
import * as Session from "@ektola/domain/identity/Session"
import * as Sessions from "@ektola/domain/identity/Sessions"
import { Email } from "@ektola/domain/identity/User"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import { SessionStore } from "@ektola/domain/ports/SessionStore"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import { layer, Provider } from "../world.js"

const email = Email.make("asha@example.com")
const password = Redacted.make("violet harbour lamp")

const register = Effect.flatMap(Identity, (identity) =>
  identity.register({
    jewellerName: "Mehta Gold",
    zone: "Asia/Kolkata",
    defaultLanguage: "en",
    name: "Asha",
    email,
    password
  }))
const logIn = Effect.flatMap(Sessions.Sessions, (sessions) => sessions.logIn(email, password))
const goesOn = (session: Session.Session) =>
  Effect.flatMap(Sessions.Sessions, ({ check }) => Effect.map(Effect.either(check(session.id)), Either.isRight))
const logOut = (principal: Session.SessionPrincipal) =>
  Effect.flatMap(Sessions.Sessions, (sessions) => sessions.logOut(principal))
/** The same on another process: it shares the store and nothing else. */
const elsewhere = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.provide(effect, Layer.fresh(Sessions.layer))

const world = layer(new Provider())

describe("Sessions", () => {
  it.effect("an end in another process is noticed after 60 seconds, and one in this at once", () =>
    Effect.gen(function*() {
      yield* register
      const [here, there] = [yield* logIn, yield* logIn]
      assert.deepStrictEqual([yield* goesOn(here), yield* goesOn(there)], [true, true])
      yield* logOut(Session.principalOf(here))
      yield* elsewhere(logOut(Session.principalOf(there)))
      assert.deepStrictEqual([yield* goesOn(here), yield* goesOn(there)], [false, true])
      yield* TestClock.adjust("59 seconds")
      assert.isTrue(yield* goesOn(there))
      yield* TestClock.adjust("1001 millis")
      assert.isFalse(yield* goesOn(there))
      yield* TestClock.adjust("1 hour")
      yield* logOut(Session.principalOf(there))
      assert.isFalse(yield* goesOn(here))
    }).pipe(Effect.provide(world)))

  it.effect("an answer that was read before the end does not outlive it", () =>
    Effect.gen(function*() {
      yield* register
      const session = yield* logIn
      const store = yield* SessionStore
      const [read, goOn] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
      const slow = Layer.succeed(SessionStore, {
        ...store,
        find: (id) =>
          Effect.tap(store.find(id), () => Effect.zipRight(Deferred.succeed(read, undefined), Deferred.await(goOn)))
      })
      yield* Effect.gen(function*() {
        const asked = yield* Effect.fork(goesOn(session))
        yield* Deferred.await(read)
        yield* logOut(Session.principalOf(session))
        yield* Deferred.succeed(goOn, undefined)
        yield* Fiber.join(asked)
        assert.isFalse(yield* goesOn(session))
      }).pipe(Effect.provide(Layer.provide(Layer.fresh(Sessions.layer), slow)))
    }).pipe(Effect.provide(world)))

  it.effect("a session that nobody continues ends after seven days", () =>
    Effect.gen(function*() {
      yield* register
      const session = yield* logIn
      const { refresh } = yield* Sessions.Sessions
      yield* TestClock.adjust("6 days")
      const next = yield* refresh(session.refreshToken)
      yield* TestClock.adjust("6 days")
      assert.isTrue(yield* goesOn(session))
      yield* TestClock.adjust("1 days")
      assert.isFalse(yield* goesOn(session))
      assert.strictEqual((yield* Effect.flip(refresh(next.refreshToken)))._tag, "RefreshRefused")
    }).pipe(Effect.provide(world)))

  it.effect("an older kind of hash is replaced by logging in, and by nothing else", () =>
    Effect.gen(function*() {
      const { user } = yield* register
      const db = yield* MemoryDatabase
      const hash = () => db.tables.users.get(user.id)?.passwordHash
      const old = "old violet harbour lamp"
      yield* db.call({ _tag: "System" }, () => db.put(db.tables.users, user.id, { ...user, passwordHash: old }))
      const { logIn } = yield* Sessions.Sessions
      assert.strictEqual((yield* Effect.flip(logIn(email, password)))._tag, "LogInRefused")
      assert.strictEqual(hash(), old)
      yield* logIn(email, Redacted.make(old))
      assert.strictEqual(hash(), `${old} anew`)
    }).pipe(Effect.provide(world)))
})
