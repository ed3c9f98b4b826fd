import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import type * as MessageStore from "../../ports/MessageStore.js"

export const leaseAndSend = (deps: {
  readonly messages: MessageStore.Service
  readonly owner: string
  readonly running: FiberSet.FiberSet
  readonly send: (leased: MessageStore.Leased) => Effect.Effect<void>
  readonly inFlight: number
  readonly leaseFor: Duration.Duration
}) =>
  Effect.gen(function*() {
    const limit = deps.inFlight - (yield* FiberSet.size(deps.running))
    if (limit <= 0) return 0
    const leased = yield* deps.messages.lease({
      owner: deps.owner,
      now: yield* DateTime.now,
      limit,
      leaseFor: deps.leaseFor
    })
    yield* Effect.forEach(leased, (message) => FiberSet.run(deps.running, deps.send(message)), { discard: true })
    return leased.length
  }).pipe(Effect.withSpan("Dispatcher.poll"))
