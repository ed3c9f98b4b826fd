import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as Message from "../Message.js"

/** Puts leased messages off; one that is no longer waiting stays as it is. */
export const postponeMessages = (deps: {
  readonly messages: MessageStore.Service
  readonly unitOfWork: UnitOfWork.Service
}) =>
(waits: ReadonlyMap<Message.MessageId, Duration.Duration>) =>
  waits.size === 0 ? Effect.void : deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      const now = yield* DateTime.now
      const locked = yield* deps.messages.lock([...waits.keys()])
      yield* deps.messages.save(locked.flatMap(({ message }): ReadonlyArray<MessageStore.Change> => {
        const wait = waits.get(message.id)
        return wait === undefined || message.state !== "QUEUED"
          ? []
          : [{ message: Message.postpone(message, DateTime.addDuration(now, wait)), attempts: [], events: [] }]
      }))
    })
  ).pipe(Effect.withSpan("Dispatcher.postpone"))
