/**
 * The jeweller's customers.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import { OptOutScope } from "@ektola/domain/contacts/Consent"
import * as Domain from "@ektola/domain/contacts/Contact"
import { Language } from "@ektola/domain/contacts/Language"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { Segment } from "@ektola/domain/segmentation/Segment"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Authentication } from "./Authentication.js"
import { about, body, count, documented, instant, pathId, query } from "./internal/fields.js"
import * as Paging from "./Paging.js"

/**
 * @since 0.1.0
 * @category model
 */
export class Contact extends Schema.Class<Contact>("Contact")({
  id: Domain.ContactId,
  phone: about(Schema.NullOr(PhoneNumber), "E.164. Null for people whom only WhatsApp knows."),
  waUserId: about(Schema.NullOr(Schema.String), "WhatsApp's own id of the person, where known."),
  name: Schema.NullOr(Schema.String),
  segment: Segment,
  language: about(Schema.NullOr(Language), "Null: the jeweller's default language is used."),
  paymentDay: about(Schema.NullOr(count()), "Day of the month on which a payment is due."),
  attributes: about(Domain.Attributes, "Further columns of the upload, usable in templates."),
  optOut: about(
    Schema.NullOr(OptOutScope),
    "MARKETING: gets no marketing. ALL: gets nothing. Null: has refused nothing."
  ),
  optedOutAt: Schema.NullOr(instant()),
  deletedAt: Schema.NullOr(instant()),
  createdAt: instant(),
  updatedAt: instant()
}) {}

/**
 * @since 0.1.0
 * @category model
 */
export class SegmentStatistics extends Schema.Class<SegmentStatistics>("SegmentStatistics")({
  segment: Segment,
  contacts: count(),
  reachable: about(
    Schema.Struct({ UTILITY: count(), MARKETING: count() }),
    "Those with a number, or known to WhatsApp, who have not refused messages of the category."
  ),
  optedOut: about(
    Schema.Struct({ MARKETING: count(), ALL: count() }),
    "By what was refused; each contact counts once."
  ),
  withoutPhone: count(),
  byLanguage: about(
    Schema.Array(Schema.Struct({ language: Schema.NullOr(Language), contacts: count() })),
    "Null: not said, so the jeweller's default language is used. Languages without contacts are left out."
  )
}) {}

const AllStatistics = Schema.Struct({ items: Schema.Array(SegmentStatistics) }).annotations({
  identifier: "ContactStatistics",
  description: "One per segment, also of those without contacts."
})

const ContactPath = Schema.Struct({ contactId: pathId(Domain.ContactId) })

const list = HttpApiEndpoint.get("list", "/v1/contacts")
  .setUrlParams(query({
    segment: Schema.optional(about(Segment, "Only contacts of this segment.")),
    ...Paging.params(Domain.ContactId)
  }))
  .addSuccess(Paging.page("ContactPage", Contact))
  .annotateContext(OpenApi.annotations({
    summary: "List contacts",
    description: "Contacts that are not deleted, the oldest first."
  }))

const statistics = HttpApiEndpoint.get("statistics", "/v1/contacts/statistics")
  .addSuccess(AllStatistics)
  .annotateContext(OpenApi.annotations({
    summary: "Count the contacts of every segment",
    description: "With how many of them a campaign could reach. Deleted contacts do not count."
  }))

const get = HttpApiEndpoint.get("get", "/v1/contacts/:contactId")
  .setPath(ContactPath)
  .addSuccess(Contact)
  .addError(ApiError.ContactNotFound)
  .annotateContext(
    OpenApi.annotations({ summary: "Show one contact", description: "A contact of the caller's jeweller." })
  )

const OptOut = body("OptOut", { scope: OptOutScope })

const optOut = HttpApiEndpoint.post("optOut", "/v1/contacts/:contactId/opt-out")
  .setPath(ContactPath)
  .setPayload(OptOut)
  .addSuccess(Contact)
  .addError(ApiError.ContactNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "Record that a customer wants no (marketing) messages",
    description:
      "It only ever widens: MARKETING does not take back ALL. What waits to be sent and is refused now is cancelled at " +
      "once. It holds for the person: for every contact with the same number or WhatsApp id, and also when the contact " +
      "is deleted and comes back."
  }))

const OptIn = body("OptIn", {
  reason: documented(
    Schema.Trim.pipe(Schema.filter((text) => [...text].length <= 500 || "must have at most 500 characters")),
    { type: "string", maxLength: 500 },
    "When and how the customer asked for it. It is kept with the user who records it; a blank one lifts nothing."
  )
})

const optIn = HttpApiEndpoint.post("optIn", "/v1/contacts/:contactId/opt-in")
  .setPath(ContactPath)
  .setPayload(OptIn)
  .addSuccess(Contact)
  .addError(ApiError.ContactNotFound)
  .addError(ApiError.ReasonMissing)
  .annotateContext(OpenApi.annotations({
    summary: "Record that a customer wants messages again",
    description:
      "Lifts what the customer has refused, for every contact of the same person. Only the customer can ask for it, so " +
      "it needs a reason; uploads never lift a refusal. WhatsApp's own stop button is not undone by it: only the " +
      "customer can, in WhatsApp."
  }))

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("contacts")
  .add(list)
  .add(statistics)
  .add(get)
  .add(optOut)
  .add(optIn)
  .addError(ApiError.Forbidden)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({ title: "Contacts", description: "The customers of the jeweller." }))
