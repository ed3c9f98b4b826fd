/**
 * What came of a campaign: its runs, their messages, and who was left out.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import { CampaignId } from "@ektola/domain/campaigns/Campaign"
import * as Domain from "@ektola/domain/campaigns/Run"
import { ContactId } from "@ektola/domain/contacts/Contact"
import { Language } from "@ektola/domain/contacts/Language"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { Failure } from "@ektola/domain/messaging/Failure"
import * as DomainMessage from "@ektola/domain/messaging/Message"
import { SkipReason } from "@ektola/domain/segmentation/Audience"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Authentication } from "./Authentication.js"
import { Count, Instant, pathId, query } from "./internal/fields.js"
import * as Paging from "./Paging.js"

/**
 * @since 0.1.0
 * @category model
 */
export class Run extends Schema.Class<Run>("Run")({
  id: Domain.RunId,
  campaignId: CampaignId,
  occurrence: Schema.String.annotations({ description: "The local time it was due, in `zone`." }),
  zone: Schema.String,
  scheduledAt: Instant.annotations({ description: "The same time in UTC." }),
  notAfter: Instant.annotations({ description: "No message leaves at or after this." }),
  status: Domain.Status.annotations({ description: "COMPLETED: nothing is queued or on its way any more." }),
  cutoffAt: Instant.annotations({ description: "Contacts created later are not part of it." }),
  planned: Count.annotations({ description: "Messages; final once the run is READY." }),
  skipped: Count.annotations({ description: "Contacts left out with a reason; final once the run is READY." }),
  createdAt: Instant,
  completedAt: Schema.NullOr(Instant)
}) {}

const figures = {
  byState: Schema.Struct({
    QUEUED: Count,
    SENDING: Count,
    UNCONFIRMED: Count,
    SENT: Count,
    DELIVERED: Count,
    READ: Count,
    FAILED: Count,
    CANCELLED: Count
  }).annotations({ description: "Every message in the one state it has now; together they are `funnel.planned`." }),
  funnel: Schema.Struct({ planned: Count, sent: Count, delivered: Count, read: Count }).annotations({
    description: "How far messages ever got: a read message counts as sent and delivered too. No figure ever falls."
  })
}

/**
 * @since 0.1.0
 * @category model
 */
export class RunReport extends Schema.Class<RunReport>("RunReport")({
  run: Run,
  ...figures,
  byLanguage: Schema.Array(Schema.Struct({ language: Language, ...figures })).annotations({
    description: "The same per language in which messages were written; languages without messages are left out."
  })
}) {}

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
  state: DomainMessage.State.annotations({
    description: "UNCONFIRMED: WhatsApp's answer was lost; it is found out, never sent twice. CANCELLED: see `cancelReason`."
  }),
  attempts: Count,
  dueAt: Instant,
  notAfter: Instant,
  cancelReason: Schema.NullOr(DomainMessage.CancelReason),
  failure: Schema.NullOr(Failure).annotations({
    description: "Why it FAILED, or why a QUEUED one waits for another try. `code` is WhatsApp's."
  }),
  sentAt: Schema.NullOr(Instant),
  deliveredAt: Schema.NullOr(Instant),
  readAt: Schema.NullOr(Instant),
  failedAt: Schema.NullOr(Instant)
}) {}

/**
 * @since 0.1.0
 * @category model
 */
export class Skip extends Schema.Class<Skip>("Skip")({
  contactId: ContactId,
  reason: SkipReason,
  detail: Schema.NullOr(Schema.String).annotations({ description: "What is missing, such as a variable or a language." })
}) {}

const RunPath = Schema.Struct({ runId: pathId(Domain.RunId) })

const get = HttpApiEndpoint.get("get", "/v1/runs/:runId")
  .setPath(RunPath)
  .addSuccess(RunReport)
  .addError(ApiError.RunNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "Show the report of a run",
    description: "Its figures at this moment, for all messages and per language."
  }))

const listMessages = HttpApiEndpoint.get("listMessages", "/v1/runs/:runId/messages")
  .setPath(RunPath)
  .setUrlParams(query({
    state: Schema.optional(DomainMessage.State).annotations({ description: "Only messages in this state." }),
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

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("runs")
  .add(get)
  .add(listMessages)
  .add(listSkips)
  .addError(ApiError.Forbidden)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({ title: "Runs", description: "What came of a campaign." }))
