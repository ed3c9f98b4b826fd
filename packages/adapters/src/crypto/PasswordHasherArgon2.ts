/**
 * Passwords as argon2id (RFC 9106) in the PHC text form, which carries its own parameters. Hashes of bcrypt, which other
 * products have made, verify too.
 *
 * @since 0.1.0
 */
import { PasswordHasher } from "@ektola/domain/ports/PasswordHasher"
import { hash, type Options, verify } from "@node-rs/argon2"
import { verify as verifyBcrypt } from "@node-rs/bcrypt"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { randomBytes } from "node:crypto"

// OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane. 2 is argon2id; its const enum cannot be imported here.
const parameters: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const present = "$argon2id$v=19$m=19456,t=2,p=1$"

const compare = (stored: string, password: string): Promise<boolean> =>
  (/^\$2[abxy]?\$/.test(stored) ? verifyBcrypt(password, stored) : verify(stored, password))
    // A text that is no hash matches nothing.
    .catch(() => false)

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<PasswordHasher> = Layer.effect(
  PasswordHasher,
  Effect.gen(function*() {
    // What unknown accounts are compared with: made with the same parameters, so that it takes the same time.
    const nobody = yield* Effect.promise(() => hash(randomBytes(32), parameters))
    return PasswordHasher.of({
      hash: (password) => Effect.promise(() => hash(Redacted.value(password), parameters)),
      verify: (stored, password) =>
        Effect.promise(() => compare(stored ?? nobody, Redacted.value(password))).pipe(
          Effect.map((matches) => matches && stored !== null)
        ),
      isOutdated: (stored) => !stored.startsWith(present)
    })
  })
)
