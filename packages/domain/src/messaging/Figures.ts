/**
 * The figures of a run or a campaign: where its messages are, how far they ever got, and why others did not.
 *
 * 1. Every message is in one cell, by its language, its state and how far it got; `byState` sums to `planned`.
 * 2. `funnel` counts how far a message ever got and never falls: one that WhatsApp took and then deferred (131049) or
 *    failed is QUEUED or FAILED in `byState` and stays `sent` in `funnel`. Taken again, it is counted once.
 * 3. Reasons are those of the present: a message that fails, waits and is then delivered is no failure.
 *
 * @since 0.1.0
 */
import type { Language } from "../contacts/Language.js"
import * as Languages from "../contacts/Language.js"
import type { SkipReason } from "../segmentation/Audience.js"
import type { FailureClass } from "./Failure.js"
import * as Message from "./Message.js"

/**
 * Exclusive counts: they sum to `planned` at every moment.
 *
 * @since 0.1.0
 * @category model
 */
export type ByState = Readonly<Record<Message.State, number>>

/**
 * Cumulative counts: `sent` ⊇ `delivered` ⊇ `read`. None ever falls, also when a message fails after it was sent.
 *
 * @since 0.1.0
 * @category model
 */
export interface Funnel {
  readonly planned: number
  readonly sent: number
  readonly delivered: number
  readonly read: number
}

/**
 * Both shapes, of the same messages at the same moment.
 *
 * @since 0.1.0
 * @category model
 */
export interface Figures {
  readonly byState: ByState
  readonly funnel: Funnel
}

/**
 * How many messages share a state and a reach.
 *
 * @since 0.1.0
 * @category model
 */
export interface Count {
  readonly state: Message.State
  readonly reached: Message.Reached
  readonly count: number
}

/**
 * What messages are counted by. `reason` is the class of the failure of a FAILED message and the reason of a CANCELLED
 * one, null for any other; `code` is WhatsApp's, when the failure has one.
 *
 * @since 0.1.0
 * @category model
 */
export interface Cell {
  readonly language: Language
  readonly state: Message.State
  readonly reached: Message.Reached
  readonly reason: FailureClass | Message.CancelReason | null
  readonly code: number | null
}

/**
 * The cell of a message. Stores count by it, also where they do it in their own language.
 *
 * @since 0.1.0
 * @category getters
 */
export const cellOf = (
  message: Pick<Message.Message, "cancelReason" | "failure" | "language" | "reached" | "state">
): Cell => ({
  language: message.language,
  state: message.state,
  reached: message.reached,
  reason: message.state === "FAILED"
    ? message.failure?.class ?? null
    : message.state === "CANCELLED"
    ? message.cancelReason
    : null,
  code: message.state === "FAILED" ? message.failure?.code ?? null : null
})

/**
 * Everything there is to count, of one moment: messages by cell, and those who were left out by reason. Each cell and
 * each reason comes once, none with a count of 0.
 *
 * @since 0.1.0
 * @category model
 */
export interface Counts {
  readonly messages: ReadonlyArray<Cell & { readonly count: number }>
  readonly skips: ReadonlyArray<{ readonly reason: SkipReason; readonly count: number }>
}

/**
 * Figures with their reasons, the most frequent first. A language without messages is left out.
 *
 * @since 0.1.0
 * @category model
 */
export interface Report extends Figures {
  readonly byLanguage: ReadonlyArray<{ readonly language: Language; readonly figures: Figures }>
  readonly failures: ReadonlyArray<{
    readonly class: FailureClass
    readonly code: number | null
    readonly count: number
  }>
  readonly cancellations: ReadonlyArray<{ readonly reason: Message.CancelReason; readonly count: number }>
  readonly skips: Counts["skips"]
}

/**
 * Both shapes from groups, which may come in any order and more than once; what has no group counts 0.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as Figures from "@ektola/domain/messaging/Figures"
 *
 * const { byState, funnel } = Figures.fromCounts([
 *   { state: "READ", reached: "READ", count: 70 },
 *   { state: "SENT", reached: "SENT", count: 20 },
 *   { state: "FAILED", reached: "NOTHING", count: 10 }
 * ])
 * assert.deepStrictEqual(funnel, { planned: 100, sent: 90, delivered: 70, read: 70 })
 * assert.strictEqual(byState.SENT, 20)
 * ```
 *
 * @since 0.1.0
 * @category constructors
 */
export const fromCounts = (counts: ReadonlyArray<Count>): Figures => {
  const byState: Record<Message.State, number> = {
    QUEUED: 0,
    SENDING: 0,
    UNCONFIRMED: 0,
    SENT: 0,
    DELIVERED: 0,
    READ: 0,
    FAILED: 0,
    CANCELLED: 0
  }
  const funnel = { planned: 0, sent: 0, delivered: 0, read: 0 }
  for (const { count, reached, state } of counts) {
    byState[state] += count
    funnel.planned += count
    if (reached !== "NOTHING") funnel.sent += count
    if (reached === "DELIVERED" || reached === "READ") funnel.delivered += count
    if (reached === "READ") funnel.read += count
  }
  return { byState, funnel }
}

/**
 * Whether nothing of a run is open any more.
 *
 * @since 0.1.0
 * @category rules
 */
export const isSettled = (byState: ByState): boolean =>
  Message.State.literals.every((state) => !Message.isOpen(state) || byState[state] === 0)

/**
 * The report of what was counted.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as Figures from "@ektola/domain/messaging/Figures"
 *
 * const report = Figures.report({
 *   messages: [
 *     { language: "hi", state: "READ", reached: "READ", reason: null, code: null, count: 7 },
 *     { language: "en", state: "FAILED", reached: "SENT", reason: "RECIPIENT", code: 131026, count: 2 }
 *   ],
 *   skips: [{ reason: "NO_PHONE", count: 1 }]
 * })
 * assert.deepStrictEqual(report.failures, [{ class: "RECIPIENT", code: 131026, count: 2 }])
 * assert.deepStrictEqual(report.funnel, { planned: 9, sent: 9, delivered: 7, read: 7 })
 * assert.strictEqual(report.byLanguage[0]?.language, "en")
 * ```
 *
 * @since 0.1.0
 * @category constructors
 */
export const report = ({ messages, skips }: Counts): Report => ({
  ...fromCounts(messages),
  byLanguage: Languages.all
    .map((language) => ({ language, figures: fromCounts(messages.filter((cell) => cell.language === language)) }))
    .filter(({ figures }) => figures.funnel.planned > 0),
  failures: summed(
    messages.filter(({ state }) => state === "FAILED"),
    ({ code, reason }) => ({ class: reason as FailureClass, code })
  ),
  cancellations: summed(
    messages.filter(({ state }) => state === "CANCELLED"),
    ({ reason }) => ({ reason: reason as Message.CancelReason })
  ),
  skips: summed(skips, ({ reason }) => ({ reason }))
})

// By what they share; of equal counts in the order of the text, so that two looks show the same.
const summed = <A extends { readonly count: number }, Key extends object>(
  counted: ReadonlyArray<A>,
  keyOf: (counted: A) => Key
): ReadonlyArray<Key & { readonly count: number }> => {
  const sums = new Map<string, Key & { readonly count: number }>()
  for (const each of counted) {
    const key = keyOf(each)
    const text = JSON.stringify(key)
    sums.set(text, { ...key, count: (sums.get(text)?.count ?? 0) + each.count })
  }
  return [...sums].sort(([a, { count }], [b, other]) => other.count - count || (a < b ? -1 : 1)).map(([, sum]) => sum)
}
