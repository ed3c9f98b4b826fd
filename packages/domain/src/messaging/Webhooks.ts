/**
 * What WhatsApp tells us: stored first, then applied.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { CampaignStore } from "../ports/CampaignStore.js"
import { ContactStore } from "../ports/ContactStore.js"
import { IdGenerator } from "../ports/IdGenerator.js"
import { InboundStore } from "../ports/InboundStore.js"
import { MessageStore } from "../ports/MessageStore.js"
import { PersonHasher } from "../ports/PersonHasher.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { SuppressionStore } from "../ports/SuppressionStore.js"
import { TemplateStore } from "../ports/TemplateStore.js"
import { UnitOfWork } from "../ports/UnitOfWork.js"
import { type WebhookEventId, WebhookInbox } from "../ports/WebhookInbox.js"
import { WebhookParser } from "../ports/WebhookParser.js"
import { WhatsAppAccountStore } from "../ports/WhatsAppAccountStore.js"
import * as GroupCommit from "./GroupCommit.js"
import * as internal from "./internal/index.js"

/**
 * `receive` is for the route that WhatsApp calls, after it has checked the signature; `process` is for a worker, which
 * calls it again as long as it takes any.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Keeps a body whose signature was right; it ends when the body is durable, and only then may it be answered 200. */
  readonly receive: (body: string) => Effect.Effect<void, StoreUnavailable>
  /**
   * Applies up to `limit` stored events in one unit of work. Returns how many it took. Any number of processors may run;
   * repeated and reordered events end in the same state.
   */
  readonly process: (limit: number) => Effect.Effect<number, StoreUnavailable>
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Webhooks extends Context.Tag("@ektola/domain/messaging/Webhooks")<Webhooks, Service>() {}

/**
 * Gives `Webhooks`, on the stores of one database and their `UnitOfWork`, with a parser of bodies. Bodies that come
 * together are stored by one write, in a fiber of the layer's scope.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<
  Webhooks,
  never,
  | CampaignStore
  | ContactStore
  | IdGenerator
  | InboundStore
  | MessageStore
  | PersonHasher
  | SuppressionStore
  | TemplateStore
  | UnitOfWork
  | WebhookInbox
  | WebhookParser
  | WhatsAppAccountStore
> = Layer.scoped(
  Webhooks,
  Effect.gen(function*() {
    const deps = {
      accounts: yield* WhatsAppAccountStore,
      campaigns: yield* CampaignStore,
      contacts: yield* ContactStore,
      ids: yield* IdGenerator,
      inbound: yield* InboundStore,
      inbox: yield* WebhookInbox,
      messages: yield* MessageStore,
      parser: yield* WebhookParser,
      persons: yield* PersonHasher,
      suppressions: yield* SuppressionStore,
      templates: yield* TemplateStore,
      unitOfWork: yield* UnitOfWork
    }
    const append = yield* GroupCommit.make({
      most: 200,
      write: (events: Parameters<typeof deps.inbox.append>[0]) =>
        Effect.as(deps.inbox.append(events), events.map(() => undefined))
    })
    return Webhooks.of({
      // Without a span of its own: hundreds come per second, and the write that they share has one.
      receive: (body) =>
        Effect.flatMap(
          Effect.zip(deps.ids.id, DateTime.now),
          ([id, receivedAt]) => Effect.asVoid(append([{ id: id as WebhookEventId, body, receivedAt }]))
        ),
      process: internal.processWebhooks(deps)
    })
  })
)
