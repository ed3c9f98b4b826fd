/**
 * Campaigns: which template goes to whom and when.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import * as Domain from "@ektola/domain/campaigns/Campaign"
import { RunId } from "@ektola/domain/campaigns/Run"
import { LocalDateTime } from "@ektola/domain/recurrence/LocalDate"
import { Recurrence } from "@ektola/domain/recurrence/Recurrence"
import { Segment } from "@ektola/domain/segmentation/Segment"
import { Category, TemplateId } from "@ektola/domain/templates/Template"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Authentication } from "./Authentication.js"
import { about, body, count, documented, instant, integer, line, pathId, query } from "./internal/fields.js"
import * as Paging from "./Paging.js"
import { Run } from "./RunsApi.js"

/**
 * @since 0.1.0
 * @category model
 */
export class Campaign extends Schema.Class<Campaign>("Campaign")({
  id: Domain.CampaignId,
  name: Schema.String,
  templateId: TemplateId,
  category: about(Category, "The template's when the campaign was made; checked before each send."),
  segments: about(Schema.Array(Segment), "Empty: every segment."),
  recurrence: about(Recurrence, "When it happens: a local time and the zone it is meant in."),
  sendWithinMinutes: count("How late a message may leave after its time."),
  status: Domain.Status,
  pauseReason: Schema.NullOr(Schema.String),
  nextRunAt: about(Schema.NullOr(instant()), "The next time it will run; null when none is left."),
  createdAt: instant()
}) {}

const NewCampaign = body("NewCampaign", {
  name: line(120),
  templateId: TemplateId,
  segments: about(
    Schema.Array(Segment),
    "Who gets it. Empty means every segment, which only a MARKETING template allows."
  ),
  at: documented(
    LocalDateTime,
    { type: "string" },
    "Local date and time in the jeweller's zone, without offset, such as 2026-11-25T10:00."
  ),
  sendWithinMinutes: Schema.optionalWith(
    about(
      Schema.NullOr(integer(1, 7 * 24 * 60)),
      "How late a message may leave after its time. Null or absent: one day."
    ),
    { default: () => null }
  )
})

const CampaignPath = Schema.Struct({ campaignId: pathId(Domain.CampaignId) })

const create = HttpApiEndpoint.post("create", "/v1/campaigns")
  .setPayload(NewCampaign)
  .addSuccess(Campaign, { status: 201 })
  .addError(ApiError.TemplateNotFound)
  .addError(ApiError.JewellerNotFound)
  .addError(ApiError.SegmentRequired)
  .annotateContext(OpenApi.annotations({
    summary: "Create a campaign",
    description: "It is a DRAFT: nothing is sent before it is activated."
  }))

const list = HttpApiEndpoint.get("list", "/v1/campaigns")
  .setUrlParams(query(Paging.params(Domain.CampaignId)))
  .addSuccess(Paging.page("CampaignPage", Campaign))
  .annotateContext(OpenApi.annotations({ summary: "List campaigns", description: "All campaigns, the oldest first." }))

const get = HttpApiEndpoint.get("get", "/v1/campaigns/:campaignId")
  .setPath(CampaignPath)
  .addSuccess(Campaign)
  .addError(ApiError.CampaignNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "Show one campaign",
    description: "A campaign of the caller's jeweller."
  }))

const activate = HttpApiEndpoint.post("activate", "/v1/campaigns/:campaignId/activate")
  .setPath(CampaignPath)
  .addSuccess(Campaign)
  .addError(ApiError.CampaignNotFound)
  .addError(ApiError.JewellerNotFound)
  .addError(ApiError.CampaignStatusRefused)
  .addError(ApiError.JewellerStatusRefused)
  .addError(ApiError.WhatsAppNotConnected)
  .addError(ApiError.CampaignTimePassed)
  .addError(ApiError.NoApprovedTranslation)
  .annotateContext(OpenApi.annotations({
    summary: "Start or resume a campaign",
    description:
      "Refused while the jeweller is not approved or not connected, no translation is approved, or the time has " +
      "passed. Activating an ACTIVE campaign is no change."
  }))

const pause = HttpApiEndpoint.post("pause", "/v1/campaigns/:campaignId/pause")
  .setPath(CampaignPath)
  .addSuccess(Campaign)
  .addError(ApiError.CampaignNotFound)
  .addError(ApiError.CampaignStatusRefused)
  .annotateContext(OpenApi.annotations({
    summary: "Pause a campaign",
    description:
      "Nothing new is sent; what WhatsApp has already got stays sent. Pausing a PAUSED campaign is no change."
  }))

const listRuns = HttpApiEndpoint.get("listRuns", "/v1/campaigns/:campaignId/runs")
  .setPath(CampaignPath)
  .setUrlParams(query(Paging.params(RunId)))
  .addSuccess(Paging.page("RunPage", Run))
  .addError(ApiError.CampaignNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "List the runs of a campaign",
    description: "One per occurrence, the oldest first."
  }))

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("campaigns")
  .add(create)
  .add(list)
  .add(get)
  .add(activate)
  .add(pause)
  .add(listRuns)
  .addError(ApiError.Forbidden)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({
    title: "Campaigns",
    description: "Which template goes to whom and when."
  }))
