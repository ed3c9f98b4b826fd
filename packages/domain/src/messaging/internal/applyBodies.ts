import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type { Parsed } from "../../ports/WebhookParser.js"
import type { PhoneNumberId } from "../../tenancy/WhatsAppAccount.js"
import { isOfPausedTemplate } from "../Consequence.js"
import type { WithAttempts } from "../Message.js"
import type { StatusUpdate } from "../StatusUpdate.js"
import { applyConsequences, type ConsequenceDeps } from "./applyConsequences.js"
import { applyStatuses } from "./applyStatuses.js"
import { findWaiting } from "./findWaiting.js"
import { hear, type HearDeps } from "./hear.js"
import { manage, type Unmanaged } from "./manage.js"
import type { Notice } from "./notices.js"
import { messagesAnswered, recognise, withNumbers } from "./recognise.js"
import { reopenRuns } from "./reopenRuns.js"

export interface BodyDeps extends ConsequenceDeps, HearDeps {
  readonly ids: IdGenerator.Service
  readonly messages: MessageStore.Service
}

/** What in the bodies is about nothing we have, and what is to be told once all of it is committed. */
export interface Applied {
  readonly orphans: ReadonlySet<StatusUpdate>
  readonly numbers: ReadonlySet<PhoneNumberId>
  readonly unmanaged: Unmanaged
  readonly notices: ReadonlyArray<Notice>
}

/** Applies all that some bodies hold, inside a unit of work. */
export const applyBodies = Effect.fnUntraced(
  function*(deps: BodyDeps, bodies: ReadonlyArray<Parsed>, now: DateTime.Utc) {
    const statuses = bodies.flatMap((body) => body.statuses)
    const inbound = bodies.flatMap((body) => body.inbound)
    const current = yield* deps.messages.lockByStatus([...statuses, ...messagesAnswered(inbound)])
    const { changes, failed, orphans, recognised } = applyStatuses(current, statuses, {
      now,
      jitter: yield* deps.ids.jitter,
      waits: yield* findWaiting(deps, refusedAmong(current, statuses))
    })
    yield* deps.messages.save(changes)
    yield* reopenRuns(deps, current, changes)
    yield* recognise(deps, recognised, now)
    const consequences = yield* applyConsequences(deps, failed, now)
    // After the statuses, so that what they put back into the queue is seen by an opt-out.
    const numbers = yield* hear(deps, {
      inbound: withNumbers(inbound, current),
      preferences: bodies.flatMap(({ preferences }) => preferences)
    }, now)
    const { notices, unmanaged } = yield* manage(deps, {
      accounts: bodies.flatMap(({ accounts }) => accounts),
      templates: bodies.flatMap(({ templates }) => templates)
    }, now)
    const applied: Applied = { orphans, numbers, unmanaged, notices: [...consequences, ...notices] }
    return applied
  }
)

// A status names its attempt by token or by message id; any message of the batch that it may be about is asked for.
const refusedAmong = (messages: ReadonlyArray<WithAttempts>, statuses: ReadonlyArray<StatusUpdate>) => {
  const failure = statuses.find(({ failure }) => failure !== null && isOfPausedTemplate(failure))?.failure ?? null
  return failure === null ? [] : messages.map(({ message }) => ({ message, failure }))
}
