/**
 * The instants of one number: a generic cell rate algorithm without burst, and the instants that were given back. All
 * times are whole microseconds, so that spacing is exact.
 */
export interface Pace {
  /** The newest instant, -Infinity when there was none. */
  last: number
  spacing: number
  heldUntil: number
  /** Instants before `last` that nobody has, ascending. */
  readonly freed: Array<number>
}

export const make = (): Pace => ({ last: -Infinity, spacing: 0, heldUntil: -Infinity, freed: [] })

/** Instants that were spaced for a faster rate are too close together for a slower one. */
export const setSpacing = (pace: Pace, spacing: number): void => {
  if (spacing > pace.spacing) pace.freed.length = 0
  pace.spacing = spacing
}

/** The next instant that nobody had. */
export const next = (pace: Pace, from: number): number => Math.max(from, pace.last + pace.spacing)

/** The earliest instant that was given back, if there is one. */
export const firstFreed = (pace: Pace, from: number): number | undefined => {
  const passed = pace.freed.findIndex((instant) => instant >= from)
  pace.freed.splice(0, passed === -1 ? pace.freed.length : passed)
  return pace.freed[0]
}

export const take = (pace: Pace, instant: number): void => {
  if (instant === pace.freed[0]) pace.freed.shift()
  else pace.last = instant
}

export const free = (pace: Pace, instant: number): void => {
  const after = pace.freed.findIndex((other) => other > instant)
  pace.freed.splice(after === -1 ? pace.freed.length : after, 0, instant)
}

export const isOver = (pace: Pace, now: number): boolean =>
  Math.max(pace.last + pace.spacing, pace.heldUntil) <= now && (pace.freed.at(-1) ?? now) <= now
