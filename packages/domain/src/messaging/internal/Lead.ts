import * as Duration from "effect/Duration"
import * as Throughput from "../Throughput.js"

/**
 * Of each of the two. Together they stay well below the horizon, beyond which no instant is granted: else one commit that
 * hung would keep everything from being begun, and so from showing that commits are quick again.
 */
const longest = Duration.toMillis(Throughput.horizon) / 4

/** How long before its instant a message has to be ready, in milliseconds: what it has lately taken, and a half more. */
export class Lead {
  private begin = 0
  private late = 0
  private each = 0

  /** Before beginning: until the group commit answers. */
  get beforeBegin(): number {
    return Math.min(longest, this.begin * 1.5)
  }

  /** Before the POST: this process has other things to do at the very instant. */
  get beforePost(): number {
    return Math.min(longest, this.late * 1.5)
  }

  /** From one POST to the next, when many are to leave at the same time. */
  get betweenPosts(): number {
    return this.each * 1.5
  }

  began(millis: number): void {
    this.begin = lately(this.begin, millis)
  }

  wasLate(millis: number): void {
    this.late = lately(this.late, millis)
  }

  /** So many POSTs in a row. Few tell more about the clock than about themselves. */
  posted(count: number, millis: number): void {
    if (count >= aRow) this.each = this.each * 0.9 + millis / count * 0.1
  }
}

const aRow = 8

// Quick to grow and slow to shrink: too late costs a second instant, too early only a place that waits.
const lately = (known: number, millis: number): number =>
  millis > known ? (known + millis) / 2 : known * 0.95 + millis * 0.05
