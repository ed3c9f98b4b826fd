import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.js"

/**
 * Does something else when a piece of work would fail again however often it is repeated: it died, or the store refused its
 * values. That the store is away is not the work's fault, and neither is an interruption.
 */
export const onPoison = <A, B, E2>(
  work: Effect.Effect<A, StoreUnavailable>,
  instead: (cause: Cause.Cause<StoreUnavailable>) => Effect.Effect<B, E2>
): Effect.Effect<A | B, StoreUnavailable | E2> =>
  Effect.catchSomeCause(work, (cause) => isPoison(cause) ? Option.some(instead(cause)) : Option.none())

const isPoison = (cause: Cause.Cause<StoreUnavailable>): boolean =>
  !Cause.isInterrupted(cause) &&
  Option.match(Cause.failureOption(cause), { onNone: () => true, onSome: ({ refusesData }) => refusesData })
