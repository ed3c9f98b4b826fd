/**
 * What only admins of the platform do.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import { Action, AuditEntryId } from "@ektola/domain/identity/AuditEntry"
import { UserId } from "@ektola/domain/identity/User"
import { MailId } from "@ektola/domain/mail/Mail"
import { WebhookEventId } from "@ektola/domain/ports/WebhookInbox"
import { JewellerId, Status, StatusReason } from "@ektola/domain/tenancy/Jeweller"
import { NoteId, NoteText } from "@ektola/domain/tenancy/Note"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Jeweller, User } from "./AuthApi.js"
import { Authentication } from "./Authentication.js"
import { figures } from "./Figures.js"
import { about, body, count, documented, instant, line, pathId, query } from "./internal/fields.js"
import * as Paging from "./Paging.js"
import { WhatsAppAccount } from "./WhatsAppAccountApi.js"

const search = Schema.optionalWith(
  line(100, "A part of the shop's name, or of the e-mail address of one of its people. Case does not matter."),
  { as: "Option" }
)

const listJewellers = HttpApiEndpoint.get("listJewellers", "/v1/admin/jewellers")
  .setUrlParams(query({
    ...Paging.params(JewellerId),
    status: Schema.optionalWith(about(Status, "Only jewellers with this status."), { as: "Option" }),
    search
  }))
  .addSuccess(Paging.page("JewellerPage", Jeweller))
  .annotateContext(OpenApi.annotations({
    summary: "List jewellers",
    description: "The jewellers of the platform, the oldest first: all of them, or those that the filters let through."
  }))

/**
 * @since 0.1.0
 * @category model
 */
export class JewellerCounts extends Schema.Class<JewellerCounts>("JewellerCounts")({
  PENDING: count("Who waits for a decision."),
  ACTIVE: count(),
  SUSPENDED: count(),
  REJECTED: count()
}) {}

const countJewellers = HttpApiEndpoint.get("countJewellers", "/v1/admin/jewellers/counts")
  .setUrlParams(query({ search }))
  .addSuccess(JewellerCounts)
  .annotateContext(OpenApi.annotations({
    summary: "Count jewellers by status",
    description: "All of them, or those that a search finds."
  }))

/**
 * @since 0.1.0
 * @category model
 */
export class Note extends Schema.Class<Note>("JewellerNote")({
  id: NoteId,
  authorId: UserId,
  text: Schema.String,
  at: instant()
}) {}

/**
 * @since 0.1.0
 * @category model
 */
export class SendingStop extends Schema.Class<SendingStop>("SendingStop")({
  jewellerId: about(Schema.NullOr(JewellerId), "Null: nobody may send."),
  reason: Schema.String,
  by: about(UserId, "The admin."),
  at: instant()
}) {}

const Usage = Schema.Struct({
  contacts: count("Contacts that are not deleted."),
  campaigns: count("Campaigns that are ACTIVE."),
  runs: count("Runs that began in the last 30 days."),
  ...figures
}).annotations({ identifier: "Usage", description: "What the shop does; messages are those of the runs." })

/**
 * @since 0.1.0
 * @category model
 */
export class JewellerOverview extends Schema.Class<JewellerOverview>("JewellerOverview")({
  jeweller: Jeweller,
  owners: Schema.Array(User),
  whatsApp: about(Schema.NullOr(WhatsAppAccount), "Null: not connected yet."),
  usage: Usage,
  notes: about(Schema.Array(Note), "The newest 200, the newest first."),
  stops: about(Schema.Array(SendingStop), "Stops of sending that hold for this jeweller.")
}) {}

const getJeweller = HttpApiEndpoint.get("getJeweller", "/v1/admin/jewellers/:jewellerId")
  .setPath(Schema.Struct({ jewellerId: pathId(JewellerId) }))
  .addSuccess(JewellerOverview)
  .addError(ApiError.JewellerNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "Show one jeweller",
    description: "With its owners, the health of its WhatsApp connection, usage, notes, and what holds its sending."
  }))

const addNote = HttpApiEndpoint.post("addJewellerNote", "/v1/admin/jewellers/:jewellerId/notes")
  .setPath(Schema.Struct({ jewellerId: pathId(JewellerId) }))
  .setPayload(body("NewJewellerNote", {
    text: documented(NoteText, { type: "string", minLength: 1, maxLength: 2000 }, "The jeweller does not see it.")
  }))
  .addSuccess(Note, { status: 201 })
  .addError(ApiError.JewellerNotFound)
  .annotateContext(OpenApi.annotations({ summary: "Write a note about a jeweller", description: "For other admins." }))

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

const StopReason = body("StopReason", {
  reason: documented(StatusReason, { type: "string", minLength: 1, maxLength: 500 }, "Owners who are told read it.")
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

const StopList = Schema.Struct({
  items: about(Schema.Array(SendingStop), "The stops that hold now, that of everybody first.")
}).annotations({ identifier: "SendingStops" })

const listStops = HttpApiEndpoint.get("listStops", "/v1/admin/sending")
  .addSuccess(StopList)
  .annotateContext(OpenApi.annotations({
    summary: "Show what holds sending",
    description: "The stops of admins. What WhatsApp has paused stands with each jeweller."
  }))

const stopAll = HttpApiEndpoint.post("stopSending", "/v1/admin/sending/stop")
  .setPayload(StopReason)
  .addSuccess(StopList)
  .annotateContext(OpenApi.annotations({
    summary: "Stop all sending",
    description:
      "Nothing leaves, of anybody, until it is released. What waits keeps waiting until it is too old. Only " +
      "what begins at this very moment still leaves. Stopping twice is no change."
  }))

const releaseAll = HttpApiEndpoint.post("releaseSending", "/v1/admin/sending/release")
  .addSuccess(StopList)
  .annotateContext(OpenApi.annotations({
    summary: "Release all sending",
    description: "Ends the stop of everybody; stops of single jewellers go on."
  }))

const stopOne = HttpApiEndpoint.post("stopJeweller", "/v1/admin/jewellers/:jewellerId/stop")
  .setPath(Schema.Struct({ jewellerId: pathId(JewellerId) }))
  .setPayload(StopReason)
  .addSuccess(StopList)
  .addError(ApiError.JewellerNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "Stop the sending of one jeweller",
    description: "As for everybody, and the owners are told by e-mail. The jeweller's status stays."
  }))

const releaseOne = HttpApiEndpoint.post("releaseJeweller", "/v1/admin/jewellers/:jewellerId/release")
  .setPath(Schema.Struct({ jewellerId: pathId(JewellerId) }))
  .addSuccess(StopList)
  .addError(ApiError.JewellerNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "Release the sending of one jeweller",
    description: "A stop of everybody goes on."
  }))

/**
 * @since 0.1.0
 * @category model
 */
export class AuditEntry extends Schema.Class<AuditEntry>("AuditEntry")({
  id: AuditEntryId,
  at: instant(),
  action: Action,
  actorId: about(Schema.NullOr(UserId), "Null: nobody who had logged in."),
  jewellerId: about(Schema.NullOr(JewellerId), "The shop that it is about."),
  subject: about(Schema.NullOr(Schema.String), "The id of what was acted on."),
  detail: Schema.Record({ key: Schema.String, value: Schema.String }),
  address: about(Schema.NullOr(Schema.String), "The IP address of the caller."),
  requestId: Schema.NullOr(Schema.String)
}) {}

const listAudit = HttpApiEndpoint.get("listAudit", "/v1/admin/audit")
  .setUrlParams(query({
    ...Paging.params(AuditEntryId),
    action: Schema.optionalWith(about(Action, "Only this."), { as: "Option" }),
    actorId: Schema.optionalWith(pathId(UserId), { as: "Option" }),
    jewellerId: Schema.optionalWith(pathId(JewellerId), { as: "Option" })
  }))
  .addSuccess(Paging.page("AuditPage", AuditEntry))
  .annotateContext(OpenApi.annotations({
    summary: "Read the audit log",
    description: "Who did what, when and from where, the newest first. It holds no secrets."
  }))

/**
 * What was in it is gone.
 *
 * @since 0.1.0
 * @category model
 */
export class DeadMail extends Schema.Class<DeadMail>("DeadMail")({
  id: MailId,
  userId: about(Schema.NullOr(UserId), "Whom it was for; null for an invitation."),
  tries: count(),
  note: about(Schema.NullOr(Schema.String), "Why it did not leave."),
  createdAt: instant()
}) {}

const listDeadMails = HttpApiEndpoint.get("listDeadMails", "/v1/admin/mails/dead")
  .setUrlParams(query(Paging.params(MailId)))
  .addSuccess(Paging.page("DeadMailPage", DeadMail))
  .annotateContext(OpenApi.annotations({
    summary: "List e-mails that did not leave",
    description: "Those that are not tried again, the oldest first. They are kept for 30 days."
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
  .add(countJewellers)
  .add(getJeweller)
  .add(addNote)
  .add(stopOne)
  .add(releaseOne)
  .add(listStops)
  .add(stopAll)
  .add(releaseAll)
  .add(listAudit)
  .add(listDeadMails)
  .add(approveJeweller)
  .add(rejectJeweller)
  .add(suspendJeweller)
  .add(activateJeweller)
  .add(listSetAside)
  .addError(ApiError.Forbidden)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({ title: "Admin", description: "For admins of the platform." }))
