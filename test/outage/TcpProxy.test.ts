import { afterEach, assert, beforeEach, describe, it } from "@effect/vitest"
import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net"
import { until } from "../e2e/until.js"
import * as TcpProxy from "./TcpProxy.js"

/** A server that says back what it hears, and a proxy before it. */
let server: Server
let proxy: TcpProxy.TcpProxy
const clients = new Set<Socket>()

beforeEach(async () => {
  server = createServer((socket) => void socket.on("error", () => undefined).pipe(socket)).listen(0, "127.0.0.1")
  await once(server, "listening")
  proxy = await TcpProxy.make({ host: "127.0.0.1", port: (server.address() as AddressInfo).port })
})

afterEach(async () => {
  clients.forEach((client) => client.destroy())
  clients.clear()
  await proxy.close()
  server.close()
})

const client = () => {
  const { hostname, port } = new URL(proxy.through("tcp://somewhere:1"))
  const socket = connect(Number(port), hostname)
  clients.add(socket)
  const seen = { heard: "", error: null as string | null, isConnected: false }
  socket.on("data", (chunk) => (seen.heard += chunk.toString("utf8")))
  socket.on("error", (error: NodeJS.ErrnoException) => (seen.error = error.code ?? "unknown"))
  socket.on("connect", () => (seen.isConnected = true))
  return { seen, say: (text: string) => socket.write(text) }
}

const heard = ({ seen }: ReturnType<typeof client>, text: string) =>
  until("the echo", async () => seen.heard, (all) => all === text, { within: 5_000 })

describe("a TCP proxy", () => {
  it("keeps user, path and parameters of a URL", () => {
    const { hostname, password, pathname, port, search, username } = new URL(
      proxy.through("postgres://user:word@db.example.com:5432/name?application_name=x")
    )
    assert.deepStrictEqual([username, password, hostname, pathname, search], [
      "user",
      "word",
      "127.0.0.1",
      "/name",
      "?application_name=x"
    ])
    assert.notStrictEqual(port, "5432")
  })

  it("passes on in both directions", async () => {
    const one = client()
    one.say("hello")
    await heard(one, "hello")
    assert.strictEqual(proxy.connections(), 1)
  })

  it("destroys connections and refuses new ones when it is cut, until it is opened again", async () => {
    const before = client()
    before.say("hello")
    await heard(before, "hello")
    await proxy.cut()
    await until("the reset", async () => before.seen.error, (error) => error === "ECONNRESET", { within: 5_000 })
    assert.strictEqual(proxy.connections(), 0)

    const meanwhile = client()
    await until("the refusal", async () => meanwhile.seen.error, (error) => error === "ECONNREFUSED", { within: 5_000 })

    await proxy.open()
    const after = client()
    after.say("again")
    await heard(after, "again")
  })

  it("holds everything back while it is stalled, also what connects meanwhile", async () => {
    const before = client()
    before.say("one ")
    await heard(before, "one ")
    proxy.stall()
    before.say("two")
    const meanwhile = client()
    meanwhile.say("three")
    await until("the connection", async () => meanwhile.seen.isConnected, (isConnected) => isConnected, {
      within: 5_000
    })
    await until("the proxy's side of it", async () => proxy.connections(), (count) => count === 2, { within: 5_000 })
    assert.deepStrictEqual([before.seen.heard, meanwhile.seen.heard], ["one ", ""])

    await proxy.open()
    await heard(before, "one two")
    await heard(meanwhile, "three")
  })
})
