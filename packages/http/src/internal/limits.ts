import * as HttpApi from "@effect/platform/HttpApi"
import * as Origin from "@ektola/domain/identity/Origin"
import * as Effect from "effect/Effect"
import * as Runtime from "effect/Runtime"
import type { RequestHandler } from "express"
import type { ServerResponse } from "node:http"
import { Api } from "../contract/Api.js"
import * as ApiError from "../contract/ApiError.js"
import { Authentication } from "../contract/Authentication.js"
import { TooManyRequests } from "../contract/ContractError.js"
import { uploadPath } from "../contract/ImportsApi.js"
import type { RequestLimits, RouteClass, Verdict } from "../RequestLimits.js"
import { answerError } from "./shellError.js"

/** The addresses at which somebody without an account may try passwords and codes, or have mails sent. */
const signIn = new Set<string>()
HttpApi.reflect(Api, {
  onGroup: () => {},
  onEndpoint: ({ endpoint, middleware }) => {
    if (endpoint.method === "POST" && !middleware.has(Authentication as never)) signIn.add(endpoint.path)
  }
})

/** The class of a request. An address that is written in another way is in no better class than the plain one. */
const classOf = (method: string, url: string): RouteClass => {
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return "read"
  const path = decoded(url.split("?")[0] ?? "").replace(/\/+/g, "/").replace(/\/$/, "").toLowerCase()
  if (signIn.has(path)) return "sign-in"
  return path === uploadPath ? "upload" : "write"
}

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Says in the headers of draft-ietf-httpapi-ratelimit-headers what is left. */
const tell = (
  response: ServerResponse,
  { allowance, name, remaining, resetSeconds, isAllowed }: Verdict
): void => {
  response.appendHeader("RateLimit-Policy", `"${name}";q=${allowance.requests};w=${allowance.seconds}`)
  response.appendHeader("RateLimit", `"${name}";r=${remaining};t=${resetSeconds}`)
  if (!isAllowed) response.setHeader("Retry-After", String(resetSeconds))
}

/** Counts a request for its address, before anything of it is read. Health and signed webhooks come before it. */
export const addressLimit =
  (runtime: Runtime.Runtime<never>, limits: RequestLimits): RequestHandler => async (request, response, next) => {
    const count = limits("address", Origin.network(request.ip ?? ""), classOf(request.method, request.originalUrl))
    const verdict = await Runtime.runPromise(runtime)(count)
    tell(response, verdict)
    if (verdict.isAllowed) return next()
    const error = new TooManyRequests({ retryAfterSeconds: verdict.resetSeconds })
    answerError(request, response, ApiError.TooManyRequests, error)
  }

/** Counts a request for whoever is logged in. */
export const accountLimit = (
  limits: RequestLimits,
  request: { readonly method: string; readonly url: string; readonly response: ServerResponse },
  userId: string
): Effect.Effect<void, TooManyRequests> =>
  Effect.flatMap(limits("account", userId, classOf(request.method, request.url)), (verdict) => {
    tell(request.response, verdict)
    return verdict.isAllowed ? Effect.void : new TooManyRequests({ retryAfterSeconds: verdict.resetSeconds })
  })
