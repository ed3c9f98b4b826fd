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
import { about, body, count, documented, instant, integer, line, secret } from "./internal/fields.js"

const word = Schema.Struct({ word: Schema.String, at: instant() })

const Standing = Schema.Struct({
  quality: about(
    Schema.NullOr(word),
    "The last word about the number: FLAGGED, UNFLAGGED, UPGRADE, DOWNGRADE, THROUGHPUT_UPGRADE, …"
  ),
  limit: about(
    Schema.NullOr(Schema.Struct({ persons: Schema.NullOr(Schema.Number), at: instant() })),
    "How many persons the portfolio may write to in 24 hours; null in it: unlimited."
  ),
  ban: about(
    Schema.NullOr(Schema.Struct({ ...word.fields, date: Schema.NullOr(Schema.String) })),
    "SCHEDULE_FOR_DISABLE, DISABLE (nothing is sent) or REINSTATE, and the day as WhatsApp writes it."
  ),
  violation: about(Schema.NullOr(word), "What WhatsApp has warned of."),
  access: about(
    Schema.NullOr(word),
    "Whether messages may be sent from here: after PARTNER_REMOVED and the like the token is gone, connect again."
  ),
  restrictions: about(
    Schema.Array(Schema.Struct({
      type: Schema.String,
      until: Schema.NullOr(instant()),
      remediation: Schema.NullOr(Schema.String),
      at: instant()
    })),
    "What the account may not do. RESTRICTED_BIZ_INITIATED_MESSAGING stops every campaign until its end."
  ),
  alerts: about(
    Schema.Array(Schema.Struct({
      type: Schema.String,
      entity: Schema.String,
      severity: Schema.NullOr(Schema.String),
      status: Schema.NullOr(Schema.String),
      description: Schema.NullOr(Schema.String),
      at: instant()
    })),
    "What somebody should read, the newest first."
  )
}).annotations({
  identifier: "WhatsAppStanding",
  description: "What WhatsApp has said of the account by itself, each with the time of the latest word. Null: nothing."
})

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
  status: about(
    Domain.Status,
    "PAUSED: WhatsApp refused the account. Nothing is sent until it is connected again, or until `resumeAt`."
  ),
  pauseReason: about(Schema.NullOr(Schema.String), "What WhatsApp said; null unless PAUSED."),
  pauseClass: about(
    Schema.NullOr(Domain.PauseClass),
    "ACCOUNT: connect it again. PAYMENT: pay in WhatsApp Manager. POLICY: WhatsApp has limited the number for some time."
  ),
  resumeAt: about(
    Schema.NullOr(instant()),
    "When one message is tried; if WhatsApp takes it, everything goes on by itself. Null: only connecting again helps."
  ),
  ratePerSecond: count("How many messages per second the number may send and get."),
  portfolioId: about(
    Schema.NullOr(Schema.String),
    "The business portfolio; null: not known, the WABA counts for itself."
  ),
  messagingLimit: about(
    Schema.NullOr(Schema.Number),
    "How many persons the portfolio may write to in 24 hours; null: unlimited, or not known."
  ),
  standing: Standing,
  connectedAt: instant()
}) {}

const portfolioId = documented(
  Schema.String.pipe(
    Schema.pattern(/^[0-9]{5,32}$/, {
      message: () => "a portfolio id is 5 to 32 digits, as Meta Business Settings show it"
    })
  ),
  { type: "string", pattern: "^[0-9]{5,32}$" }
)

const Connection = body("Connection", {
  wabaId: about(Domain.WabaId, "The WhatsApp Business Account ID, as WhatsApp Manager shows it."),
  phoneNumberId: about(
    Domain.PhoneNumberId,
    "The phone number ID, as WhatsApp Manager shows it. It is not the phone number."
  ),
  displayPhoneNumber: line(32, "The phone number as customers see it."),
  accessToken: secret(
    (text) => /^[\x21-\x7e]{1,4096}$/.test(text),
    "must be the token itself, without blanks",
    "A system user's token. It is stored encrypted and never given back."
  ),
  ratePerSecond: Schema.optionalWith(
    about(Schema.NullOr(integer(1, 1000)), "The number's throughput in WhatsApp Manager; null: WhatsApp's default."),
    { default: () => null }
  ),
  portfolioId: Schema.optionalWith(
    about(
      Schema.NullOr(portfolioId),
      "The ID of the business portfolio, as Meta Business Settings show it. Its numbers share one messaging limit."
    ),
    { default: () => null }
  ),
  messagingLimit: Schema.optionalWith(
    about(
      Schema.NullOr(integer(1, 100_000_000)),
      "How many persons the portfolio may write to in 24 hours, as WhatsApp Manager shows it; null: unlimited."
    ),
    { default: () => null }
  )
})

const connect = HttpApiEndpoint.put("connect", "/v1/whatsapp-account")
  .setPayload(Connection)
  .addSuccess(WhatsAppAccount)
  .addError(ApiError.PhoneNumberIdTaken)
  .addError(ApiError.WhatsAppTokenRefused)
  .addError(ApiError.WhatsAppUnavailable)
  .annotateContext(OpenApi.annotations({
    summary: "Connect or reconnect WhatsApp",
    description:
      "Asks WhatsApp about the token, and has the WABA's webhooks sent here. Replaces an earlier connection; a paused one " +
      "resumes. Only the owner may do it."
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
