import * as BusinessManagement from "@ektola/adapters/whatsapp/BusinessManagement"
import { type Received, suite } from "./BusinessManagement.contract.js"
import { inTurn, listen } from "./listen.js"

suite("undici, on a real port", async () => {
  const replies = inTurn()
  const received: Array<Received> = []
  const server = await listen((request, body) => {
    const contentType = request.headers["content-type"] ?? null
    received.push({
      method: request.method ?? "",
      url: `${server.url}${request.url}`,
      authorization: request.headers.authorization ?? null,
      contentType,
      body: body.toString(contentType?.startsWith("multipart/") === true ? "latin1" : "utf8")
    })
    return replies.next()
  })
  return {
    baseUrl: server.url,
    layer: BusinessManagement.layer({ baseUrl: server.url, version: "v25.0" }),
    answer: replies.set,
    received: () => received,
    close: server.close
  }
})
