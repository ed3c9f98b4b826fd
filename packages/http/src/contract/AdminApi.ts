/**
 * What only admins of the platform do.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Jeweller } from "./AuthApi.js"
import { Authentication } from "./Authentication.js"
import { pathId, query } from "./internal/fields.js"
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
    description: "Messages may leave for a PENDING or REJECTED jeweller from now on. Approving twice is no change."
  }))

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("admin")
  .add(listJewellers)
  .add(approveJeweller)
  .addError(ApiError.Forbidden)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({ title: "Admin", description: "For admins of the platform." }))
