/**
 * The jeweller's connection to WhatsApp.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import * as Domain from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Authentication } from "./Authentication.js"
import { body, Instant, line } from "./internal/fields.js"

/**
 * The access token is not part of it: it never leaves EkTola again.
 *
 * @since 0.1.0
 * @category model
 */
export class WhatsAppAccount extends Schema.Class<WhatsAppAccount>("WhatsAppAccount")({
  id: Domain.WhatsAppAccountId,
  wabaId: Domain.WabaId,
  phoneNumberId: Domain.PhoneNumberId,
  displayPhoneNumber: Schema.String,
  status: Domain.Status.annotations({
    description: "PAUSED: WhatsApp refused the account; nothing is sent until it is connected again."
  }),
  pauseReason: Schema.NullOr(Schema.String),
  ratePerSecond: Schema.Number.annotations({ description: "How many messages per second the number may send and get." }),
  connectedAt: Instant
}) {}

const accessToken = Schema.Redacted(
  Schema.String.pipe(
    Schema.filter((text) => /^[\x21-\x7e]{1,4096}$/.test(text) || "must be the token itself, without blanks around it", {
      jsonSchema: { minLength: 1, maxLength: 4096 }
    })
  )
)

/**
 * @since 0.1.0
 * @category model
 */
export const Connection = body("Connection", {
  wabaId: Domain.WabaId.annotations({ description: "The WhatsApp Business Account ID, as WhatsApp Manager shows it." }),
  phoneNumberId: Domain.PhoneNumberId.annotations({
    description: "The phone number ID, as WhatsApp Manager shows it. It is not the phone number."
  }),
  displayPhoneNumber: line(32).annotations({ description: "The phone number as customers see it." }),
  accessToken: accessToken.annotations({
    description: "A system user's token. It is stored encrypted and never given back."
  }),
  ratePerSecond: Schema.optionalWith(
    Schema.NullOr(
      Schema.Number.pipe(
        Schema.filter((rate) => Number.isInteger(rate) && rate >= 1 && rate <= 1000 || "must be a whole number from 1 to 1000", {
          jsonSchema: { type: "integer", minimum: 1, maximum: 1000 }
        })
      )
    ),
    { default: () => null }
  ).annotations({ description: "The number's throughput in WhatsApp Manager. Null or absent: WhatsApp's default." })
})

const connect = HttpApiEndpoint.put("connect", "/v1/whatsapp-account")
  .setPayload(Connection)
  .addSuccess(WhatsAppAccount)
  .addError(ApiError.PhoneNumberIdTaken)
  .annotateContext(OpenApi.annotations({
    summary: "Connect or reconnect WhatsApp",
    description: "Replaces an earlier connection; a paused one resumes. Only the owner may do it."
  }))

const get = HttpApiEndpoint.get("get", "/v1/whatsapp-account")
  .addSuccess(WhatsAppAccount)
  .addError(ApiError.WhatsAppNotConnected)
  .annotateContext(OpenApi.annotations({
    summary: "Show the WhatsApp connection",
    description: "The connection without its token; 409 while there is none."
  }))

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("whatsAppAccount")
  .add(connect)
  .add(get)
  .addError(ApiError.Forbidden)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({
    title: "WhatsApp account",
    description: "The WhatsApp number that messages are sent from."
  }))
