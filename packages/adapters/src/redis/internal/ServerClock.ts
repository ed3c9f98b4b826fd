/**
 * What the server's clock says now, known from its answers. An answer may come late, in a process that has much to do, and
 * its time is old by then; so what all answers together prove is kept: the two clocks differ by at least `least` and at
 * most `most`. All times are milliseconds.
 */
export class ServerClock {
  private least = -Infinity
  private most = Infinity
  private observedAt = 0

  /** The server said `server` at some moment between our `asked` and `answered`. */
  observe(server: number, asked: number, answered: number): void {
    const drift = (answered - this.observedAt) * mostDrift
    const least = Math.max(this.least - drift, server - answered)
    const most = Math.min(this.most + drift, server - asked)
    // A clock was set: only the new answer counts.
    const isConsistent = least <= most
    this.least = isConsistent ? least : server - answered
    this.most = isConsistent ? most : server - asked
    this.observedAt = answered
  }

  /** How much later than `at` says the server's time may be. */
  get uncertainty(): number {
    return this.most - this.least
  }

  /** Not after the server's own time, so that nobody is too early, and before it by the fastest answer at most. */
  at(local: number): number {
    return local + this.least
  }
}

/** How fast two clocks may move apart, of which one or both are being slewed. */
const mostDrift = 0.001
