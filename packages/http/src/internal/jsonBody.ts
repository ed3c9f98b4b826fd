import type * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as Effect from "effect/Effect"
import { BadRequest } from "../contract/ContractError.js"

const maxDepth = 20
const maxValues = 2000

/**
 * The request with a body that is JSON, within bounds that nobody's request comes near. Each fault of a body is told, so
 * one that held a hundred thousand of them would keep the server busy; one that is nested without end would overflow its
 * stack.
 */
export const bounded = (request: HttpServerRequest.HttpServerRequest): HttpServerRequest.HttpServerRequest =>
  Object.create(request, {
    json: { get: () => Effect.tap(request.json, check) },
    urlParamsBody: { get: () => notJson }
  }) as HttpServerRequest.HttpServerRequest

const check = (body: unknown): Effect.Effect<void, BadRequest> => {
  let level: ReadonlyArray<unknown> = [body]
  let values = 0
  for (let depth = 0; level.length > 0; depth++) {
    values += level.length
    if (depth > maxDepth) return refuse(`is nested more than ${maxDepth} deep`)
    if (values > maxValues) return refuse(`holds more than ${maxValues} values`)
    level = level.flatMap((value) => typeof value === "object" && value !== null ? Object.values(value) : [])
  }
  return Effect.void
}

export const notJson = new BadRequest({ faults: [{ path: "", reason: "is not JSON" }] })

const refuse = (reason: string) => new BadRequest({ faults: [{ path: "", reason }] })
