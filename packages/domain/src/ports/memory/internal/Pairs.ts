import type { MessageId } from "../../../messaging/Message.js"
import { InstantMap } from "./InstantMap.js"

/** A number and a recipient. */
export type Pair = string

/**
 * When each pair had its newest instant, and the instants that are kept for messages that were told to come back. All
 * times are microseconds.
 */
export class Pairs {
  private readonly granted: InstantMap<Pair>
  /** The last instant that is kept for anybody of the pair. */
  private readonly tails: InstantMap<Pair>
  private readonly kept: InstantMap<MessageId>

  constructor(private readonly interval: number) {
    this.granted = new InstantMap(interval)
    this.tails = new InstantMap(interval)
    this.kept = new InstantMap(interval)
  }

  /** The earliest instant that this message may have, if it gets one from `instant` on. */
  earliest(pair: Pair, messageId: MessageId, instant: number): number {
    const kept = this.kept.get(messageId)
    const afterGranted = this.after(this.granted.get(pair))
    return kept !== undefined && this.isInTurn(pair, kept, instant)
      ? Math.max(kept, afterGranted)
      : Math.max(afterGranted, this.after(this.tails.get(pair)))
  }

  grant(pair: Pair, messageId: MessageId, instant: number): void {
    if (this.kept.get(messageId) === this.tails.get(pair)) this.tails.delete(pair)
    this.kept.delete(messageId)
    this.granted.set(pair, instant)
  }

  /** Keeps an instant for a message that is too early, and returns it. */
  keep(pair: Pair, messageId: MessageId, instant: number): number {
    const earliest = this.earliest(pair, messageId, instant)
    const kept = this.kept.get(messageId)
    const tail = this.tails.get(pair)
    const isInTurn = kept !== undefined && this.isInTurn(pair, kept, instant)
    // Whoever waits behind another gets a little more than the interval: the other will ask a little late.
    const isBehind = !isInTurn && tail !== undefined && earliest === this.after(tail)
    const own = isBehind ? earliest + this.interval / 4 : earliest
    this.kept.set(messageId, own)
    if (!isInTurn || kept === tail) this.tails.set(pair, own)
    return own
  }

  /** The pair as it was before this instant; nothing is known of it but that it was an interval earlier. */
  giveBack(pair: Pair, instant: number): boolean {
    if (this.granted.get(pair) !== instant) return false
    this.granted.set(pair, instant - this.interval)
    return true
  }

  forget(now: number): void {
    this.granted.forget(now)
    this.tails.forget(now)
    this.kept.forget(now)
  }

  get size(): number {
    return this.granted.size + this.tails.size + this.kept.size
  }

  /** Whoever comes so late for its instant that it would take somebody else's has to queue again. */
  private isInTurn(pair: Pair, kept: number, instant: number): boolean {
    return kept === this.tails.get(pair) || instant <= kept + this.interval / 4
  }

  private after(instant: number | undefined): number {
    return instant === undefined ? -Infinity : instant + this.interval
  }
}
