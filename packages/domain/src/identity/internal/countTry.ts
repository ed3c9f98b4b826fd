import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import type * as TryStore from "../../ports/TryStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { TooManyTries } from "../IdentityError.js"
import * as Origin from "../Origin.js"
import * as Tries from "../Tries.js"
import type { Email } from "../User.js"

interface Deps {
  readonly tries: TryStore.Service
  readonly unitOfWork: UnitOfWork.Service
}

/** A try that is counted, and can be taken back. `isLast`: after it there may be none for a while. */
export interface Counted {
  readonly keys: ReadonlyArray<Tries.Key>
  readonly at: DateTime.Utc
  readonly isLast: boolean
}

/** The keys of a try from wherever the request comes: also per network, when that is known. */
const keysOf = (account: Email | null, from: Exclude<Tries.Kind, "PASSWORD_OF">) =>
  Effect.map(FiberRef.get(Origin.current), ({ address }): ReadonlyArray<Tries.Key> => [
    ...account === null ? [] : [{ kind: "PASSWORD_OF", of: account } as const],
    ...address === null ? [] : [{ kind: from, of: Origin.network(address) }]
  ])

/** Counts a try of everything it belongs to, or of nothing when one of them had too many. */
const count = Effect.fnUntraced(function*(deps: Deps, keys: ReadonlyArray<Tries.Key>) {
  const at = yield* DateTime.now
  const counted = yield* deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      const known = yield* deps.tries.lock(keys)
      const entries: Array<{ readonly key: Tries.Key; readonly tries: Tries.Tries }> = []
      const refused: Array<DateTime.Utc> = []
      for (const [index, key] of keys.entries()) {
        const outcome = Tries.admit(key.kind, known[index] ?? [], at)
        if (outcome._tag === "TooMany") refused.push(outcome.until)
        else entries.push({ key, tries: outcome.next })
      }
      if (refused.length > 0) return { until: refused.reduce((a, b) => DateTime.max(a, b)), isLast: false }
      yield* deps.tries.save(entries)
      return {
        until: null,
        isLast: entries.some(({ key, tries }) => Tries.admit(key.kind, tries, at)._tag === "TooMany")
      }
    })
  )
  if (counted.until === null) return { keys, at, isLast: counted.isLast } satisfies Counted
  const retryAfterSeconds = Math.max(1, Math.ceil(Duration.toSeconds(DateTime.distanceDuration(at, counted.until))))
  return yield* new TooManyTries({ retryAfterSeconds })
})

/** Counts a password that is tried for an account, which need not exist. */
export const countPassword = (deps: Deps, account: Email) =>
  Effect.flatMap(keysOf(account, "PASSWORD_FROM"), (keys) => count(deps, keys))

/** Counts something else that is tried or asked for, per network alone. */
export const countFrom = (deps: Deps, kind: "CODE_FROM" | "LETTER_FROM") =>
  Effect.flatMap(keysOf(null, kind), (keys) => keys.length === 0 ? nothing : count(deps, keys))

const nothing = Effect.map(DateTime.now, (at): Counted => ({ keys: [], at, isLast: false }))

/**
 * What was tried was right: the account begins anew, and the network gets its try back. Inside a unit of work, in which
 * nothing that is locked before comes after tries.
 */
export const takeBack = Effect.fnUntraced(function*(deps: Pick<Deps, "tries">, { at, keys }: Counted) {
  if (keys.length === 0) return
  const known = yield* deps.tries.lock(keys)
  yield* deps.tries.save(keys.map((key, index) => ({
    key,
    tries: key.kind === "PASSWORD_OF" ? [] : Tries.takeBack(known[index] ?? [], at)
  })))
})
