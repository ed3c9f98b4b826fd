import type * as Effect from "effect/Effect"
import type { Answer } from "../SendAnswer.js"

/**
 * One request. `token` is the plain access token; no transport may put it into a text. A GET has no body. After
 * `leaveBy`, in milliseconds since 1970, it is not written any more.
 */
export interface Call {
  readonly method: "GET" | "POST" | "DELETE"
  readonly origin: string
  /** With what is behind it, percent-encoded. */
  readonly path: string
  readonly token: string
  readonly contentType: string | null
  readonly body: string | Uint8Array | null
  readonly leaveBy: number
}

/**
 * How a request ended.
 *
 * - Answered: status and the whole body arrived
 * - NotWritten: not one byte of it was written to a socket
 * - Late: the same, because it was too late for that
 * - Lost: anything else
 */
export type Ended =
  | { readonly _tag: "Answered"; readonly answer: Answer }
  | { readonly _tag: "NotWritten"; readonly reason: string }
  | { readonly _tag: "Late" }
  | { readonly _tag: "Lost"; readonly reason: string }

/** Per call at most one request on the wire; interruption aborts it. */
export interface Transport {
  readonly one: (call: Call) => Effect.Effect<Ended>
  /** All at once; `tell` hears of each by its place, once. Ends when it has heard of all. */
  readonly all: (calls: ReadonlyArray<Call>, tell: (place: number, ended: Ended) => void) => Effect.Effect<void>
}

/** Times in milliseconds. */
export interface Limits {
  readonly connections: number
  readonly connectTimeout: number
  readonly unwrittenTimeout: number
  readonly headersTimeout: number
  readonly bodyTimeout: number
}

/** In bytes. WhatsApp's answers have a few hundred, a page of templates less than this; more is a gateway gone wrong. */
export const largestAnswer = 1_048_576

export const tooLarge: Ended = { _tag: "Lost", reason: "the answer is too large" }

export const headersOf = ({ contentType, token }: Call): Record<string, string> =>
  contentType === null
    ? { authorization: `Bearer ${token}` }
    : { authorization: `Bearer ${token}`, "content-type": contentType }

/** Code and message of an error, which is all that is safe and useful to tell. */
export const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return "the request failed"
  const code: unknown = (error as { readonly code?: unknown }).code
  return typeof code === "string" && !error.message.includes(code) ? `${code}: ${error.message}` : error.message
}
