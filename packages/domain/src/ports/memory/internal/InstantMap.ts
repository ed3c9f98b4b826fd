/** Keys with an instant each, that are forgotten some time after it. */
export class InstantMap<K> {
  private readonly instants = new Map<K, number>()

  constructor(private readonly keepFor: number) {}

  get size(): number {
    return this.instants.size
  }

  get(key: K): number | undefined {
    return this.instants.get(key)
  }

  set(key: K, instant: number): void {
    // To the end, so that the oldest stay in front for `forget`.
    this.instants.delete(key)
    this.instants.set(key, instant)
  }

  delete(key: K): void {
    this.instants.delete(key)
  }

  /** Every entry is looked at once when it goes, and the first that stays ends the search. */
  forget(now: number): void {
    for (const [key, instant] of this.instants) {
      if (instant + this.keepFor > now) return
      this.instants.delete(key)
    }
  }
}
