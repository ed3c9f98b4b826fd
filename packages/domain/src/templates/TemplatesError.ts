/**
 * Refusals about templates.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * No template with this id exists.
 *
 * @since 0.1.0
 * @category errors
 */
export class TemplateNotFound extends Schema.TaggedError<TemplateNotFound>("@ektola/domain/TemplateNotFound")(
  "TemplateNotFound",
  { templateId: Schema.String }
) {
  override get message() {
    return `There is no template ${this.templateId}.`
  }
}

/**
 * The template has no such translation.
 *
 * @since 0.1.0
 * @category errors
 */
export class TranslationNotFound
  extends Schema.TaggedError<TranslationNotFound>("@ektola/domain/TranslationNotFound")("TranslationNotFound", {
    templateId: Schema.String,
    language: Schema.String
  })
{
  override get message() {
    return `The template ${this.templateId} has no translation in "${this.language}".`
  }
}

/**
 * Another template has this name.
 *
 * @since 0.1.0
 * @category errors
 */
export class TemplateNameTaken extends Schema.TaggedError<TemplateNameTaken>("@ektola/domain/TemplateNameTaken")(
  "TemplateNameTaken",
  { name: Schema.String }
) {
  override get message() {
    return `There is already a template named "${this.name}". Choose another name.`
  }
}

/**
 * The texts break WhatsApp's rules; one sentence per fault.
 *
 * @since 0.1.0
 * @category errors
 */
export class TemplateRefused extends Schema.TaggedError<TemplateRefused>("@ektola/domain/TemplateRefused")(
  "TemplateRefused",
  { faults: Schema.Array(Schema.Struct({ path: Schema.String, reason: Schema.String })) }
) {
  override get message() {
    return `The template cannot be used: ${this.faults.map((fault) => `${fault.path} ${fault.reason}`).join("; ")}.`
  }
}
