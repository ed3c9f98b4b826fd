import * as Effect from "effect/Effect"
import * as Runtime from "effect/Runtime"
import type { ErrorRequestHandler, RequestHandler } from "express"
import * as ApiError from "../contract/ApiError.js"
import { BadRequest, InternalError, PayloadTooLarge, Unavailable } from "../contract/ContractError.js"
import { uploadPath } from "../contract/ImportsApi.js"
import { answerError, requestIdOf, RequestTooSlow, ShellError } from "./shellError.js"

/**
 * One line per answered request, without query, headers or bodies. Health checks are left out, and webhooks that were
 * stored: the row says as much, and they come by the hundred.
 */
export const accessLog = (runtime: Runtime.Runtime<never>): RequestHandler => (request, response, next) => {
  const { method, path } = request
  const from = performance.now()
  response.on("close", () => {
    if (path.startsWith("/health/")) return
    if (path.startsWith("/webhooks/") && response.writableFinished && response.statusCode === 200) return
    const line = Effect.annotateLogs(Effect.logInfo(response.writableFinished ? "answered" : "the caller hung up"), {
      requestId: requestIdOf(request),
      method,
      path,
      status: response.statusCode,
      milliseconds: Math.round(performance.now() - from)
    })
    Runtime.runFork(runtime)(line)
  })
  next()
}

/** A refusal may be answered before the body has arrived: the rest is read and thrown away, or the caller sees a reset. */
export const drainAfterAnswer: RequestHandler = (request, response, next) => {
  // With the listener: an async iterator that is let go of after this would otherwise stop the flow again.
  response.on("finish", () => request.on("data", () => {}).resume())
  next()
}

/**
 * Who sends a body so slowly, or is not answered within this time, gives his connection back. An upload may take as long
 * as the server's own limit says.
 */
export const deadline = (milliseconds: number): RequestHandler => (request, response, next) => {
  if (request.path.replace(/\/+$/, "") === uploadPath) return next()
  const timer = setTimeout(() => {
    if (response.headersSent) return void request.destroy()
    response.setHeader("Connection", "close")
    if (request.complete) return answerError(request, response, ApiError.Unavailable, new Unavailable())
    answerError(request, response, ShellError.RequestTooSlow, new RequestTooSlow())
  }, milliseconds)
  response.on("close", () => clearTimeout(timer))
  next()
}

/** Answers hold names and phone numbers: no cache may keep them. */
export const notForCaches: RequestHandler = (_, response, next) => {
  response.setHeader("Cache-Control", "no-store")
  next()
}

/** Errors of Express and its parsers, and of the shell's own routes. */
export const errorHandler =
  (runtime: Runtime.Runtime<never>): ErrorRequestHandler => (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const { limit, status } = Object(error) as { readonly limit?: number; readonly status?: number }
    if (status === 413) {
      return answerError(request, response, ApiError.PayloadTooLarge, new PayloadTooLarge({ maxBytes: limit ?? 0 }))
    }
    if (status !== undefined && status < 500) {
      const reason = status === 415 ? "must not be compressed" : "cannot be read"
      return answerError(request, response, ApiError.BadRequest, new BadRequest({ faults: [{ path: "", reason }] }))
    }
    Runtime.runFork(runtime)(
      Effect.annotateLogs(Effect.logError("the request died", error), "requestId", requestIdOf(request))
    )
    answerError(request, response, ApiError.InternalError, new InternalError())
  }
