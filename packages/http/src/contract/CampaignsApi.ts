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
import { ContactId } from "@ektola/domain/contacts/Contact"
import { LocalDate } from "@ektola/domain/recurrence/LocalDate"
import { SkipReason } from "@ektola/domain/segmentation/Audience"
import { Segment } from "@ektola/domain/segmentation/Segment"
import { Category, TemplateId } from "@ektola/domain/templates/Template"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Authentication } from "./Authentication.js"
import { report } from "./Figures.js"
import {
  about,
  body,
  count,
  documented,
  instant,
  integer,
  integerText,
  line,
  pathId,
  query
} from "./internal/fields.js"
import * as Paging from "./Paging.js"
import { Run } from "./RunsApi.js"
import * as SchedulesApi from "./SchedulesApi.js"

const whenTemplatePaused = about(
  Domain.WhenTemplatePaused,
  "What happens when WhatsApp pauses the template in mid-run. WAIT: the campaign pauses and goes on when the template " +
    "is back, as long as its messages have time. CANCEL: what is left in that language is cancelled, others go on."
)

const whenUnconfirmed = about(
  Domain.WhenUnconfirmed,
  "What happens to a message whose answer from WhatsApp was lost and of which nothing more is heard. GIVE_UP: it ends as " +
    "FAILED with OUTCOME_UNKNOWN. REPEAT_ONCE: it is sent once more. The person may then see the message twice."
)

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
  schedule: SchedulesApi.StoredSchedule,
  missedRuns: SchedulesApi.MissedRunsPolicy,
  sendWithinMinutes: count("How late a message may leave after its time."),
  whenTemplatePaused,
  whenUnconfirmed,
  status: Domain.Status,
  pauseCause: about(
    Schema.NullOr(Domain.PauseCause),
    "OWNER: somebody of the jeweller paused it. TEMPLATE: WhatsApp has paused or is reviewing the template; the campaign " +
      "goes on by itself. FAILURE: WhatsApp refuses its messages, or its schedule cannot be followed."
  ),
  pauseReason: about(Schema.NullOr(Schema.String), "A sentence for the jeweller; null unless it is or was paused."),
  nextRunAt: about(Schema.NullOr(instant()), "The next time it will run; null when none is left."),
  scheduledSince: about(
    Schema.NullOr(instant()),
    "When it was last activated, resumed or rescheduled; reminders from before are not made up for."
  ),
  createdAt: instant()
}) {}

const NewCampaign = body("NewCampaign", {
  name: line(120),
  templateId: TemplateId,
  segments: about(
    Schema.Array(Segment),
    "Who gets it. Empty means every segment, which only a MARKETING template allows."
  ),
  schedule: SchedulesApi.Schedule,
  missedRuns: Schema.optionalWith(
    about(Schema.NullOr(SchedulesApi.MissedRunsPolicy), "Null or absent: SEND_LATE until 21:00."),
    { default: () => null }
  ),
  sendWithinMinutes: Schema.optionalWith(
    about(
      Schema.NullOr(integer(1, 7 * 24 * 60)),
      "How late a message may leave after its time. Null or absent: one day; for reminders, which end with their due " +
        "date or the next reminder, seven days."
    ),
    { default: () => null }
  ),
  whenTemplatePaused: Schema.optionalWith(Schema.NullOr(whenTemplatePaused), { default: () => null }),
  whenUnconfirmed: Schema.optionalWith(Schema.NullOr(whenUnconfirmed), { default: () => null })
})

const CampaignPath = Schema.Struct({ campaignId: pathId(Domain.CampaignId) })

const create = HttpApiEndpoint.post("create", "/v1/campaigns")
  .setPayload(NewCampaign)
  .addSuccess(Campaign, { status: 201 })
  .addError(ApiError.JewellerNotFound)
  .addError(ApiError.JewellerStatusRefused)
  .addError(ApiError.TemplateNotFound)
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

/**
 * @since 0.1.0
 * @category model
 */
export class CampaignFigures extends Schema.Class<CampaignFigures>("CampaignFigures")(report) {}

const getFigures = HttpApiEndpoint.get("getFigures", "/v1/campaigns/:campaignId/figures")
  .setPath(CampaignPath)
  .addSuccess(CampaignFigures)
  .addError(ApiError.CampaignNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "Show what came of a campaign",
    description: "The figures of all its runs together, at this moment."
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
  .addError(ApiError.TemplateCategoryChanged)
  .annotateContext(OpenApi.annotations({
    summary: "Start or resume a campaign",
    description:
      "Refused while the jeweller is not approved or not connected, no translation is approved, or no time is left. " +
      "Times that passed before are not made up for; those that passed while it was paused are listed as MISSED runs. " +
      "Activating an ACTIVE campaign is no change."
  }))

const pause = HttpApiEndpoint.post("pause", "/v1/campaigns/:campaignId/pause")
  .setPath(CampaignPath)
  .addSuccess(Campaign)
  .addError(ApiError.CampaignNotFound)
  .addError(ApiError.CampaignStatusRefused)
  .annotateContext(OpenApi.annotations({
    summary: "Pause a campaign",
    description:
      "Nothing new is sent; what WhatsApp has already got stays sent. Pausing a PAUSED campaign is no change, except that " +
      "one which waits for its template does not go on by itself any more."
  }))

const changeSchedule = HttpApiEndpoint.put("changeSchedule", "/v1/campaigns/:campaignId/schedule")
  .setPath(CampaignPath)
  .setPayload(body("ChangeSchedule", {
    schedule: SchedulesApi.Schedule,
    missedRuns: Schema.optionalWith(
      about(Schema.NullOr(SchedulesApi.MissedRunsPolicy), "Null or absent: as it was."),
      { default: () => null }
    )
  }))
  .addSuccess(Campaign)
  .addError(ApiError.CampaignNotFound)
  .addError(ApiError.CampaignCompleted)
  .addError(ApiError.CampaignTimePassed)
  .annotateContext(OpenApi.annotations({
    summary: "Change the schedule of a campaign",
    description:
      "It holds for future runs: those that have begun stay as they are, and what the old schedule still had to make " +
      "up for is not sent."
  }))

const nextOccurrences = HttpApiEndpoint.get("nextOccurrences", "/v1/campaigns/:campaignId/occurrences")
  .setPath(CampaignPath)
  .setUrlParams(query({
    count: Schema.optionalWith(
      integerText(1, SchedulesApi.maxCount, SchedulesApi.defaultCount, "How many next times."),
      { default: () => SchedulesApi.defaultCount }
    )
  }))
  .addSuccess(SchedulesApi.Preview)
  .addError(ApiError.CampaignNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "Show the next times of a campaign",
    description: "As they are while it is ACTIVE; a COMPLETED campaign has none."
  }))

/**
 * @since 0.1.0
 * @category model
 */
export class DueContact extends Schema.Class<DueContact>("DueContact")({
  id: ContactId,
  name: Schema.NullOr(Schema.String),
  reminder: about(Schema.NullOr(SchedulesApi.Reminder), "The reminder that goes out; null when none does."),
  reason: about(
    Schema.NullOr(Schema.Literal(...SchedulesApi.NotDueReason.literals, "RUN_OVER", ...SkipReason.literals)),
    "Why none does; null when one does. RUN_OVER: one would, but no run of that day is still to come."
  ),
  detail: about(Schema.NullOr(Schema.String), "What is missing or too long, such as a variable or a language."),
  nextOn: about(
    Schema.NullOr(documented(Schema.String, { type: "string", format: "date" })),
    "The date of the contact's next reminder after this day; null when none comes within two years."
  )
}) {}

const explainDue = HttpApiEndpoint.get("explainDue", "/v1/campaigns/:campaignId/due")
  .setPath(CampaignPath)
  .setUrlParams(query({
    on: Schema.optionalWith(
      documented(LocalDate, { type: "string", format: "date" }, "The day, in the schedule's zone. Absent: today."),
      { as: "Option" }
    ),
    due: Schema.optionalWith(
      documented(
        Schema.Literal("true", "false"),
        { type: "string", enum: ["true", "false"] },
        "`true`: only those who get one. `false`: only the others."
      ),
      { as: "Option" }
    ),
    ...Paging.params(ContactId)
  }))
  .addSuccess(Paging.page("DueContactPage", DueContact))
  .addError(ApiError.CampaignNotFound)
  .addError(ApiError.NoReminders)
  .addError(ApiError.TemplateNotFound)
  .addError(ApiError.JewellerNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "Show who gets a reminder on a day, and why the others do not",
    description:
      "As things stand now. With `due` a page can be short, or empty, before the last one: go on while there is a " +
      "`nextCursor`."
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
  .add(getFigures)
  .add(activate)
  .add(pause)
  .add(changeSchedule)
  .add(nextOccurrences)
  .add(explainDue)
  .add(listRuns)
  .addError(ApiError.Forbidden)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({
    title: "Campaigns",
    description: "Which template goes to whom and when."
  }))
