import express from "express"
import { once } from "node:events"
import { type ClientRequest, createServer, request } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, assert, beforeEach, it } from "vitest"
import * as HeldBytes from "../src/internal/heldBytes.js"

const most = 100_000
let held: HeldBytes.HeldBytes
let releases: Array<() => void>
let url: string
let stop: () => void

beforeEach(async () => {
  held = HeldBytes.make({ most, readWithin: 500 })
  releases = []
  const app = express()
  app.post("/", held.admit, express.raw({ type: () => true, limit: "4mb" }), (incoming, response) => {
    if (response.headersSent) return
    releases.push(held.keep((incoming.body as Buffer).length))
    response.status(200).end()
  })
  const server = createServer(app).listen(0, "127.0.0.1")
  await once(server, "listening")
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  stop = () => {
    server.close()
    server.closeAllConnections()
  }
})
afterEach(() => stop())

const post = (bytes: number) =>
  fetch(url, { method: "POST", body: "x".repeat(bytes) }).then(({ status }) => status, () => "cut off" as const)

it("answers 503 while what is kept fills the bound, and 200 when it has gone", async () => {
  assert.strictEqual(await post(60_000), 200)
  assert.strictEqual(await post(10_000), 200)
  // Thirty thousand are left.
  assert.include([503, "cut off"], await post(50_000))
  assert.strictEqual(await post(10), 200)
  releases.push(held.keep(most))
  assert.strictEqual(await post(10), 503)
  for (const release of releases) release()
  assert.strictEqual(await post(60_000), 200)
})

it("does not count what is announced and never sent, and cuts it off", async () => {
  const idle: ClientRequest = request(url, { method: "POST", headers: { "content-length": most * 2 } })
  idle.write("x")
  const cut = once(idle, "error")
  assert.strictEqual(await post(60_000), 200)
  await cut
  for (const release of releases) release()
  assert.strictEqual(await post(99_000), 200)
})
