/**
 * Lets accepted messages go through their statuses and hands each to the webhooks when it is told.
 *
 * @since 0.1.0
 */
import type { Account } from "./Catalogue.js"
import type { Fate } from "./Faults.js"
import type { Journal } from "./Journal.js"
import type { Range } from "./Random.js"
import type { Send } from "./SendCheck.js"
import * as StatusPayload from "./StatusPayload.js"
import * as Timeline from "./Timeline.js"
import type { Timers } from "./Timers.js"
import * as WebhookOutbox from "./WebhookOutbox.js"

/**
 * An accepted message. `key` names the try in all draws.
 *
 * @since 0.1.0
 * @category model
 */
export interface Accepted {
  readonly account: Account
  readonly send: Send
  readonly wamid: string
  readonly fate: Fate
  readonly key: string
}

/**
 * @since 0.1.0
 * @category model
 */
export interface Statuses {
  readonly begin: (accepted: Accepted) => void
  readonly idle: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * @since 0.1.0
 * @category constructors
 */
export const make = (input: {
  readonly timers: Timers
  readonly delays: Timeline.Delays
  readonly webhooks: WebhookOutbox.Options
  readonly deliver: WebhookOutbox.Deliver | undefined
  readonly draw: (key: string, range: Range) => number
  readonly journal: Journal
}): Statuses => {
  const { delays, draw, journal, timers } = input
  const cancels = new Set<() => void>()
  let waiting: Array<() => void> = []
  let closed = false

  const isIdle = () => cancels.size === 0 && outbox.isEmpty()
  const wake = () => {
    if (!isIdle()) return
    const ready = waiting
    waiting = []
    for (const resolve of ready) resolve()
  }
  const outbox = WebhookOutbox.make({
    options: input.webhooks,
    timers,
    deliver: input.deliver,
    onDelivery: (delivery) => journal.add({ _tag: "Webhook", at: timers.now(), ...delivery }),
    onEmpty: wake
  })

  // One timer per message at a time, however many statuses it has.
  const run = (message: StatusPayload.Message, steps: ReadonlyArray<Timeline.Step>, start: number, told: Told) => {
    const walk = (index: number): void => {
      const step = steps[index]
      if (step === undefined) return wake()
      const cancel = timers.after(start + step.told - timers.now(), () => {
        cancels.delete(cancel)
        if (step.status === "delivered" || step.status === "read") told()
        outbox.push(StatusPayload.itemOf(message, step, start + step.happens))
        walk(index + 1)
      })
      cancels.add(cancel)
    }
    walk(0)
  }

  return {
    begin: ({ account, fate, key, send, wamid }) => {
      const told = journal.accept(send)
      if (closed) return
      run(
        { account, recipient: send.recipient, wamid, token: send.token, category: categoryOf(send) },
        Timeline.timeline(fate, delays, (name, range) => draw(`${name} ${key}`, range)),
        timers.now(),
        told
      )
    },
    idle: () => isIdle() ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
    close: async () => {
      closed = true
      for (const cancel of cancels) cancel()
      cancels.clear()
      await outbox.close()
      wake()
    }
  }
}

const categoryOf = ({ endpoint, template }: Send): string =>
  endpoint === "messages" ? template.template.category : "MARKETING_LITE"

type Told = () => void
