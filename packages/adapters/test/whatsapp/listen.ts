/** A node:http server that hands over the whole body. */
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"

export interface Reply {
  readonly httpStatus: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export const listen = async (
  answer: (request: IncomingMessage, body: Buffer) => Reply
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> => {
  const server = createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const { body, headers, httpStatus } = answer(request, Buffer.concat(chunks))
      response.writeHead(httpStatus, headers)
      response.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

/** Replies given one after the other, the last one for ever. */
export const inTurn = () => {
  let replies: ReadonlyArray<Reply> = []
  return {
    set: (...next: ReadonlyArray<Reply>) => {
      replies = next
    },
    next: (): Reply => {
      const [first, ...rest] = replies
      if (first === undefined) throw new Error("no reply was set")
      if (rest.length > 0) replies = rest
      return first
    }
  }
}
