/**
 * The simulator's clock and timers.
 *
 * @since 0.1.0
 */

/**
 * `now` is in milliseconds since 1970. `after` runs something once and returns how to cancel it.
 *
 * @since 0.1.0
 * @category model
 */
export interface Timers {
  readonly now: () => number
  readonly after: (millis: number, run: () => void) => () => void
}

/**
 * The machine's clock.
 *
 * @since 0.1.0
 * @category constructors
 */
export const system: Timers = {
  now: () => Date.now(),
  after: (millis, run) => {
    const timer = setTimeout(run, millis)
    return () => clearTimeout(timer)
  }
}

/**
 * @since 0.1.0
 * @category model
 */
export interface ManualTimers extends Timers {
  /** Moves the clock forward and runs what is due, in order of time; what that starts in turn is run as well. */
  readonly advance: (millis: number) => Promise<void>
}

/**
 * A clock that stands still until it is moved.
 *
 * @since 0.1.0
 * @category constructors
 */
export const manual = (start = 0): ManualTimers => {
  let now = start
  let count = 0
  const waiting = new Map<number, { readonly at: number; readonly run: () => void }>()
  const nextDue = (until: number): number | null => {
    let next: number | null = null
    for (const [id, { at }] of waiting) {
      if (at <= until && (next === null || at < waiting.get(next)!.at)) next = id
    }
    return next
  }
  return {
    now: () => now,
    after: (millis, run) => {
      const id = count++
      waiting.set(id, { at: now + Math.max(0, millis), run })
      return () => waiting.delete(id)
    },
    advance: async (millis) => {
      const until = now + millis
      await settled()
      for (let id = nextDue(until); id !== null; id = nextDue(until)) {
        const { at, run } = waiting.get(id)!
        waiting.delete(id)
        now = at
        run()
        await settled()
      }
      now = until
    }
  }
}

// Promises that are already resolved, however deep their chain is, have run when the next macrotask starts.
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
