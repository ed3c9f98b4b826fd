/**
 * When which status of an accepted message happens, and when it is told.
 *
 * @since 0.1.0
 */
import type { Fate } from "./Faults.js"
import type { Range } from "./Random.js"

/**
 * Milliseconds. `sent` counts from acceptance, `delivered` and `failed` from sent, `read` from delivered. `late` is
 * added to what is told late, `again` lies between a status and its duplicate.
 *
 * @since 0.1.0
 * @category model
 */
export interface Delays {
  readonly sent: Range
  readonly delivered: Range
  readonly read: Range
  readonly failed: Range
  readonly late: Range
  readonly again: Range
}

/**
 * Quick, so that examples and tests end soon.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultDelays: Delays = {
  sent: [5, 25],
  delivered: [20, 100],
  read: [50, 300],
  failed: [20, 100],
  late: [1000, 3000],
  again: [1, 50]
}

/**
 * One status. Times are milliseconds after acceptance: it happens at `happens` and is told at `told`. `priced`:
 * WhatsApp puts the price on `sent` and on one of `delivered` and `read`.
 *
 * @since 0.1.0
 * @category model
 */
export interface Step {
  readonly status: "sent" | "delivered" | "read" | "failed"
  readonly happens: number
  readonly told: number
  readonly code: number | null
  readonly priced: boolean
}

/**
 * The statuses of a message, in the order in which they are told. `draw` gives a fixed number of a range by name.
 *
 * @since 0.1.0
 * @category constructors
 */
export const timeline = (
  fate: Fate,
  delays: Delays,
  draw: (name: string, range: Range) => number
): ReadonlyArray<Step> => {
  const disturbed = fate.disturbances
  let steps = course(fate, delays, draw)
  if (disturbed.has("READ_WITHOUT_DELIVERED") && steps.some(({ status }) => status === "read")) {
    steps = steps.flatMap((step) => step.status === "delivered" ? [] : [{ ...step, priced: true }])
  }
  if (disturbed.has("LATE")) {
    const late = draw("late", delays.late)
    steps = steps.map((step) => ({ ...step, told: step.told + late }))
  }
  const delivered = steps.find(({ status }) => status === "delivered")
  if (disturbed.has("DELIVERED_BEFORE_SENT") && delivered !== undefined) {
    steps = steps.map((step) => step.status === "sent" ? { ...step, told: delivered.told + 1 } : step)
  }
  if (disturbed.has("DUPLICATE")) {
    steps = steps.flatMap((step) => [step, { ...step, told: step.told + draw(`again ${step.status}`, delays.again) }])
  }
  return [...steps].sort((a, b) => a.told - b.told)
}

const course = (
  fate: Fate,
  delays: Delays,
  draw: (name: string, range: Range) => number
): ReadonlyArray<Step> => {
  const sentAt = draw("sent", delays.sent)
  const sent = step("sent", sentAt, true)
  const failedAt = sentAt + draw("failed", delays.failed)
  const deliveredAt = sentAt + draw("delivered", delays.delivered)
  const delivered = step("delivered", deliveredAt, true)
  switch (fate.course) {
    case "FAILS_131026":
      return [step("failed", failedAt, false, 131026)]
    case "FAILS_131050":
      return [step("failed", failedAt, false, 131050)]
    case "FAILS_131049":
      return [sent, step("failed", failedAt, false, 131049)]
    case "FAILS_132015":
      return [sent, step("failed", failedAt, false, 132015)]
    case "STAYS_SENT":
      return [sent]
    case "NEVER_READ":
      return [sent, delivered]
    case null:
      return [sent, delivered, step("read", deliveredAt + draw("read", delays.read), false)]
  }
}

const step = (status: Step["status"], at: number, priced: boolean, code: number | null = null): Step => ({
  status,
  happens: at,
  told: at,
  code,
  priced
})
