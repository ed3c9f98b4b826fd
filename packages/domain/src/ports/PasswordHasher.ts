/**
 * Passwords are kept as slow, salted hashes, and never as they are.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"

/**
 * What an adapter provides. `hash` and `verify` take tens of milliseconds on purpose: never call them in a unit of work.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * One text with everything `verify` needs: the hash, its salt and its parameters. Two hashes of one password differ.
   */
  readonly hash: (password: Redacted.Redacted<string>) => Effect.Effect<string>
  /**
   * Whether the password matches. With a null hash (unknown account) it takes the time of a real comparison and is
   * false.
   */
  readonly verify: (hash: string | null, password: Redacted.Redacted<string>) => Effect.Effect<boolean>
  /** Whether `hash` would make another kind of text today: an older algorithm, or weaker parameters. */
  readonly isOutdated: (hash: string) => boolean
}

/**
 * The tag of the port. `@ektola/adapters/crypto/PasswordHasherArgon2` provides Argon2id.
 *
 * @since 0.1.0
 * @category port
 */
export class PasswordHasher extends Context.Tag("@ektola/domain/ports/PasswordHasher")<PasswordHasher, Service>() {}
