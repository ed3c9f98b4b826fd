import { NodeHttpServer } from "@effect/platform-node"
import * as FileSystem from "@effect/platform/FileSystem"
import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpIncomingMessage from "@effect/platform/HttpIncomingMessage"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Origin from "@ektola/domain/identity/Origin"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { Api } from "../contract/Api.js"
import { InternalError } from "../contract/ContractError.js"
import * as Cursor from "../contract/Cursor.js"
import * as RequestId from "../contract/RequestId.js"
import type { RequestLimits } from "../RequestLimits.js"
import * as authentication from "./authentication.js"
import { addressHeader } from "./clientAddress.js"
import { explain, maxBodyBytes } from "./explain.js"
import * as admin from "./handlers/admin.js"
import * as auth from "./handlers/auth.js"
import * as campaigns from "./handlers/campaigns.js"
import * as contacts from "./handlers/contacts.js"
import * as imports from "./handlers/imports.js"
import * as inbound from "./handlers/inbound.js"
import * as jeweller from "./handlers/jeweller.js"
import * as runs from "./handlers/runs.js"
import * as schedules from "./handlers/schedules.js"
import * as team from "./handlers/team.js"
import * as templates from "./handlers/templates.js"
import * as whatsAppAccount from "./handlers/whatsAppAccount.js"

const handlers = Layer.mergeAll(
  admin.layer,
  auth.layer,
  campaigns.layer,
  contacts.layer,
  imports.layer,
  inbound.layer,
  jeweller.layer,
  runs.layer,
  schedules.layer,
  team.layer,
  templates.layer,
  whatsAppAccount.layer
)

const api = (limits: RequestLimits | null) =>
  Layer.mergeAll(HttpApiBuilder.api(Api), HttpApiBuilder.middleware(Api, explain)).pipe(
    Layer.provide(handlers),
    Layer.provide(authentication.layer(limits)),
    Layer.provideMerge(Layer.mergeAll(
      HttpApiBuilder.Router.Live,
      HttpApiBuilder.Middleware.layer,
      NodeHttpServer.layerContext
    ))
  )

/** The contract's routes as a Node request listener on the runtime that builds it; it lives as long as the scope. */
export const make = (signer: Cursor.Signer, limits: RequestLimits | null) =>
  Effect.flatMap(
    Layer.build(api(limits)),
    (context) =>
      Effect.provide(
        Effect.flatMap(HttpApiBuilder.httpApp, (app) => NodeHttpServer.makeHandler(serve(app, signer))),
        context
      )
  )

const serve = <R>(app: HttpApp.Default<never, R>, signer: Cursor.Signer): HttpApp.Default<never, R> =>
  Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers }) => {
    const requestId = headers["x-request-id"] ?? ""
    return app.pipe(
      Effect.catchAllCause((cause) =>
        Cause.isInterruptedOnly(cause) ? Effect.failCause(cause) : lastResort(cause, requestId)
      ),
      Effect.map(hint),
      Effect.provideService(HttpIncomingMessage.MaxBodySize, Option.some(FileSystem.Size(maxBodyBytes))),
      Effect.locally(RequestId.current, requestId),
      Effect.locally(Cursor.signer, signer),
      Effect.locally(Origin.current, { address: headers[addressHeader] ?? null, requestId }),
      Effect.annotateLogs("requestId", requestId)
    )
  })

const hint = (response: HttpServerResponse.HttpServerResponse): HttpServerResponse.HttpServerResponse => {
  switch (response.status) {
    case 401:
      return HttpServerResponse.setHeader(response, "www-authenticate", "Bearer")
    case 503:
      return HttpServerResponse.setHeader(response, "retry-after", "2")
    default:
      return response
  }
}

// What could not even be encoded as an error.
const lastResort = (cause: Cause.Cause<unknown>, requestId: string) => {
  const error = new InternalError()
  return Effect.zipRight(
    Effect.logError("the answer died", cause),
    Effect.orDie(HttpServerResponse.json({ _tag: error._tag, message: error.message, requestId }, { status: 500 }))
  )
}
