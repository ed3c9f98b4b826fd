import * as Duration from "effect/Duration"
import * as Throughput from "../../../messaging/Throughput.js"
import type { PhoneNumberId } from "../../../tenancy/WhatsAppAccount.js"
import type { Claim, Grant } from "../../SendBudget.js"
import { InstantMap } from "./InstantMap.js"
import * as Pace from "./Pace.js"
import { Pairs } from "./Pairs.js"
import { Reach } from "./Reach.js"

/** All periods in microseconds. */
export interface Periods {
  readonly horizon: number
  readonly pairInterval: number
  readonly reachWindow: number
}

interface Portfolio {
  readonly reach: Reach
  usedAt: number
}

/** The whole budget as a value that changes. All times are microseconds; `now` is the caller's. */
export class Budget {
  private readonly paces = new Map<PhoneNumberId, Pace.Pace>()
  private readonly portfolios = new Map<string, Portfolio>()
  private readonly givenBack: InstantMap<string>
  private readonly pairs: Pairs

  constructor(private readonly periods: Periods, private heldUntil: number) {
    this.pairs = new Pairs(periods.pairInterval)
    this.givenBack = new InstantMap(periods.pairInterval)
  }

  reserve(claim: Claim, lead: number, now: number): Grant {
    if (this.heldUntil > now) return later("EVERYBODY", this.heldUntil - now, "everybody is held")
    const pace = this.pace(claim.phoneNumberId)
    if (pace.heldUntil > now) return later("SENDER", pace.heldUntil - now, "the number is held")
    const reach = claim.portfolio === null ? null : this.reach(claim.portfolio.id, now)
    if (claim.portfolio !== null && reach !== null) {
      if (reach === undefined) return { _tag: "Unknown", portfolioId: claim.portfolio.id }
      const fullUntil = reach.has(claim.recipient, now) ? null : reach.fullUntil(claim.portfolio.limit, now)
      if (fullUntil !== null) {
        return later("SENDER", fullUntil - now, "the portfolio's recipients of 24 hours are used up")
      }
    }
    Pace.setSpacing(pace, Throughput.spacingOf(claim.ratePerSecond))
    const next = Pace.next(pace, now + lead)
    const freed = Pace.firstFreed(pace, now + lead) ?? next
    const pair = pairOf(claim)
    const instant = freed >= this.pairs.earliest(pair, claim.messageId, freed) ? freed : next
    if (instant < this.pairs.earliest(pair, claim.messageId, instant)) {
      const kept = this.pairs.keep(pair, claim.messageId, instant)
      return later("RECIPIENT", kept - lead - now, "the person was written to a moment ago")
    }
    if (instant > now + this.periods.horizon) {
      // With half of the horizon free again there is more than one instant to come back for.
      return later("SENDER", instant - now - this.periods.horizon / 2, "the next instants are all given out")
    }
    Pace.take(pace, instant)
    this.pairs.grant(pair, claim.messageId, instant)
    reach?.add(claim.recipient, instant, now)
    return { _tag: "Granted", wait: toWait(instant - now), instant: instant / 1000 }
  }

  giveBack(claim: Claim, instant: number, now: number): void {
    const key = `${claim.messageId} ${instant}`
    if (this.givenBack.get(key) !== undefined) return
    this.givenBack.set(key, instant)
    const pace = this.paces.get(claim.phoneNumberId)
    const isOwn = this.pairs.giveBack(pairOf(claim), instant)
    if (isOwn && pace !== undefined && instant > now) Pace.free(pace, instant)
    if (claim.portfolio !== null) this.portfolios.get(claim.portfolio.id)?.reach.giveBack(claim.recipient, instant)
  }

  hold(phoneNumberId: PhoneNumberId | null, until: number): void {
    if (phoneNumberId === null) {
      this.heldUntil = Math.max(this.heldUntil, until)
      return
    }
    const pace = this.pace(phoneNumberId)
    pace.heldUntil = Math.max(pace.heldUntil, until)
  }

  restore(
    portfolioId: string,
    reached: ReadonlyArray<{ readonly recipient: string; readonly at: number }>,
    now: number
  ): void {
    const reach = this.portfolios.get(portfolioId)?.reach ?? new Reach(this.periods.reachWindow)
    reach.restore(reached)
    this.use(portfolioId, reach, now)
  }

  /** Forgets what is over; each thing is looked at once when it goes, and not on every call. */
  forget(now: number): void {
    this.pairs.forget(now)
    this.givenBack.forget(now)
    const longestUnused = this.paces.entries().next().value
    if (longestUnused !== undefined) {
      const [phoneNumberId, pace] = longestUnused
      this.paces.delete(phoneNumberId)
      if (!Pace.isOver(pace, now)) this.paces.set(phoneNumberId, pace)
    }
    for (const [portfolioId, { usedAt }] of this.portfolios) {
      // Everybody it reached has left the window by then, so nothing is lost but the knowledge of that.
      if (usedAt + this.periods.reachWindow + this.periods.horizon > now) break
      this.portfolios.delete(portfolioId)
    }
  }

  /** How many things are remembered besides the recipients of portfolios. */
  get size(): number {
    return this.pairs.size + this.givenBack.size + this.paces.size
  }

  private pace(phoneNumberId: PhoneNumberId): Pace.Pace {
    const pace = this.paces.get(phoneNumberId) ?? Pace.make()
    this.paces.delete(phoneNumberId)
    this.paces.set(phoneNumberId, pace)
    return pace
  }

  private reach(portfolioId: string, now: number): Reach | undefined {
    const reach = this.portfolios.get(portfolioId)?.reach
    if (reach !== undefined) this.use(portfolioId, reach, now)
    return reach
  }

  private use(portfolioId: string, reach: Reach, now: number): void {
    this.portfolios.delete(portfolioId)
    this.portfolios.set(portfolioId, { reach, usedAt: now })
  }
}

const pairOf = (claim: Claim): string => `${claim.phoneNumberId} ${claim.recipient}`

// Whole milliseconds, as timers have; rounded down it would end a moment too early.
const toWait = (period: number): Duration.Duration => Duration.millis(Math.ceil(period / 1000))

const later = (scope: "RECIPIENT" | "SENDER" | "EVERYBODY", period: number, reason: string): Grant => ({
  _tag: "Later",
  scope,
  wait: toWait(period),
  reason
})
