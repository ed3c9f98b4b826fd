/**
 * The caller's own shop.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import * as Language from "@ektola/domain/contacts/Language"
import { AllowedHours } from "@ektola/domain/recurrence/AllowedHours"
import { TimeZoneName } from "@ektola/domain/recurrence/TimeZone"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Jeweller } from "./AuthApi.js"
import { Authentication } from "./Authentication.js"
import { about, body, documented, line } from "./internal/fields.js"

const time = { type: "string", description: "Such as 09:30." }

const change = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

const JewellerChange = body("JewellerChange", {
  name: change(line(120, "The name of the shop, as customers know it.")),
  zone: change(
    documented(TimeZoneName, { type: "string" }, "IANA time zone. Campaigns keep the zone they were planned in.")
  ),
  defaultLanguage: change(about(Language.Language, "For customers whose own language has no approved translation.")),
  allowedHours: change(documented(
    Schema.NullOr(AllowedHours),
    {
      anyOf: [
        {
          type: "object",
          required: ["from", "to"],
          properties: { from: time, to: time },
          additionalProperties: false
        },
        { type: "null" }
      ]
    },
    "When customers may be messaged, from one time of the day up to a later one; outside of it messages wait. Null: at any hour."
  ))
})

const get = HttpApiEndpoint.get("get", "/v1/auth/me/jeweller")
  .addSuccess(Jeweller)
  .annotateContext(OpenApi.annotations({
    summary: "Show my shop",
    description: "The jeweller of the access token."
  }))

const patch = HttpApiEndpoint.patch("change", "/v1/auth/me/jeweller")
  .setPayload(JewellerChange)
  .addSuccess(Jeweller)
  .annotateContext(OpenApi.annotations({
    summary: "Change my shop",
    description: "What is not sent stays as it is. Messages that wait obey new hours at once. Only the owner may do it."
  }))

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("jeweller")
  .add(get)
  .add(patch)
  .addError(ApiError.Forbidden)
  .addError(ApiError.JewellerNotFound)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({
    title: "My shop",
    description: "What a shop decides about itself: name, zone, language, and when customers may be messaged."
  }))
