/** Chance that a seed decides, so that a failure can be replayed. */
export interface Random {
  /** From 0 up to and without 1. */
  readonly next: () => number
  /** A whole number, both ends included. */
  readonly whole: (from: number, to: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <A>(from: ReadonlyArray<A>) => A
  /** Each with this probability, in their order. */
  readonly some: <A>(from: ReadonlyArray<A>, probability: number) => ReadonlyArray<A>
  /** A UUIDv7 that nobody else has; later ones do not have higher ids. */
  readonly uuid: () => string
}

/** mulberry32 by Tommy Ettinger. */
export const make = (seed: number): Random => {
  let state = seed >>> 0
  let count = 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const hex = (digits: number) => Math.floor(next() * 16 ** digits).toString(16).padStart(digits, "0")
  const pick = <A>(from: ReadonlyArray<A>): A => {
    const picked = from[Math.floor(next() * from.length)]
    if (picked === undefined) throw new Error("nothing to pick from")
    return picked
  }
  return {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    pick,
    some: (from, probability) => from.filter(() => next() < probability),
    uuid: () => `019a${hex(4)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${(++count).toString(16).padStart(12, "0")}`
  }
}
