/**
 * The simulator as request handlers of msw. msw intercepts `fetch` only.
 *
 * @since 0.1.0
 */
import { http, type HttpHandler } from "msw"
import type { Simulator } from "./Simulator.js"

/**
 * Handlers that answer everything under `baseUrl`, such as `https://graph.facebook.com`. msw cannot cut a connection:
 * there a cut is a network error, and an answer that hangs ends when the caller gives up.
 *
 * @since 0.1.0
 * @category constructors
 */
export const handlers = (simulator: Simulator, baseUrl: string): ReadonlyArray<HttpHandler> => [
  http.all(`${new URL(baseUrl).origin}/*`, ({ request }) => simulator.handle(request))
]
