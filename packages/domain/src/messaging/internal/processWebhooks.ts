import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { applyBodies } from "./applyBodies.js"
import { announce } from "./notices.js"
import { onPoison } from "./onPoison.js"
import { resultOf } from "./resultOf.js"
import { type InboxDeps, takeApart } from "./takeApart.js"

export const processWebhooks = (deps: InboxDeps) =>
  Effect.fn("Webhooks.process")((limit: number) => takeSome(deps, limit))

// Something in a batch that makes it fail must not hold up the rest: by halves, it is soon the oldest event alone.
const takeSome = (deps: InboxDeps, limit: number): Effect.Effect<number, StoreUnavailable> =>
  onPoison(take(deps, limit), (cause) =>
    Effect.zipRight(
      Effect.logWarning(`${limit} webhooks could not be processed at once`, cause),
      limit > 1 ? takeSome(deps, Math.ceil(limit / 2)) : takeApart(deps)
    ))

const take = (deps: InboxDeps, limit: number) =>
  deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      const now = yield* DateTime.now
      const events = yield* deps.inbox.lockPending(now, limit)
      if (events.length === 0) return { taken: 0, notices: [] }
      const bodies = events.map((event) => ({ event, parsed: deps.parser.parse(event.body, event.receivedAt) }))
      const applied = yield* applyBodies(deps, bodies.map(({ parsed }) => parsed), now)
      yield* deps.inbox.finish(bodies.map(({ event, parsed }) => resultOf(event, parsed, applied, [], now)))
      return { taken: events.length, notices: applied.notices }
    })
  ).pipe(
    Effect.tap(({ notices }) => announce(notices)),
    Effect.map(({ taken }) => taken)
  )
