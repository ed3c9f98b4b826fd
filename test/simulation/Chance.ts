/** A stream of numbers that a seed decides: the same seed and the same questions give the same answers. */
export class Chance {
  private state: number

  constructor(seed: number) {
    this.state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) >>> 0
  }

  /** In [0, 1); mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let bits = this.state
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 0x1_0000_0000
  }

  happens(probability: number): boolean {
    return probability > 0 && this.next() < probability
  }

  /** Nothing in two cases of five, else anything up to `most`. */
  sometimes(most: number): number {
    return this.happens(0.6) ? this.next() * most : 0
  }

  /** From and to, both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  pick<A>(items: readonly [A, ...ReadonlyArray<A>]): A {
    return items[Math.floor(this.next() * items.length)] ?? items[0]
  }

  /** One of the keys, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const keys = Object.keys(weights) as Array<K>
    let left = this.next() * keys.reduce((sum, key) => sum + weights[key], 0)
    for (const key of keys) {
      left -= weights[key]
      if (left < 0) return key
    }
    return keys[keys.length - 1] as K
  }

  /** A stream of its own, so that one part asking more does not change what another is told. */
  fork(): Chance {
    return new Chance(Math.floor(this.next() * 0x1_0000_0000))
  }
}
