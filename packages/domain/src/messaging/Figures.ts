/**
 * The two shapes of a run's figures.
 *
 * @since 0.1.0
 */
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
