import { assert } from "@effect/vitest"
import * as Faults from "@ektola/adapters/simulator/Faults"
import * as Simulator from "@ektola/adapters/simulator/Simulator"
import * as Timers from "@ektola/adapters/simulator/Timers"
import type { Deliver } from "@ektola/adapters/simulator/WebhookOutbox"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import * as WebhookSignature from "@ektola/adapters/whatsapp/WebhookSignature"
import * as DateTime from "effect/DateTime"
import { describe, it } from "vitest"
import * as fixtures from "../whatsapp/fixtures.js"
import { account, appSecret, message, post, recipient } from "./world.js"

const start = 1_795_564_800_000

interface Post {
  readonly at: number
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** A simulator on a clock that the test moves, whose webhooks end up in `posts`. */
const world = (options: Simulator.Options = {}, answer: (nth: number) => Promise<number> = async () => 200) => {
  const timers = Timers.manual(start)
  const posts: Array<Post> = []
  const deliver: Deliver = (url, headers, body) => {
    posts.push({ at: timers.now() - start, url, headers, body })
    return answer(posts.length)
  }
  const simulator = Simulator.make({ timers, deliver, ...options })
  simulator.register(account)
  const updates = () =>
    posts.flatMap(({ body }) => {
      const { faults, updates } = WebhookPayload.parse(
        JSON.parse(Buffer.from(body).toString("utf8")),
        DateTime.unsafeMake(start)
      )
      assert.deepStrictEqual(faults, [])
      return updates.filter((update) => update._tag === "Status")
    })
  return { simulator, timers, posts, updates }
}

const statusDelay = {
  sent: [10, 10],
  delivered: [2000, 2000],
  read: [3000, 3000],
  failed: [1000, 1000],
  late: [60_000, 60_000],
  again: [500, 500]
} as const

/** Status and the second at which it happened, in the order in which they are told. */
const told = async (...faults: ReadonlyArray<Faults.Fault>) => {
  const { simulator, timers, updates } = world({ statusDelay })
  simulator.script(recipient(1), faults)
  void simulator.handle(post(message()))
  await timers.advance(120_000)
  await simulator.idle()
  await simulator.close()
  return updates().map(({ failure, occurredAt, status }) =>
    [status, failure?.code, (DateTime.toEpochMillis(occurredAt) - start) / 1000].filter((part) => part !== undefined)
      .join(" ")
  )
}

describe("statuses", () => {
  const ordinary = ["sent 0", "delivered 2", "read 5"]
  const expected: Readonly<Record<Faults.Fault, ReadonlyArray<string>>> = {
    HANG_AFTER_ACCEPT: ordinary,
    HANG: [],
    CLOSE_AFTER_ACCEPT: ordinary,
    CLOSE: [],
    HTML_502_AFTER_ACCEPT: ordinary,
    HTML_502: [],
    CODE_131000_AFTER_ACCEPT: ordinary,
    CODE_131000: [],
    CODE_130429: [],
    CODE_130429_HTTP_429: [],
    CODE_131056: [],
    CODE_190: [],
    FAILS_131026: ["failed 131026 1"],
    FAILS_131050: ["failed 131050 1"],
    STAYS_SENT: ["sent 0"],
    NEVER_READ: ["sent 0", "delivered 2"],
    FAILS_131049: ["sent 0", "failed 131049 1"],
    FAILS_132015: ["sent 0", "failed 132015 1"],
    DUPLICATE: ["sent 0", "sent 0", "delivered 2", "delivered 2", "read 5", "read 5"],
    DELIVERED_BEFORE_SENT: ["delivered 2", "sent 0", "read 5"],
    READ_WITHOUT_DELIVERED: ["sent 0", "read 5"],
    LATE: ordinary
  }

  it("without faults are sent, delivered, read", async () => assert.deepStrictEqual(await told(), ordinary))

  for (const fault of Faults.names) {
    it(`${fault}: ${expected[fault].join(", ") || "none"}`, async () =>
      assert.deepStrictEqual(await told(fault), expected[fault]))
  }

  it("LATE and DUPLICATE are told at the time they say", async () => {
    const { posts, simulator, timers } = world({ statusDelay, webhooks: { batchWindow: 0 } })
    simulator.script(recipient(1), ["LATE", "DUPLICATE", "STAYS_SENT"])
    await simulator.handle(post(message()))
    await timers.advance(120_000)
    assert.deepStrictEqual(posts.map(({ at }) => at), [60_010, 60_510])
    await simulator.close()
  })

  it("several faults at once keep their meaning", async () => {
    assert.deepStrictEqual(
      await told("CLOSE_AFTER_ACCEPT", "DELIVERED_BEFORE_SENT", "DUPLICATE", "NEVER_READ"),
      ["delivered 2", "sent 0", "delivered 2", "sent 0"]
    )
  })
})

describe("webhooks", () => {
  it("are signed over their raw bytes, which are escaped as Meta does it", async () => {
    const { posts, simulator, timers } = world()
    await simulator.handle(post(message({ biz_opaque_callback_data: "a/b ख" })))
    await timers.advance(10_000)
    assert.isAbove(posts.length, 0)
    for (const { body, headers } of posts) {
      const signature = headers[WebhookSignature.headerName]
      assert.strictEqual(WebhookSignature.verify(appSecret, body, signature), true)
      assert.strictEqual(WebhookSignature.verify("other-secret", body, signature), false)
      const raw = Buffer.from(body).toString("utf8")
      assert.include(raw, "a\\/b \\u0916")
      const reserialised = Buffer.from(JSON.stringify(JSON.parse(raw)))
      assert.strictEqual(WebhookSignature.verify(appSecret, reserialised, signature), false)
      assert.strictEqual(headers["content-type"], "application/json")
    }
    await simulator.close()
  })

  it("have the shape of the recorded ones", async () => {
    const { posts, simulator, timers } = world({ webhooks: { batchWindow: 0 } })
    await simulator.handle(post(message()))
    simulator.script(recipient(2), ["FAILS_131026"])
    await simulator.handle(post(message({ to: recipient(2) })))
    await timers.advance(10_000)
    const bodies = posts.map(({ body }) => JSON.parse(Buffer.from(body).toString("utf8")) as unknown)
    for (const [status, file] of [["sent"], ["delivered"], ["read"], ["failed", "failed-131026"]] as const) {
      const body = bodies.find((body) => JSON.stringify(body).includes(`"status":"${status}"`))
      assert.deepStrictEqual(shape(body), shape(fixtures.read(`status-${file ?? status}.json`)), status)
    }
    await simulator.close()
  })

  it("carry number, WABA, token, time, person and message id", async () => {
    const { simulator, timers, updates } = world({ statusDelay })
    const response = await simulator.handle(post(message()))
    const { messages } = await response.json() as { readonly messages: ReadonlyArray<{ readonly id: string }> }
    await timers.advance(1000)
    const [sent] = updates()
    assert.match(sent!.waUserId!, /^IN\.[A-Z0-9]{21}$/)
    assert.deepInclude(sent as object, {
      phoneNumberId: "200000000000001",
      wabaId: "100000000000001",
      wamid: messages[0]!.id,
      token: "t1.c1.r1",
      recipientPhone: "919800000001"
    })
    await simulator.close()
  })

  it("of a message to a user id have no phone number", async () => {
    const { simulator, timers, updates } = world()
    simulator.script("IN.10000000000000000007", [], ["FAILS_131026"])
    for (let round = 0; round < 2; round++) {
      await simulator.handle(post(message({ to: undefined, recipient: "IN.10000000000000000007" })))
    }
    await timers.advance(10_000)
    assert.strictEqual(updates().length, 4)
    for (const update of updates()) {
      assert.deepInclude(update, { recipientPhone: null, waUserId: "IN.10000000000000000007" })
    }
    await simulator.close()
  })

  it("come in batches, by WABA and number, and lose nothing", async () => {
    const { posts, simulator, timers, updates } = world({
      statusDelay: { sent: [10, 10], delivered: [10, 10], read: [10, 10] },
      webhooks: { batchSize: 40, batchWindow: 5 }
    })
    simulator.register({ ...account, phoneNumberId: "200000000000002" })
    simulator.register({ ...account, phoneNumberId: "200000000000003", wabaId: "100000000000002" })
    for (const phoneNumberId of ["200000000000001", "200000000000002", "200000000000003"]) {
      const path = `/v25.0/${phoneNumberId}/messages`
      for (let index = 0; index < 30; index++) {
        await simulator.handle(post(message({ to: recipient(index) }), { path }))
      }
    }
    // 30 statuses of the first number and 10 of the second fill one POST, the rest of the second begins the next.
    await timers.advance(10_000)
    assert.strictEqual(updates().length, 3 * 3 * 30)
    assert.deepStrictEqual(new Set(updates().map(({ wamid }) => wamid)).size, 90)
    assert.isBelow(posts.length, 15)
    const second = JSON.parse(Buffer.from(posts[1]!.body).toString("utf8")) as {
      readonly entry: ReadonlyArray<{ readonly id: string; readonly changes: ReadonlyArray<unknown> }>
    }
    assert.deepStrictEqual(second.entry.map(({ changes, id }) => [id, changes.length]), [
      ["100000000000001", 1],
      ["100000000000002", 1]
    ])
    await simulator.close()
  })

  it("come again with growing pauses until they are answered with 200", async () => {
    const answers = [500, 301, 204]
    const { posts, simulator, timers, updates } = world(
      { statusDelay, webhooks: { batchWindow: 0, firstRetry: 100 } },
      async (nth) => {
        if (nth === 4) throw new Error("refused")
        return answers[nth - 1] ?? 200
      }
    )
    simulator.script(recipient(1), ["STAYS_SENT"])
    await simulator.handle(post(message()))
    await timers.advance(10_000)
    assert.deepStrictEqual(posts.map(({ at }) => at), [10, 110, 310, 710, 1510])
    assert.deepStrictEqual(new Set(updates().map(({ status, wamid }) => `${wamid} ${status}`)).size, 1)
    assert.deepStrictEqual(
      simulator.log().flatMap((entry) => entry._tag === "Webhook" ? [[entry.attempt, entry.status]] : []),
      [[1, 500], [2, 301], [3, 204], [4, null], [5, 200]]
    )
    await simulator.idle()
    await simulator.close()
  })

  it("are given up after so many tries, and the simulator is idle then", async () => {
    const { posts, simulator, timers } = world({ webhooks: { attempts: 3 } }, async () => 500)
    simulator.script(recipient(1), ["STAYS_SENT"])
    await simulator.handle(post(message()))
    let idle = false
    const waiting = simulator.idle().then(() => {
      idle = true
    })
    await timers.advance(30)
    assert.strictEqual(idle, false)
    await timers.advance(60_000)
    await waiting
    assert.strictEqual(posts.length, 3)
    await simulator.close()
  })

  it("keep the simulator busy until the last of them is answered", async () => {
    const answers: Array<(status: number) => void> = []
    const { simulator, timers } = world(
      { webhooks: { batchSize: 1 } },
      () => new Promise((resolve) => answers.push(resolve))
    )
    for (const index of [1, 2]) {
      simulator.script(recipient(index), ["STAYS_SENT"])
      await simulator.handle(post(message({ to: recipient(index) })))
    }
    await timers.advance(1000)
    assert.strictEqual(answers.length, 2)
    let idle = false
    void simulator.idle().then(() => {
      idle = true
    })
    answers[0]!(200)
    await timers.advance(1)
    assert.strictEqual(idle, false)
    answers[1]!(200)
    await timers.advance(1)
    assert.strictEqual(idle, true)
    await simulator.close()
  })

  it("tell by their price which endpoint a marketing message took", async () => {
    const { posts, simulator, timers } = world()
    const parameters = ["name", "offer"].map((name) => ({ type: "text", parameter_name: name, text: "x" }))
    const offer = { name: "named", language: { code: "en" }, components: [{ type: "body", parameters }] }
    for (const endpoint of ["messages", "marketing_messages"]) {
      const path = `/v25.0/${account.phoneNumberId}/${endpoint}`
      await simulator.handle(post(message({ template: offer, biz_opaque_callback_data: endpoint }), { path }))
    }
    await timers.advance(10_000)
    await simulator.idle()
    const text = posts.map(({ body }) => Buffer.from(body).toString("utf8")).join("\n")
    const prices = Array.from(text.matchAll(/"biz_opaque_callback_data":"(\w+)","pricing":\{[^}]*"category":"(\w+)"/g))
    assert.deepStrictEqual([...new Set(prices.map(([, endpoint, category]) => `${endpoint} ${category}`))].sort(), [
      "marketing_messages marketing_lite",
      "messages marketing"
    ])
    await simulator.close()
  })

  it("go nowhere without an address, and the message takes its course", async () => {
    const { posts, simulator, timers } = world()
    simulator.register({ ...account, webhookUrl: null })
    await simulator.handle(post(message()))
    await timers.advance(10_000)
    await simulator.idle()
    assert.deepStrictEqual([posts.length, simulator.seen("token")[0]?.delivered], [0, 1])
    await simulator.close()
  })
})

/** Keys and kinds of a value, without its texts and numbers. */
const shape = (value: unknown): unknown => {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shape(item))))].sort()
  if (typeof value !== "object" || value === null) return typeof value
  return Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, item]) => [key, shape(item)])
  )
}
