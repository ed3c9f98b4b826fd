/**
 * The simulator's own small HTTP API, for processes that do not hold it in memory. JSON in and out.
 *
 * ```text
 * POST /_simulator/accounts          an Account
 * POST /_simulator/templates         { wabaId, template }
 * POST /_simulator/templates/status  { wabaId, name, language, status }
 * POST /_simulator/wabas             { wabaId, marketingOnCloudApi?, templateLimit? }
 * POST /_simulator/faults            { probabilities } or { recipient, tries: [[fault, …], …] }
 * POST /_simulator/tokens/expire     { accessToken }
 * POST /_simulator/tokens/reissue    { accessToken, replacement }
 * GET  /_simulator/log?after=n       { items, next }
 * GET  /_simulator/seen?by=token     { items }, by token, content or recipient
 * GET  /_simulator/idle              answers when nothing is left to happen
 * ```
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { type Answer, type Exchange, json } from "./Answer.js"
import { templateStatuses } from "./Catalogue.js"
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

const Status = Schema.Literal(...templateStatuses)
const Button = Schema.Struct({
  type: Schema.Literal("QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE"),
  text: Schema.optional(Schema.String),
  url: Schema.optional(Schema.String),
  phone: Schema.optional(Schema.String)
})
const Template = Schema.Struct({
  name: Schema.NonEmptyString,
  language: Schema.NonEmptyString,
  category: Schema.Literal("UTILITY", "MARKETING", "AUTHENTICATION"),
  status: Status,
  header: Schema.optional(Schema.String),
  headerMedia: Schema.optional(Schema.Literal("IMAGE", "VIDEO", "DOCUMENT")),
  body: Schema.String,
  footer: Schema.optional(Schema.String),
  buttons: Schema.optional(Schema.Array(Button))
})
const Account = Schema.Struct({
  phoneNumberId: Schema.NonEmptyString,
  wabaId: Schema.NonEmptyString,
  displayPhoneNumber: Schema.NonEmptyString,
  accessToken: Schema.NonEmptyString,
  appSecret: Schema.NonEmptyString,
  webhookUrl: Schema.NullOr(Schema.NonEmptyString),
  templates: Schema.optional(Schema.Array(Template)),
  messagingTier: Schema.optional(Schema.NonEmptyString),
  answerDelay: Schema.optional(Schema.Tuple(Schema.NonNegative, Schema.NonNegative))
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
const statusBody = body(
  Schema.Struct({
    wabaId: Schema.NonEmptyString,
    name: Schema.NonEmptyString,
    language: Schema.NonEmptyString,
    status: Status
  })
)
const wabaBody = body(
  Schema.Struct({
    wabaId: Schema.NonEmptyString,
    marketingOnCloudApi: Schema.optionalWith(Schema.Boolean, { exact: true }),
    templateLimit: Schema.optionalWith(Schema.NonNegativeInt, { exact: true })
  })
)
const reissueBody = body(
  Schema.Struct({ accessToken: Schema.NonEmptyString, replacement: Schema.NonEmptyString })
)
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
  "POST templates/status": (simulator, exchange) => {
    const { language, name, status, wabaId } = statusBody(exchange)
    simulator.setTemplateStatus(wabaId, name, language, status)
    return json(200, {})
  },
  "POST wabas": (simulator, exchange) => {
    const { wabaId, ...change } = wabaBody(exchange)
    simulator.configureWaba(wabaId, change)
    return json(200, {})
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
  "POST tokens/reissue": (simulator, exchange) => {
    const { accessToken, replacement } = reissueBody(exchange)
    simulator.reissueToken(accessToken, replacement)
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
