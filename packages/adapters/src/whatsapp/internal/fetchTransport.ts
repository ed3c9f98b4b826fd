import * as Effect from "effect/Effect"
import {
  type Call,
  describe,
  type Ended,
  headersOf,
  largestAnswer,
  type Limits,
  tooLarge,
  type Transport
} from "./transport.js"

/**
 * The global `fetch`, looked up per request so that a test may replace it. fetch does not tell when it writes, so only
 * errors that can come from nothing but connecting prove that nothing was written.
 */
export const make = (limits: Limits): Transport => {
  const one: Transport["one"] = (call) =>
    Effect.async<Ended>((resume, signal) => {
      const aborter = new AbortController()
      signal.addEventListener("abort", () => aborter.abort(), { once: true })
      const timer = setTimeout(
        () => aborter.abort(new Error("no answer in time")),
        limits.headersTimeout + limits.bodyTimeout
      )
      void exchange(call, aborter.signal).catch(failed).then((ended) => {
        clearTimeout(timer)
        resume(Effect.succeed(ended))
      })
    })
  return {
    one,
    all: (calls, tell) =>
      Effect.forEach(calls, (call, place) => Effect.map(one(call), (ended) => tell(place, ended)), {
        concurrency: "unbounded",
        discard: true
      })
  }
}

const exchange = async (call: Call, signal: AbortSignal): Promise<Ended> => {
  if (Date.now() > call.leaveBy) return { _tag: "Late" }
  const response = await globalThis.fetch(call.origin + call.path, {
    method: call.method,
    headers: headersOf(call),
    body: call.body as BodyInit | null,
    redirect: "manual",
    signal
  })
  const body = await read(response)
  return body === null ? tooLarge : {
    _tag: "Answered",
    answer: {
      status: response.status,
      retryAfter: response.headers.get("retry-after"),
      usage: response.headers.get("x-business-use-case-usage"),
      body
    }
  }
}

/** The body as text, or null as soon as it is larger than any answer of WhatsApp's. */
const read = async (response: Response): Promise<string | null> => {
  const reader = response.body?.getReader()
  const chunks: Array<Uint8Array> = []
  let size = 0
  while (reader !== undefined) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > largestAnswer) {
      // Nobody waits for it: whoever looks at a copy of the stream, as msw does, would hold it up.
      void reader.cancel().catch(() => undefined)
      return null
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks).toString("utf8")
}

const connecting = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"])

const failed = (error: unknown): Ended => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code: unknown = (cause as { readonly code?: unknown } | null)?.code
  const written = typeof code !== "string" || !connecting.has(code)
  return { _tag: written ? "Lost" : "NotWritten", reason: describe(cause) }
}
