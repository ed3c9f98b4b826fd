/**
 * Reads the provider's webhook bodies.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type { InboundMessage } from "../messaging/InboundMessage.js"
import type { Preference } from "../messaging/Preference.js"
import type { StatusUpdate } from "../messaging/StatusUpdate.js"
import type { TemplateEvent } from "../templates/TemplateEvent.js"
import type { AccountEvent } from "../tenancy/AccountEvent.js"

/**
 * What a body holds. `faults` are single items that could not be read; they never take the rest with them. `others`
 * names the fields that carry something else, which is kept and changes nothing.
 *
 * @since 0.1.0
 * @category model
 */
export interface Parsed {
  readonly statuses: ReadonlyArray<StatusUpdate>
  readonly inbound: ReadonlyArray<InboundMessage>
  readonly preferences: ReadonlyArray<Preference>
  readonly templates: ReadonlyArray<TemplateEvent>
  readonly accounts: ReadonlyArray<AccountEvent>
  readonly faults: ReadonlyArray<string>
  readonly others: ReadonlyArray<string>
}

/**
 * What an adapter provides: it knows the shapes of the provider, so that no rule has to. It looks at bodies whose
 * signature was right.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Never throws: a body that is no JSON is one fault. What says nothing of its time is of when it was received. */
  readonly parse: (body: string, receivedAt: DateTime.Utc) => Parsed
}

/**
 * The tag of the port. `@ektola/adapters/whatsapp/WebhookPayload` provides it for WhatsApp's Cloud API.
 *
 * @since 0.1.0
 * @category port
 */
export class WebhookParser extends Context.Tag("@ektola/domain/ports/WebhookParser")<WebhookParser, Service>() {}
