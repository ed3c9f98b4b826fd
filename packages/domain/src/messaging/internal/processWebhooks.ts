import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type * as WebhookInbox from "../../ports/WebhookInbox.js"
import type * as WebhookParser from "../../ports/WebhookParser.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { isOfPausedTemplate } from "../Consequence.js"
import type { WithAttempts } from "../Message.js"
import type { StatusUpdate } from "../StatusUpdate.js"
import { applyConsequences, type ConsequenceDeps } from "./applyConsequences.js"
import { applyStatuses } from "./applyStatuses.js"
import { findWaiting } from "./findWaiting.js"
import { hear } from "./hear.js"
import { announce } from "./notices.js"
import { messagesAnswered, recognise, withNumbers } from "./recognise.js"
import { reopenRuns } from "./reopenRuns.js"

interface Deps extends ConsequenceDeps {
  readonly ids: IdGenerator.Service
  readonly inbox: WebhookInbox.Service
  readonly messages: MessageStore.Service
  readonly parser: WebhookParser.Service
  readonly unitOfWork: UnitOfWork.Service
}

/** Statuses without an attempt of ours may belong to another app of the WABA; they are tried again this long. */
const orphanHours = 24
const orphanRetryMinutes = 10
const poisonRetryMinutes = 60

export const processWebhooks = (deps: Deps) =>
  Effect.fn("Webhooks.process")(function*(limit: number) {
    return yield* take(deps, limit).pipe(
      // A body that makes processing die must not hold up the others: take them one by one and set that one aside.
      Effect.catchAllDefect((defect) =>
        Effect.zipRight(Effect.logError("processing webhooks died", defect), takeOneOrSetAside(deps))
      )
    )
  })

const take = (deps: Deps, limit: number) =>
  deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      const now = yield* DateTime.now
      const events = yield* deps.inbox.lockPending(now, limit)
      if (events.length === 0) return { taken: 0, notices: [] }
      const parsed = events.map((event) => ({ event, ...deps.parser.parse(event.body) }))
      const statuses = parsed.flatMap((body) => body.statuses)
      const inbound = parsed.flatMap((body) => body.inbound)
      const current = yield* deps.messages.lockByStatus([...statuses, ...messagesAnswered(inbound)])
      const { changes, failed, orphans, recognised } = applyStatuses(current, statuses, {
        now,
        jitter: yield* deps.ids.jitter,
        waits: yield* findWaiting(deps, refusedAmong(current, statuses))
      })
      yield* deps.messages.save(changes)
      yield* reopenRuns(deps, current, changes)
      yield* recognise(deps, recognised, now)
      const notices = yield* applyConsequences(deps, failed, now)
      // After the statuses, so that what they put back into the queue is seen by an opt-out.
      const unknown = yield* hear(deps, {
        inbound: withNumbers(inbound, current),
        preferences: parsed.flatMap(({ preferences }) => preferences)
      }, now)
      yield* deps.inbox.finish(parsed.map(({ event, faults, inbound, others, preferences, statuses }) => {
        const unmatched = statuses.filter((status) => orphans.has(status)).length
        const notApplied = others.map((field) => `${field} is not applied`)
        const unrouted = new Set(
          [...inbound, ...preferences].map(({ phoneNumberId }) => phoneNumberId).filter((id) => unknown.has(id))
        )
        const note = [
          ...faults,
          ...notApplied,
          ...[...unrouted].map((id) => `nobody has connected the number ${id}`),
          ...(unmatched > 0 ? [`${unmatched} statuses match no attempt`] : [])
        ].join("; ")
        const giveUpAt = DateTime.add(event.receivedAt, { hours: orphanHours })
        return unmatched > 0 && DateTime.lessThan(now, giveUpAt)
          ? { _tag: "Retry", id: event.id, at: DateTime.add(now, { minutes: orphanRetryMinutes }), note }
          : { _tag: "Done", id: event.id, note: note === "" ? null : note }
      }))
      return { taken: events.length, notices }
    })
  ).pipe(
    Effect.tap(({ notices }) => announce(notices)),
    Effect.map(({ taken }) => taken)
  )

// A status names its attempt by token or by message id; any message of the batch that it may be about is asked for.
const refusedAmong = (messages: ReadonlyArray<WithAttempts>, statuses: ReadonlyArray<StatusUpdate>) => {
  const failure = statuses.find(({ failure }) => failure !== null && isOfPausedTemplate(failure))?.failure ?? null
  return failure === null ? [] : messages.map(({ message }) => ({ message, failure }))
}

const takeOneOrSetAside = (deps: Deps) =>
  take(deps, 1).pipe(
    Effect.catchAllDefect((defect) =>
      deps.unitOfWork.transact(
        TenantScope.system,
        Effect.gen(function*() {
          const now = yield* DateTime.now
          const events = yield* deps.inbox.lockPending(now, 1)
          yield* Effect.logError("a webhook was set aside", { ids: events.map(({ id }) => id), defect })
          yield* deps.inbox.finish(events.map(({ id }) => ({
            _tag: "Retry",
            id,
            at: DateTime.add(now, { minutes: poisonRetryMinutes }),
            note: "processing died; see the log"
          })))
          return events.length
        })
      )
    )
  )
