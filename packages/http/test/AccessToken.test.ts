import { assert, describe, it } from "@effect/vitest"
import { RefreshFamilyId } from "@ektola/domain/identity/RefreshFamily"
import type { SessionPrincipal } from "@ektola/domain/identity/Session"
import { UserId } from "@ektola/domain/identity/User"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as AccessToken from "@ektola/http/AccessToken"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose"
import { randomBytes } from "node:crypto"

const [secret, older] = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")]
const tokens = AccessToken.layer([Redacted.make(secret), Redacted.make(older)])
const owner: SessionPrincipal = {
  userId: UserId.make("01990000-0000-7000-8000-000000000001"),
  role: "OWNER",
  jewellerId: JewellerId.make("01990000-0000-7000-8000-000000000002"),
  sessionId: RefreshFamilyId.make("01990000-0000-7000-8000-000000000003")
}
const admin: SessionPrincipal = { ...owner, role: "ADMIN", jewellerId: null }

const issue = (principal: SessionPrincipal) => Effect.flatMap(AccessToken.AccessToken, (it) => it.issue(principal))
const verify = (token: string) => Effect.flatMap(AccessToken.AccessToken, (it) => it.verify(token))
const refused = (token: string) =>
  Effect.map(Effect.flip(verify(token)), (error) => assert.strictEqual(error._tag, "Unauthorized"))
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")

describe("AccessToken", () => {
  it.effect("says who the caller is, for 30 minutes", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(1_795_564_800_000)
      for (const principal of [owner, admin]) {
        const { expiresAt, token } = yield* issue(principal)
        assert.strictEqual(DateTime.toEpochMillis(expiresAt), 1_795_564_800_000 + 30 * 60_000)
        assert.deepStrictEqual(yield* verify(token), principal)
      }
      const { token } = yield* issue(owner)
      yield* TestClock.adjust("29 minutes")
      assert.deepStrictEqual(yield* verify(token), owner)
      yield* TestClock.adjust("61 seconds")
      yield* refused(token)
    }).pipe(Effect.provide(tokens)))

  it.effect("holds ids and the role only, and names its key", () =>
    Effect.gen(function*() {
      const { token } = yield* issue(owner)
      assert.sameMembers(Object.keys(decodeJwt(token)), [
        "sub",
        "sid",
        "role",
        "jewellerId",
        "iss",
        "aud",
        "iat",
        "exp"
      ])
      const { alg, kid } = decodeProtectedHeader(token)
      assert.strictEqual(alg, "HS256")
      assert.match(kid!, /^[\w-]{8}$/)
    }).pipe(Effect.provide(tokens)))

  it.effect("an older secret still verifies, and the newest signs", () =>
    Effect.gen(function*() {
      const before = yield* Effect.provide(issue(owner), AccessToken.layer([Redacted.make(older)]))
      assert.deepStrictEqual(yield* Effect.provide(verify(before.token), tokens), owner)
      const after = yield* Effect.provide(issue(owner), tokens)
      yield* Effect.provide(refused(after.token), AccessToken.layer([Redacted.make(older)]))
    }))

  it.effect("another algorithm is refused, also with the right secret", () =>
    Effect.gen(function*() {
      const { token } = yield* issue(owner)
      const [, claims] = token.split(".")
      const { kid } = decodeProtectedHeader(token)
      yield* refused(`${base64url({ alg: "none", kid })}.${claims}.`)
      yield* refused(`${base64url({ alg: "none" })}.${claims}.`)
      for (const alg of ["HS384", "HS512"]) {
        const other = yield* Effect.promise(() =>
          new SignJWT(decodeJwt(token)).setProtectedHeader({ alg, kid: kid! }).sign(Buffer.from(secret))
        )
        yield* refused(other)
      }
    }).pipe(Effect.provide(tokens)))

  it.effect("a token with changed, missing or foreign claims is refused", () =>
    Effect.gen(function*() {
      const { token } = yield* issue(owner)
      const { kid } = decodeProtectedHeader(token)
      const [header, , signature] = token.split(".")
      const claims = decodeJwt(token)
      const sign = (changed: object, key = secret) =>
        Effect.promise(() =>
          new SignJWT({ ...claims, ...changed }).setProtectedHeader({ alg: "HS256", kid: kid! }).sign(Buffer.from(key))
        )
      assert.deepStrictEqual(yield* Effect.flatMap(sign({}), verify), owner)
      yield* refused(`${header}.${base64url({ ...claims, role: "ADMIN" })}.${signature}`)
      yield* Effect.flatMap(sign({}, older), refused)
      for (
        const changed of [
          { iss: "somebody" },
          { aud: "another-api" },
          { exp: undefined },
          { sub: undefined },
          { sub: "not an id" },
          { sid: undefined },
          { sid: "not an id" },
          { iat: Math.floor(Date.now() / 1000) + 120 },
          { nbf: Math.floor(Date.now() / 1000) + 120 },
          { role: "ROOT" },
          { jewellerId: 7 }
        ]
      ) {
        yield* Effect.flatMap(sign(changed), refused)
      }
      for (const text of ["", "x", "a.b.c", `${token}x`, token.slice(0, -2), "\0", "ü"]) yield* refused(text)
    }).pipe(Effect.provide(tokens)))
})
