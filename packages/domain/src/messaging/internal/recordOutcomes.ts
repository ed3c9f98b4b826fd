import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { SendOutcome } from "../../ports/MessageSender.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as Attempt from "../Attempt.js"
import * as Message from "../Message.js"
import * as RetryPolicy from "../RetryPolicy.js"
import {
  applyConsequences,
  type ConsequenceDeps,
  type Failed,
  type Learnt,
  resumeSenders
} from "./applyConsequences.js"
import { findWaiting, type Waiting } from "./findWaiting.js"
import { announce } from "./notices.js"
import { reopenRuns } from "./reopenRuns.js"

/** How the POST of one attempt ended. */
export interface Answer {
  readonly messageId: Message.MessageId
  readonly attemptId: Attempt.AttemptId
  readonly outcome: SendOutcome
  readonly jitter: number
  /** Whether its sender was on trial when the attempt began. */
  readonly onTrial?: boolean
}

/**
 * Stores outcomes in one unit of work. The store may be away: an answer that we hold is worth waiting for, since without
 * it the message would end unconfirmed.
 */
export const recordOutcomes = (
  deps: ConsequenceDeps & {
    readonly messages: MessageStore.Service
    readonly unitOfWork: UnitOfWork.Service
  }
) =>
(answers: ReadonlyArray<Answer>): Effect.Effect<ReadonlyArray<void>> =>
  deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      const now = yield* DateTime.now
      const byMessage = new Map(answers.map((answer) => [answer.messageId, answer]))
      const locked = yield* deps.messages.lock([...byMessage.keys()])
      const waits = yield* findWaiting(
        deps,
        locked.flatMap(({ message }) => {
          const outcome = byMessage.get(message.id)?.outcome
          return outcome?._tag === "Rejected" ? [{ message, failure: outcome.failure }] : []
        })
      )
      const recorded = locked.flatMap((current) => {
        const answer = byMessage.get(current.message.id)
        return answer === undefined ? [] : changeOf(current, answer, now, waits)
      })
      const changes = recorded.map(({ change }) => change)
      yield* deps.messages.save(changes)
      yield* reopenRuns(deps, locked, changes)
      return [
        ...yield* applyConsequences(deps, recorded.flatMap(({ failed }) => failed), now),
        ...yield* resumeSenders(deps, recorded.flatMap(({ trials }) => trials))
      ]
    })
  ).pipe(
    Effect.tapError((error) => Effect.logWarning("outcomes wait for the store", error)),
    Effect.retry(Schedule.exponential("100 millis").pipe(Schedule.union(Schedule.spaced("5 seconds")))),
    Effect.orDie,
    Effect.tap(announce),
    Effect.map(() => answers.map(() => undefined)),
    Effect.withSpan("Dispatcher.record")
  )

interface Recorded {
  readonly change: MessageStore.Change
  readonly failed: ReadonlyArray<Failed>
  readonly trials: ReadonlyArray<Learnt>
}

const changeOf = (
  { attempts, message }: Message.WithAttempts,
  answer: Answer,
  now: DateTime.Utc,
  waits: Waiting
): ReadonlyArray<Recorded> => {
  const attempt = attempts.find((candidate) => candidate.id === answer.attemptId)
  if (attempt === undefined) return []
  const earlier = attempts.filter((candidate) => candidate.number < attempt.number)
  const next = Attempt.apply(attempt, eventOf(answer, { message, earlier, now, waitsForTemplate: waits(message) }))
  if (next === attempt) return []
  const all = attempts.map((candidate) => candidate.id === next.id ? next : candidate)
  return [{
    change: { message: Message.fold(message, all), attempts: [next], events: [] },
    failed: next.failure === attempt.failure ? [] : [{ attempt: next, message }],
    trials: answer.onTrial === true && answer.outcome._tag === "Accepted" ? [{ attempt: next, message }] : []
  }]
}

const eventOf = (
  { jitter, outcome }: Answer,
  input: {
    readonly message: Message.Message
    readonly earlier: ReadonlyArray<Attempt.Attempt>
    readonly now: DateTime.Utc
    readonly waitsForTemplate: boolean
  }
): Attempt.Event => {
  const at = input.now
  switch (outcome._tag) {
    case "Accepted":
      return { _tag: "Accepted", wamid: outcome.wamid, at }
    case "Ambiguous":
      return { _tag: "AnswerLost", at }
    case "NotWritten":
      return { _tag: "NotWritten", retryAt: RetryPolicy.afterNotWritten({ ...input, jitter }), at }
    case "Rejected":
      return {
        _tag: "Rejected",
        failure: outcome.failure,
        retryAt: RetryPolicy.retryAt({
          ...input,
          failure: outcome.failure,
          notAfter: input.message.notAfter,
          retryAfter: outcome.retryAfter,
          jitter
        }),
        at
      }
  }
}
