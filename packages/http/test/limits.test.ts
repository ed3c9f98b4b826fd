import * as RequestLimits from "@ektola/http/RequestLimits"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Scope from "effect/Scope"
import { randomUUID } from "node:crypto"
import { connect } from "node:net"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as TcpProxy from "../../../test/outage/TcpProxy.js"
import * as W from "./world.js"

const minute = (requests: number) => ({ requests, seconds: 60 })
const many = minute(1000)

const allowances: RequestLimits.Allowances = {
  address: { "sign-in": minute(3), "upload": many, "write": many, "read": many },
  account: { "sign-in": many, "upload": minute(1), "write": minute(2), "read": minute(4) }
}

const logIn = (world: W.World, from: string, email = "nobody@example.com", path = "/v1/auth/login") =>
  world.call("POST", path, { json: { email, password: "wrong" }, headers: { "x-forwarded-for": from } })

describe("with limits per process", () => {
  let world: W.World
  let shop: Awaited<ReturnType<typeof W.aShop>>

  beforeAll(async () => {
    world = await W.start({ limits: RequestLimits.perProcess(allowances), trustedProxies: 1 })
    shop = await W.aShop(world)
  })
  afterAll(() => world.stop())

  it("an address may try to log in so often, however it writes the path, and is told when to come back", async () => {
    const statuses: Array<number> = []
    for (const path of ["/v1/auth/login", "/v1/auth/login/", "/v1/auth/%6Cogin", "/v1/auth/login?x=1"]) {
      statuses.push((await logIn(world, "192.0.2.1", "nobody@example.com", path)).status)
    }
    assert.deepStrictEqual([statuses[0], statuses.at(-1)], [401, 429])
    const refused = await logIn(world, "192.0.2.1")
    assert.deepStrictEqual([refused.status, refused.body._tag], [429, "TooManyRequests"])
    const wait = refused.body.retryAfterSeconds
    assert.isTrue(wait >= 1 && wait <= 60)
    assert.strictEqual(refused.headers.get("retry-after"), String(wait))
    assert.strictEqual(refused.headers.get("ratelimit-policy"), "\"sign-in-address\";q=3;w=60")
    assert.strictEqual(refused.headers.get("ratelimit"), `"sign-in-address";r=0;t=${wait}`)
    assert.strictEqual((await world.call("GET", "/health/live")).status, 200)
  })

  it("the addresses of one IPv6 network are one, and another network is another", async () => {
    const from = [
      "2001:db8:0:1::1",
      "2001:db8:0:1:2::2",
      "2001:db8::1:0:0:0:3",
      "2001:db8:0:1:ffff::",
      "2001:db8:0:2::1"
    ]
    const statuses: Array<number> = []
    for (const address of from) statuses.push((await logIn(world, address)).status)
    assert.deepStrictEqual(statuses, [401, 401, 401, 429, 401])
  })

  it("an account may do so much of each kind, from wherever it asks", async () => {
    const ask = (method: string, path: string, from: string) =>
      world.call(method, path, { token: shop.token, headers: { "x-forwarded-for": from } })
    const reads: Array<number> = []
    for (let n = 0; n < 5; n++) reads.push((await ask("GET", "/v1/auth/me", `192.0.2.1${n}`)).status)
    assert.deepStrictEqual(reads, [200, 200, 200, 200, 429])
    const last = await ask("GET", "/v1/contacts", "192.0.2.30")
    assert.include(last.headers.get("ratelimit"), "\"read-account\";r=0;t=")
    const writes: Array<number> = []
    for (let n = 0; n < 3; n++) {
      writes.push((await ask("POST", `/v1/campaigns/${randomUUID()}/pause`, "192.0.2.9")).status)
    }
    assert.deepStrictEqual(writes, [404, 404, 429])
    const upload = () => world.call("POST", "/v1/imports", { token: shop.token, body: W.upload(W.csv) })
    assert.deepStrictEqual([(await upload()).status, (await upload()).status], [202, 429])
  })

  it("whoever has no proxy to trust cannot choose an address", async () => {
    const direct = await W.start({ limits: RequestLimits.perProcess(allowances) })
    const statuses: Array<number> = []
    for (const n of [1, 2, 3, 4]) statuses.push((await logIn(direct, `192.0.2.${n}`)).status)
    await direct.stop()
    assert.deepStrictEqual(statuses, [401, 401, 401, 429])
  })
})

it("the log says that limits hold per process when there is no Redis", async () => {
  const lines: Array<string> = []
  const logger = Logger.replace(Logger.defaultLogger, Logger.map(Logger.jsonLogger, (line) => void lines.push(line)))
  await Effect.runPromise(Effect.provide(Effect.scoped(RequestLimits.fromSettings(Option.none())), logger))
  assert.include(lines.join(), "request limits hold per process")
})

const redisUrl = process.env["REDIS_URL"] ?? ""

describe.skipIf(redisUrl === "")("with limits in Redis", () => {
  it("two servers count together, and each goes on for itself while Redis is away", async () => {
    const scope = Effect.runSync(Scope.make())
    const within = <A>(effect: Effect.Effect<A, never, Scope.Scope>) => Effect.runPromise(Scope.extend(effect, scope))
    const { hostname, port } = new URL(redisUrl)
    const proxy = await TcpProxy.make({ host: hostname, port: Number(port || 6379) })
    const url = Redacted.make(proxy.through(redisUrl))
    const prefix = `ektola_test_${randomUUID()}`
    const server = async () =>
      W.start({ limits: await within(RequestLimits.shared({ url, prefix, allowances })), trustedProxies: 1 })
    const servers = [await server(), await server()]
    const statuses = async (from: string, count: number) => {
      const found: Array<number> = []
      for (let n = 0; n < count; n++) found.push((await logIn(servers[n % 2]!, from)).status)
      return found
    }
    try {
      assert.deepStrictEqual(await statuses("192.0.2.50", 5), [401, 401, 401, 429, 429])
      await proxy.cut()
      assert.deepStrictEqual(await statuses("192.0.2.51", 8), [401, 401, 401, 401, 401, 401, 429, 429])
    } finally {
      await Promise.all(servers.map((server) => server.stop()))
      await Effect.runPromise(Scope.close(scope, Exit.void))
      await proxy.close()
    }
  })
})

describe("a slow client", () => {
  it("is let go of with 408 when the body does not arrive", async () => {
    const world = await W.start({ answerWithinMilliseconds: 200 })
    const answer = await new Promise<string>((resolve) => {
      let text = ""
      const socket = connect(world.port, "127.0.0.1", () =>
        socket.write(
          "POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
        ))
      socket.on("data", (chunk) => text += chunk).on("close", () => resolve(text)).on("error", () => {})
    })
    await world.stop()
    assert.match(answer, /^HTTP\/1\.1 408 .*"_tag":"RequestTooSlow"/s)
  })
})

describe("pages of other sites", () => {
  it("may read nothing, and those on the list may", async () => {
    const origin = "https://console.example.com"
    const preflight = (world: W.World, from: string) =>
      world.call("OPTIONS", "/v1/contacts", {
        headers: {
          "origin": from,
          "access-control-request-method": "GET",
          "access-control-request-headers": "authorization"
        }
      })
    const allowed = async (world: W.World, from: string) =>
      (await preflight(world, from)).headers.get("access-control-allow-origin")
    const [closed, open] = [await W.start(), await W.start({ corsOrigins: [origin] })]
    assert.isNull(await allowed(closed, origin))
    assert.strictEqual(await allowed(open, origin), origin)
    assert.isNull(await allowed(open, "https://evil.example.com"))
    await Promise.all([closed.stop(), open.stop()])
  })
})
