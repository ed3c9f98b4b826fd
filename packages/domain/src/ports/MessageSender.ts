/**
 * The port to WhatsApp's send endpoint.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { PhoneNumber } from "../contacts/PhoneNumber.js"
import type { Failure } from "../messaging/Failure.js"
import type { Category } from "../templates/Template.js"
import type { PhoneNumberId } from "../tenancy/WhatsAppAccount.js"

/**
 * A value for one placeholder; `name` only for templates with named parameters.
 *
 * @since 0.1.0
 * @category model
 */
export interface TextParameter {
  readonly name: string | null
  readonly text: string
}

/**
 * Where WhatsApp finds a picture, video or document: uploaded before (`BusinessManagement.uploadMedia`; an id lives 30
 * days), or at an address. For many messages an id is better: of an address WhatsApp keeps a copy for 10 minutes only.
 *
 * @since 0.1.0
 * @category model
 */
export type MediaSource = { readonly id: string } | { readonly link: string }

/**
 * What a header without text shows. A document has the name under which it is shown, or null.
 *
 * @since 0.1.0
 * @category model
 */
export type MediaParameter =
  | { readonly type: "IMAGE" | "VIDEO"; readonly source: MediaSource }
  | { readonly type: "DOCUMENT"; readonly source: MediaSource; readonly filename: string | null }

/**
 * What a header takes: the value of its one placeholder, or its one picture, video or document.
 *
 * @since 0.1.0
 * @category model
 */
export type HeaderParameter = TextParameter | MediaParameter

/**
 * What goes along for the button at `index` (from 0): the rest of its URL, percent-encoded; what a quick reply answers;
 * the code to copy.
 *
 * @since 0.1.0
 * @category model
 */
export type ButtonParameter =
  | { readonly type: "URL"; readonly index: number; readonly text: string }
  | { readonly type: "QUICK_REPLY"; readonly index: number; readonly payload: string }
  | { readonly type: "COPY_CODE"; readonly index: number; readonly code: string }

/**
 * Everything one POST needs. `token` goes out as `biz_opaque_callback_data` (ASCII, at most 512) and comes back with
 * every status. A person without a phone number is addressed by business-scoped user id. Buttons that need nothing are
 * left out. `category` is what WhatsApp calls the template: some ways to WhatsApp take MARKETING only. `leaveBy`, in
 * milliseconds since 1970, is the end of the message's turn: after it others have theirs.
 *
 * @since 0.1.0
 * @category model
 */
export interface SendRequest {
  readonly phoneNumberId: PhoneNumberId
  readonly accessToken: Redacted.Redacted<string>
  readonly recipient:
    | { readonly _tag: "Phone"; readonly phone: PhoneNumber }
    | { readonly _tag: "WaUserId"; readonly waUserId: string }
  readonly template: {
    readonly name: string
    readonly language: string
    readonly category: Category
    readonly header: ReadonlyArray<HeaderParameter>
    readonly body: ReadonlyArray<TextParameter>
    readonly buttons: ReadonlyArray<ButtonParameter>
  }
  readonly token: string
  readonly leaveBy: number
}

/**
 * - Accepted: WhatsApp took the message (`held`: for its quality assessment); delivery is told by webhooks
 * - Rejected: a parsed, known code says it was not sent
 * - NotWritten: the request surely never reached a socket (refused, DNS, TLS, connect time-out)
 * - Ambiguous: anything else; the message may or may not have been accepted
 *
 * @since 0.1.0
 * @category model
 */
export type SendOutcome =
  | { readonly _tag: "Accepted"; readonly wamid: string; readonly held: boolean }
  | { readonly _tag: "Rejected"; readonly failure: Failure; readonly retryAfter: Duration.Duration | null }
  | { readonly _tag: "NotWritten"; readonly reason: string }
  | { readonly _tag: "Ambiguous"; readonly reason: string }

/**
 * Not written either, since its turn was over before a connection was there; at another turn it may be sent.
 *
 * @since 0.1.0
 * @category model
 */
export interface Late {
  readonly _tag: "Late"
}

/**
 * What an adapter provides. The dispatcher calls it after an attempt was committed and before its outcome is, outside
 * any unit of work.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * One POST, at most one request on the wire, no retries. Never fails: every end is an outcome. Interruption after the
   * request was written is the caller's ambiguity. An adapter that cannot tell when it writes looks at `leaveBy` before
   * it begins.
   */
  readonly send: (request: SendRequest) => Effect.Effect<SendOutcome | Late>
  /**
   * Each of them as by `send`, all at once. `tell` hears how each of them ended, once and as soon as it has, by its place
   * among the requests; it does not throw. Ends when all have been told of. A fiber for each message would cost the
   * dispatcher a seventh of its time.
   */
  readonly sendAll: (
    requests: ReadonlyArray<SendRequest>,
    tell: (place: number, outcome: SendOutcome | Late) => void
  ) => Effect.Effect<void>
}

/**
 * A sender that does not know how to send many at once.
 *
 * @since 0.1.0
 * @category constructors
 */
export const fromSend = (send: Service["send"]): Service => ({
  send,
  sendAll: (requests, tell) =>
    Effect.forEach(
      requests,
      (request, place) => Effect.map(send(request), (outcome) => tell(place, outcome)),
      { concurrency: "unbounded", discard: true }
    )
})

/**
 * The tag of the port. `@ektola/adapters/whatsapp/WhatsAppSender` posts to WhatsApp's Cloud API; provide your own for
 * another way there.
 *
 * @since 0.1.0
 * @category port
 */
export class MessageSender extends Context.Tag("@ektola/domain/ports/MessageSender")<MessageSender, Service>() {}
