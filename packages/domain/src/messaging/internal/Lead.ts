import * as Duration from "effect/Duration"
import * as Throughput from "../Throughput.js"

/**
 * Of each of the two. Together they stay well below the horizon, beyond which no instant is granted: else one commit that
 * hung would keep everything from being begun, and so from showing that commits are quick again.
 */
const longest = Duration.toMillis(Throughput.horizon) / 4

/**
 * How long before its instant a message has to be ready, in milliseconds, as this process has lately needed it.
 *
 * Whoever has an instant is begun cautiously, since a busy sender that misses one loses it. Whoever asks for one asks for
 * what is usual: a sender with a queue gets a later one anyway, and one without loses nothing by asking twice.
 */
export class Lead {
  private begin = 0
  private usualBegin = 0
  private late = 0
  private usuallyLate = 0
  private each = 0

  /** Of an instant that is asked for. */
  get toAsk(): number {
    return Math.min(longest, this.usualBegin + this.usuallyLate)
  }

  /** Of one that is asked for when the message has begun already. */
  get toAskAgain(): number {
    return Math.min(longest, this.usuallyLate * 2)
  }

  /** How long before the first of its instants a batch is begun: group commit, and what this process has to do else. */
  get toBegin(): number {
    return Math.min(longest, this.begin * 1.25) + Math.min(longest, this.late * 1.25)
  }

  /** From one POST to the next, when many are to leave at the same time. */
  get betweenPosts(): number {
    return this.each * 1.5
  }

  began(millis: number): void {
    this.begin = quicklyUp(this.begin, millis)
    this.usualBegin = slowly(this.usualBegin, millis)
  }

  wasLate(millis: number): void {
    this.late = quicklyUp(this.late, millis)
    this.usuallyLate = slowly(this.usuallyLate, millis)
  }

  /** So many POSTs in a row. Few tell more about the clock than about themselves. */
  posted(count: number, millis: number): void {
    if (count >= aRow) this.each = slowly(this.each, millis / count)
  }
}

const aRow = 8

// As long as the longest of late.
const quicklyUp = (known: number, millis: number): number => millis > known ? millis : known * 0.98 + millis * 0.02

const slowly = (known: number, millis: number): number => known * 0.95 + millis * 0.05
