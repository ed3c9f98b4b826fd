/**
 * What the simulator does with a request, before any transport.
 *
 * @since 0.1.0
 */

/**
 * A request as every transport has it; header names in lower case.
 *
 * @since 0.1.0
 * @category model
 */
export interface Exchange {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
  readonly body: string
  /** The body before it was read as text; only an upload needs it. */
  readonly bytes?: Uint8Array | undefined
}

/**
 * - Respond: an ordinary answer
 * - Hang: no answer; the caller waits until somebody gives up
 * - Close: the connection is cut
 *
 * @since 0.1.0
 * @category model
 */
export type Answer =
  | {
    readonly _tag: "Respond"
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }
  | { readonly _tag: "Hang" }
  | { readonly _tag: "Close" }

/**
 * @since 0.1.0
 * @category constructors
 */
export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  _tag: "Respond",
  status,
  headers: { "content-type": "application/json; charset=UTF-8", ...headers },
  body: JSON.stringify(body)
})

/**
 * The answer of a gateway that has lost its server.
 *
 * @since 0.1.0
 * @category constructors
 */
export const html502: Answer = {
  _tag: "Respond",
  status: 502,
  headers: { "content-type": "text/html" },
  body: "<html><head><title>502 Bad Gateway</title></head><body>Bad gateway</body></html>"
}
