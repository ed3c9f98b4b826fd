/**
 * The send endpoint of WhatsApp's Cloud API behind the domain's `MessageSender`.
 *
 * @since 0.1.0
 */
import * as MessageSender from "@ektola/domain/ports/MessageSender"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as fetchTransport from "./internal/fetchTransport.js"
import type { Ended, Limits, Transport } from "./internal/transport.js"
import * as undiciTransport from "./internal/undiciTransport.js"
import * as SendAnswer from "./SendAnswer.js"
import * as SendRequestBody from "./SendRequestBody.js"

/**
 * - `baseUrl` is `https://graph.facebook.com`, or a simulator
 * - `version` is the Graph version, such as `v25.0`; without one WhatsApp picks the app's default, which ages
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
 * Sends over undici on an agent of its own, with kept-alive connections and one request per connection at a time.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (config: Config): Layer.Layer<MessageSender.MessageSender> =>
  Layer.scoped(
    MessageSender.MessageSender,
    Effect.map(undiciTransport.make(limitsOf(config)), (transport) => make(config, transport))
  )

/**
 * Sends over the global `fetch`, which request-mocking libraries can intercept. It is slower, and knows less often
 * that nothing was written.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerFetch = (config: Config): Layer.Layer<MessageSender.MessageSender> =>
  Layer.sync(MessageSender.MessageSender, () => make(config, fetchTransport.make(limitsOf(config))))

// 10 s unwritten is the time after which a begun attempt may be judged lost (ARCHITECTURE.md, "Sending").
const limitsOf = (config: Config): Limits => ({
  connections: config.connections ?? 128,
  connectTimeout: Duration.toMillis(config.connectTimeout ?? "5 seconds"),
  unwrittenTimeout: Duration.toMillis(config.unwrittenTimeout ?? "10 seconds"),
  headersTimeout: Duration.toMillis(config.headersTimeout ?? "30 seconds"),
  bodyTimeout: Duration.toMillis(config.bodyTimeout ?? "10 seconds")
})

const make = (config: Config, transport: Transport): MessageSender.Service => {
  const root = `${config.baseUrl.replace(/\/+$/, "")}/${config.version}`
  return {
    send: (request) => {
      const token = Redacted.value(request.accessToken)
      if (!headerSafe.test(token)) return Effect.succeed(malformedToken)
      return transport({
        url: new URL(`${root}/${request.phoneNumberId}/messages`),
        token,
        body: SendRequestBody.encode(request)
      }).pipe(
        Effect.map((ended) => outcomeOf(ended, token)),
        Effect.withSpan("MessageSender.send", {
          kind: "client",
          attributes: { phoneNumberId: request.phoneNumberId },
          captureStackTrace: false
        })
      )
    }
  }
}

// Sent on, such a token would fail each request before it is written, and each would be tried again for ever.
const headerSafe = /^[\x21-\x7e]+$/
const malformedToken: MessageSender.SendOutcome = {
  _tag: "Rejected",
  failure: {
    class: "ACCOUNT",
    code: null,
    reason: "the access token is empty or has characters that no token has",
    traceId: null
  },
  retryAfter: null
}

const outcomeOf = (ended: Ended, token: string): MessageSender.SendOutcome => {
  switch (ended._tag) {
    case "Answered":
      return conceal(SendAnswer.interpret(ended.answer), token)
    case "NotWritten":
      return ended
    case "Lost":
      return { _tag: "Ambiguous", reason: ended.reason }
  }
}

// Graph repeats a malformed token in its error text.
const conceal = (outcome: MessageSender.SendOutcome, token: string): MessageSender.SendOutcome => {
  const clean = (reason: string) => reason.replaceAll(token, "[token]")
  switch (outcome._tag) {
    case "Rejected":
      return { ...outcome, failure: { ...outcome.failure, reason: clean(outcome.failure.reason) } }
    case "Ambiguous":
      return { ...outcome, reason: clean(outcome.reason) }
    case "Accepted":
    case "NotWritten":
      return outcome
  }
}
