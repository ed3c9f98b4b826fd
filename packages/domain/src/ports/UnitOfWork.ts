/**
 * One transaction over every store.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { TenantScope } from "../tenancy/TenantScope.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What an adapter provides, together with the stores that take part in it.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * Runs `work` so that all its store calls are kept together, or none when it fails, dies or is interrupted. Inside,
   * only rows of `scope` exist. A unit of work inside another joins it when the outer scope includes the inner one, and
   * is a defect otherwise. Store calls inside must not run concurrently. A store call outside any unit of work is one by
   * itself. Work that loses
   * against another unit of work (a deadlock, a serialization failure) may be run again from its beginning. So never put a
   * call to the outside world in it, nor anything that must not happen twice.
   */
  readonly transact: <A, E, R>(
    scope: TenantScope,
    work: Effect.Effect<A, E, R>
  ) => Effect.Effect<A, E | StoreUnavailable, R>
}

/**
 * The tag of the port.
 *
 * @since 0.1.0
 * @category port
 */
export class UnitOfWork extends Context.Tag("@ektola/domain/ports/UnitOfWork")<UnitOfWork, Service>() {}
