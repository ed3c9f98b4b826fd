import { HttpApiDecodeError } from "@effect/platform/HttpApiError"
import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpServerError from "@effect/platform/HttpServerError"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { BadRequest, InternalError, PayloadTooLarge } from "../contract/ContractError.js"
import { maxUploadBytes, uploadPath } from "../contract/ImportsApi.js"
import { answered } from "./answer.js"
import { faultsOf } from "./faults.js"
import { bounded, notJson } from "./jsonBody.js"
import { RouteNotFound, ShellError } from "./shellError.js"

type Explained = BadRequest | InternalError | PayloadTooLarge

/** The largest body of a request that is no upload. */
export const maxBodyBytes = 1024 * 1024

/**
 * Turns what the router fails or dies with into errors of the contract. It stands inside the router's own encoding of
 * errors, which would take a defect for an error it knows.
 */
export const explain = (app: HttpApp.Default): HttpApp.Default<Explained> =>
  Effect.zipRight(
    checkBody,
    Effect.catchAllCause(
      Effect.updateService(app as HttpApp.Default<unknown>, HttpServerRequest.HttpServerRequest, bounded),
      (cause) => Effect.flatMap(FiberRef.get(answered), (isAnswered) => explainCause(cause, isAnswered))
    )
  ) as HttpApp.Default<Explained>

/**
 * Refuses by what is announced, before anything is read. A connection that is cut amid a body cannot carry the refusal,
 * and the router would write a multipart body of any route to files.
 */
const checkBody = Effect.flatMap(
  HttpServerRequest.HttpServerRequest,
  ({ headers, url }): Effect.Effect<void, BadRequest | PayloadTooLarge> => {
    const isMultipart = headers["content-type"]?.toLowerCase().includes("multipart/form-data") === true
    const isUpload = url.replace(/\/*(\?.*)?$/, "") === uploadPath
    if (isMultipart && !isUpload) return notJson
    const maxBytes = isUpload ? maxUploadBytes : maxBodyBytes
    return Number(headers["content-length"] ?? 0) > maxBytes ? new PayloadTooLarge({ maxBytes }) : Effect.void
  }
)

const explainCause = (
  cause: Cause.Cause<unknown>,
  isAnswered: boolean
): Effect.Effect<HttpServerResponse.HttpServerResponse, unknown> => {
  if (Cause.isInterruptedOnly(cause)) return Effect.failCause(cause)
  const error = Option.getOrNull(Cause.failureOption(cause))
  if (error instanceof HttpServerError.RouteNotFound) {
    const body = Schema.encode(ShellError.RouteNotFound)(new RouteNotFound())
    return Effect.flatMap(body, (body) => HttpServerResponse.json(body, { status: 404 }))
  }
  // After the use case only the encoding of its answer can fail to fit a schema.
  if (error instanceof HttpApiDecodeError && !isAnswered) return new BadRequest({ faults: faultsOf(error) })
  if (error !== null && !(error instanceof HttpApiDecodeError)) return Effect.failCause(cause)
  const defect = Option.getOrNull(Cause.dieOption(cause))
  if (defect instanceof BadRequest) return defect
  if (defect instanceof HttpServerError.RequestError && isTooLarge(defect)) {
    return new PayloadTooLarge({ maxBytes: maxBodyBytes })
  }
  if (defect instanceof HttpServerError.RequestError) return notJson
  return Effect.zipRight(Effect.logError("the request died", cause), new InternalError())
}

const isTooLarge = ({ cause }: HttpServerError.RequestError): boolean =>
  cause instanceof Error && cause.message === "maxBytes exceeded"
