/**
 * The HTTP server: an Express shell around the contract's routes, with health, the WhatsApp webhook and documentation.
 *
 * @since 0.1.0
 */
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import cors, { type CorsOptions } from "cors"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import express, { type Express } from "express"
import helmet from "helmet"
import { createServer, type Server as NodeServer } from "node:http"
import type { AddressInfo } from "node:net"
import * as AccessToken from "./AccessToken.js"
import type { Application } from "./Application.js"
import * as apiHandler from "./internal/apiHandler.js"
import { clientAddress } from "./internal/clientAddress.js"
import { cursorSigner } from "./internal/cursorSigner.js"
import { docs } from "./internal/docs.js"
import { health } from "./internal/health.js"
import { addressLimit } from "./internal/limits.js"
import { requestId } from "./internal/requestId.js"
import { accessLog, deadline, drainAfterAnswer, errorHandler, notForCaches } from "./internal/shell.js"
import { whatsAppWebhook } from "./internal/whatsAppWebhook.js"
import type { RequestLimits } from "./RequestLimits.js"

/**
 * What has to work before requests should come here, by name. A check that takes longer than two seconds fails.
 *
 * @since 0.1.0
 * @category model
 */
export type Checks = Readonly<Record<string, Effect.Effect<unknown, unknown>>>

/**
 * `appSecrets` are the WhatsApp app's secrets, several while one is being changed. `verifyToken` is what one enters
 * beside the callback address in WhatsApp's app dashboard.
 *
 * @since 0.1.0
 * @category model
 */
export interface WebhookSettings {
  readonly appSecrets: readonly [Redacted.Redacted<string>, ...ReadonlyArray<Redacted.Redacted<string>>]
  readonly verifyToken: Redacted.Redacted<string>
}

/**
 * @since 0.1.0
 * @category model
 */
export type TrustedProxies = number | ReadonlyArray<string>

/**
 * `limits` counts requests; without, nobody is refused. `trustedProxies` says who may tell the caller's address in
 * X-Forwarded-For: the number of proxies before this server, or their addresses and networks; without, nobody.
 * `corsOrigins` are the sites whose pages may read answers; without, none. A request that is no upload is answered, or
 * given up, within `answerWithinMilliseconds` (a minute).
 *
 * `checks` are what `/health/ready` asks. `mount` adds routes of the embedding program; a page among them sets its own
 * Content-Security-Policy, since the one that is set allows nothing.
 *
 * @since 0.1.0
 * @category model
 */
export interface Options {
  readonly accessTokenSecrets: AccessToken.Secrets
  readonly webhooks: WebhookSettings
  readonly limits?: RequestLimits | undefined
  readonly corsOrigins?: ReadonlyArray<string> | undefined
  readonly answerWithinMilliseconds?: number | undefined
  readonly checks?: Checks | undefined
  readonly trustedProxies?: TrustedProxies | undefined
  readonly mount?: ((app: Express) => void) | undefined
}

/**
 * @since 0.1.0
 * @category model
 */
export interface Address {
  readonly host: string
  readonly port: number
}

/**
 * A server that takes requests.
 *
 * @since 0.1.0
 * @category service
 */
export class Listening
  extends Context.Tag("@ektola/http/Server/Listening")<Listening, Address & { readonly url: string }>()
{}

/**
 * The address cannot be listened on.
 *
 * @since 0.1.0
 * @category errors
 */
export class ListenFailed extends Data.TaggedError("ListenFailed")<Address & { readonly code: string }> {
  override get message() {
    const address = `${this.host}:${this.port}`
    switch (this.code) {
      case "EADDRINUSE":
        return `Port ${this.port} is taken: something already listens on ${address}. Stop it, or choose another PORT.`
      case "EACCES":
        return `This user may not listen on ${address}. Choose a PORT above 1023.`
      default:
        return `Cannot listen on ${address} (${this.code}). Check HOST and PORT.`
    }
  }
}

/**
 * The Express app on the use cases of the runtime that runs this effect. It works until the scope closes.
 *
 * @since 0.1.0
 * @category constructors
 */
export const makeApp = (options: Options): Effect.Effect<Express, never, Application | Scope.Scope> =>
  Effect.gen(function*() {
    const runtime = yield* Effect.runtime<never>()
    const webhooks = yield* Webhooks
    const api = yield* Effect.provide(
      apiHandler.make(cursorSigner(options.accessTokenSecrets), options.limits ?? null),
      AccessToken.layer(options.accessTokenSecrets)
    )

    const app = express()
    app.disable("x-powered-by")
    app.disable("etag")
    app.set(
      "trust proxy",
      typeof options.trustedProxies === "number" ? options.trustedProxies : [...options.trustedProxies ?? []]
    )
    app.use(requestId)
    app.use(clientAddress)
    app.use(accessLog(runtime))
    app.use(drainAfterAnswer)
    app.use(deadline(options.answerWithinMilliseconds ?? 60_000))
    app.use(notForCaches)
    // Before helmet, whose headers no WhatsApp server reads.
    app.use("/webhooks/whatsapp", whatsAppWebhook(runtime, webhooks, options.webhooks))
    // The API gives data, not pages. `/docs` loosens this for itself.
    app.use(helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } }
    }))
    app.use("/health", health(runtime, options.checks ?? {}))
    app.use(cors(corsOf(options.corsOrigins ?? [])))
    if (options.limits !== undefined) app.use(addressLimit(runtime, options.limits))
    app.use(docs())
    options.mount?.(app)
    // Last, and with no body parser before it: a parser would take the body, and the API wait for it forever.
    app.use((request, response) => api(request, response))
    app.use(errorHandler(runtime))
    return app
  })

/**
 * Takes requests until the scope closes; then it takes no more, and gives those under way ten seconds to end.
 *
 * @since 0.1.0
 * @category constructors
 */
export const listen = (
  app: Express,
  address: Address
): Effect.Effect<Address & { readonly url: string }, ListenFailed, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(open(app, address), (server) => close(app, server)),
    (server) => {
      const { port } = server.address() as AddressInfo
      const name = address.host.includes(":") ? `[${address.host}]` : address.host
      return { host: address.host, port, url: `http://${name}:${port}` }
    }
  )

/**
 * The server on the application that the layer is provided with. Port 0 takes a free one; `Listening` tells which.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options & Address): Layer.Layer<Listening, ListenFailed, Application> =>
  Layer.scoped(Listening, Effect.flatMap(makeApp(options), (app) => listen(app, options)))

/** What pages of the listed sites may do; others get no CORS header at all, and their browsers keep the answer from them. */
const corsOf = (origins: ReadonlyArray<string>): CorsOptions => ({
  origin: origins.length === 0 ? false : [...origins],
  allowedHeaders: ["Authorization", "Content-Type", "Idempotency-Key", "X-Request-Id"],
  exposedHeaders: ["RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"],
  maxAge: 600
})

/** How long requests under way may take when the server stops. */
const graceSeconds = 10

const open = (app: Express, { host, port }: Address): Effect.Effect<NodeServer, ListenFailed> =>
  Effect.async((resume) => {
    const server = createServer(app)
    // An upload of 32 MB over a slow line takes longer than Node's five minutes.
    server.requestTimeout = 15 * 60_000
    // Headers that trickle in, and connections on which nothing moves in either direction.
    server.headersTimeout = 20_000
    server.timeout = 90_000
    server.once("error", (error: NodeJS.ErrnoException) => {
      resume(Effect.fail(new ListenFailed({ host, port, code: error.code ?? error.message })))
    })
    server.listen(port, host, () => resume(Effect.succeed(server)))
  })

const close = (app: Express, server: NodeServer): Effect.Effect<void> => {
  const closed = Effect.async<void>((resume) => {
    app.locals["stopping"] = true
    // Connections that are kept alive would hold the server open; they become idle one after the other.
    const timer = setInterval(() => server.closeIdleConnections(), 50)
    server.close(() => {
      clearInterval(timer)
      resume(Effect.void)
    })
  })
  return closed.pipe(
    Effect.interruptible,
    Effect.timeout(`${graceSeconds} seconds`),
    Effect.catchAll(() => Effect.sync(() => server.closeAllConnections()))
  )
}
