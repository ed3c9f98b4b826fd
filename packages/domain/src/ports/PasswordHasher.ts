/**
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"

/**
 * @since 0.1.0
 * @category model
 */
export interface Service {
  readonly hash: (password: Redacted.Redacted<string>) => Effect.Effect<string>
  /**
   * Whether the password matches. With a null hash (unknown account) it takes the time of a real comparison and is
   * false.
   */
  readonly verify: (hash: string | null, password: Redacted.Redacted<string>) => Effect.Effect<boolean>
}

/**
 * @since 0.1.0
 * @category port
 */
export class PasswordHasher extends Context.Tag("@ektola/domain/ports/PasswordHasher")<PasswordHasher, Service>() {}
