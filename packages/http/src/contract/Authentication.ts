/**
 * Who calls, from the access token.
 *
 * @since 0.1.0
 */
import * as HttpApiMiddleware from "@effect/platform/HttpApiMiddleware"
import * as HttpApiSecurity from "@effect/platform/HttpApiSecurity"
import * as OpenApi from "@effect/platform/OpenApi"
import type { SessionPrincipal } from "@ektola/domain/identity/Session"
import * as Context from "effect/Context"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"

/**
 * The caller of the request that is being served.
 *
 * @since 0.1.0
 * @category context
 */
export class CurrentPrincipal
  extends Context.Tag("@ektola/http/contract/CurrentPrincipal")<CurrentPrincipal, SessionPrincipal>()
{}

/**
 * Refuses requests without a valid access token of a session that goes on, and provides the caller to the others.
 *
 * @since 0.1.0
 * @category middleware
 */
export class Authentication extends HttpApiMiddleware.Tag<Authentication>()("@ektola/http/contract/Authentication", {
  failure: Schema.Union(ApiError.Unauthorized, ApiError.TooManyRequests, ApiError.Unavailable),
  provides: CurrentPrincipal,
  security: {
    bearer: HttpApiSecurity.bearer.pipe(HttpApiSecurity.annotateContext(OpenApi.annotations({
      description: "The access token that POST /v1/auth/login gives. It is valid for 30 minutes, and until log-out.",
      format: "JWT"
    })))
  }
}) {}
