/**
 * How figures look over the wire, wherever they are shown.
 *
 * @since 0.1.0
 */
import { Language } from "@ektola/domain/contacts/Language"
import { FailureClass } from "@ektola/domain/messaging/Failure"
import { CancelReason } from "@ektola/domain/messaging/Message"
import { SkipReason } from "@ektola/domain/segmentation/Audience"
import * as Schema from "effect/Schema"
import { about, count } from "./internal/fields.js"

/**
 * Exclusive and cumulative counts.
 *
 * @since 0.1.0
 * @category model
 */
export const figures = {
  byState: about(
    Schema.Struct({
      QUEUED: count(),
      SENDING: count(),
      UNCONFIRMED: count(),
      SENT: count(),
      DELIVERED: count(),
      READ: count(),
      FAILED: count(),
      CANCELLED: count()
    }),
    "Every message in the one state it has now; together they are `funnel.planned`."
  ),
  funnel: about(
    Schema.Struct({ planned: count(), sent: count(), delivered: count(), read: count() }),
    "How far messages ever got: a read message counts as sent and delivered too, and one that WhatsApp took and put off " +
      "or failed later stays sent. No figure ever falls."
  )
}

/**
 * The fields of a report.
 *
 * @since 0.1.0
 * @category model
 */
export const report = {
  ...figures,
  byLanguage: about(
    Schema.Array(Schema.Struct({ language: Language, ...figures })),
    "The same per language in which messages were written; languages without messages are left out."
  ),
  failures: about(
    Schema.Array(Schema.Struct({ class: FailureClass, code: Schema.NullOr(count()), count: count() })),
    "The FAILED messages by reason, the most frequent first. `code` is WhatsApp's."
  ),
  cancellations: about(
    Schema.Array(Schema.Struct({ reason: CancelReason, count: count() })),
    "The CANCELLED messages by reason, the most frequent first."
  ),
  skips: about(
    Schema.Array(Schema.Struct({ reason: SkipReason, count: count() })),
    "Contacts that were left out, by reason, the most frequent first."
  )
}
