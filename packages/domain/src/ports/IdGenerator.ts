/**
 * Where ids, tokens and jitter come from.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"

/**
 * What an adapter provides; in tests a counter does.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** UUIDv7 (RFC 9562 §5.7); later ids of one process sort after earlier ones. */
  readonly id: Effect.Effect<string>
  /** An unguessable ASCII token of at most 64 characters. */
  readonly token: Effect.Effect<string>
  /** A number in [0, 1). */
  readonly jitter: Effect.Effect<number>
}

/**
 * The tag of the port.
 *
 * @since 0.1.0
 * @category port
 */
export class IdGenerator extends Context.Tag("@ektola/domain/ports/IdGenerator")<IdGenerator, Service>() {}
