/**
 * What only admins of the platform do.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import { WebhookEventId } from "@ektola/domain/ports/WebhookInbox"
import { JewellerId, StatusReason } from "@ektola/domain/tenancy/Jeweller"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Jeweller } from "./AuthApi.js"
import { Authentication } from "./Authentication.js"
import { about, body, count, documented, instant, pathId, query } from "./internal/fields.js"
import * as Paging from "./Paging.js"

const listJewellers = HttpApiEndpoint.get("listJewellers", "/v1/admin/jewellers")
  .setUrlParams(query(Paging.params(JewellerId)))
  .addSuccess(Paging.page("JewellerPage", Jeweller))
  .annotateContext(OpenApi.annotations({
    summary: "List all jewellers",
    description: "Every jeweller of the platform, the oldest first."
  }))

const approveJeweller = HttpApiEndpoint.post("approveJeweller", "/v1/admin/jewellers/:jewellerId/approve")
  .setPath(Schema.Struct({ jewellerId: pathId(JewellerId) }))
  .addSuccess(Jeweller)
  .addError(ApiError.JewellerNotFound)
  .addError(ApiError.JewellerStatusRefused)
  .annotateContext(OpenApi.annotations({
    summary: "Approve a jeweller",
    description: "Messages may leave for a PENDING or REJECTED jeweller from now on; its owners are told by e-mail. " +
      "Approving twice is no change."
  }))

const Reason = body("StatusReason", {
  reason: documented(StatusReason, { type: "string", minLength: 1, maxLength: 500 }, "The jeweller reads it.")
})

const rejectJeweller = HttpApiEndpoint.post("rejectJeweller", "/v1/admin/jewellers/:jewellerId/reject")
  .setPath(Schema.Struct({ jewellerId: pathId(JewellerId) }))
  .setPayload(Reason)
  .addSuccess(Jeweller)
  .addError(ApiError.JewellerNotFound)
  .addError(ApiError.JewellerStatusRefused)
  .annotateContext(OpenApi.annotations({
    summary: "Reject a jeweller",
    description: "Turns a PENDING jeweller away; its owners get the reason by e-mail. Rejecting twice is no change."
  }))

const suspendJeweller = HttpApiEndpoint.post("suspendJeweller", "/v1/admin/jewellers/:jewellerId/suspend")
  .setPath(Schema.Struct({ jewellerId: pathId(JewellerId) }))
  .setPayload(Reason)
  .addSuccess(Jeweller)
  .addError(ApiError.JewellerNotFound)
  .addError(ApiError.JewellerStatusRefused)
  .annotateContext(OpenApi.annotations({
    summary: "Suspend a jeweller",
    description: "Nothing leaves for an ACTIVE jeweller until it is activated again; what waits may expire meanwhile."
  }))

const activateJeweller = HttpApiEndpoint.post("activateJeweller", "/v1/admin/jewellers/:jewellerId/activate")
  .setPath(Schema.Struct({ jewellerId: pathId(JewellerId) }))
  .addSuccess(Jeweller)
  .addError(ApiError.JewellerNotFound)
  .addError(ApiError.JewellerStatusRefused)
  .annotateContext(OpenApi.annotations({
    summary: "End a suspension",
    description: "Messages may leave for a SUSPENDED jeweller again."
  }))

/**
 * Its body is kept, and not shown: it holds what customers wrote.
 *
 * @since 0.1.0
 * @category model
 */
export class SetAsideWebhook extends Schema.Class<SetAsideWebhook>("SetAsideWebhook")({
  id: WebhookEventId,
  receivedAt: instant(),
  setAsideAt: instant(),
  tries: count("How often it was processed."),
  note: about(Schema.String, "What could not be applied, and why; the rest of it was.")
}) {}

const listSetAside = HttpApiEndpoint.get("listSetAsideWebhooks", "/v1/admin/webhooks/set-aside")
  .setUrlParams(query(Paging.params(WebhookEventId)))
  .addSuccess(Paging.page("SetAsideWebhookPage", SetAsideWebhook))
  .annotateContext(OpenApi.annotations({
    summary: "List webhooks of which something could not be applied",
    description: "The oldest first. `npm run webhooks:replay` has them applied again."
  }))

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("admin")
  .add(listJewellers)
  .add(approveJeweller)
  .add(rejectJeweller)
  .add(suspendJeweller)
  .add(activateJeweller)
  .add(listSetAside)
  .addError(ApiError.Forbidden)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({ title: "Admin", description: "For admins of the platform." }))
