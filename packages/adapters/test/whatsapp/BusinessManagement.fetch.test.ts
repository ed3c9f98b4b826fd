import * as BusinessManagement from "@ektola/adapters/whatsapp/BusinessManagement"
import { http, HttpResponse } from "msw"
import { setupServer } from "msw/node"
import { type Received, suite } from "./BusinessManagement.contract.js"
import { inTurn } from "./listen.js"

const baseUrl = "https://graph.facebook.com"

suite("fetch, intercepted by msw", async () => {
  const replies = inTurn()
  const received: Array<Received> = []
  const server = setupServer(
    http.all(`${baseUrl}/*`, async ({ request }) => {
      received.push({
        method: request.method,
        url: request.url,
        authorization: request.headers.get("authorization"),
        contentType: request.headers.get("content-type"),
        body: bodyOf(request.headers.get("content-type"), Buffer.from(await request.arrayBuffer()))
      })
      const { body, headers, httpStatus } = replies.next()
      return new HttpResponse(body, { status: httpStatus, headers: { ...headers } })
    })
  )
  server.listen({ onUnhandledRequest: "error" })
  return {
    baseUrl,
    layer: BusinessManagement.layerFetch({ baseUrl, version: "v25.0" }),
    answer: replies.set,
    received: () => received,
    close: async () => server.close()
  }
})

const bodyOf = (contentType: string | null, bytes: Buffer): string =>
  bytes.toString(contentType?.startsWith("multipart/") === true ? "latin1" : "utf8")
