import type { RequestHandler } from "express"
import { randomUUID } from "node:crypto"

// What a caller gives goes into logs and headers: short, and nothing that ends a line or a field.
const sane = /^[A-Za-z0-9._-]{8,128}$/

/** Every request has an id, the caller's own if it is sane, and every answer shows it. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.headers["x-request-id"]
  const id = typeof given === "string" && sane.test(given) ? given : randomUUID()
  request.headers["x-request-id"] = id
  response.setHeader("X-Request-Id", id)
  next()
}
