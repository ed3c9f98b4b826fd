interface Reached {
  readonly at: number
  /** The instant that made the recipient count, if it is the only one known. */
  readonly isFirst: boolean
}

/** Whom a portfolio has reached in the moving window. All times are microseconds. */
export class Reach {
  private recipients = new Map<string, Reached>()
  private full: { readonly limit: number; readonly until: number } | null = null

  constructor(private readonly window: number) {}

  has(recipient: string, now: number): boolean {
    const reached = this.recipients.get(recipient)
    return reached !== undefined && reached.at + this.window > now
  }

  /** Until when nobody new may be reached; null when somebody may now. */
  fullUntil(limit: number, now: number): number | null {
    if (this.full?.limit === limit && this.full.until > now) return this.full.until
    // Grants come nearly in order of their instants, so what is over is in front; only a full one is counted exactly.
    for (const [recipient, { at }] of this.recipients) {
      if (at + this.window > now) break
      this.recipients.delete(recipient)
    }
    if (this.recipients.size < limit) return null
    const instants = Float64Array.from(this.recipients.values(), ({ at }) => at)
      .filter((at) => at + this.window > now)
      .sort()
    if (instants.length < limit) return null
    this.full = { limit, until: (instants[instants.length - Math.max(limit, 1)] ?? now) + this.window }
    return this.full.until
  }

  add(recipient: string, at: number, now: number): void {
    const isFirst = !this.has(recipient, now)
    this.recipients.delete(recipient)
    this.recipients.set(recipient, { at, isFirst })
  }

  /** Whoever was reached before stays, as if reached at this instant: that is later than the truth, and so no danger. */
  giveBack(recipient: string, at: number): void {
    const reached = this.recipients.get(recipient)
    if (reached?.isFirst !== true || reached.at !== at) return
    this.recipients.delete(recipient)
    this.full = null
  }

  restore(reached: ReadonlyArray<{ readonly recipient: string; readonly at: number }>): void {
    for (const { at, recipient } of reached) {
      if (at > (this.recipients.get(recipient)?.at ?? -Infinity)) this.recipients.set(recipient, { at, isFirst: false })
    }
    this.full = null
    this.recipients = new Map([...this.recipients].toSorted(([, a], [, b]) => a.at - b.at))
  }
}
