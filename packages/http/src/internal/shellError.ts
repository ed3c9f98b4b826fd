import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Request, Response } from "express"
import { wireError } from "../contract/internal/wireError.js"
import * as RequestId from "../contract/RequestId.js"

/** There is no such route. */
export class RouteNotFound
  extends Schema.TaggedError<RouteNotFound>("@ektola/http/RouteNotFound")("RouteNotFound", {})
{
  override get message() {
    return "There is nothing at this address. The routes are listed under /docs."
  }
}

/** The body did not arrive in time. */
export class RequestTooSlow
  extends Schema.TaggedError<RequestTooSlow>("@ektola/http/RequestTooSlow")("RequestTooSlow", {})
{
  override get message() {
    return "The request took too long to arrive. Nothing was changed; send it again."
  }
}

/** Whoever wants to receive webhooks here does not know the verify token. */
export class WebhookVerificationRefused
  extends Schema.TaggedError<WebhookVerificationRefused>("@ektola/http/WebhookVerificationRefused")(
    "WebhookVerificationRefused",
    {}
  )
{
  override get message() {
    return "The verify token is not the one that is configured here."
  }
}

/** The body was not signed with the app secret. */
export class WebhookSignatureRefused
  extends Schema.TaggedError<WebhookSignatureRefused>("@ektola/http/WebhookSignatureRefused")(
    "WebhookSignatureRefused",
    {}
  )
{
  override get message() {
    return "The signature does not fit the body."
  }
}

/** Errors of routes that are not part of the contract. */
export const ShellError = {
  RequestTooSlow: wireError(RequestTooSlow, { status: 408, description: "" }),
  RouteNotFound: wireError(RouteNotFound, { status: 404, description: "" }),
  WebhookVerificationRefused: wireError(WebhookVerificationRefused, { status: 403, description: "" }),
  WebhookSignatureRefused: wireError(WebhookSignatureRefused, { status: 401, description: "" })
}

/** The id under which the request is answered; the first middleware puts it there. */
export const requestIdOf = (request: Request): string => String(request.headers["x-request-id"])

/** Answers with an error in the form and with the status that its schema says. */
export const answerError = <E, I>(
  request: Request,
  response: Response,
  schema: Schema.Schema<E, I>,
  error: E
): void => {
  const body = Effect.locally(Schema.encode(schema)(error), RequestId.current, requestIdOf(request))
  response.status(HttpApiSchema.getStatusError(schema)).json(Effect.runSync(body))
}
