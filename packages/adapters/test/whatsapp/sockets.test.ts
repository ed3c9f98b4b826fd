/**
 * What the sender says when there is no answer: NotWritten only if not one byte of the request left.
 *
 * Each case is checked against undici's own event for written headers, so that a change in undici cannot turn a
 * written request into one that is sent again.
 */
import { assert } from "@effect/vitest"
import * as WhatsAppSender from "@ektola/adapters/whatsapp/WhatsAppSender"
import * as MessageSender from "@ektola/domain/ports/MessageSender"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { createServer, type Server, type Socket } from "node:net"
import { afterEach, beforeEach, describe, it, vi } from "vitest"
import { request } from "./MessageSender.contract.js"

const okBody = JSON.stringify({ messages: [{ id: "wamid.OK" }] })
const okAnswer =
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${okBody.length}\r\n\r\n${okBody}`

/** A server of raw sockets; `react` is called with each request's token when the request is complete. */
interface Peer {
  readonly url: string
  readonly tokens: Array<string>
  readonly sockets: Set<Socket>
  readonly arrival: (count: number) => Promise<void>
  readonly close: () => Promise<void>
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      resolve(typeof address === "object" && address !== null ? address.port : 0)
    })
  )

const openPeer = async (react: (socket: Socket, token: string) => void): Promise<Peer> => {
  const tokens: Array<string> = []
  const sockets = new Set<Socket>()
  let waiting: Array<() => void> = []
  const server = createServer((socket) => {
    sockets.add(socket)
    let text = ""
    socket.on("error", () => undefined)
    socket.on("close", () => sockets.delete(socket))
    socket.on("data", (chunk) => {
      text += chunk.toString("utf8")
      const token = /"biz_opaque_callback_data":"([^"]+)".*\}$/s.exec(text)?.[1]
      if (token === undefined) return
      text = ""
      tokens.push(token)
      react(socket, token)
      for (const resolve of waiting) resolve()
      waiting = []
    })
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    tokens,
    sockets,
    arrival: async (count) => {
      while (tokens.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      })
  }
}

const closedPort = async (): Promise<number> => {
  const server = createServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

type Config = Partial<Parameters<typeof WhatsAppSender.layer>[0]> & { readonly baseUrl: string }

const transports = {
  undici: WhatsAppSender.layer,
  fetch: WhatsAppSender.layerFetch
}

let finalizers: Array<() => Promise<unknown>> = []
let written = 0
const onSendHeaders = () => void written++

beforeEach(() => {
  written = 0
  subscribe("undici:client:sendHeaders", onSendHeaders)
})
afterEach(async () => {
  unsubscribe("undici:client:sendHeaders", onSendHeaders)
  for (const finalize of finalizers.reverse()) await finalize()
  finalizers = []
})

const peerThat = async (react: (socket: Socket, token: string) => void): Promise<Peer> => {
  const peer = await openPeer(react)
  finalizers.push(peer.close)
  return peer
}

const senderTo = (transport: keyof typeof transports, config: Config) => {
  const runtime = ManagedRuntime.make(transports[transport]({ version: "v25.0", ...config }))
  finalizers.push(() => runtime.dispose())
  return {
    fork: (token: string) =>
      runtime.runFork(Effect.flatMap(MessageSender.MessageSender, (sender) => sender.send({ ...request, token }))),
    send: (token: string, leaveBy = Infinity) =>
      runtime.runPromise(
        Effect.flatMap(MessageSender.MessageSender, (sender) => sender.send({ ...request, token, leaveBy }))
      )
  }
}

for (const transport of ["undici", "fetch"] as const) {
  describe(`${transport}: nothing was written`, () => {
    it("when the connection is refused", async () => {
      const { send } = senderTo(transport, { baseUrl: `http://127.0.0.1:${await closedPort()}` })
      const outcome = await send("a")
      assert.deepInclude(outcome, { _tag: "NotWritten" })
      assert.include(JSON.stringify(outcome), "ECONNREFUSED")
      assert.strictEqual(written, 0)
    })

    it("when the host has no address", async () => {
      const { send } = senderTo(transport, { baseUrl: "http://graph.invalid" })
      assert.deepInclude(await send("a"), { _tag: "NotWritten" })
      assert.strictEqual(written, 0)
    })
  })

  describe(`${transport}: something may have been read`, () => {
    it("when the connection is reset after the request", async () => {
      const peer = await peerThat((socket) => socket.resetAndDestroy())
      const { send } = senderTo(transport, { baseUrl: peer.url })
      assert.deepInclude(await send("a"), { _tag: "Ambiguous" })
      assert.deepStrictEqual([peer.tokens, written], [["a"], 1])
    })

    it("when the connection ends without an answer", async () => {
      const peer = await peerThat((socket) => socket.end())
      const { send } = senderTo(transport, { baseUrl: peer.url })
      assert.deepInclude(await send("a"), { _tag: "Ambiguous" })
      assert.deepStrictEqual([peer.tokens, written], [["a"], 1])
    })

    it("when no answer comes in time", async () => {
      const peer = await peerThat(() => undefined)
      const { send } = senderTo(transport, { baseUrl: peer.url, headersTimeout: 100, bodyTimeout: 100 })
      assert.deepInclude(await send("a"), { _tag: "Ambiguous" })
      assert.deepStrictEqual([peer.tokens, written], [["a"], 1])
    })

    it("when the answer stops in the middle", async () => {
      const peer = await peerThat((socket) => socket.write(okAnswer.slice(0, -10)))
      const { send } = senderTo(transport, { baseUrl: peer.url, headersTimeout: 100, bodyTimeout: 100 })
      assert.deepInclude(await send("a"), { _tag: "Ambiguous" })
      assert.deepStrictEqual([peer.tokens, written], [["a"], 1])
    })

    it("when the connection is cut in the middle of the answer", async () => {
      const peer = await peerThat((socket) => socket.end(okAnswer.slice(0, -10)))
      const { send } = senderTo(transport, { baseUrl: peer.url })
      assert.deepInclude(await send("a"), { _tag: "Ambiguous" })
      assert.deepStrictEqual([peer.tokens, written], [["a"], 1])
    })

    it("when the answer is no HTTP", async () => {
      const peer = await peerThat((socket) => socket.end("SSH-2.0-odd\r\n\r\n"))
      const { send } = senderTo(transport, { baseUrl: peer.url })
      assert.deepInclude(await send("a"), { _tag: "Ambiguous" })
      assert.deepStrictEqual([peer.tokens, written], [["a"], 1])
    })

    it("when the answer is larger than any of WhatsApp's", async () => {
      const body = okBody.padEnd(3_000_000)
      const peer = await peerThat((socket) => {
        socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`)
        socket.write(body)
      })
      const { send } = senderTo(transport, { baseUrl: peer.url })
      assert.deepInclude(await send("a"), { _tag: "Ambiguous" })
    })

    it("when the answer points elsewhere, and nobody follows", async () => {
      const peer = await peerThat((socket) =>
        socket.write("HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n")
      )
      const { send } = senderTo(transport, { baseUrl: peer.url })
      assert.deepInclude(await send("a"), { _tag: "Ambiguous" })
      assert.deepStrictEqual([peer.tokens, written], [["a"], 1])
    })
  })

  it(`${transport}: interruption cuts the connection`, async () => {
    const peer = await peerThat(() => undefined)
    const { fork } = senderTo(transport, { baseUrl: peer.url })
    const fiber = fork("a")
    await peer.arrival(1)
    const cut = new Promise<void>((resolve) => [...peer.sockets][0]!.once("close", () => resolve()))
    await Effect.runPromise(Fiber.interrupt(fiber))
    await cut
    assert.deepStrictEqual(peer.tokens, ["a"])
  })
}

describe("undici knows more", () => {
  it("nothing was written when the TLS handshake fails", async () => {
    const server = createServer((socket) => socket.on("error", () => undefined).resume().end("no TLS here\r\n"))
    const port = await listen(server)
    finalizers.push(() => new Promise((resolve) => server.close(resolve)))
    const { send } = senderTo("undici", { baseUrl: `https://127.0.0.1:${port}` })
    assert.deepInclude(await send("a"), { _tag: "NotWritten" })
    assert.strictEqual(written, 0)
  })

  it("nothing was written when connecting takes too long", async () => {
    const peer = await peerThat(() => undefined)
    const { send } = senderTo("undici", { baseUrl: peer.url.replace("http:", "https:"), connectTimeout: 200 })
    const outcome = await send("a")
    assert.deepInclude(outcome, { _tag: "NotWritten" })
    assert.include(JSON.stringify(outcome), "UND_ERR_CONNECT_TIMEOUT")
    assert.strictEqual(written, 0)
  })

  it("a request that found no free connection in time is never written, even when one becomes free", async () => {
    const held: Array<Socket> = []
    const peer = await peerThat((socket, token) => token === "held" ? held.push(socket) : socket.write(okAnswer))
    const { fork, send } = senderTo("undici", { baseUrl: peer.url, connections: 1, unwrittenTimeout: 150 })
    const first = fork("held")
    await peer.arrival(1)
    assert.deepStrictEqual(await send("waited"), {
      _tag: "NotWritten",
      reason: "no connection was free within 150 ms"
    })
    held[0]!.write(okAnswer)
    assert.deepInclude(await Effect.runPromise(Fiber.join(first)), { _tag: "Accepted" })
    assert.deepInclude(await send("next"), { _tag: "Accepted" })
    assert.deepStrictEqual([peer.tokens, written], [["held", "next"], 2])
    assert.deepStrictEqual([...peer.sockets], held)
  })

  it("a request whose turn is over when a connection becomes free is never written, and the next one is", async () => {
    const held: Array<Socket> = []
    const peer = await peerThat((socket, token) => token === "held" ? held.push(socket) : socket.write(okAnswer))
    const { fork, send } = senderTo("undici", { baseUrl: peer.url, connections: 1 })
    const first = fork("held")
    await peer.arrival(1)
    const now = Date.now()
    const late = send("late", now + 40)
    const clock = vi.spyOn(Date, "now").mockImplementation(() => now + 41)
    held[0]!.write(okAnswer)
    assert.deepStrictEqual(await late, { _tag: "Late" })
    clock.mockRestore()
    assert.deepInclude(await Effect.runPromise(Fiber.join(first)), { _tag: "Accepted" })
    assert.deepInclude(await send("next"), { _tag: "Accepted" })
    assert.deepStrictEqual([peer.tokens, written], [["held", "next"], 2])
    assert.deepStrictEqual([...peer.sockets], held)
  })

  it("a request that waited through a stall of the whole process is never written", async () => {
    const held: Array<Socket> = []
    const peer = await peerThat((socket, token) => token === "held" ? held.push(socket) : socket.write(okAnswer))
    const { fork, send } = senderTo("undici", { baseUrl: peer.url, connections: 1 })
    const first = fork("held")
    await peer.arrival(1)
    const stalled = send("stalled")
    const now = Date.now()
    const clock = vi.spyOn(Date, "now").mockImplementation(() => now + 11_000)
    held[0]!.write(okAnswer)
    assert.deepInclude(await stalled, { _tag: "NotWritten" })
    clock.mockRestore()
    assert.deepInclude(await Effect.runPromise(Fiber.join(first)), { _tag: "Accepted" })
    assert.deepStrictEqual([peer.tokens, written], [["held"], 1])
  })

  it("a request that is interrupted while it waits is never written", async () => {
    const held: Array<Socket> = []
    const peer = await peerThat((socket, token) => token === "held" ? held.push(socket) : socket.write(okAnswer))
    const { fork, send } = senderTo("undici", { baseUrl: peer.url, connections: 1 })
    const first = fork("held")
    await peer.arrival(1)
    const second = fork("interrupted")
    await Effect.runPromise(Fiber.interrupt(second))
    held[0]!.write(okAnswer)
    assert.deepInclude(await Effect.runPromise(Fiber.join(first)), { _tag: "Accepted" })
    assert.deepInclude(await send("next"), { _tag: "Accepted" })
    assert.deepStrictEqual([peer.tokens, written], [["held", "next"], 2])
    assert.deepStrictEqual([...peer.sockets], held)
  })

  it("a connection that the peer closed while idle costs nothing: the next request takes a new one", async () => {
    const peer = await peerThat((socket) => socket.write(okAnswer))
    const { send } = senderTo("undici", { baseUrl: peer.url, connections: 1 })
    assert.deepInclude(await send("a"), { _tag: "Accepted" })
    const closed = new Promise<void>((resolve) => [...peer.sockets][0]!.once("close", () => resolve()))
    for (const socket of peer.sockets) socket.end()
    await closed
    assert.deepInclude(await send("b"), { _tag: "Accepted" })
    assert.deepStrictEqual([peer.tokens, written], [["a", "b"], 2])
  })

  it("nothing is written to a connection that is cut before undici writes: the next request takes a new one", async () => {
    const peer = await peerThat((socket) => socket.write(okAnswer))
    let cut = 0
    // undici tells of the connection in the very tick in which it would write.
    const onConnected = (message: unknown) => {
      if (cut++ === 0) (message as { readonly socket: Socket }).socket.resetAndDestroy()
    }
    subscribe("undici:client:connected", onConnected)
    const { send } = senderTo("undici", { baseUrl: peer.url, connections: 1 })
    const outcome = await send("a")
    unsubscribe("undici:client:connected", onConnected)
    assert.deepInclude(outcome, { _tag: "Accepted" })
    assert.deepStrictEqual([cut, peer.tokens, written], [2, ["a"], 1])
  })

  it("nothing was written when every connection is cut before undici writes", async () => {
    const peer = await peerThat((socket) => socket.write(okAnswer))
    const onConnected = (message: unknown) => (message as { readonly socket: Socket }).socket.resetAndDestroy()
    subscribe("undici:client:connected", onConnected)
    const { send } = senderTo("undici", { baseUrl: peer.url, connections: 1, unwrittenTimeout: 100 })
    const outcome = await send("a")
    unsubscribe("undici:client:connected", onConnected)
    assert.deepInclude(outcome, { _tag: "NotWritten" })
    assert.deepStrictEqual([peer.tokens, written], [[], 0])
  })

  it("a peer that resets as soon as it is connected: ambiguous exactly when headers were written", async () => {
    const server = createServer((socket) => socket.on("error", () => undefined).resetAndDestroy())
    const port = await listen(server)
    finalizers.push(() => new Promise((resolve) => server.close(resolve)))
    const { send } = senderTo("undici", { baseUrl: `http://127.0.0.1:${port}`, unwrittenTimeout: 2_000 })
    for (let round = 0; round < 50; round++) {
      written = 0
      const outcome = await send(`r${round}`)
      assert.strictEqual(outcome._tag, written === 0 ? "NotWritten" : "Ambiguous")
      assert.isAtMost(written, 1)
    }
  })

  it("a peer that closes each connection after its answer, at any moment: what is not written was not read", async () => {
    const read = new Map<string, number>()
    const peer = await peerThat((socket, token) => {
      read.set(token, (read.get(token) ?? 0) + 1)
      socket.write(okAnswer)
      // Now, in this turn of the loop or in the next: before, with and after the request that comes next.
      const close = () => token.length % 2 === 0 ? socket.end() : socket.resetAndDestroy()
      const moments = [close, () => void setImmediate(close), () => void setTimeout(close, 1)]
      moments[read.size % 3]!()
    })
    const { send } = senderTo("undici", { baseUrl: peer.url, connections: 2 })
    const tokens = Array.from({ length: 300 }, (_, index) => `t${index}`)
    const outcomes = new Map<string, string>()
    const worker = async (mine: ReadonlyArray<string>) => {
      for (const token of mine) outcomes.set(token, (await send(token))._tag)
    }
    await Promise.all([0, 1, 2].map((lane) => worker(tokens.filter((_, index) => index % 3 === lane))))
    assert.strictEqual(outcomes.size, tokens.length)
    for (const [token, outcome] of outcomes) {
      const times = read.get(token) ?? 0
      assert.isAtMost(times, outcome === "NotWritten" ? 0 : 1, `${token} ${outcome}`)
      if (outcome === "Accepted") assert.strictEqual(times, 1)
    }
    const ends = new Set(outcomes.values())
    assert.isTrue(ends.has("Accepted"))
    assert.isFalse(ends.has("Rejected"))
  })

  it("connections are kept and not exceeded", async () => {
    let most = 0
    const peer = await peerThat((socket) => {
      most = Math.max(most, peer.sockets.size)
      setImmediate(() => socket.write(okAnswer))
    })
    const { send } = senderTo("undici", { baseUrl: peer.url, connections: 4 })
    const outcomes = await Promise.all(Array.from({ length: 40 }, (_, index) => send(`t${index}`)))
    assert.deepStrictEqual(new Set(outcomes.map(({ _tag }) => _tag)), new Set(["Accepted"]))
    assert.deepStrictEqual([most, peer.tokens.length, written], [4, 40, 40])
  })

  it("closing the sender ends what is under way, and says what was written", async () => {
    const peer = await peerThat(() => undefined)
    const runtime = ManagedRuntime.make(WhatsAppSender.layer({ baseUrl: peer.url, version: "v25.0", connections: 1 }))
    const { send } = await runtime.runPromise(MessageSender.MessageSender)
    const under = Effect.runPromise(send({ ...request, token: "written" }))
    await peer.arrival(1)
    const waiting = Effect.runPromise(send({ ...request, token: "waiting" }))
    await runtime.dispose()
    assert.deepInclude(await under, { _tag: "Ambiguous" })
    assert.deepInclude(await waiting, { _tag: "NotWritten" })
    assert.deepInclude(await Effect.runPromise(send(request)), { _tag: "NotWritten" })
    assert.deepStrictEqual([peer.tokens, written], [["written"], 1])
  })
})
