import { spacingOf } from "@ektola/domain/messaging/Throughput"
import type { Claim } from "@ektola/domain/ports/SendBudget"

/** What a script is told about a claim, in the order of `reserveLua`. */
export const encodeClaims = (claims: ReadonlyArray<Claim>): Array<string | number> => {
  const portfolios = new Numbered()
  const senders = new Numbered()
  const lines: Array<string | number> = []
  for (const { messageId, phoneNumberId, portfolio, ratePerSecond, recipient } of claims) {
    // Of different limits or rates in one call the lowest holds.
    const portfolioNumber = portfolio === null ? 0 : portfolios.number(portfolio.id, portfolio.limit, Math.min)
    lines.push(senders.number(phoneNumberId, spacingOf(ratePerSecond), Math.max), portfolioNumber, messageId, recipient)
  }
  return [...portfolios.encoded, ...senders.encoded, ...lines]
}

/** Names with a value each, that are called by their number from 1 on. */
class Numbered {
  private readonly numbers = new Map<string, number>()
  private readonly values: Array<number> = []

  number(name: string, value: number, choose: (a: number, b: number) => number): number {
    const known = this.numbers.get(name)
    if (known !== undefined) {
      this.values[known - 1] = choose(this.values[known - 1] ?? value, value)
      return known
    }
    this.numbers.set(name, this.numbers.size + 1)
    this.values.push(value)
    return this.values.length
  }

  get encoded(): Array<string | number> {
    return [this.values.length, ...[...this.numbers.keys()].flatMap((name, at) => [name, this.values[at] ?? 0])]
  }
}

/** An answer of `reserveLua`: kinds with their periods in microseconds. */
export interface Answers {
  readonly now: number
  readonly of: (index: number) => { readonly kind: Kind; readonly period: number }
}

const kinds = [
  "GRANTED",
  "RECIPIENT",
  "SENDER_HELD",
  "PORTFOLIO_FULL",
  "UNKNOWN",
  "SENDER_BUSY",
  "LOST",
  "ALL_HELD"
] as const

export type Kind = typeof kinds[number]

export const decodeAnswers = (reply: ReadonlyArray<number>): Answers => {
  const [now, first] = reply
  const isForAll = first !== undefined && first >= kinds.indexOf("LOST")
  return {
    now: now ?? 0,
    of: (index) => {
      const at = isForAll ? 1 : 2 * index + 1
      return { kind: kinds[reply[at] ?? -1] ?? "UNKNOWN", period: reply[at + 1] ?? 0 }
    }
  }
}
