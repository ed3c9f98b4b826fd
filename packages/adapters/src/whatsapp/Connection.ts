/**
 * How the adapters of WhatsApp reach it.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import type { Limits } from "./internal/transport.js"

/**
 * - `baseUrl` is `https://graph.facebook.com`, or a simulator
 * - `version` is the Graph version, such as `v25.0`; without one WhatsApp picks the app's default, which ages.
 *   `ApiVersion` knows how long each lives
 * - `connections` is the number of requests in flight per host
 * - `unwrittenTimeout`: a request that got no connection by then is never written
 *
 * @since 0.1.0
 * @category model
 */
export interface Config {
  readonly baseUrl: string
  readonly version: string
  readonly connections?: number | undefined
  readonly connectTimeout?: Duration.DurationInput | undefined
  readonly unwrittenTimeout?: Duration.DurationInput | undefined
  readonly headersTimeout?: Duration.DurationInput | undefined
  readonly bodyTimeout?: Duration.DurationInput | undefined
}

/**
 * The address under which all paths of the version are.
 *
 * @since 0.1.0
 * @category rules
 */
export const rootOf = ({ baseUrl, version }: Config): string => `${baseUrl.replace(/\/+$/, "")}/${version}`

/**
 * The limits of a transport. 10 s unwritten is the time after which a begun attempt may be judged lost.
 *
 * @since 0.1.0
 * @category rules
 */
export const limitsOf = (config: Config): Limits => ({
  connections: config.connections ?? 128,
  connectTimeout: Duration.toMillis(config.connectTimeout ?? "5 seconds"),
  unwrittenTimeout: Duration.toMillis(config.unwrittenTimeout ?? "10 seconds"),
  headersTimeout: Duration.toMillis(config.headersTimeout ?? "30 seconds"),
  bodyTimeout: Duration.toMillis(config.bodyTimeout ?? "10 seconds")
})

/**
 * Whether a header can carry the token. Sent on, another would fail each request before it is written, and each would be
 * tried again for ever.
 *
 * @since 0.1.0
 * @category rules
 */
export const isToken = (token: string): boolean => /^[\x21-\x7e]+$/.test(token)

/**
 * The text without the tokens: Graph repeats a malformed one in its error text.
 *
 * @since 0.1.0
 * @category rules
 */
export const conceal = (text: string, ...tokens: ReadonlyArray<string>): string =>
  tokens.reduce((rest, token) => token === "" ? rest : rest.replaceAll(token, "[token]"), text)
