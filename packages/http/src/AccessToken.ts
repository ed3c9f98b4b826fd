/**
 * Access tokens: JWTs signed with HMAC-SHA256 that say who the caller is.
 *
 * @since 0.1.0
 */
import type { Principal } from "@ektola/domain/identity/Principal"
import { Role, UserId } from "@ektola/domain/identity/User"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { errors, jwtVerify, SignJWT } from "jose"
import { createHash, createSecretKey } from "node:crypto"
import { Unauthorized } from "./contract/ContractError.js"

/**
 * Newest first: the first signs, all verify, so that a secret can be changed without logging everybody out.
 *
 * @since 0.1.0
 * @category model
 */
export type Secrets = readonly [Redacted.Redacted<string>, ...ReadonlyArray<Redacted.Redacted<string>>]

/**
 * @since 0.1.0
 * @category model
 */
export interface Issued {
  readonly token: string
  readonly expiresAt: DateTime.Utc
}

/**
 * @since 0.1.0
 * @category model
 */
export interface Service {
  readonly issue: (principal: Principal) => Effect.Effect<Issued>
  /** The caller, if the token is one of ours and has not expired. */
  readonly verify: (token: string) => Effect.Effect<Principal, Unauthorized>
}

/**
 * @since 0.1.0
 * @category service
 */
export class AccessToken extends Context.Tag("@ektola/http/AccessToken")<AccessToken, Service>() {}

const lifetimeMinutes = 30

const algorithm = "HS256"
const issuer = "ektola"
const audience = "ektola-api"

const Claims = Schema.decodeUnknown(
  Schema.Struct({ sub: UserId, role: Role, jewellerId: Schema.NullOr(JewellerId) })
)

/**
 * @since 0.1.0
 * @category layers
 */
export const layer = (secrets: Secrets): Layer.Layer<AccessToken> =>
  Layer.sync(AccessToken, () => {
    const keys = secrets.map((secret) => {
      const bytes = Buffer.from(Redacted.value(secret))
      return { kid: createHash("sha256").update(bytes).digest("base64url").slice(0, 8), key: createSecretKey(bytes) }
    })
    const [newest] = keys as [typeof keys[number]]
    const byKid = new Map(keys.map(({ key, kid }) => [kid, key]))

    return AccessToken.of({
      issue: Effect.fnUntraced(function*(principal) {
        const now = yield* DateTime.now
        const expiresAt = DateTime.add(now, { minutes: lifetimeMinutes })
        const token = yield* Effect.promise(() =>
          new SignJWT({ role: principal.role, jewellerId: principal.jewellerId })
            .setProtectedHeader({ alg: algorithm, kid: newest.kid, typ: "JWT" })
            .setSubject(principal.userId)
            .setIssuer(issuer)
            .setAudience(audience)
            .setIssuedAt(DateTime.toDate(now))
            .setExpirationTime(DateTime.toDate(expiresAt))
            .sign(newest.key)
        )
        return { token, expiresAt }
      }),
      verify: Effect.fnUntraced(function*(token) {
        const now = yield* DateTime.nowAsDate
        const { payload } = yield* Effect.tryPromise(() =>
          jwtVerify(
            token,
            ({ kid }) => {
              const key = kid === undefined ? undefined : byKid.get(kid)
              if (key === undefined) throw new errors.JWKSNoMatchingKey()
              return key
            },
            // The algorithm is ours to choose, never the token's.
            { algorithms: [algorithm], issuer, audience, currentDate: now, requiredClaims: ["sub", "iat", "exp"] }
          )
        )
        const { jewellerId, role, sub } = yield* Claims(payload)
        return { userId: sub, role, jewellerId }
      }, Effect.mapError(() => new Unauthorized()))
    })
  })
