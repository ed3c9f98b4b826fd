/**
 * The simulator behind both transports of the real sender: each fault of the answer, met by the client that must
 * survive it; webhooks over a real socket; and the control routes.
 */
import { assert } from "@effect/vitest"
import type * as Faults from "@ektola/adapters/simulator/Faults"
import * as msw from "@ektola/adapters/simulator/msw"
import * as Simulator from "@ektola/adapters/simulator/Simulator"
import * as SimulatorServer from "@ektola/adapters/simulator/SimulatorServer"
import * as WebhookSignature from "@ektola/adapters/whatsapp/WebhookSignature"
import * as WhatsAppSender from "@ektola/adapters/whatsapp/WhatsAppSender"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import * as MessageSender from "@ektola/domain/ports/MessageSender"
import { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import { setupServer } from "msw/node"
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, it } from "vitest"
import { listen } from "../whatsapp/listen.js"
import { account, appSecret, message, post, recipient, template } from "./world.js"

const request = (index: number): MessageSender.SendRequest => ({
  phoneNumberId: PhoneNumberId.make(account.phoneNumberId),
  accessToken: Redacted.make(account.accessToken),
  recipient: { _tag: "Phone", phone: PhoneNumber.make(recipient(index)) },
  template: {
    name: "reminder",
    language: "hi",
    category: "UTILITY",
    header: [{ name: null, text: "दुकान" }],
    body: [{ name: null, text: "आशा" }, { name: null, text: "5 मार्च" }],
    buttons: []
  },
  token: `t1.c1.r${index}`,
  leaveBy: Infinity
})

/** Fault, outcome at the sender, HTTP status, times accepted. */
const outcomes: ReadonlyArray<readonly [Faults.Fault | null, string, number | null, number]> = [
  [null, "Accepted", 200, 1],
  ["HANG_AFTER_ACCEPT", "Ambiguous", null, 1],
  ["HANG", "Ambiguous", null, 0],
  ["CLOSE_AFTER_ACCEPT", "Ambiguous", null, 1],
  ["CLOSE", "Ambiguous", null, 0],
  ["HTML_502_AFTER_ACCEPT", "Ambiguous", 502, 1],
  ["HTML_502", "Ambiguous", 502, 0],
  ["CODE_131000_AFTER_ACCEPT", "Ambiguous", 500, 1],
  ["CODE_131000", "Ambiguous", 500, 0],
  ["CODE_130429", "Rejected THROUGHPUT", 400, 0],
  ["CODE_130429_HTTP_429", "Rejected THROUGHPUT", 429, 0],
  ["CODE_131056", "Rejected PAIR", 400, 0],
  ["CODE_190", "Rejected ACCOUNT", 401, 0]
]

interface Stage {
  readonly layer: Layer.Layer<MessageSender.MessageSender>
  readonly close: () => Promise<unknown>
}

const times = { version: "v25.0", headersTimeout: 150, bodyTimeout: 150 }

const stages: Readonly<Record<string, (simulator: Simulator.Simulator) => Promise<Stage>>> = {
  "undici on a real port": async (simulator) => {
    const server = await SimulatorServer.listen(simulator)
    return { layer: WhatsAppSender.layer({ baseUrl: server.url, ...times }), close: server.close }
  },
  "fetch under msw": async (simulator) => {
    const baseUrl = "https://graph.facebook.com"
    const server = setupServer(...msw.handlers(simulator, baseUrl))
    server.listen({ onUnhandledRequest: "error" })
    return { layer: WhatsAppSender.layerFetch({ baseUrl, ...times }), close: async () => server.close() }
  }
}

for (const [name, open] of Object.entries(stages)) {
  describe(`a send over ${name}`, () => {
    const simulator = Simulator.make({ deliver: async () => 200 })
    let stage: Stage
    let runtime: ManagedRuntime.ManagedRuntime<MessageSender.MessageSender, never>
    beforeAll(async () => {
      simulator.register(account)
      stage = await open(simulator)
      runtime = ManagedRuntime.make(stage.layer)
    })
    afterAll(async () => {
      await runtime.dispose()
      await stage.close()
      await simulator.close()
    })

    for (const [index, [fault, expected, httpStatus, accepted]] of outcomes.entries()) {
      it(`that meets ${fault ?? "no fault"} is ${expected}`, async () => {
        if (fault !== null) simulator.script(recipient(index), [fault])
        const outcome = await runtime.runPromise(
          Effect.flatMap(MessageSender.MessageSender, (sender) => sender.send(request(index)))
        )
        assert.strictEqual(outcome._tag + (outcome._tag === "Rejected" ? ` ${outcome.failure.class}` : ""), expected)
        const token = `t1.c1.r${index}`
        assert.strictEqual(simulator.seen("token").find((seen) => seen.token === token)?.accepted ?? 0, accepted)
        const logged = simulator.log().filter((entry) => entry._tag === "Send" && entry.token === token)
        assert.deepStrictEqual(logged.map((entry) => entry._tag === "Send" && entry.httpStatus), [httpStatus])
      })
    }
  })
}

it("a cut connection is a network error to fetch, and a hanging one ends with the simulator", async () => {
  const simulator = Simulator.make({ deliver: async () => 200 })
  simulator.register(account)
  simulator.script(recipient(1), ["CLOSE"], ["HANG"])
  const ask = () => simulator.handle(post(message()))
  assert.strictEqual((await ask()).type, "error")
  const hanging = ask()
  await simulator.close()
  assert.strictEqual((await hanging).type, "error")
})

describe("the simulator on a real port", () => {
  it("delivers signed webhooks over a real socket and then is idle", async () => {
    const bodies: Array<string> = []
    const receiver = await listen((request, body) => {
      const signature = request.headers[WebhookSignature.headerName]
      const valid = typeof signature === "string" && WebhookSignature.verify(appSecret, body, signature)
      if (valid) bodies.push(body.toString("utf8"))
      return { httpStatus: valid ? 200 : 401, headers: {}, body: "" }
    })
    const simulator = Simulator.make({ statusDelay: { sent: [1, 5], delivered: [1, 5], read: [1, 5] } })
    simulator.register({ ...account, webhookUrl: `${receiver.url}/webhooks` })
    const server = await SimulatorServer.listen(simulator)
    for (let index = 0; index < 20; index++) await sendOver(server.url, index)
    await simulator.idle()
    const statuses = bodies.join("").match(/"status":"\w+"/g) ?? []
    assert.strictEqual(statuses.length, 60)
    await server.close()
    await simulator.close()
    await receiver.close()
  })

  it("is run by its control routes", async () => {
    const simulator = Simulator.make()
    const server = await SimulatorServer.listen(simulator)
    const control = async (method: string, route: string, body?: unknown) => {
      const response = await fetch(`${server.url}/_simulator/${route}`, {
        method,
        body: body === undefined ? null : JSON.stringify(body)
      })
      return [response.status, await response.json()] as [number, Record<string, any>]
    }
    const registered = { ...account, webhookUrl: null, templates: [] }
    assert.strictEqual(await sendOver(server.url, 1), 401)
    assert.deepStrictEqual(await control("POST", "accounts", registered), [201, {}])
    assert.strictEqual(await sendOver(server.url, 1), 404)
    const [reminder] = account.templates!
    assert.deepStrictEqual(await control("POST", "templates", { wabaId: account.wabaId, template: reminder }), [
      201,
      {}
    ])
    assert.strictEqual(await sendOver(server.url, 1), 200)
    const tries = { recipient: recipient(1), tries: [["CODE_130429"]] }
    assert.deepStrictEqual(await control("POST", "faults", tries), [200, {}])
    assert.strictEqual(await sendOver(server.url, 1), 400)
    assert.deepStrictEqual(await control("POST", "faults", { probabilities: { HTML_502: 1 } }), [200, {}])
    assert.strictEqual(await sendOver(server.url, 1), 502)
    assert.deepStrictEqual(await control("POST", "faults", { probabilities: {} }), [200, {}])
    assert.strictEqual(await sendOver(server.url, 1), 200)
    assert.deepStrictEqual(await control("POST", "tokens/expire", { accessToken: account.accessToken }), [200, {}])
    assert.strictEqual(await sendOver(server.url, 1), 401)
    assert.deepStrictEqual(await control("GET", "idle"), [200, {}])

    const pause = { wabaId: account.wabaId, name: "reminder", language: "hi", status: "PAUSED" }
    const reissue = { accessToken: account.accessToken, replacement: "EAAG-renewed" }
    assert.deepStrictEqual(await control("POST", "tokens/reissue", reissue), [200, {}])
    assert.strictEqual(await sendOver(server.url, 1, "EAAG-renewed"), 200)
    assert.deepStrictEqual(await control("POST", "templates/status", pause), [200, {}])
    assert.strictEqual(await sendOver(server.url, 1, "EAAG-renewed"), 400)
    const waba = { wabaId: account.wabaId, marketingOnCloudApi: false }
    assert.deepStrictEqual(await control("POST", "wabas", waba), [200, {}])
    assert.deepStrictEqual(await control("POST", "templates/status", { ...pause, name: "remindre" }), [
      400,
      { error: "there is no template remindre in hi" }
    ])
    assert.strictEqual((await control("POST", "templates/status", { ...pause, status: "ASLEEP" }))[0], 400)

    const [, log] = await control("GET", "log?after=2")
    assert.strictEqual(log["next"], 9)
    assert.deepStrictEqual(
      log["items"].map((entry: Record<string, unknown>) => entry["httpStatus"] ?? entry["code"]),
      [200, 400, 502, 200, 190, 200, 132015]
    )
    const [, seen] = await control("GET", "seen?by=content")
    assert.strictEqual(seen["items"].length, 1)
    assert.deepInclude(seen["items"][0], { recipient: recipient(1), template: "reminder", accepted: 3 })

    const [status] = await control("POST", "accounts", { ...registered, appSecret: "" })
    assert.strictEqual(status, 400)
    assert.deepStrictEqual(await control("POST", "faults", { probabilities: { HTML_502: 2 } }), [
      400,
      { error: "HTML_502 is not in 0 to 1" }
    ])
    assert.strictEqual((await control("GET", "log?after=x"))[0], 400)
    assert.strictEqual((await control("GET", "seen?by=x"))[0], 400)
    assert.strictEqual((await control("GET", "nothing"))[0], 404)
    await server.close()
    await simulator.close()
  })

  it("cuts an unanswered connection late, and all of them when it closes", async () => {
    const simulator = Simulator.make({ deliver: async () => 200 })
    simulator.register(account)
    simulator.script(recipient(1), ["HANG"], ["HANG"])
    const soon = await SimulatorServer.listen(simulator, { hangFor: 30 })
    assert.strictEqual(await sendOver(soon.url, 1), 0)
    await soon.close()
    const late = await SimulatorServer.listen(simulator)
    const hanging = sendOver(late.url, 1)
    while (simulator.logSize() < 2) await new Promise((resolve) => setImmediate(resolve))
    await late.close()
    assert.strictEqual(await hanging, 0)
    await simulator.close()
  })

  it("can be mounted under a path of another server", async () => {
    const simulator = Simulator.make({ deliver: async () => 200 })
    simulator.register(account)
    const handler = SimulatorServer.handler(simulator)
    const server = createServer((request, response) => {
      request.url = request.url!.slice("/simulator".length)
      handler(request, response)
    })
    await once(server.listen(0, "127.0.0.1"), "listening")
    const { port } = server.address() as AddressInfo
    assert.strictEqual(await sendOver(`http://127.0.0.1:${port}/simulator`, 1), 200)
    const seen = await fetch(`http://127.0.0.1:${port}/simulator/_simulator/seen?by=recipient`)
    assert.strictEqual(((await seen.json()) as { readonly items: ReadonlyArray<unknown> }).items.length, 1)
    server.close()
    server.closeAllConnections()
    await simulator.close()
  })

  it("refuses a port that is taken", async () => {
    const simulator = Simulator.make()
    const server = await SimulatorServer.listen(simulator)
    const failed = await SimulatorServer.listen(simulator, { port: server.port }).catch((error: unknown) => error)
    assert.deepInclude(failed, { code: "EADDRINUSE" })
    await server.close()
  })
})

/** The HTTP status, or 0 when the connection ended without an answer. */
const sendOver = async (url: string, index: number, accessToken = account.accessToken): Promise<number> => {
  const body = message({ to: recipient(index), template: template(), biz_opaque_callback_data: `t${index}` })
  const response = await fetch(`${url}/v25.0/${account.phoneNumberId}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
    body: JSON.stringify(body)
  }).catch(() => null)
  await response?.text()
  return response?.status ?? 0
}
