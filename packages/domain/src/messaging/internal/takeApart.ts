import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type * as WebhookInbox from "../../ports/WebhookInbox.js"
import type * as WebhookParser from "../../ports/WebhookParser.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { type Applied, applyBodies, type BodyDeps } from "./applyBodies.js"
import { announce } from "./notices.js"
import { onPoison } from "./onPoison.js"
import { resultOf } from "./resultOf.js"

export interface InboxDeps extends BodyDeps {
  readonly inbox: WebhookInbox.Service
  readonly parser: WebhookParser.Service
  readonly unitOfWork: UnitOfWork.Service
}

/**
 * Applies the oldest pending event item by item, each in a unit of work of its own, and sets it aside with those that
 * fail. Nobody holds it meanwhile: whoever takes it as well ends in the same state.
 */
export const takeApart = Effect.fnUntraced(function*(deps: InboxDeps) {
  const now = yield* DateTime.now
  const [event] = yield* deps.unitOfWork.transact(TenantScope.system, deps.inbox.lockPending(now, 1))
  if (event === undefined) return 0
  const parsed = deps.parser.parse(event.body, event.receivedAt)
  const done: Array<Applied> = []
  const failures: Array<string> = []
  for (const { item, name } of itemsOf(parsed)) {
    const apply = Effect.flatMap(
      deps.unitOfWork.transact(TenantScope.system, applyBodies(deps, [item], now)),
      (applied) => {
        done.push(applied)
        return announce(applied.notices)
      }
    )
    yield* onPoison(apply, (cause) => {
      failures.push(`${name} could not be applied; see the log`)
      return Effect.logError("an item of a webhook could not be applied", { id: event.id, item: name }, cause)
    })
  }
  yield* deps.inbox.finish([resultOf(event, parsed, together(done), failures, now)])
  return 1
})

const nothing: WebhookParser.Parsed = {
  statuses: [],
  inbound: [],
  preferences: [],
  templates: [],
  accounts: [],
  faults: [],
  others: []
}

interface Item {
  readonly name: string
  readonly item: WebhookParser.Parsed
}

const itemsOf = (parsed: WebhookParser.Parsed): ReadonlyArray<Item> => [
  ...parsed.statuses.map((one) => ({ name: `the status of ${one.wamid}`, item: { ...nothing, statuses: [one] } })),
  ...parsed.inbound.map((one) => ({ name: `the message ${one.id}`, item: { ...nothing, inbound: [one] } })),
  ...parsed.preferences.map((one, at) => ({ name: `preference ${at + 1}`, item: { ...nothing, preferences: [one] } })),
  ...parsed.accounts.map((one) => ({
    name: `${one._tag} of account ${one.wabaId}`,
    item: { ...nothing, accounts: [one] }
  })),
  ...parsed.templates.map((one) => ({
    name: `${one._tag} of template ${one.name} in ${one.language}`,
    item: { ...nothing, templates: [one] }
  }))
]

const together = (all: ReadonlyArray<Applied>): Omit<Applied, "notices"> => ({
  orphans: new Set(all.flatMap(({ orphans }) => [...orphans])),
  numbers: new Set(all.flatMap(({ numbers }) => [...numbers])),
  unmanaged: {
    wabaIds: new Set(all.flatMap(({ unmanaged }) => [...unmanaged.wabaIds])),
    templates: new Set(all.flatMap(({ unmanaged }) => [...unmanaged.templates]))
  }
})
