/**
 * The send endpoint of WhatsApp's Cloud API behind the domain's `MessageSender`.
 *
 * @since 0.1.0
 */
import * as MessageSender from "@ektola/domain/ports/MessageSender"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Connection from "./Connection.js"
import * as fetchTransport from "./internal/fetchTransport.js"
import type { Call, Ended, Transport } from "./internal/transport.js"
import * as undiciTransport from "./internal/undiciTransport.js"
import * as SendAnswer from "./SendAnswer.js"
import * as SendRequestBody from "./SendRequestBody.js"

/**
 * `marketingEndpoint` sends templates of category MARKETING by the Marketing Messages API, and all others as ever. It is
 * off by default. A WABA that did not accept its terms is served by the Cloud API all the same (`product_policy` is
 * CLOUD_API_FALLBACK), so that one setting does for all numbers.
 *
 * @since 0.1.0
 * @category model
 */
export interface Config extends Connection.Config {
  readonly marketingEndpoint?: boolean | undefined
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
    Effect.map(undiciTransport.make(Connection.limitsOf(config)), (transport) => make(config, transport))
  )

/**
 * Sends over the global `fetch`, which request-mocking libraries can intercept. It is slower, and knows less often
 * that nothing was written.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerFetch = (config: Config): Layer.Layer<MessageSender.MessageSender> =>
  Layer.sync(MessageSender.MessageSender, () => make(config, fetchTransport.make(Connection.limitsOf(config))))

const make = (config: Config, transport: Transport): MessageSender.Service => {
  const root = new URL(Connection.rootOf(config))
  const endpointOf = (request: MessageSender.SendRequest): SendRequestBody.Endpoint =>
    config.marketingEndpoint === true && request.template.category === "MARKETING" ? "marketing_messages" : "messages"
  const { origin, pathname } = root
  /** Null without a token that could be one. */
  const callOf = (request: MessageSender.SendRequest): Call | null => {
    const token = Redacted.value(request.accessToken)
    if (!Connection.isToken(token)) return null
    const endpoint = endpointOf(request)
    return {
      method: "POST",
      origin,
      path: `${pathname}/${encodeURIComponent(request.phoneNumberId)}/${endpoint}`,
      token,
      contentType: "application/json",
      body: SendRequestBody.encode(request, endpoint),
      leaveBy: request.leaveBy
    }
  }
  return {
    send: (request) => {
      const call = callOf(request)
      return call === null
        ? Effect.succeed(malformedToken)
        : Effect.map(transport.one(call), (ended) => outcomeOf(ended, call.token))
    },
    sendAll: (requests, tell) =>
      Effect.suspend(() => {
        const calls: Array<Call> = []
        const places: Array<number> = []
        for (const [place, request] of requests.entries()) {
          const call = callOf(request)
          if (call === null) tell(place, malformedToken)
          else {
            calls.push(call)
            places.push(place)
          }
        }
        return transport.all(calls, (index, ended) =>
          tell(places[index] ?? index, outcomeOf(ended, calls[index]?.token ?? "")))
      })
  }
}

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

const outcomeOf = (ended: Ended, token: string): MessageSender.SendOutcome | MessageSender.Late => {
  switch (ended._tag) {
    case "Answered":
      return conceal(SendAnswer.interpret(ended.answer), token)
    case "Late":
    case "NotWritten":
      return ended
    case "Lost":
      return { _tag: "Ambiguous", reason: ended.reason }
  }
}

const conceal = (outcome: MessageSender.SendOutcome, token: string): MessageSender.SendOutcome => {
  const clean = (reason: string) => Connection.conceal(reason, token)
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
