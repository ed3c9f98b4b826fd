import { assert, layer } from "@effect/vitest"
import * as PasswordHasherArgon2 from "@ektola/adapters/crypto/PasswordHasherArgon2"
import { PasswordHasher } from "@ektola/domain/ports/PasswordHasher"
import * as bcrypt from "@node-rs/bcrypt"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"

const password = Redacted.make("सोना ₹ correct horse")

// The real clock: one test measures.
layer(PasswordHasherArgon2.layer, { excludeTestServices: true })("PasswordHasher", (it) => {
  it.effect("a password verifies against its own hash only", () =>
    Effect.gen(function*() {
      const { hash, verify } = yield* PasswordHasher
      const stored = yield* hash(password)
      assert.isTrue(yield* verify(stored, password))
      assert.isFalse(yield* verify(stored, Redacted.make("सोना ₹ correct horsf")))
      assert.isFalse(yield* verify(stored, Redacted.make("")))
    }))

  it.effect("hashes are argon2id with 19 MiB and two passes, each with its own salt", () =>
    Effect.gen(function*() {
      const { hash } = yield* PasswordHasher
      const stored = yield* hash(password)
      assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
      assert.notStrictEqual(yield* hash(password), stored)
    }))

  it.effect("a hash of bcrypt verifies and is outdated, as are weaker parameters", () =>
    Effect.gen(function*() {
      const { hash, isOutdated, verify } = yield* PasswordHasher
      const old = yield* Effect.promise(() => bcrypt.hash(Redacted.value(password), 5))
      assert.isTrue(yield* verify(old, password))
      assert.isFalse(yield* verify(old, Redacted.make("wrong")))
      assert.isTrue(isOutdated(old))
      assert.isTrue(isOutdated("$argon2id$v=19$m=4096,t=1,p=1$c2FsdHNhbHQ$aGFzaA"))
      assert.isFalse(isOutdated(yield* hash(password)))
    }))

  it.effect("a text that is no hash matches nothing", () =>
    Effect.gen(function*() {
      const { verify } = yield* PasswordHasher
      for (const stored of ["", "plain", "$2b$05$short", "$argon2id$"]) assert.isFalse(yield* verify(stored, password))
    }))

  it.effect("an unknown account is refused in the time of a real comparison", () =>
    Effect.gen(function*() {
      const { hash, verify } = yield* PasswordHasher
      const stored = yield* hash(password)
      const median = (known: string | null) =>
        Effect.map(
          Effect.replicateEffect(Effect.timed(verify(known, Redacted.make("wrong"))), 15),
          (runs) => runs.map(([time]) => Duration.toMillis(time)).toSorted((a, b) => a - b)[7]!
        )
      assert.isFalse(yield* verify(null, password))
      yield* median(stored)
      const [known, unknown] = [yield* median(stored), yield* median(null)]
      // Without the comparison the ratio would be near 0.
      assert.isAbove(unknown / known, 0.5)
    }))
})
