/**
 * Which workers are alive. What a worker has leased is its own as long as it is.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type { WorkerId, WorkerProcess } from "../messaging/WorkerProcess.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What an adapter provides: one row per worker, so that a heartbeat costs the same however much is leased.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * This worker lives for `aliveFor` of the store's own time from now on. Returns everybody who is alive, itself among
   * them. Who was not heard of for that long starts anew. First beats of several workers happen one after the other, so that
   * two who start at once see each other.
   */
  readonly beat: (
    worker: Pick<WorkerProcess, "id" | "host" | "sharesBudget">,
    aliveFor: Duration.Duration
  ) => Effect.Effect<ReadonlyArray<WorkerProcess>, StoreUnavailable>
  /** The worker is gone, and what it had leased is free. */
  readonly leave: (workerId: WorkerId) => Effect.Effect<void, StoreUnavailable>
}

/**
 * The tag of the port. Provide the one of the database that `MessageStore` is about: leases ask it.
 *
 * @since 0.1.0
 * @category port
 */
export class WorkerRegistry extends Context.Tag("@ektola/domain/ports/WorkerRegistry")<WorkerRegistry, Service>() {}
