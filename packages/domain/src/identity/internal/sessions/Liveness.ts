import * as Cache from "effect/Cache"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import type * as SessionStore from "../../../ports/SessionStore.js"
import type { StoreUnavailable } from "../../../ports/StoreUnavailable.js"
import type { RefreshFamilyId } from "../../RefreshFamily.js"

/** How long this process believes that a session goes on: so long may an end elsewhere go unnoticed. */
export const believedFor = Duration.seconds(60)

const capacity = 50_000

/** Which sessions go on, as this process knows. */
export interface Liveness {
  readonly goesOn: (id: RefreshFamilyId) => Effect.Effect<boolean, StoreUnavailable>
  /** These have ended, and the store knows it. From now on this process does, too. */
  readonly ended: (ids: ReadonlyArray<RefreshFamilyId>) => Effect.Effect<void>
}

export const makeLiveness = (sessions: SessionStore.Service): Effect.Effect<Liveness> =>
  Effect.gen(function*() {
    const cache = yield* Cache.makeWith({
      capacity,
      timeToLive: (exit) => Exit.isSuccess(exit) ? believedFor : Duration.zero,
      lookup: (id: RefreshFamilyId) =>
        Effect.gen(function*() {
          const family = Option.getOrNull(yield* sessions.find(id))
          return family !== null && family.revokedAt === null &&
            DateTime.lessThan(yield* DateTime.now, family.expiresAt)
        })
    })
    // A lookup that read before the end was stored may come back after it. So an end stands for longer than any belief.
    const ends = new Map<RefreshFamilyId, number>()
    const forget = (now: number) => {
      for (const [id, at] of ends) {
        if (now - at < 2 * Duration.toMillis(believedFor)) return
        ends.delete(id)
      }
    }
    return {
      goesOn: (id) => Effect.suspend(() => ends.has(id) ? Effect.succeed(false) : cache.get(id)),
      ended: (ids) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          forget(now)
          for (const id of ids) {
            ends.delete(id)
            ends.set(id, now)
          }
          return Effect.forEach(ids, (id) => cache.invalidate(id), { discard: true })
        })
    }
  })
