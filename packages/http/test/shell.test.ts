import * as OpenApi from "@effect/platform/OpenApi"
import { Contacts } from "@ektola/domain/contacts/Contacts"
import { Api } from "@ektola/http/contract/Api"
import * as Server from "@ektola/http/Server"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import express from "express"
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as W from "./world.js"

let world: W.World
let shop: Awaited<ReturnType<typeof W.aShop>>
let storeIsUp = true

beforeAll(async () => {
  world = await W.start({
    checks: {
      store: Effect.suspend(() => storeIsUp ? Effect.void : W.storeDown),
      hanging: Effect.suspend(() => storeIsUp ? Effect.void : Effect.never)
    },
    mount: (app) => {
      app.use("/mailbox", express.json(), (request, response) => void response.json(request.body))
    }
  })
  shop = await W.aShop(world)
})
afterAll(() => world.stop())

describe("the request id", () => {
  const idOf = async (given: string | undefined) => {
    const headers = given === undefined ? {} : { "x-request-id": given }
    return (await world.call("GET", "/health/live", { headers })).headers.get("x-request-id")!
  }

  it("is the caller's own if it is sane", async () => {
    assert.strictEqual(await idOf("req-2026.11_25"), "req-2026.11_25")
  })

  for (const given of [undefined, "", "short", "a".repeat(129), "has blanks in", "{\"json\":1}", "<script>xxxxx"]) {
    it(`is a new one for ${JSON.stringify(given)?.slice(0, 20)}`, async () => {
      const id = await idOf(given)
      assert.notStrictEqual(id, given)
      assert.match(id, /^[0-9a-f-]{36}$/)
    })
  }

  it("is in the header, in the error and in the log", async () => {
    const headers = { "x-request-id": "follow-me-0001" }
    const { body } = await world.call("GET", "/v1/contacts/x?limit=secret", { token: shop.token, headers })
    assert.strictEqual(body.requestId, "follow-me-0001")
    const lines = world.logs.map((line) => JSON.parse(line)).filter(({ annotations }) =>
      annotations.requestId === "follow-me-0001"
    )
    assert.lengthOf(lines, 1)
    const { milliseconds, ...rest } = lines[0].annotations
    assert.deepStrictEqual(rest, { requestId: "follow-me-0001", method: "GET", path: "/v1/contacts/x", status: 400 })
    assert.isNumber(milliseconds)
  })
})

describe("the log", () => {
  it("holds no token, password, phone number or query", async () => {
    await world.call("PUT", "/v1/whatsapp-account", { token: shop.token, json: W.connection(77) })
    await world.call("GET", "/v1/contacts?segment=GOLD_LOAN", { token: shop.token })
    const text = world.logs.join("\n")
    for (const secret of [shop.token, W.password, "EAAG", "98000", "segment="]) assert.notInclude(text, secret)
    assert.include(text, "/v1/whatsapp-account")
  })
})

describe("health", () => {
  it("live says that the process runs", async () => {
    const { body, status } = await world.call("GET", "/health/live")
    assert.strictEqual(status, 200)
    assert.deepStrictEqual(body, { status: "live" })
  })

  it("ready asks every check, and tells no causes", async () => {
    const up = await world.call("GET", "/health/ready")
    assert.strictEqual(up.status, 200)
    assert.deepStrictEqual(up.body, { status: "ready", checks: { store: "ok", hanging: "ok" } })
    storeIsUp = false
    const down = await world.call("GET", "/health/ready")
    storeIsUp = true
    assert.strictEqual(down.status, 503)
    assert.deepStrictEqual(down.body, { status: "not ready", checks: { store: "failed", hanging: "failed" } })
  })
})

describe("headers", () => {
  it("allow nothing to be loaded, framed or guessed", async () => {
    for (const path of ["/v1/contacts", "/health/live", "/nothing"]) {
      const { headers } = await world.call("GET", path, { token: shop.token })
      assert.strictEqual(headers.get("content-security-policy"), "default-src 'none';frame-ancestors 'none'")
      assert.strictEqual(headers.get("x-content-type-options"), "nosniff")
      assert.include(headers.get("strict-transport-security"), "max-age=")
      assert.isNull(headers.get("x-powered-by"))
      assert.strictEqual(headers.get("cache-control"), "no-store")
    }
  })
})

describe("documentation", () => {
  it("/openapi.json is the contract, and the committed file too", async () => {
    const document = JSON.parse(JSON.stringify(OpenApi.fromApi(Api)))
    assert.deepStrictEqual((await world.call("GET", "/openapi.json")).body, document)
    const committed = readFileSync(new URL("../openapi.json", import.meta.url), "utf8")
    assert.deepStrictEqual(JSON.parse(committed), document, "run npm run generate")
  })

  it("/docs is one page that names no other host in what it loads", async () => {
    const { body, headers, status } = await world.call("GET", "/docs")
    assert.strictEqual(status, 200)
    assert.match(headers.get("content-type")!, /^text\/html/)
    const markup = body.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, "")
    assert.notMatch(markup, /src=|href=|@import/)
    assert.include(body, "/v1/contacts/{contactId}/opt-out")
  })

  it("/docs allows exactly its own scripts", async () => {
    const { body, headers } = await world.call("GET", "/docs")
    const policy = headers.get("content-security-policy")!
    const scripts = Array.from(body.matchAll(/<script>([\s\S]*?)<\/script>/g), ([, text]) => text as string)
    assert.lengthOf(scripts, 1)
    assert.include(policy, `script-src 'sha256-${createHash("sha256").update(scripts[0]!).digest("base64")}';`)
    assert.notInclude(policy, "http")
    assert.notInclude(policy, "unsafe-eval")
    assert.include(policy, "default-src 'none'")
    assert.include(policy, "connect-src 'self'")
  })
})

describe("bodies", () => {
  it("reach the API unread, also beside a route with a parser of its own", async () => {
    const json = { email: "nobody@example.com", password: "wrong" }
    const from = Date.now()
    assert.strictEqual((await world.call("POST", "/v1/auth/login", { json })).status, 401)
    assert.isBelow(Date.now() - from, 2_000)
    assert.deepStrictEqual((await world.call("POST", "/mailbox", { json })).body, json)
  })

  it("broken ones of a mounted route are answered in the API's form", async () => {
    const headers = { "content-type": "application/json" }
    const { body, status } = await world.call("POST", "/mailbox", { body: "{", headers })
    assert.strictEqual(status, 400)
    assert.strictEqual(body._tag, "BadRequest")
  })
})

describe("starting and stopping", () => {
  const options = (port: number) => ({ host: "127.0.0.1", port })

  it("a taken port is told with what to do", async () => {
    const taken = createServer().listen(0, "127.0.0.1")
    await new Promise((resolve) => taken.once("listening", resolve))
    const { port } = taken.address() as AddressInfo
    const error = await Effect.runPromise(
      Effect.flip(Effect.scoped(Server.listen(express(), options(port))))
    )
    taken.close()
    assert.strictEqual(error._tag, "ListenFailed")
    assert.strictEqual(error.code, "EADDRINUSE")
    assert.include(error.message, `Port ${port} is taken`)
  })

  it("a host that is not ours is told", async () => {
    const error = await Effect.runPromise(
      Effect.flip(Effect.scoped(Server.listen(express(), { host: "192.0.2.1", port: 0 })))
    )
    assert.strictEqual(error.code, "EADDRNOTAVAIL")
  })

  it("requests under way end, new ones are not taken, and it does not wait for idle connections", async () => {
    let release: (() => void) | undefined
    const app = express().get("/slow", (_, response) => {
      release = () => response.json({ done: true })
    }).get("/fast", (_, response) => void response.json({}))
    const scope = await Effect.runPromise(Scope.make())
    const { url } = await Effect.runPromise(Scope.extend(Server.listen(app, options(0)), scope))
    await (await fetch(`${url}/fast`)).text()
    const slow = fetch(`${url}/slow`).then((response) => response.json())
    while (release === undefined) await new Promise((resolve) => setTimeout(resolve, 5))
    const from = Date.now()
    const stopped = Effect.runPromise(Scope.close(scope, Exit.void))
    await new Promise((resolve) => setTimeout(resolve, 100))
    const late = await fetch(`${url}/fast`).then(() => "answered", () => "refused")
    assert.strictEqual(late, "refused")
    release()
    assert.isTrue(app.locals["stopping"])
    assert.deepStrictEqual(await slow, { done: true })
    await stopped
    assert.isBelow(Date.now() - from, 3_000)
  })

  it("the app can be built on a runtime that others use too", async () => {
    const scope = await Effect.runPromise(Scope.make())
    const { url } = await world.runtime.runPromise(
      Effect.flatMap(Server.makeApp(appOptions), (app) => Server.listen(app, options(0))).pipe(Scope.extend(scope))
    )
    assert.strictEqual(
      (await fetch(`${url}/v1/auth/me`, { headers: { authorization: `Bearer ${shop.token}` } })).status,
      200
    )
    await Effect.runPromise(Scope.close(scope, Exit.void))
    assert.isDefined(await world.runtime.runPromise(Contacts))
  })
})

const appOptions: Server.Options = {
  accessTokenSecrets: [W.jwtSecret],
  webhooks: { appSecrets: [W.jwtSecret], verifyToken: W.jwtSecret }
}
