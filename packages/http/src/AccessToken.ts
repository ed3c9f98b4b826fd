/**
 * Access tokens: JWTs signed with HMAC-SHA256 that say who the caller is, and of which session.
 *
 * @since 0.1.0
 */
import { RefreshFamilyId } from "@ektola/domain/identity/RefreshFamily"
import type { SessionPrincipal } from "@ektola/domain/identity/Session"
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
  readonly issue: (principal: SessionPrincipal) => Effect.Effect<Issued>
  /** The caller, if the token is one of ours and has not expired; the session may have ended meanwhile. */
  readonly verify: (token: string) => Effect.Effect<SessionPrincipal, Unauthorized>
}

/**
 * @since 0.1.0
 * @category service
 */
export class AccessToken extends Context.Tag("@ektola/http/AccessToken")<AccessToken, Service>() {}

const lifetimeMinutes = 30

const skew = 60_000

const algorithm = "HS256"
const issuer = "ektola"
const audience = "ektola-api"

const Claims = Schema.decodeUnknown(
  Schema.Struct({
    sub: UserId,
    sid: RefreshFamilyId,
    role: Role,
    jewellerId: Schema.NullOr(JewellerId),
    iat: Schema.Number
  })
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
          new SignJWT({ sid: principal.sessionId, role: principal.role, jewellerId: principal.jewellerId })
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
        const { iat, jewellerId, role, sid, sub } = yield* Claims(payload)
        // Clocks of two processes differ by seconds; a token from further ahead was not issued.
        if (iat * 1000 > now.getTime() + skew) return yield* new Unauthorized()
        return { userId: sub, role, jewellerId, sessionId: sid }
      }, Effect.mapError(() => new Unauthorized()))
    })
  })
