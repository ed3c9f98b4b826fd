import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as InboundStore from "../../ports/InboundStore.js"
import type { Service } from "../Inbox.js"

export const listInbound = (deps: { readonly inbound: InboundStore.Service }): Service["listInbound"] =>
  Effect.fn("Inbox.listInbound")(function*(principal, page) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "inbound.read")
    return yield* deps.inbound.listPage(jewellerId, page)
  })
