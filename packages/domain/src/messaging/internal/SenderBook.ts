import * as Effect from "effect/Effect"
import type { RunId } from "../../campaigns/Run.js"
import type { Lane, Leased, Place, Wanted } from "../../ports/MessageStore.js"
import type { Claim } from "../../ports/SendBudget.js"
import type { PhoneNumberId } from "../../tenancy/WhatsAppAccount.js"
import * as Fairness from "../Fairness.js"
import type { MessageId } from "../Message.js"
import * as Throughput from "../Throughput.js"

/** A message that occupies a place. The same message may come again: only what this lease is about concerns it. */
interface Taken {
  readonly lease: Leased
  readonly sender: Pick<Lane, "portfolio" | "ratePerSecond">
  state: "LEASED" | "BEGUN" | "POSTED"
}

interface Sender extends Omit<Lane, "runId"> {
  readonly runs: Map<RunId, Place | null>
  /** It gave all it was asked for, so it may have more. */
  isHungry: boolean
}

/** Enough to be under way for this long at a sender's rate; more would only wait. */
const aheadSeconds = 2

/**
 * What one worker knows about the senders it serves: where it is in their lanes, what they occupy, and who has to wait.
 * Times are in milliseconds.
 */
export class SenderBook {
  private readonly leased = new Map<MessageId, Taken>()
  private readonly waiting = new Set<MessageId>()
  private readonly occupied = new Map<PhoneNumberId, number>()
  private readonly blockedUntil = new Map<PhoneNumberId, number>()
  private everybodyBlockedUntil = 0
  private readonly heldUntil = new Map<PhoneNumberId | null, number>()
  private senders = new Map<PhoneNumberId, Sender>()
  private startAfter = ""
  private onFree = () => {}

  constructor(private readonly places: number) {}

  get free(): number {
    return this.places - this.leased.size
  }

  get isHungry(): boolean {
    return [...this.senders.values()].some(({ isHungry }) => isHungry)
  }

  /** What this worker knows to be leased to it. */
  get leases(): ReadonlyArray<MessageId> {
    return [...this.leased.keys()]
  }

  /** The lanes anew, each from its beginning: what was given back or has become due since lies before the places. */
  list(lanes: ReadonlyArray<Lane>): void {
    this.senders = new Map()
    for (const { runId, ...lane } of lanes) {
      const sender = this.senders.get(lane.phoneNumberId)
      if (sender === undefined) {
        this.senders.set(lane.phoneNumberId, { ...lane, runs: new Map([[runId, null]]), isHungry: true })
      } else sender.runs.set(runId, null)
    }
  }

  /** What to lease next, the sender whose turn it is first. */
  wanted(now: number): ReadonlyArray<Wanted> {
    if (now < this.everybodyBlockedUntil) return []
    const ready = [...this.senders.values()].filter(({ isHungry, phoneNumberId }) =>
      isHungry && now >= (this.blockedUntil.get(phoneNumberId) ?? 0) && !this.isHeld(phoneNumberId, now)
    )
    const inTurn = rotated(ready, this.startAfter)
    const rooms = Fairness.share(
      { places: this.places, taken: this.leased.size },
      inTurn.map((sender) => this.demand(sender))
    )
    const wanted = inTurn.flatMap(({ phoneNumberId, runs }, index): ReadonlyArray<Wanted> => {
      const room = rooms[index] ?? 0
      const places = [...runs].map(([runId, after]) => ({ runId, after }))
      return isWorthwhile(room, this.occupied.get(phoneNumberId) ?? 0) ? [{ phoneNumberId, room, runs: places }] : []
    })
    // When some went without, they are first next time; else somebody else begins.
    this.startAfter = wanted[wanted.length < inTurn.length ? wanted.length - 1 : 0]?.phoneNumberId ?? this.startAfter
    return wanted
  }

  took(wanted: ReadonlyArray<Wanted>, leased: ReadonlyArray<Leased>): void {
    const given = new Map<PhoneNumberId, number>()
    for (const lease of leased) {
      const { dueAt, messageId, phoneNumberId, runId } = lease
      const sender = this.senders.get(phoneNumberId)
      if (sender === undefined) continue
      this.waiting.delete(messageId)
      given.set(phoneNumberId, (given.get(phoneNumberId) ?? 0) + 1)
      sender.runs.set(runId, { dueAt, messageId })
      // It may be here already: a worker that was not heard of for too long is given its own messages again.
      const before = this.leased.get(messageId)
      if (before !== undefined) this.end(before.lease)
      this.leased.set(messageId, { lease, sender, state: "LEASED" })
      this.occupied.set(phoneNumberId, (this.occupied.get(phoneNumberId) ?? 0) + 1)
    }
    for (const { phoneNumberId, room } of wanted) {
      const sender = this.senders.get(phoneNumberId)
      if (sender !== undefined) sender.isHungry = (given.get(phoneNumberId) ?? 0) >= room
    }
  }

  /** The message is saved, and its lease has ended with that. */
  end(lease: Leased): void {
    if (this.taken(lease) === null) return
    const { messageId, phoneNumberId } = lease
    this.leased.delete(messageId)
    const occupied = (this.occupied.get(phoneNumberId) ?? 0) - 1
    if (occupied > 0) this.occupied.set(phoneNumberId, occupied)
    else this.occupied.delete(phoneNumberId)
    this.onFree()
  }

  /** The message was not begun: somebody may have it as soon as its lease is released. */
  giveBack(lease: Leased): void {
    if (this.taken(lease)?.state === "LEASED") this.waiting.add(lease.messageId)
    this.end(lease)
  }

  /** Its lease is used up, and its place still taken. */
  begun(lease: Leased): void {
    const taken = this.taken(lease)
    if (taken !== null) taken.state = "BEGUN"
  }

  /** From now on an answer comes, and ends it. */
  posted(lease: Leased): void {
    const taken = this.taken(lease)
    if (taken !== null) taken.state = "POSTED"
  }

  /** Whatever was to be done with the message has been done, except that an answer may come. */
  leave(lease: Leased): void {
    if (this.taken(lease)?.state !== "POSTED") this.giveBack(lease)
  }

  /** Leases that are to be released. */
  unused(): ReadonlyArray<MessageId> {
    return [...this.waiting]
  }

  released(messageIds: ReadonlyArray<MessageId>): void {
    for (const messageId of messageIds) this.waiting.delete(messageId)
  }

  /** Nothing is leased of this sender before `until`, and then not all that it may have. */
  block(phoneNumberId: PhoneNumberId, until: number): void {
    this.blockedUntil.set(phoneNumberId, Math.max(until, this.blockedUntil.get(phoneNumberId) ?? 0))
  }

  blockEverybody(until: number): void {
    this.everybodyBlockedUntil = Math.max(until, this.everybodyBlockedUntil)
  }

  /** WhatsApp has refused messages of this number, or of everybody, for being too many: nothing more is begun before. */
  hold(phoneNumberId: PhoneNumberId | null, until: number): void {
    this.heldUntil.set(phoneNumberId, Math.max(until, this.heldUntil.get(phoneNumberId) ?? 0))
  }

  isHeld(phoneNumberId: PhoneNumberId, now: number): boolean {
    return now < Math.max(this.heldUntil.get(phoneNumberId) ?? 0, this.heldUntil.get(null) ?? 0)
  }

  /** It was granted something, so whatever blocked it is over. */
  unblock(phoneNumberId: PhoneNumberId): void {
    this.blockedUntil.delete(phoneNumberId)
  }

  /** Waits until that many places are free. One caller at a time. */
  room(places: number): Effect.Effect<void> {
    return Effect.async<void>((resume) => {
      const look = () => {
        if (this.free < Math.min(places, this.places)) return
        this.onFree = () => {}
        resume(Effect.void)
      }
      this.onFree = look
      look()
      return Effect.sync(() => {
        this.onFree = () => {}
      })
    })
  }

  /** What it asks the budget for; null for one that was not taken. */
  claimOf(lease: Leased): Claim | null {
    const taken = this.taken(lease)
    if (taken === null) return null
    const { messageId, phoneNumberId, recipient } = lease
    const { portfolio, ratePerSecond } = taken.sender
    return { messageId, phoneNumberId, recipient, portfolio, ratePerSecond: Throughput.usable(ratePerSecond) }
  }

  private taken(lease: Leased): Taken | null {
    const taken = this.leased.get(lease.messageId)
    return taken?.lease === lease ? taken : null
  }

  private demand({ isOnTrial, phoneNumberId, ratePerSecond }: Sender): Fairness.Demand {
    const held = this.occupied.get(phoneNumberId) ?? 0
    const most = Math.max(2, Math.ceil(ratePerSecond * aheadSeconds))
    if (isOnTrial) return { held, most: 1 }
    // What has just had to wait may have to wait again.
    return { held, most: this.blockedUntil.has(phoneNumberId) ? Math.min(most, held + Math.ceil(most / aLease)) : most }
  }
}

// An eighth of what it may hold, so that a sender is not leased one message at a time, with a transaction for each.
const aLease = 8
const isWorthwhile = (room: number, held: number): boolean => room > 0 && room * aLease >= room + held

// In a fixed circle, beginning behind one of them.
const rotated = (senders: ReadonlyArray<Sender>, startAfter: string): ReadonlyArray<Sender> => {
  const all = senders.toSorted((a, b) => a.phoneNumberId < b.phoneNumberId ? -1 : 1)
  return [
    ...all.filter(({ phoneNumberId }) => phoneNumberId > startAfter),
    ...all.filter(({ phoneNumberId }) => phoneNumberId <= startAfter)
  ]
}
