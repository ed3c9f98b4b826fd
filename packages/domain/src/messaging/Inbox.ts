/**
 * What has come in: what customers wrote, and webhooks of which something could not be applied.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Forbidden } from "../identity/IdentityError.js"
import type { Principal } from "../identity/Principal.js"
import { type InboundId, InboundStore, type StoredInbound } from "../ports/InboundStore.js"
import type { Page, PageRequest } from "../ports/Page.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { type SetAside, type WebhookEventId, WebhookInbox } from "../ports/WebhookInbox.js"
import { listInbound } from "./internal/listInbound.js"
import { listSetAside } from "./internal/listSetAside.js"

/**
 * For an HTTP API or any other front end. Each method asks first whether the role allows it.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** What customers wrote to the caller's number, those that came last first. */
  readonly listInbound: (
    principal: Principal,
    page: PageRequest<InboundId>
  ) => Effect.Effect<Page<StoredInbound, InboundId>, Forbidden | StoreUnavailable>
  /** Webhooks that are set aside, the oldest first, with what could not be applied; for admins. */
  readonly listSetAside: (
    principal: Principal,
    page: PageRequest<WebhookEventId>
  ) => Effect.Effect<Page<SetAside, WebhookEventId>, Forbidden | StoreUnavailable>
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Inbox extends Context.Tag("@ektola/domain/messaging/Inbox")<Inbox, Service>() {}

/**
 * Gives `Inbox` on the stores of what came in.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Inbox, never, InboundStore | WebhookInbox> = Layer.effect(
  Inbox,
  Effect.gen(function*() {
    const deps = { inbound: yield* InboundStore, inbox: yield* WebhookInbox }
    return Inbox.of({ listInbound: listInbound(deps), listSetAside: listSetAside(deps) })
  })
)
