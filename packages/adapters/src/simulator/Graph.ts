/**
 * The paths of the Graph API that the simulator knows, and who may call them.
 *
 * @since 0.1.0
 */
import { type Answer, type Exchange, json } from "./Answer.js"
import type { Account, Catalogue, KnownTemplate } from "./Catalogue.js"
import { debugToken, phoneNumber, subscribedApps } from "./internal/accountRoutes.js"
import { upload } from "./internal/mediaRoutes.js"
import { createTemplate, deleteTemplates, editTemplate, listTemplates, unpause } from "./internal/templateRoutes.js"
import { pick, view } from "./internal/templateView.js"
import type { Media } from "./Media.js"
import { type Refusal, refusal, toAnswer } from "./Refusal.js"
import type { Endpoint } from "./SendCheck.js"

/**
 * What an answer says: the body of a 200, or why there is none.
 *
 * @since 0.1.0
 * @category model
 */
export type Reply = { readonly body: unknown } | { readonly refused: Refusal }

/**
 * What the paths work on. `apps` are those that hear a WABA's webhooks.
 *
 * @since 0.1.0
 * @category model
 */
export interface World {
  readonly catalogue: Catalogue
  readonly media: Media
  readonly apps: Map<string, ReadonlySet<string>>
  readonly send: (account: Account, exchange: Exchange, endpoint: Endpoint, version: string) => Answer | Reply
  readonly refused: (path: string, refused: Refusal) => void
  readonly trace: () => string
}

/**
 * Answers one request. `Refusal` has the errors.
 *
 * @since 0.1.0
 * @category handlers
 */
export const handle = async (world: World, exchange: Exchange): Promise<Answer> => {
  const [, version = "v25.0", path = ""] = /^\/(v\d+\.\d+)\/(.+)$/.exec(exchange.path) ?? []
  const answer = await route(world, exchange, path, version)
  if ("_tag" in answer) return answer
  const trace = world.trace()
  if ("refused" in answer) {
    world.refused(exchange.path, answer.refused)
    return toAnswer(answer.refused, version, trace)
  }
  return json(200, answer.body, { "facebook-api-version": version, "x-fb-trace-id": trace })
}

const route = (
  world: World,
  exchange: Exchange,
  path: string,
  version: string
): Answer | Reply | Promise<Reply> => {
  const { catalogue } = world
  const call = `${exchange.method} ${path.replace(/^\d+/, ":id")}`
  if (!paths.has(call)) return { refused: refusal(2500, `Unknown path components: ${exchange.path}`) }
  const token = /^Bearer (.+)$/.exec(String(exchange.headers["authorization"] ?? ""))?.[1] ?? ""
  if (!catalogue.isLive(token)) return { refused: refusal(190, "The access token is not valid") }
  const id = /^\d+/.exec(path)?.[0] ?? ""
  const account = catalogue.account(id)
  const own = account?.accessToken === token ? account : undefined
  const gone: Reply = {
    refused: refusal(100, `Object with ID '${id}' does not exist or cannot be loaded due to missing permissions`, 33)
  }
  const ofNumber = <A>(use: (account: Account) => A): A | Reply => own === undefined ? gone : use(own)
  const ofTemplate = (use: (template: KnownTemplate) => Reply): Reply => {
    const template = catalogue.templateById(id)
    return template !== undefined && catalogue.wabaIds(token).includes(template.wabaId) ? use(template) : gone
  }
  const ofWaba = (use: () => Reply): Reply => catalogue.wabaIds(token).includes(id) ? use() : gone
  switch (call) {
    case "POST :id/messages":
      return ofNumber((account) => world.send(account, exchange, "messages", version))
    case "POST :id/marketing_messages":
      return ofNumber((account) => world.send(account, exchange, "marketing_messages", version))
    case "POST :id/media":
      return ofNumber((account) => upload(world.media, account, exchange))
    case "GET debug_token":
      return debugToken(catalogue, exchange)
    case "GET :id/message_templates":
      return ofWaba(() => listTemplates(catalogue, id, exchange, version))
    case "POST :id/message_templates":
      return ofWaba(() => createTemplate(catalogue, id, exchange))
    case "DELETE :id/message_templates":
      return ofWaba(() => deleteTemplates(catalogue, id, exchange))
    case "GET :id/subscribed_apps":
    case "POST :id/subscribed_apps":
      return ofWaba(() => subscribedApps(world.apps, id, exchange))
    case "POST :id/unpause":
      return ofTemplate((template) => unpause(catalogue, template))
    case "POST :id":
      return ofTemplate((template) => editTemplate(catalogue, template, exchange))
    default:
      return own === undefined
        ? ofTemplate((template) => pick(view(template), exchange))
        : phoneNumber(own, exchange)
  }
}

const paths: ReadonlySet<string> = new Set([
  "POST :id/messages",
  "POST :id/marketing_messages",
  "POST :id/media",
  "GET debug_token",
  "GET :id/message_templates",
  "POST :id/message_templates",
  "DELETE :id/message_templates",
  "GET :id/subscribed_apps",
  "POST :id/subscribed_apps",
  "POST :id/unpause",
  "POST :id",
  "GET :id"
])
