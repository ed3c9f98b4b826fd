import { assert, describe, it } from "@effect/vitest"
import { Identity } from "@ektola/domain/identity/Identity"
import { PasswordRefused } from "@ektola/domain/identity/IdentityError"
import { Sessions } from "@ektola/domain/identity/Sessions"
import { Email } from "@ektola/domain/identity/User"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import { layer, Provider } from "../world.js"

const email = Email.make("asha@example.com")
const composed = "caf\u00e9 by the lake"
const decomposed = "cafe\u0301 by the lake"

const register = (password: string) =>
  Effect.flatMap(Identity, (identity) =>
    identity.register({
      jewellerName: "Mehta Gold",
      zone: "Asia/Kolkata",
      defaultLanguage: "en",
      name: "Asha",
      email,
      password: Redacted.make(password)
    }))
const createAdmin = (password: string) =>
  Effect.flatMap(
    Identity,
    (identity) => identity.createAdmin({ name: "Asha", email, password: Redacted.make(password) })
  )

const getsIn = (password: string, address = email) =>
  Effect.flatMap(
    Sessions,
    ({ logIn }) => Effect.map(Effect.either(logIn(address, Redacted.make(password))), Either.isRight)
  )

const users = Effect.map(MemoryDatabase, ({ tables }) => [...tables.users.values()])

const ways = {
  register: (password: string) => Effect.asVoid(register(password)),
  createAdmin: (password: string) => Effect.asVoid(createAdmin(password))
}

describe("passwords of accounts", () => {
  for (const [name, make] of Object.entries(ways)) {
    it.effect(`${name} refuses a bad one with every fault, and stores nothing`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(make("Asha-1"))
        assert.instanceOf(error, PasswordRefused)
        assert.deepStrictEqual(error.reasons, [
          "The password has 6 characters. Use at least 10.",
          "The password repeats the e-mail address or a part of it. Use something else.",
          "The password repeats your name. Use something else."
        ])
        assert.strictEqual(error.message, error.reasons.join(" "))
        assert.deepStrictEqual(yield* users, [])
      }).pipe(Effect.provide(layer(new Provider()))))

    it.effect(`${name} takes one, and logging in does not ask how its letters are composed`, () =>
      Effect.gen(function*() {
        yield* make(decomposed)
        assert.deepStrictEqual((yield* users).map(({ passwordHash }) => passwordHash), [composed])
        assert.isTrue(yield* getsIn(composed))
        assert.isTrue(yield* getsIn(decomposed))
        assert.isFalse(yield* getsIn("cafe by the lake"))
      }).pipe(Effect.provide(layer(new Provider()))))
  }

  it.effect("register refuses the words of the shop, which an admin does not have", () =>
    Effect.gen(function*() {
      const { reasons } = yield* Effect.map(
        Effect.flip(register("mehta-123456")),
        (error) => error instanceof PasswordRefused ? error : assert.fail(error._tag)
      )
      assert.deepStrictEqual(reasons, ["The password repeats the name of the shop. Use something else."])
      yield* createAdmin("mehta-123456")
    }).pipe(Effect.provide(layer(new Provider()))))

  it.effect("a hash of what was typed lets in whoever types the same, and however short it is", () =>
    Effect.gen(function*() {
      const { user } = yield* register(composed)
      const db = yield* MemoryDatabase
      for (const stored of [decomposed, "asha"]) {
        yield* db.call({ _tag: "System" }, () => db.put(db.tables.users, user.id, { ...user, passwordHash: stored }))
        assert.isTrue(yield* getsIn(stored))
        assert.isFalse(yield* getsIn(composed))
      }
      assert.isFalse(yield* getsIn(decomposed, Email.make("nobody@example.com")))
    }).pipe(Effect.provide(layer(new Provider()))))
})
