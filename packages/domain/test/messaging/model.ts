/**
 * A message and its attempts, driven by anything that may happen to them, and the invariants that hold after each step.
 * What it expects is worked out from the history alone, never from the state that the rules made of it.
 */
import * as Attempt from "@ektola/domain/messaging/Attempt"
import * as Figures from "@ektola/domain/messaging/Figures"
import * as Message from "@ektola/domain/messaging/Message"
import * as DateTime from "effect/DateTime"
import { aMessage, anAttempt, at } from "./fixtures.js"

/** `attempt` counts from 0; an action about an attempt that is not there yet does nothing. */
export type Action =
  | { readonly _tag: "Begin" }
  | { readonly _tag: "Cancel"; readonly reason: Message.CancelReason }
  | { readonly _tag: "Learn"; readonly attempt: number; readonly event: Attempt.Event }

export interface Model {
  readonly message: Message.Message
  readonly attempts: ReadonlyArray<Attempt.Attempt>
  /** What was learnt about each attempt, oldest first. */
  readonly learnt: ReadonlyArray<ReadonlyArray<Attempt.Event>>
}

export const start: Model = { message: aMessage(), attempts: [], learnt: [] }

const isAnswer = ({ _tag }: Attempt.Event): boolean =>
  _tag === "Accepted" || _tag === "Rejected" || _tag === "NotWritten"

/** The model after an action, or the same one if the action is not possible: an attempt gets one answer. */
export const step = (model: Model, action: Action): Model => {
  const { attempts, learnt, message } = model
  switch (action._tag) {
    case "Begin": {
      if (message.state !== "QUEUED" || attempts.length === 3) return model
      const number = attempts.length + 1
      const all = [...attempts, { ...anAttempt(), number, token: `token-${number}`, begunAt: at(number) }]
      return { message: Message.fold(message, all), attempts: all, learnt: [...learnt, []] }
    }
    case "Cancel":
      return { ...model, message: Message.cancel(model, action.reason) }
    case "Learn": {
      const [attempt, events] = [attempts[action.attempt], learnt[action.attempt]]
      if (attempt === undefined || events === undefined) return model
      if (isAnswer(action.event) && events.some(isAnswer)) return model
      const all = attempts.with(action.attempt, Attempt.apply(attempt, action.event))
      return {
        message: Message.fold(message, all),
        attempts: all,
        learnt: learnt.with(action.attempt, [...events, action.event])
      }
    }
  }
}

const statusesOf = (events: ReadonlyArray<Attempt.Event>, status: string) =>
  events.flatMap((event) =>
    event._tag === "StatusReported" && event.update.status === status ? [event.update.occurredAt] : []
  )

const byProof = ["read", "delivered", "failed", "sent"] as const

/** The evidence that a history amounts to: the strongest thing in it, whatever its order. */
const evidenceOf = (events: ReadonlyArray<Attempt.Event>): Attempt.Evidence => {
  const proof = byProof.find((status) => statusesOf(events, status).length > 0)
  if (proof !== undefined) return proof.toUpperCase() as Attempt.Evidence
  const answer = events.find(isAnswer)?._tag
  if (answer === "Rejected") return "REJECTED"
  if (answer === "Accepted") return "ACCEPTED"
  const silence = events.findIndex(({ _tag }) => _tag === "SilenceProven")
  const answered = events.findIndex(isAnswer)
  return silence !== -1 && (answered === -1 || silence < answered) ? "OUTCOME_UNKNOWN" : "NONE"
}

const isSame = (a: DateTime.Utc | null, b: DateTime.Utc | null): boolean =>
  a === null || b === null ? a === b : DateTime.Equivalence(a, b)

const first = (times: ReadonlyArray<DateTime.Utc>): DateTime.Utc | null =>
  times.length === 0 ? null : times.reduce((a, b) => DateTime.min(a, b))

const isInFlight = (events: ReadonlyArray<Attempt.Event>): boolean =>
  evidenceOf(events) === "NONE" && !events.some(isAnswer)

/** An attempt of which nothing was heard but that: it may have arrived. */
const isSilent = (events: ReadonlyArray<Attempt.Event>): boolean =>
  evidenceOf(events) === "OUTCOME_UNKNOWN" && !events.some(isAnswer)

/** The state that the histories amount to. */
const stateOf = ({ attempts, learnt, message }: Model): Message.State => {
  const proofs = learnt.map(evidenceOf)
  for (const state of ["READ", "DELIVERED", "SENT"] as const) {
    if (proofs.includes(state) || state === "SENT" && proofs.includes("ACCEPTED")) return state
  }
  const flying = learnt.find(isInFlight)
  if (flying !== undefined) return flying.some(({ _tag }) => _tag === "AnswerLost") ? "UNCONFIRMED" : "SENDING"
  const last = attempts.at(-1)
  if (last !== undefined && last.retryAt === null) return "FAILED"
  if (message.cancelReason === null) return "QUEUED"
  return learnt.some(isSilent) ? "FAILED" : "CANCELLED"
}

const times = { sentAt: "sent", deliveredAt: "delivered", readAt: "read", failedAt: "failed" } as const

/** What does not hold, as one line each. */
export const violations = (before: Model, action: Action, after: Model): ReadonlyArray<string> => {
  const found: Array<string> = []
  const must = (holds: boolean, rule: string) => {
    if (!holds) found.push(rule)
  }
  const { attempts, learnt, message } = after

  for (const [index, attempt] of attempts.entries()) {
    const events = learnt[index] ?? []
    const earlier = before.attempts[index]
    must(attempt.evidence === evidenceOf(events), `evidence is the strongest thing learnt, not ${attempt.evidence}`)
    must(
      earlier === undefined || Attempt.rank(attempt.evidence) >= Attempt.rank(earlier.evidence),
      "evidence never falls"
    )
    for (const [time, status] of Object.entries(times) as Array<[keyof typeof times, string]>) {
      must(isSame(attempt[time], first(statusesOf(events, status))), `${time} is the first that was seen`)
    }
    const fails = ["REJECTED", "FAILED", "OUTCOME_UNKNOWN"].includes(attempt.evidence) &&
        attempt.state !== "NOT_WRITTEN" || attempt.evidence === "FAILED"
    must((attempt.failure !== null) === fails, "a failure is told while it stands, and only then")
    must(
      attempt.retryAt === null || attempt.state === "NOT_WRITTEN" || fails,
      "nothing is repeated that may have arrived"
    )
    must(events.every((event) => Attempt.apply(attempt, event) === attempt), "what is known already changes nothing")
  }

  must(attempts.filter(Attempt.isOpen).length <= 1, "at most one attempt is open")
  must(message.state === stateOf(after), `the message takes its best attempt: ${stateOf(after)}, not ${message.state}`)
  must(
    message.state !== "CANCELLED" || before.message.cancelReason !== null ||
      action._tag === "Cancel" && before.message.state === "QUEUED",
    "only what waits is cancelled"
  )
  must(before.message.cancelReason === null || message.cancelReason === before.message.cancelReason, "a reason stays")
  must(
    before.message.cancelReason === null || attempts.length === before.attempts.length,
    "a cancelled message never begins"
  )
  must((message.failure === null) || ["FAILED", "QUEUED", "CANCELLED"].includes(message.state), "no failure but failed")
  must(
    message.state !== "FAILED" || !learnt.some(isSilent) || message.failure?.class === "OUTCOME_UNKNOWN",
    "what may have arrived is told as that, whatever became of its repeat"
  )
  must(message.state !== "CANCELLED" || !learnt.some(isSilent), "what may have arrived is never called cancelled")
  must(message.state !== "FAILED" || message.failure !== null && message.failedAt !== null, "a failure has its reason")
  must(
    message.state !== "QUEUED" ||
      attempts.every(({ retryAt }) => retryAt === null || DateTime.lessThanOrEqualTo(retryAt, message.dueAt)),
    "a message waits for every attempt's repeat"
  )
  must(
    Message.isOpen(message.state) || !Attempt.isOpen(attempts.at(-1) ?? { state: "REJECTED", evidence: "NONE" }) ||
      ["SENT", "DELIVERED", "READ"].includes(message.state),
    "nothing in flight is over"
  )

  const reach = (model: Model) => Message.Reached.literals.indexOf(model.message.reached)
  must(reach(after) >= reach(before), "the funnel never falls")
  const { byState, funnel } = Figures.fromCounts([{ ...message, count: 1 }])
  must(Object.values(byState).reduce((sum, count) => sum + count) === 1, "the states sum to what was planned")
  must(funnel.sent >= funnel.delivered && funnel.delivered >= funnel.read, "the funnel narrows")
  return found
}
