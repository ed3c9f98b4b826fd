import type { Exchange } from "../Answer.js"

/** The body of a request. Graph reads one of another type as a form, and so finds none of the parameters. */
export const bodyOf = (exchange: Exchange): unknown => {
  if (!String(exchange.headers["content-type"] ?? "").startsWith("application/json")) return {}
  try {
    return JSON.parse(exchange.body) as unknown
  } catch {
    return {}
  }
}
