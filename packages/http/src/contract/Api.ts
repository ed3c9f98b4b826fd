/**
 * The HTTP API as one value: routes, shapes and errors. The server, the OpenAPI document and the SDK's types are made
 * from it.
 *
 * @since 0.1.0
 */
import * as HttpApi from "@effect/platform/HttpApi"
import * as OpenApi from "@effect/platform/OpenApi"
import * as Schema from "effect/Schema"
import * as AdminApi from "./AdminApi.js"
import * as ApiError from "./ApiError.js"
import * as AuthApi from "./AuthApi.js"
import * as CampaignsApi from "./CampaignsApi.js"
import * as ContactsApi from "./ContactsApi.js"
import * as ImportsApi from "./ImportsApi.js"
import * as InboundApi from "./InboundApi.js"
import * as JewellerApi from "./JewellerApi.js"
import * as RunsApi from "./RunsApi.js"
import * as SchedulesApi from "./SchedulesApi.js"
import * as TeamApi from "./TeamApi.js"
import * as TemplatesApi from "./TemplatesApi.js"
import * as WhatsAppAccountApi from "./WhatsAppAccountApi.js"

// `HttpApi.make` declares its own HttpApiDecodeError, which quotes what was sent; here BadRequest stands for it.
const empty = Object.assign(HttpApi.make("ektola"), { errorSchema: Schema.Never })

/**
 * @since 0.1.0
 * @category api
 */
export const Api = empty
  .add(AuthApi.group)
  .add(TeamApi.group)
  .add(AdminApi.group)
  .add(JewellerApi.group)
  .add(WhatsAppAccountApi.group)
  .add(ContactsApi.group)
  .add(ImportsApi.group)
  .add(TemplatesApi.group)
  .add(SchedulesApi.group)
  .add(CampaignsApi.group)
  .add(RunsApi.group)
  .add(InboundApi.group)
  .addError(ApiError.BadRequest)
  .addError(ApiError.PayloadTooLarge)
  .addError(ApiError.TooManyRequests)
  .addError(ApiError.InternalError)
  .annotateContext(OpenApi.annotations({
    title: "EkTola",
    version: "0.1.0",
    description: [
      "WhatsApp campaigns for jewellers.",
      "Instants are ISO 8601 in UTC; local dates and times stand without offset beside their zone. Lists take `limit` " +
      "and `cursor` and answer `{ items, nextCursor }`. Every error has `_tag`, `message` and `requestId`, which is also " +
      "the header X-Request-Id. The headers RateLimit and RateLimit-Policy tell how many requests are left. What belongs to another jeweller is answered as if it did not exist."
    ].join("\n\n"),
    license: { name: "Apache-2.0" }
  }))
