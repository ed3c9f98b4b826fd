/** Calls without an answer: what was surely not done, and what may have been. */
import { assert } from "@effect/vitest"
import * as BusinessManagement from "@ektola/adapters/whatsapp/BusinessManagement"
import * as Port from "@ektola/domain/ports/BusinessManagement"
import { WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { createServer, type Server, type Socket } from "node:net"
import { describe, it } from "vitest"

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`
}

const layers = { undici: BusinessManagement.layer, fetch: BusinessManagement.layerFetch }

const times = { version: "v25.0", headersTimeout: 100, bodyTimeout: 100 }

for (const [name, layer] of Object.entries(layers)) {
  const subscribe = (baseUrl: string) =>
    Effect.runPromise(
      Effect.flatMap(Port.BusinessManagement, (api) =>
        api.subscribeApp(Redacted.make("EAAG-made-up-token"), WabaId.make("100000000000001"))).pipe(
          Effect.flip,
          Effect.provide(layer({ baseUrl, ...times }))
        )
    )
  /** A server that does this with each connection on which something arrives. */
  const facing = async (react: (socket: Socket) => void) => {
    let requests = 0
    const server = createServer((socket) => {
      socket.on("error", () => undefined)
      socket.on("data", () => {
        requests++
        react(socket)
      })
    })
    const error = await subscribe(await listen(server))
    await new Promise<void>((resolve) => server.close(() => resolve()))
    return { error, requests }
  }

  describe(`BusinessManagement over ${name}, without an answer`, () => {
    it("was surely not done when nobody listens", async () => {
      const server = createServer()
      const url = await listen(server)
      await new Promise((resolve) => server.close(resolve))
      assert.deepInclude(await subscribe(url), { _tag: "ManagementUnavailable", surelyNotDone: true })
    })

    const ends: ReadonlyArray<readonly [string, (socket: Socket) => void]> = [
      ["the connection is reset", (socket) => socket.resetAndDestroy()],
      ["no headers come in time", () => undefined],
      ["the body stops", (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{")]
    ]
    it.each(ends)("may have been done when %s, and is asked once", async (_, react) => {
      const { error, requests } = await facing(react)
      assert.deepInclude(error, { _tag: "ManagementUnavailable", operation: "subscribeApp", surelyNotDone: false })
      assert.strictEqual(requests, 1)
    })
  })
}
