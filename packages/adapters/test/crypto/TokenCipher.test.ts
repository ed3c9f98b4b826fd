import { assert, describe, it } from "@effect/vitest"
import * as TokenCipherJwe from "@ektola/adapters/crypto/TokenCipherJwe"
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import { TokenCipher } from "@ektola/domain/ports/TokenCipher"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import { CompactEncrypt } from "jose"
import { randomBytes } from "node:crypto"

const keyText = () => randomBytes(32).toString("base64url")
const [older, newer] = [`older:${keyText()}`, `newer:${keyText()}`]
const cipher = (text: string) => TokenCipherJwe.layer(Either.getOrThrow(TokenKeys.parse(text)))
const encrypt = (token: string) => Effect.flatMap(TokenCipher, (it) => it.encrypt(Redacted.make(token)))
const decrypt = (text: string) => Effect.flatMap(TokenCipher, (it) => Effect.map(it.decrypt(text), Redacted.value))
const header = (jwe: string) => JSON.parse(Buffer.from(jwe.split(".")[0] ?? "", "base64url").toString())

describe("TokenCipher", () => {
  it.effect("a token comes back as it was, and its text does not show it", () =>
    Effect.gen(function*() {
      const encrypted = yield* encrypt("EAAG-token-✓")
      assert.notInclude(Buffer.from(encrypted).toString("latin1"), "EAAG")
      assert.strictEqual(yield* decrypt(encrypted), "EAAG-token-✓")
      assert.notStrictEqual(yield* encrypt("EAAG-token-✓"), encrypted)
    }).pipe(Effect.provide(cipher(newer))))

  it.effect("the newest key encrypts and is named in the header", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(header(yield* encrypt("t")), { alg: "dir", enc: "A256GCM", kid: "newer" })
    }).pipe(Effect.provide(cipher(`${newer},${older}`))))

  it.effect("every configured key decrypts", () =>
    Effect.gen(function*() {
      const encrypted = yield* Effect.provide(encrypt("t"), cipher(older))
      assert.strictEqual(yield* Effect.provide(decrypt(encrypted), cipher(`${newer},${older}`)), "t")
    }))

  it.effect("a token whose key is gone, or that was changed, is TokenUnreadable", () =>
    Effect.gen(function*() {
      const encrypted = yield* Effect.provide(encrypt("t"), cipher(older))
      const gone = yield* Effect.flip(Effect.provide(decrypt(encrypted), cipher(newer)))
      assert.strictEqual(gone._tag, "TokenUnreadable")
      assert.include(gone.reason, "\"older\"")
      const parts = encrypted.split(".")
      const changed = [parts[0], parts[1], parts[2], `${parts[3]}A`, parts[4]].join(".")
      for (const text of [changed, "", "abc", `${encrypted}.x`]) {
        const damaged = yield* Effect.flip(Effect.provide(decrypt(text), cipher(older)))
        assert.strictEqual(damaged._tag, "TokenUnreadable")
      }
    }))

  it.effect("another algorithm in the header is refused even with the right key", () =>
    Effect.gen(function*() {
      const key = Buffer.from(newer.split(":")[1] ?? "", "base64url")
      const foreign = yield* Effect.promise(() =>
        new CompactEncrypt(Buffer.from("t"))
          .setProtectedHeader({ alg: "A256GCMKW", enc: "A256GCM", kid: "newer" })
          .encrypt(key)
      )
      assert.strictEqual((yield* Effect.flip(decrypt(foreign)))._tag, "TokenUnreadable")
    }).pipe(Effect.provide(cipher(newer))))
})

describe("TokenKeys.parse", () => {
  it("reads names and keys, newest first, with blanks around them", () => {
    const keys = Either.getOrThrow(TokenKeys.parse(` ${newer} , ${older}`))
    assert.deepStrictEqual(keys.map(({ kid }) => kid), ["newer", "older"])
  })

  for (
    const [name, text] of [
      ["nothing", ""],
      ["no name", keyText()],
      ["an empty name", `:${keyText()}`],
      ["a short key", `a:${randomBytes(31).toString("base64url")}`],
      ["a long key", `a:${randomBytes(33).toString("base64url")}`],
      ["letters that are no base64url", `a:${"!".repeat(43)}`],
      ["a key of one repeated byte", `a:${Buffer.alloc(32, 7).toString("base64url")}`],
      ["one name twice", `${newer},${newer}`],
      ["a stray comma", `${newer},`]
    ] as const
  ) {
    it(`refuses ${name}, without showing a key`, () => {
      const refusal = Either.getOrThrow(Either.flip(TokenKeys.parse(text)))
      for (const key of text.split(/[:,]/).filter((part) => part.length > 10)) assert.notInclude(refusal, key)
    })
  }
})
