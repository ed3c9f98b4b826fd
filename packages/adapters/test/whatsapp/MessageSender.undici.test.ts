import * as WhatsAppSender from "@ektola/adapters/whatsapp/WhatsAppSender"
import { listen, type Reply } from "./listen.js"
import { type Received, suite } from "./MessageSender.contract.js"

suite("undici, on a real port", async () => {
  let reply: Reply | null = null
  const received: Array<Received> = []
  const server = await listen((request, body) => {
    received.push({
      method: request.method ?? "",
      url: `${server.url}${request.url}`,
      authorization: request.headers.authorization ?? null,
      contentType: request.headers["content-type"] ?? null,
      body: JSON.parse(body.toString("utf8"))
    })
    return reply!
  })
  return {
    baseUrl: server.url,
    layer: WhatsAppSender.layer({ baseUrl: server.url, version: "v25.0" }),
    marketing: WhatsAppSender.layer({ baseUrl: server.url, version: "v25.0", marketingEndpoint: true }),
    answer: (next) => {
      reply = next
    },
    received: () => received,
    close: server.close
  }
})
