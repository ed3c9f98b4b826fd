/**
 * The simulator on a real port. Only here can a connection be cut or left without an answer for real.
 *
 * @since 0.1.0
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { Answer } from "./Answer.js"
import type { Simulator } from "./Simulator.js"

/**
 * - `port` 0 takes a free one
 * - `host` is the loopback address unless set: the control routes ask for no password
 * - `hangFor`: a connection without an answer is cut after so many milliseconds
 *
 * @since 0.1.0
 * @category model
 */
export interface Options {
  readonly port?: number | undefined
  readonly host?: string | undefined
  readonly hangFor?: number | undefined
}

/**
 * `close` cuts what is open and leaves the simulator itself running.
 *
 * @since 0.1.0
 * @category model
 */
export interface SimulatorServer {
  readonly url: string
  readonly port: number
  readonly close: () => Promise<void>
}

/**
 * A listener for a server that is there already. Mounted under a path, it must see the path without that prefix, as
 * Express gives it, and no body parser may come before it.
 *
 * @since 0.1.0
 * @category constructors
 */
export const handler = (
  simulator: Simulator,
  options: Pick<Options, "hangFor"> = {}
): (request: IncomingMessage, response: ServerResponse) => void => {
  const hangFor = options.hangFor ?? 120_000
  return (request, response) => {
    serve(simulator, request).then(
      (answer) => reply(response, answer, hangFor),
      () => response.destroy()
    )
  }
}

/**
 * @since 0.1.0
 * @category constructors
 */
export const listen = async (simulator: Simulator, options: Options = {}): Promise<SimulatorServer> => {
  const server = createServer(handler(simulator, options))
  // Longer than any client keeps an idle connection, so that the server is never the one who closes it first.
  server.keepAliveTimeout = 75_000
  const host = options.host ?? "127.0.0.1"
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(options.port ?? 0, host, () => {
      server.off("error", reject)
      resolve()
    })
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => error === undefined ? resolve() : reject(error))
        server.closeAllConnections()
      })
  }
}

const serve = async (simulator: Simulator, request: IncomingMessage): Promise<Answer> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const url = new URL(request.url ?? "/", "http://simulator")
  return simulator.exchange({
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: bytes.toString("utf8"),
    bytes
  })
}

const reply = (response: ServerResponse, answer: Answer, hangFor: number): void => {
  switch (answer._tag) {
    case "Respond":
      response.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) })
      response.end(answer.body)
      return
    case "Close":
      response.destroy()
      return
    case "Hang": {
      const timer = setTimeout(() => response.destroy(), hangFor)
      response.once("close", () => clearTimeout(timer))
    }
  }
}
