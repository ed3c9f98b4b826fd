import * as Effect from "effect/Effect"
import { describe, type Ended, headersOf, largestAnswer, type Limits, type Transport } from "./transport.js"

/**
 * The global `fetch`, looked up per request so that a test may replace it. fetch does not tell when it writes, so only
 * errors that can come from nothing but connecting prove that nothing was written.
 */
export const make = (limits: Limits): Transport => (post) =>
  Effect.async<Ended>((resume, signal) => {
    const aborter = new AbortController()
    signal.addEventListener("abort", () => aborter.abort(), { once: true })
    const timer = setTimeout(
      () => aborter.abort(new Error("no answer in time")),
      limits.headersTimeout + limits.bodyTimeout
    )
    const exchange = async (): Promise<Ended> => {
      const response = await globalThis.fetch(post.url, {
        method: "POST",
        headers: headersOf(post),
        body: post.body,
        redirect: "manual",
        signal: aborter.signal
      })
      const body = await response.text()
      if (body.length > largestAnswer) return { _tag: "Lost", reason: "the answer is too large" }
      return {
        _tag: "Answered",
        answer: { status: response.status, retryAfter: response.headers.get("retry-after"), body }
      }
    }
    void exchange().catch(failed).then((ended) => {
      clearTimeout(timer)
      resume(Effect.succeed(ended))
    })
  })

const connecting = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"])

const failed = (error: unknown): Ended => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code: unknown = (cause as { readonly code?: unknown } | null)?.code
  const written = typeof code !== "string" || !connecting.has(code)
  return { _tag: written ? "Lost" : "NotWritten", reason: describe(cause) }
}
