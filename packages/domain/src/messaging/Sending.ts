/**
 * Whether this process may send from this database, and the operator's word that it may.
 *
 * Sending alone is held. Runs go on being prepared, since what is queued is what an operator sees before he arms; their
 * messages expire as ever. Imports, webhooks and settlement change nothing for customers.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Ref from "effect/Ref"
import * as EnvironmentStore from "../ports/EnvironmentStore.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import * as Environment from "./Environment.js"
import * as internal from "./internal/index.js"

/**
 * What the process is configured with: the environment's name, and the public id of the key of persons.
 *
 * @since 0.1.0
 * @category model
 */
export type Options = Pick<Environment.Fingerprint, "name" | "keyId">

/**
 * Everything an operator wants to know before arming.
 *
 * @since 0.1.0
 * @category model
 */
export interface Inspection {
  readonly stored: Environment.Fingerprint | null
  readonly current: Environment.Fingerprint
  readonly verdict: Environment.Verdict
  readonly waiting: EnvironmentStore.Waiting
}

/**
 * What the worker's dispatcher asks, and what the command of the operator calls.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * Why nothing may be leased now, or null. A database that nobody has claimed is claimed. It costs one statement, keeps
   * nothing, and tells the log when the answer has changed.
   */
  readonly check: Effect.Effect<Environment.Held | null, StoreUnavailable>
  /** Looks and changes nothing. */
  readonly inspect: Effect.Effect<Inspection, StoreUnavailable>
  /**
   * Makes the fingerprint that was shown the database's own. Processes that have it send from their next check on; those
   * that do not are held.
   */
  readonly arm: (shown: Environment.Fingerprint) => Effect.Effect<void, StoreUnavailable>
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Sending extends Context.Tag("@ektola/domain/messaging/Sending")<Sending, Service>() {}

/**
 * Gives `Sending`, on the store of the database that messages are leased from.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<Sending, never, EnvironmentStore.EnvironmentStore> =>
  Layer.effect(
    Sending,
    Effect.gen(function*() {
      const environment = yield* EnvironmentStore.EnvironmentStore
      const said = yield* Ref.make<string | null>(null)
      return Sending.of({
        check: internal.checkSending({ ...options, environment, said }),
        inspect: Effect.gen(function*() {
          const { server, stored } = yield* environment.read
          const current = { name: options.name, keyId: options.keyId, server }
          const waiting = yield* environment.countWaiting(yield* DateTime.now)
          return { stored, current, verdict: Environment.judge(stored, current), waiting }
        }).pipe(Effect.withSpan("Sending.inspect")),
        arm: Effect.fn("Sending.arm")(function*(shown) {
          yield* environment.arm(shown, yield* DateTime.now)
        })
      })
    })
  )
