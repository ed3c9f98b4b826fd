import * as WhatsAppSender from "@ektola/adapters/whatsapp/WhatsAppSender"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { Reply } from "./fixtures.js"
import { type Received, suite } from "./MessageSender.contract.js"

suite("undici, on a real port", async () => {
  let reply: Reply | null = null
  const received: Array<Received> = []
  const server = createServer(async (request, response) => {
    const chunks: Array<Buffer> = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    received.push({
      method: request.method ?? "",
      url: `${baseUrl}${request.url}`,
      authorization: request.headers.authorization ?? null,
      contentType: request.headers["content-type"] ?? null,
      body: JSON.parse(Buffer.concat(chunks).toString("utf8"))
    })
    response.writeHead(reply!.httpStatus, reply!.headers)
    response.end(reply!.body)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    baseUrl,
    layer: WhatsAppSender.layer({ baseUrl, version: "v25.0" }),
    answer: (next) => {
      reply = next
    },
    received: () => received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
})
