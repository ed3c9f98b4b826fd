import * as Effect from "effect/Effect"
import * as Principal from "../../../identity/Principal.js"
import type * as AuditLog from "../../../ports/AuditLog.js"
import type * as JewellerStore from "../../../ports/JewellerStore.js"
import type * as Outbox from "../../../ports/Outbox.js"
import type { Service } from "../../Administration.js"

interface Jewellers {
  readonly jewellers: JewellerStore.Service
}

export const listJewellers = (deps: Jewellers): Service["listJewellers"] =>
  Effect.fn("Administration.listJewellers")(function*(principal, filter, page) {
    yield* Principal.authorise(principal, "jeweller.list")
    return yield* deps.jewellers.listPage(filter, page)
  })

export const countJewellers = (deps: Jewellers): Service["countJewellers"] =>
  Effect.fn("Administration.countJewellers")(function*(principal, search) {
    yield* Principal.authorise(principal, "jeweller.list")
    return yield* deps.jewellers.countByStatus(search)
  })

export const listAudit = (deps: { readonly audit: AuditLog.Service }): Service["listAudit"] =>
  Effect.fn("Administration.listAudit")(function*(principal, filter, page) {
    yield* Principal.authorise(principal, "audit.read")
    return yield* deps.audit.listPage(filter, page)
  })

export const listDeadMails = (deps: { readonly outbox: Outbox.Service }): Service["listDeadMails"] =>
  Effect.fn("Administration.listDeadMails")(function*(principal, page) {
    yield* Principal.authorise(principal, "mail.read")
    return yield* deps.outbox.listDead(page)
  })
