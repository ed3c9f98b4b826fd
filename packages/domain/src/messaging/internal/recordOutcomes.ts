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
import type { Begun } from "./beginMessages.js"
import { findWaiting, type Waiting } from "./findWaiting.js"
import { announce } from "./notices.js"
import { reopenRuns } from "./reopenRuns.js"

/** How the POST of one attempt ended. */
export interface Answer {
  readonly begun: Pick<Begun, "attempt" | "onTrial" | "stored">
  readonly outcome: SendOutcome
  readonly jitter: number
}

/**
 * Stores outcomes in one unit of work, one of each message. The store may be away: an answer that we hold is worth waiting for, since without
 * it the message would end unconfirmed.
 *
 * Most messages are as they were when they were begun, so nothing is read: what they come to is worked out from the copy
 * and stored if it is still true. The others are locked and read.
 */
export const recordOutcomes = (
  deps: ConsequenceDeps & {
    readonly messages: MessageStore.Service
    readonly unitOfWork: UnitOfWork.Service
  }
) =>
(answers: ReadonlyArray<Answer>): Effect.Effect<void> =>
  deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      const now = yield* DateTime.now
      const byMessage = new Map(answers.map((answer) => [answer.begun.stored.message.id, answer]))
      const waits = yield* findWaiting(
        deps,
        answers.flatMap(({ begun: { stored: { message } }, outcome }) =>
          outcome._tag === "Rejected" ? [{ message, failure: outcome.failure }] : []
        )
      )
      const recordedOf = (current: ReadonlyArray<Message.WithAttempts>) =>
        current.flatMap((each) => {
          const answer = byMessage.get(each.message.id)
          return answer === undefined ? [] : changeOf(each, answer, now, waits)
        })

      const first = recordedOf(answers.flatMap(({ begun: { stored } }) => stored.attempts.length === 1 ? [stored] : []))
      const stored = new Set(yield* deps.messages.saveAnswers(first.map(({ change }) => change)))
      const locked = yield* deps.messages.lock([...byMessage.keys()].filter((id) => !stored.has(id)))
      const others = recordedOf(locked)
      const changes = others.map(({ change }) => change)
      yield* deps.messages.save(changes)
      yield* reopenRuns(deps, locked, changes)

      const recorded = [...first.filter(({ change }) => stored.has(change.message.id)), ...others]
      return [
        ...yield* applyConsequences(deps, recorded.flatMap(({ failed }) => failed), now),
        ...yield* resumeSenders(deps, recorded.flatMap(({ trials }) => trials))
      ]
    })
  ).pipe(
    Effect.tapError((error) => Effect.logWarning("outcomes wait for the store", error)),
    Effect.retry(Schedule.exponential("100 millis").pipe(Schedule.union(Schedule.spaced("5 seconds")))),
    Effect.orDie,
    Effect.flatMap(announce),
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
  const attempt = attempts.find((candidate) => candidate.id === answer.begun.attempt.id)
  if (attempt === undefined) return []
  const earlier = attempts.filter((candidate) => candidate.number < attempt.number)
  const next = Attempt.apply(attempt, eventOf(answer, { message, earlier, now, waitsForTemplate: waits(message) }))
  if (next === attempt) return []
  const all = attempts.map((candidate) => candidate.id === next.id ? next : candidate)
  return [{
    change: { message: Message.fold(message, all), attempts: [next], events: [] },
    failed: next.failure === attempt.failure ? [] : [{ attempt: next, message }],
    trials: answer.begun.onTrial && answer.outcome._tag === "Accepted" ? [{ attempt: next, message }] : []
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
