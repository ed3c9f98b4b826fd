import * as WhatsAppSender from "@ektola/adapters/whatsapp/WhatsAppSender"
import { http, HttpResponse } from "msw"
import { setupServer } from "msw/node"
import type { Reply } from "./listen.js"
import { type Received, suite } from "./MessageSender.contract.js"

const baseUrl = "https://graph.facebook.com"

suite("fetch, intercepted by msw", async () => {
  let reply: Reply | null = null
  const received: Array<Received> = []
  const server = setupServer(
    http.all(`${baseUrl}/*`, async ({ request }) => {
      received.push({
        method: request.method,
        url: request.url,
        authorization: request.headers.get("authorization"),
        contentType: request.headers.get("content-type"),
        body: await request.json()
      })
      return new HttpResponse(reply!.body, { status: reply!.httpStatus, headers: { ...reply!.headers } })
    })
  )
  server.listen({ onUnhandledRequest: "error" })
  return {
    baseUrl,
    layer: WhatsAppSender.layerFetch({ baseUrl, version: "v25.0" }),
    marketing: WhatsAppSender.layerFetch({ baseUrl, version: "v25.0", marketingEndpoint: true }),
    answer: (next) => {
      reply = next
    },
    received: () => received,
    close: async () => server.close()
  }
})
