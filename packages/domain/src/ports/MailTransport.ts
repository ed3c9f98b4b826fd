/**
 * Handing an e-mail to a server that delivers it.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Email } from "../identity/User.js"
import type { MailId } from "../mail/Mail.js"
import type { MailText } from "../mail/MailText.js"

/**
 * The server did not take the e-mail. `permanent` is a refusal that stays the same however often it is asked; `reason`
 * holds no content of the e-mail.
 *
 * @since 0.1.0
 * @category errors
 */
export class MailRefused extends Schema.TaggedError<MailRefused>("@ektola/domain/MailRefused")("MailRefused", {
  permanent: Schema.Boolean,
  reason: Schema.String
}) {
  override get message() {
    return `The e-mail did not leave: ${this.reason}.`
  }
}

/**
 * What an adapter provides.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Ends when the server has taken the e-mail. `id` makes its Message-ID, so that a repeat can be told by readers. */
  readonly send: (mail: MailText & { readonly id: MailId; readonly to: Email }) => Effect.Effect<void, MailRefused>
}

/**
 * The tag of the port. `@ektola/adapters/smtp/MailTransportSmtp` speaks SMTP.
 *
 * @since 0.1.0
 * @category port
 */
export class MailTransport extends Context.Tag("@ektola/domain/ports/MailTransport")<MailTransport, Service>() {}
