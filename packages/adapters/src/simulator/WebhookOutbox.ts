/**
 * Delivers webhooks: batched, signed over the raw bytes, and again until they are answered with 200.
 *
 * @since 0.1.0
 */
import { createHmac } from "node:crypto"
import { Agent, request } from "undici"
import * as StatusPayload from "./StatusPayload.js"
import type { Timers } from "./Timers.js"

/**
 * Posts one webhook and tells the HTTP status of the answer; it rejects when there was none.
 *
 * @since 0.1.0
 * @category model
 */
export type Deliver = (url: string, headers: Readonly<Record<string, string>>, body: Uint8Array) => Promise<number>

/**
 * - `batchSize`: most statuses in one POST (WhatsApp: 1,000)
 * - `batchWindow`: how long a POST waits for company, in milliseconds
 * - `concurrency`: POSTs at the same time to one address
 * - `attempts`: tries per POST; WhatsApp goes on for days
 * - `firstRetry`, `longestRetry`: pause before the second try, and where doubling it ends, in milliseconds
 *
 * @since 0.1.0
 * @category model
 */
export interface Options {
  readonly batchSize: number
  readonly batchWindow: number
  readonly concurrency: number
  readonly attempts: number
  readonly firstRetry: number
  readonly longestRetry: number
}

/**
 * @since 0.1.0
 * @category constants
 */
export const defaultOptions: Options = {
  batchSize: 100,
  batchWindow: 5,
  concurrency: 8,
  attempts: 15,
  firstRetry: 50,
  longestRetry: 10_000
}

/**
 * One try to deliver one POST. `status` is null when there was no answer.
 *
 * @since 0.1.0
 * @category model
 */
export interface Delivery {
  readonly url: string
  readonly statuses: number
  readonly attempt: number
  readonly status: number | null
}

/**
 * @since 0.1.0
 * @category model
 */
export interface WebhookOutbox {
  readonly push: (item: StatusPayload.Item) => void
  /** Whether nothing waits, is under way, or is to be tried again. */
  readonly isEmpty: () => boolean
  readonly close: () => Promise<void>
}

/**
 * `onDelivery` hears of every try, `onEmpty` whenever nothing is left to deliver.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make = (input: {
  readonly options: Options
  readonly timers: Timers
  readonly deliver: Deliver | undefined
  readonly onDelivery: (delivery: Delivery) => void
  readonly onEmpty: () => void
}): WebhookOutbox => {
  const { options, timers } = input
  const agent = input.deliver === undefined ? new Agent({ connections: options.concurrency }) : null
  const deliver = input.deliver ?? over(agent!)
  const endpoints = new Map<string, Endpoint>()
  const cancels = new Set<() => void>()
  let left = 0
  let closed = false

  const later = (millis: number, run: () => void): void => {
    const cancel = timers.after(millis, () => {
      cancels.delete(cancel)
      run()
    })
    cancels.add(cancel)
  }

  const flush = (endpoint: Endpoint): void => {
    const items = endpoint.gathering
    if (items.length === 0) return
    endpoint.gathering = []
    const body = Buffer.from(StatusPayload.encode(items))
    const signature = createHmac("sha256", endpoint.appSecret).update(body).digest("hex")
    endpoint.ready.push({ body, signature, statuses: items.length, attempt: 1 })
    pump(endpoint)
  }

  const pump = (endpoint: Endpoint): void => {
    while (!closed && endpoint.underWay < options.concurrency) {
      const post = endpoint.ready.shift()
      if (post === undefined) return
      endpoint.underWay++
      const headers = { "content-type": "application/json", "x-hub-signature-256": `sha256=${post.signature}` }
      void deliver(endpoint.url, headers, post.body).catch(() => null).then((status) => {
        endpoint.underWay--
        settle(endpoint, post, status)
        pump(endpoint)
      })
    }
  }

  const settle = (endpoint: Endpoint, post: Post, status: number | null): void => {
    if (closed) return
    input.onDelivery({ url: endpoint.url, statuses: post.statuses, attempt: post.attempt, status })
    if (status !== 200 && post.attempt < options.attempts) {
      const pause = Math.min(options.firstRetry * 2 ** (post.attempt - 1), options.longestRetry)
      later(pause, () => {
        endpoint.ready.push({ ...post, attempt: post.attempt + 1 })
        pump(endpoint)
      })
      return
    }
    left -= post.statuses
    if (left === 0) input.onEmpty()
  }

  return {
    push: (item) => {
      const { appSecret, webhookUrl: url } = item.account
      if (url === null || closed) return
      const key = `${url} ${appSecret}`
      const endpoint = endpoints.get(key) ?? { url, appSecret, gathering: [], ready: [], underWay: 0 }
      endpoints.set(key, endpoint)
      left++
      endpoint.gathering.push(item)
      if (endpoint.gathering.length >= options.batchSize) flush(endpoint)
      else if (endpoint.gathering.length === 1) later(options.batchWindow, () => flush(endpoint))
    },
    isEmpty: () => left === 0,
    close: async () => {
      closed = true
      left = 0
      for (const cancel of cancels) cancel()
      cancels.clear()
      await agent?.destroy()
    }
  }
}

interface Post {
  readonly body: Uint8Array
  readonly signature: string
  readonly statuses: number
  readonly attempt: number
}

interface Endpoint {
  readonly url: string
  readonly appSecret: string
  gathering: Array<StatusPayload.Item>
  readonly ready: Array<Post>
  underWay: number
}

const over = (agent: Agent): Deliver => async (url, headers, body) => {
  const response = await request(url, { dispatcher: agent, method: "POST", headers, body })
  await response.body.dump()
  return response.statusCode
}
