import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as SendBudget from "../../ports/SendBudget.js"
import type * as WorkerRegistry from "../../ports/WorkerRegistry.js"
import type { Service as Sending } from "../Sending.js"
import * as Throughput from "../Throughput.js"
import * as WorkerProcess from "../WorkerProcess.js"

/** Whether this worker may lease, as its last heartbeat found. */
export const admission = (deps: {
  readonly aliveFor: Duration.Duration
  readonly budget: Pick<SendBudget.Service, "hold">
  readonly registry: WorkerRegistry.Service
  readonly sending: Pick<Sending, "check">
  readonly worker: Pick<WorkerProcess.WorkerProcess, "id" | "host" | "sharesBudget">
}) => {
  const aliveFor = Duration.toMillis(deps.aliveFor)
  let last: { readonly until: number; readonly refusal: string | null; readonly isHeld: boolean } | null = null

  const beat = Effect.gen(function*() {
    // Counted from before the call: the store's own count begins later, and so ends later.
    const until = (yield* Clock.currentTimeMillis) + aliveFor
    const refusal = WorkerProcess.refusal(deps.worker, yield* deps.registry.beat(deps.worker, deps.aliveFor))
    if (refusal !== null && refusal !== last?.refusal) yield* Effect.logError("this worker sends nothing", refusal)
    if (refusal === null && (last?.refusal ?? null) !== null) {
      // What the other one sent in its last moments is not known to this one's budget.
      yield* Effect.ignore(deps.budget.hold(null, Throughput.holdAfterLoss))
      yield* Effect.logInfo("this worker sends now")
    }
    last = { until, refusal, isHeld: (yield* deps.sending.check) !== null }
  }).pipe(Effect.withSpan("Dispatcher.beat"))

  /** A worker that has not been heard of for too long is heard first. */
  const mayLease = Effect.gen(function*() {
    if (last === null || last.until <= (yield* Clock.currentTimeMillis)) yield* beat
    return last !== null && last.refusal === null && !last.isHeld
  })

  return {
    beat,
    mayLease,
    leave: Effect.suspend(() => last === null ? Effect.void : deps.registry.leave(deps.worker.id))
  }
}
