/**
 * The simulator's own small HTTP API, for processes that do not hold it in memory. JSON in and out.
 *
 * ```text
 * POST /_simulator/accounts       an Account
 * POST /_simulator/templates      { wabaId, template }
 * POST /_simulator/faults         { probabilities } or { recipient, tries: [[fault, …], …] }
 * POST /_simulator/tokens/expire  { accessToken }
 * GET  /_simulator/log?after=n    { items, next }
 * GET  /_simulator/seen?by=token  { items }, by token, content or recipient
 * GET  /_simulator/idle           answers when nothing is left to happen
 * ```
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { type Answer, type Exchange, json } from "./Answer.js"
import * as Faults from "./Faults.js"
import type { Simulator } from "./Simulator.js"

/**
 * @since 0.1.0
 * @category constants
 */
export const prefix = "/_simulator/"

/**
 * @since 0.1.0
 * @category handlers
 */
export const handle = async (simulator: Simulator, exchange: Exchange): Promise<Answer> => {
  const route = routes[`${exchange.method} ${exchange.path.slice(prefix.length)}`]
  if (route === undefined) return json(404, { error: "there is no such route" })
  try {
    return await route(simulator, exchange)
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) })
  }
}

const Template = Schema.Struct({
  name: Schema.NonEmptyString,
  language: Schema.NonEmptyString,
  category: Schema.Literal("UTILITY", "MARKETING", "AUTHENTICATION"),
  status: Schema.Literal("APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED"),
  header: Schema.optional(Schema.String),
  body: Schema.String
})
const Account = Schema.Struct({
  phoneNumberId: Schema.NonEmptyString,
  wabaId: Schema.NonEmptyString,
  displayPhoneNumber: Schema.NonEmptyString,
  accessToken: Schema.NonEmptyString,
  appSecret: Schema.NonEmptyString,
  webhookUrl: Schema.NullOr(Schema.NonEmptyString),
  templates: Schema.optional(Schema.Array(Template))
})
const Fault = Schema.Literal(...Faults.names)
const FaultChange = Schema.Union(
  Schema.Struct({ probabilities: Schema.Record({ key: Schema.String, value: Schema.Number }) }),
  Schema.Struct({ recipient: Schema.NonEmptyString, tries: Schema.Array(Schema.Array(Fault)) })
)

const body = <A, I>(schema: Schema.Schema<A, I>) => {
  const decode = Schema.decodeUnknownSync(Schema.parseJson(schema))
  return (exchange: Exchange): A => decode(exchange.body)
}
const accountBody = body(Account)
const templateBody = body(Schema.Struct({ wabaId: Schema.NonEmptyString, template: Template }))
const faultBody = body(FaultChange)
const tokenBody = body(Schema.Struct({ accessToken: Schema.NonEmptyString }))
const grouping = Schema.decodeUnknownSync(Schema.Literal("token", "content", "recipient"))
const position = Schema.decodeUnknownSync(Schema.NumberFromString.pipe(Schema.nonNegative()))

const routes: Readonly<Record<string, (simulator: Simulator, exchange: Exchange) => Answer | Promise<Answer>>> = {
  "POST accounts": (simulator, exchange) => {
    simulator.register(accountBody(exchange))
    return json(201, {})
  },
  "POST templates": (simulator, exchange) => {
    const { template, wabaId } = templateBody(exchange)
    simulator.registerTemplate(wabaId, template)
    return json(201, {})
  },
  "POST faults": (simulator, exchange) => {
    const change = faultBody(exchange)
    if ("probabilities" in change) simulator.setFaults(change.probabilities)
    else simulator.script(change.recipient, ...change.tries)
    return json(200, {})
  },
  "POST tokens/expire": (simulator, exchange) => {
    simulator.expireToken(tokenBody(exchange).accessToken)
    return json(200, {})
  },
  "GET log": (simulator, exchange) => {
    const after = position(exchange.query.get("after") ?? "0")
    return json(200, { items: simulator.log(after), next: simulator.logSize() })
  },
  "GET seen": (simulator, exchange) =>
    json(200, { items: simulator.seen(grouping(exchange.query.get("by") ?? "token")) }),
  "GET idle": async (simulator) => {
    await simulator.idle()
    return json(200, {})
  }
}
