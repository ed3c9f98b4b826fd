/**
 * What customers have written.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import * as Domain from "@ektola/domain/ports/InboundStore"
import { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Authentication } from "./Authentication.js"
import { about, instant, query } from "./internal/fields.js"
import * as Paging from "./Paging.js"

/**
 * @since 0.1.0
 * @category model
 */
export class InboundMessage extends Schema.Class<InboundMessage>("InboundMessage")({
  id: Domain.InboundId,
  wamid: about(Schema.String, "WhatsApp's id of the message."),
  kind: about(Schema.String, "WhatsApp's word for what it is: text, button, interactive, image, system, …"),
  phoneNumberId: PhoneNumberId,
  phone: about(Schema.NullOr(PhoneNumber), "Who wrote it; null when the person hides the number."),
  waUserId: about(Schema.NullOr(Schema.String), "The same person by WhatsApp's user id."),
  at: instant("When it was written."),
  text: about(Schema.NullOr(Schema.String), "What was typed, or the label of the button; null for anything else."),
  payload: about(Schema.NullOr(Schema.String), "What the button stands for."),
  answers: about(Schema.NullOr(Schema.String), "WhatsApp's id of the message that it quotes, or whose button it is."),
  newPhone: about(Schema.NullOr(PhoneNumber), "The person's number from now on, when WhatsApp tells of a change.")
}) {}

const list = HttpApiEndpoint.get("list", "/v1/inbound")
  .setUrlParams(query(Paging.params(Domain.InboundId)))
  .addSuccess(Paging.page("InboundMessagePage", InboundMessage))
  .annotateContext(OpenApi.annotations({
    summary: "List what customers wrote",
    description: "Messages to the jeweller's number, those that came last first; each once."
  }))

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("inbound")
  .add(list)
  .addError(ApiError.Forbidden)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({ title: "Inbound", description: "What customers have written." }))
