/**
 * What came of a campaign: its runs, their messages, and who was left out.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import { CampaignId } from "@ektola/domain/campaigns/Campaign"
import * as Explanation from "@ektola/domain/campaigns/Explanation"
import * as Domain from "@ektola/domain/campaigns/Run"
import { ContactId } from "@ektola/domain/contacts/Contact"
import { Language } from "@ektola/domain/contacts/Language"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { Failure } from "@ektola/domain/messaging/Failure"
import * as DomainMessage from "@ektola/domain/messaging/Message"
import { NotDueReason } from "@ektola/domain/recurrence/ContactDate"
import { SkipReason } from "@ektola/domain/segmentation/Audience"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Authentication } from "./Authentication.js"
import { report } from "./Figures.js"
import { about, count, instant, pathId, query } from "./internal/fields.js"
import * as Paging from "./Paging.js"

/**
 * @since 0.1.0
 * @category model
 */
export class Run extends Schema.Class<Run>("Run")({
  id: Domain.RunId,
  campaignId: CampaignId,
  occurrence: about(Schema.String, "The local time it was due, in `zone`."),
  zone: Schema.String,
  scheduledAt: instant("The same time in UTC."),
  notAfter: instant("No message leaves at or after this."),
  status: about(
    Domain.Status,
    "COMPLETED: nothing is queued or on its way any more. MISSED: nobody gets anything in it."
  ),
  missedReason: about(
    Schema.NullOr(Domain.MissedReason),
    "LATE: nothing ran while it was still wanted. PAUSED: the campaign was. RESCHEDULED: it got " +
      "another schedule first."
  ),
  cutoffAt: instant("Contacts created later are not part of it."),
  planned: count("Messages; final once the run is READY."),
  skipped: count("Contacts left out with a reason; final once the run is READY."),
  createdAt: instant(),
  completedAt: Schema.NullOr(instant())
}) {}

/**
 * @since 0.1.0
 * @category model
 */
export class RunReport extends Schema.Class<RunReport>("RunReport")({ run: Run, ...report }) {}

/**
 * @since 0.1.0
 * @category model
 */
export class Message extends Schema.Class<Message>("Message")({
  id: DomainMessage.MessageId,
  runId: Domain.RunId,
  campaignId: CampaignId,
  contactId: ContactId,
  phone: Schema.NullOr(PhoneNumber),
  templateName: Schema.String,
  language: Language,
  state: about(
    DomainMessage.State,
    "UNCONFIRMED: WhatsApp's answer was lost; it is found out, never sent twice. CANCELLED: see `cancelReason`."
  ),
  attempts: count(),
  dueAt: instant(),
  notAfter: instant(),
  cancelReason: Schema.NullOr(DomainMessage.CancelReason),
  failure: about(
    Schema.NullOr(Failure),
    "Why it FAILED, or why a QUEUED one waits for another try. `code` is WhatsApp's."
  ),
  sentAt: Schema.NullOr(instant()),
  deliveredAt: Schema.NullOr(instant()),
  readAt: Schema.NullOr(instant()),
  failedAt: Schema.NullOr(instant())
}) {}

/**
 * @since 0.1.0
 * @category model
 */
export class Skip extends Schema.Class<Skip>("Skip")({
  contactId: ContactId,
  reason: SkipReason,
  detail: about(Schema.NullOr(Schema.String), "What is missing or too long, such as a variable or a language.")
}) {}

/**
 * @since 0.1.0
 * @category model
 */
export class ExplainedContact extends Schema.Class<ExplainedContact>("ExplainedContact")({
  contactId: ContactId,
  name: about(Schema.NullOr(Schema.String), "Null when the contact has none, or is there no more."),
  answer: about(
    Explanation.Answer,
    "MESSAGE: there is one. SKIPPED: left out, see `reason`. RUN_MISSED: nobody got anything, see `reason`. " +
      "ADDED_LATER: created after the run had begun. RUN_PREPARING: the run has not come to this contact yet. " +
      "NOT_TARGETED: in no segment of the campaign now. NOT_DUE: no reminder was due, see `reason`. " +
      "ALREADY_REMINDED: got this reminder in another run. TOO_LATE: the run began after the reminder's time. " +
      "UNKNOWN_THEN: what is stored now does not explain it; it was different then."
  ),
  known: about(
    Explanation.Known,
    "STORED when the run decided, or DERIVED from what is stored now."
  ),
  reason: Schema.NullOr(Schema.Literal(
    ...SkipReason.literals,
    ...NotDueReason.literals,
    ...Domain.MissedReason.literals
  )),
  detail: about(
    Schema.NullOr(Schema.String),
    "What the answer is about: a variable, a language, a segment or a due date."
  ),
  message: Schema.NullOr(Message),
  changedSince: about(
    Schema.Boolean,
    "Whether the contact was changed after the run had begun, so that a DERIVED answer may not have held then."
  ),
  sentence: about(Schema.String, "The same for people, in English, with times in the run's zone.")
}) {}

const RunPath = Schema.Struct({ runId: pathId(Domain.RunId) })

const get = HttpApiEndpoint.get("get", "/v1/runs/:runId")
  .setPath(RunPath)
  .addSuccess(RunReport)
  .addError(ApiError.RunNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "Show the report of a run",
    description:
      "Its figures at this moment, for all messages and per language, with the reasons of those that failed, " +
      "were cancelled or left out."
  }))

const listMessages = HttpApiEndpoint.get("listMessages", "/v1/runs/:runId/messages")
  .setPath(RunPath)
  .setUrlParams(query({
    state: Schema.optional(about(DomainMessage.State, "Only messages in this state.")),
    ...Paging.params(DomainMessage.MessageId)
  }))
  .addSuccess(Paging.page("MessagePage", Message))
  .addError(ApiError.RunNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "List the messages of a run",
    description: "One per contact. While a run is on, messages change state between pages."
  }))

const listSkips = HttpApiEndpoint.get("listSkips", "/v1/runs/:runId/skips")
  .setPath(RunPath)
  .setUrlParams(query(Paging.params(ContactId)))
  .addSuccess(Paging.page("SkipPage", Skip))
  .addError(ApiError.RunNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "List who was left out of a run",
    description: "Contacts the campaign was meant for that got no message, each with one reason."
  }))

const explainContact = HttpApiEndpoint.get("explainContact", "/v1/runs/:runId/contacts/:contactId")
  .setPath(Schema.Struct({ runId: pathId(Domain.RunId), contactId: pathId(ContactId) }))
  .addSuccess(ExplainedContact)
  .addError(ApiError.RunNotFound)
  .addError(ApiError.ContactNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "Show why a contact got a message in a run, or none",
    description: "One answer for every contact, also for those that the campaign was not meant for."
  }))

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("runs")
  .add(get)
  .add(listMessages)
  .add(listSkips)
  .add(explainContact)
  .addError(ApiError.Forbidden)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({ title: "Runs", description: "What came of a campaign." }))
