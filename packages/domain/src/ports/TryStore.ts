/**
 * Tries that were counted, of accounts and of networks.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type { Key, Tries } from "../identity/Tries.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What an adapter provides. Somebody tries before anybody knows a tenant, so no method takes a jeweller.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * The tries of each key, in the order of `keys`, none at first. Nobody else can change or lock them until the unit of
   * work ends; keys are locked in one order, whatever the order of `keys`.
   */
  readonly lock: (keys: ReadonlyArray<Key>) => Effect.Effect<ReadonlyArray<Tries>, StoreUnavailable>
  /** Stores what the caller has locked. */
  readonly save: (
    entries: ReadonlyArray<{ readonly key: Key; readonly tries: Tries }>
  ) => Effect.Effect<void, StoreUnavailable>
  /** Removes up to `limit` keys whose last try was before this instant; how many. */
  readonly removeBefore: (before: DateTime.Utc, limit: number) => Effect.Effect<number, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about.
 *
 * @since 0.1.0
 * @category port
 */
export class TryStore extends Context.Tag("@ektola/domain/ports/TryStore")<TryStore, Service>() {}
