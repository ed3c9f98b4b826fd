import { NodeHttpServer } from "@effect/platform-node"
import * as FileSystem from "@effect/platform/FileSystem"
import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpIncomingMessage from "@effect/platform/HttpIncomingMessage"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { Api } from "../contract/Api.js"
import { InternalError } from "../contract/ContractError.js"
import * as RequestId from "../contract/RequestId.js"
import * as AdminHandlers from "../handlers/AdminHandlers.js"
import * as AuthHandlers from "../handlers/AuthHandlers.js"
import * as CampaignsHandlers from "../handlers/CampaignsHandlers.js"
import * as ContactsHandlers from "../handlers/ContactsHandlers.js"
import * as ImportsHandlers from "../handlers/ImportsHandlers.js"
import * as RunsHandlers from "../handlers/RunsHandlers.js"
import * as TemplatesHandlers from "../handlers/TemplatesHandlers.js"
import * as WhatsAppAccountHandlers from "../handlers/WhatsAppAccountHandlers.js"
import * as authentication from "./authentication.js"
import { explain, maxBodyBytes } from "./explain.js"

const handlers = Layer.mergeAll(
  AdminHandlers.layer,
  AuthHandlers.layer,
  CampaignsHandlers.layer,
  ContactsHandlers.layer,
  ImportsHandlers.layer,
  RunsHandlers.layer,
  TemplatesHandlers.layer,
  WhatsAppAccountHandlers.layer
).pipe(Layer.provide(authentication.layer))

const api = Layer.mergeAll(HttpApiBuilder.api(Api), HttpApiBuilder.middleware(Api, explain)).pipe(
  Layer.provide(handlers),
  Layer.provideMerge(Layer.mergeAll(
    HttpApiBuilder.Router.Live,
    HttpApiBuilder.Middleware.layer,
    NodeHttpServer.layerContext
  ))
)

/** The contract's routes as a Node request listener on the runtime that builds it; it lives as long as the scope. */
export const make = Effect.flatMap(
  Layer.build(api),
  (context) =>
    Effect.provide(Effect.flatMap(HttpApiBuilder.httpApp, (app) => NodeHttpServer.makeHandler(serve(app))), context)
)

const serve = <R>(app: HttpApp.Default<never, R>): HttpApp.Default<never, R> =>
  Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers }) => {
    const requestId = headers["x-request-id"] ?? ""
    return app.pipe(
      Effect.catchAllCause((cause) =>
        Cause.isInterruptedOnly(cause) ? Effect.failCause(cause) : lastResort(cause, requestId)
      ),
      Effect.provideService(HttpIncomingMessage.MaxBodySize, Option.some(FileSystem.Size(maxBodyBytes))),
      Effect.locally(RequestId.current, requestId),
      Effect.annotateLogs("requestId", requestId)
    )
  })

// What could not even be encoded as an error.
const lastResort = (cause: Cause.Cause<unknown>, requestId: string) => {
  const error = new InternalError()
  return Effect.zipRight(
    Effect.logError("the answer died", cause),
    Effect.orDie(HttpServerResponse.json({ _tag: error._tag, message: error.message, requestId }, { status: 500 }))
  )
}
