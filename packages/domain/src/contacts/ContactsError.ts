/**
 * Refusals about contacts and imports.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * No contact with this id exists for the caller.
 *
 * @since 0.1.0
 * @category errors
 */
export class ContactNotFound extends Schema.TaggedError<ContactNotFound>("@ektola/domain/ContactNotFound")(
  "ContactNotFound",
  { contactId: Schema.String }
) {
  override get message() {
    return `There is no contact ${this.contactId}.`
  }
}

/**
 * No import with this id exists for the caller.
 *
 * @since 0.1.0
 * @category errors
 */
export class ImportNotFound extends Schema.TaggedError<ImportNotFound>("@ektola/domain/ImportNotFound")(
  "ImportNotFound",
  { importId: Schema.String }
) {
  override get message() {
    return `There is no import ${this.importId}.`
  }
}

/**
 * The file cannot be imported at all; `reason` says what to change.
 *
 * @since 0.1.0
 * @category errors
 */
export class ImportFileRefused extends Schema.TaggedError<ImportFileRefused>("@ektola/domain/ImportFileRefused")(
  "ImportFileRefused",
  { reason: Schema.String }
) {
  override get message() {
    return this.reason
  }
}

/**
 * Only the customer lifts a refusal, so a user who records that has to say why.
 *
 * @since 0.1.0
 * @category errors
 */
export class ReasonMissing extends Schema.TaggedError<ReasonMissing>("@ektola/domain/ReasonMissing")(
  "ReasonMissing",
  {}
) {
  override get message() {
    return "Say why this customer may be messaged again: when and how he or she asked for it."
  }
}
