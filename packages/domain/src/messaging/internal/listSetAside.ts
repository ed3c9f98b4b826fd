import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as WebhookInbox from "../../ports/WebhookInbox.js"
import type { Service } from "../Inbox.js"

export const listSetAside = (deps: { readonly inbox: WebhookInbox.Service }): Service["listSetAside"] =>
  Effect.fn("Inbox.listSetAside")(function*(principal, page) {
    yield* Principal.authorise(principal, "webhook.read")
    return yield* deps.inbox.listSetAside(page)
  })
