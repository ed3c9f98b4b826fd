/**
 * How much of a worker each sender may occupy.
 *
 * @since 0.1.0
 */

/**
 * A sender with something to send. `held` is what it occupies already, `most` what it could use.
 *
 * @since 0.1.0
 * @category model
 */
export interface Demand {
  readonly held: number
  readonly most: number
}

/**
 * How many more places each sender gets of `places`, of which `taken` are occupied. Nobody may hold more than what stays
 * free: so one sender whose answers hang fills half of the worker at most, two of them two thirds, and whoever comes next
 * always finds room. (Dynamic thresholds, as switches share a buffer between ports: Choudhury and Hahne, 1998.)
 *
 * With more senders than free places the first ones get one each; the caller begins with somebody else next time.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as Fairness from "@ektola/domain/messaging/Fairness"
 *
 * const hungry = { held: 0, most: 1_000 }
 * assert.deepStrictEqual(Fairness.share({ places: 300, taken: 0 }, [hungry]), [150])
 * assert.deepStrictEqual(Fairness.share({ places: 300, taken: 150 }, [{ held: 150, most: 1_000 }, hungry]), [0, 75])
 * ```
 *
 * @since 0.1.0
 * @category rules
 */
export const share = (
  worker: { readonly places: number; readonly taken: number },
  senders: ReadonlyArray<Demand>
): ReadonlyArray<number> => {
  const free = Math.max(0, worker.places - worker.taken)
  const roomAt = (level: number) => ({ held, most }: Demand) => Math.max(0, Math.min(level, most) - held)
  // The highest level that leaves as much free as it gives to any one sender.
  let low = 0
  let high = free
  while (low < high) {
    const level = Math.ceil((low + high) / 2)
    const given = senders.reduce((sum, sender) => sum + roomAt(level)(sender), 0)
    if (given + level <= free) low = level
    else high = level - 1
  }
  if (low > 0) return senders.map(roomAt(low))
  let left = free
  return senders.map((sender) => {
    const room = Math.min(left, roomAt(1)(sender))
    left -= room
    return room
  })
}
