/** WhatsApp's side, in a process of its own: posts signed statuses and measures how long each answer takes. */
import { createHmac } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { Agent } from "undici"
import type { Accepted, Answers, Order } from "./protocol.js"

const perPost = 10
const statuses = ["sent", "delivered", "read"] as const

interface Post {
  readonly body: Buffer
  readonly signature: string
}

const bodyOf = (messages: ReadonlyArray<Accepted>, status: string, timestamp: number): string => {
  const [first] = messages
  return JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{
      id: first?.wabaId,
      changes: [{
        value: {
          messaging_product: "whatsapp",
          metadata: { display_phone_number: first?.displayPhoneNumber, phone_number_id: first?.phoneNumberId },
          statuses: messages.map(({ recipient, token, userId, wamid }) => ({
            id: wamid,
            status,
            timestamp: String(timestamp),
            recipient_id: recipient,
            recipient_user_id: userId,
            biz_opaque_callback_data: token,
            pricing: { billable: true, pricing_model: "PMP", type: "regular", category: "utility" }
          }))
        },
        field: "messages"
      }]
    }]
  })
}

const postsOf = (messages: ReadonlyArray<Accepted>, secret: string): ReadonlyArray<Post> => {
  const now = Math.floor(Date.now() / 1000)
  return statuses.flatMap((status, wave) =>
    Array.from({ length: messages.length / perPost }, (_, at) => {
      const body = Buffer.from(bodyOf(messages.slice(at * perPost, (at + 1) * perPost), status, now + wave))
      return { body, signature: `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` }
    })
  )
}

const agent = new Agent({ connections: 512, pipelining: 1, keepAliveTimeout: 60_000 })

const deliver = async (url: string, { body, signature }: Post): Promise<number> => {
  const { origin, pathname } = new URL(url)
  const answer = await agent.request({
    origin,
    path: pathname,
    method: "POST",
    headers: { "content-type": "application/json", "x-hub-signature-256": signature },
    body
  })
  await answer.body.dump()
  return answer.statusCode
}

const measured = () => {
  const times: Array<number> = []
  const from = performance.now()
  let refused = 0
  const post = async (url: string, one: Post, due: number) => {
    // WhatsApp repeats what is not answered with 200.
    while (await deliver(url, one) !== 200) {
      refused++
      await pause(50)
    }
    times.push(performance.now() - due)
  }
  const answers = (): Answers => {
    const sorted = times.toSorted((a, b) => a - b)
    const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN
    return { posts: times.length, refused, seconds: (performance.now() - from) / 1000, p50: at(0.5), p99: at(0.99) }
  }
  return { from, post, answers }
}

const open = async (posts: ReadonlyArray<Post>, url: string, perSecond: number): Promise<Answers> => {
  const { answers, from, post } = measured()
  const underWay: Array<Promise<void>> = []
  for (let next = 0; next < posts.length;) {
    for (; next < posts.length && from + next * 1000 / perSecond <= performance.now(); next++) {
      const one = posts[next]
      if (one !== undefined) underWay.push(post(url, one, from + next * 1000 / perSecond))
    }
    await pause(1)
  }
  await Promise.all(underWay)
  return answers()
}

const flat = async (posts: ReadonlyArray<Post>, url: string, connections: number): Promise<Answers> => {
  const { answers, post } = measured()
  const waiting = posts.values()
  await Promise.all(Array.from({ length: connections }, async () => {
    for (const one of waiting) await post(url, one, performance.now())
  }))
  return answers()
}

let posts: ReadonlyArray<Post> = []

const obey = async (order: Order): Promise<unknown> => {
  switch (order._tag) {
    case "Prepare":
      posts = postsOf(order.messages, order.secret)
      return posts.length
    case "Open":
      return open(posts, order.url, order.perSecond)
    case "Flat":
      return flat(posts, order.url, order.connections)
  }
}

process.on("message", (order: Order) => {
  obey(order).then((answer) => process.send?.(answer), (error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
process.on("disconnect", () => process.exit(0))
process.send?.("ready")
