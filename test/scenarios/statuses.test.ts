import { assert, describe, it } from "@effect/vitest"
import * as Attempt from "@ektola/domain/messaging/Attempt"
import * as Message from "@ektola/domain/messaging/Message"
import * as RetryPolicy from "@ektola/domain/messaging/RetryPolicy"
import * as DateTime from "effect/DateTime"
import { aCampaign, aMessage, anAttempt, aRun, aTemplate, newJewellerId } from "../contract/builders.js"
import { faultOf, type Post, type Scenario, scenarios, stepFault } from "./support.js"

const started = DateTime.unsafeMake(1_795_564_800_000)
const later = (seconds: number) => DateTime.add(started, { seconds })

const queued = ({ posts: [post] }: Scenario): Message.Message =>
  aMessage(
    aRun(aCampaign(newJewellerId(), aTemplate().id)),
    { phoneNumberId: post!.update.phoneNumberId },
    { notAfter: DateTime.add(started, { days: 30 }) }
  )

const begun = (message: Message.Message, scenario: Scenario): Attempt.Attempt =>
  anAttempt(message, { token: scenario.token, begunAt: started })

const statusOf = ({ update }: Post): Attempt.Event => ({
  _tag: "StatusReported",
  update,
  retryAt: update.failure !== null && RetryPolicy.isRepeatable(update.failure)
    ? RetryPolicy.retryAt({
      failure: update.failure,
      earlier: [],
      now: update.occurredAt,
      notAfter: DateTime.add(started, { days: 30 }),
      retryAfter: null,
      jitter: 0
    })
    : null,
  at: later(3600)
})

const accepted = ({ wamid }: Scenario): Attempt.Event => ({ _tag: "Accepted", wamid, at: later(1) })
const lost: Attempt.Event = { _tag: "AnswerLost", at: later(120) }
const silence: Attempt.Event = {
  _tag: "SilenceProven",
  failure: { class: "OUTCOME_UNKNOWN", code: null, reason: "silence", traceId: null },
  retryAt: null,
  at: later(1000)
}

interface Both {
  readonly attempt: Attempt.Attempt
  readonly message: Message.Message
}

const told = (scenario: Scenario, events: ReadonlyArray<Attempt.Event>, fault: string): string =>
  `${scenario.name}\n${
    events.map((event) => event._tag === "StatusReported" ? event.update.status : event._tag).join(" ")
  }\n${fault}`

/**
 * Applies the statuses in every order, each up to `times`, with the answer, if there is one, at every place. Looks after
 * every event, and asks `faultAfter` wherever each status was there. Returns how many such histories there are.
 */
const everyHistory = (input: {
  readonly scenario: Scenario
  readonly start: Both
  readonly times: number
  readonly answer: Attempt.Event | null
  readonly fold: (message: Message.Message, attempt: Attempt.Attempt) => Message.Message
  readonly faultAfter: (end: Both) => string | null
}): number => {
  const { answer, faultAfter, fold, scenario, start, times } = input
  const statuses = scenario.distinct.map(statusOf)
  const events = answer === null ? statuses : [...statuses, answer]
  const go = (now: Both, path: ReadonlyArray<Attempt.Event>, counts: ReadonlyArray<number>): number => {
    let seen = 0
    if (statuses.every((_, index) => counts[index] !== 0)) {
      seen++
      const fault = faultAfter(now) ??
        (path.reduce(Attempt.apply, now.attempt) === now.attempt ? null : "a replay changed the attempt")
      if (fault !== null) assert.fail(told(scenario, path, fault))
    }
    events.forEach((event, index) => {
      if ((counts[index] ?? 0) >= (event === answer ? 1 : times)) return
      const attempt = Attempt.apply(now.attempt, event)
      const next = { attempt, message: fold(now.message, attempt) }
      const soFar = [...path, event]
      const fault = stepFault(now, next)
      if (fault !== null) assert.fail(told(scenario, soFar, fault))
      seen += go(next, soFar, counts.map((count, place) => place === index ? count + 1 : count))
    })
    return seen
  }
  return go(start, [], events.map(() => 0))
}

describe("statuses of one attempt, in every order and repetition, whatever becomes of the answer", () => {
  const beginnings: ReadonlyArray<ReadonlyArray<Attempt.Event>> = [[], [lost], [lost, silence]]

  for (const scenario of scenarios) {
    it(scenario.name, () => {
      const message = queued(scenario)
      const fold = (message: Message.Message, attempt: Attempt.Attempt) => Message.fold(message, [attempt])
      for (const beginning of beginnings) {
        const attempt = beginning.reduce(Attempt.apply, begun(message, scenario))
        const seen = everyHistory({
          scenario,
          start: { attempt, message: fold(message, attempt) },
          times: 3,
          answer: accepted(scenario),
          fold,
          faultAfter: ({ attempt, message }) => faultOf(scenario, attempt, message)
        })
        assert.isAtLeast(seen, [9, 176, 45_000][scenario.distinct.length - 1] ?? Infinity)
      }
    }, 60_000)
  }

  it("as many transitions as the scenario says, in its own order", () => {
    for (const scenario of scenarios) {
      const message = queued(scenario)
      let attempt = Attempt.apply(begun(message, scenario), accepted(scenario))
      let transitions = 0
      for (const event of scenario.posts.map(statusOf)) {
        const next = Attempt.apply(attempt, event)
        if (next.evidence !== attempt.evidence) transitions++
        attempt = next
      }
      assert.strictEqual(transitions, scenario.transitions, scenario.name)
    }
  })
})

const refused = (seconds: number, retryAt: DateTime.Utc | null): Attempt.Event => ({
  _tag: "Rejected",
  failure: { class: retryAt === null ? "RECIPIENT" : "THROUGHPUT", code: null, reason: "refused", traceId: null },
  retryAt,
  at: later(seconds)
})

/** How a newer attempt can stand while statuses of the older one arrive, and the message's state if it were alone. */
const newer: ReadonlyArray<readonly [name: string, events: ReadonlyArray<Attempt.Event>, state: Message.State]> = [
  ["is begun", [], "SENDING"],
  ["lost its answer", [lost], "UNCONFIRMED"],
  ["is accepted", [{ _tag: "Accepted", wamid: "wamid.second", at: later(70) }], "SENT"],
  ["waits for its own repeat", [refused(70, later(90_000))], "QUEUED"],
  ["is refused for good", [refused(70, null)], "FAILED"],
  ["never left", [{ _tag: "NotWritten", retryAt: later(72), at: later(70) }], "QUEUED"],
  ["ended in silence", [lost, silence], "FAILED"]
]

const better: ReadonlyArray<Message.State> = ["FAILED", "QUEUED", "UNCONFIRMED", "SENDING", "SENT", "DELIVERED", "READ"]

describe("late statuses of an attempt that was taken for unsent", () => {
  const taken = refused(2, later(60))

  for (const scenario of scenarios) {
    it(`while the message waits: ${scenario.name}`, () => {
      const message = queued(scenario)
      const attempt = Attempt.apply(begun(message, scenario), taken)
      const fold = (message: Message.Message, attempt: Attempt.Attempt) => Message.fold(message, [attempt])
      const start = { attempt, message: fold(message, attempt) }
      assert.strictEqual(start.message.state, "QUEUED")
      everyHistory({
        scenario,
        start,
        times: 2,
        answer: null,
        fold,
        faultAfter: ({ attempt, message }) => faultOf(scenario, attempt, message)
      })
      // Whoever gives the message up while it waits, proof of an arrival is still shown.
      everyHistory({
        scenario,
        start: { attempt, message: Message.cancel({ message: start.message, attempts: [attempt] }, "EXPIRED") },
        times: 2,
        answer: null,
        fold,
        faultAfter: ({ attempt, message }) =>
          message.state === (attempt.retryAt === null ? attempt.evidence : "CANCELLED") ? null : message.state
      })
    })

    for (const [name, ofNewer, alone] of newer) {
      it(`while a newer one ${name}: ${scenario.name}`, () => {
        const message = queued(scenario)
        const attempt = Attempt.apply(begun(message, scenario), taken)
        const second = ofNewer.reduce(Attempt.apply, anAttempt(message, { number: 2, begunAt: later(60) }))
        const fold = (message: Message.Message, attempt: Attempt.Attempt) => Message.fold(message, [attempt, second])
        const start = { attempt, message: fold(message, attempt) }
        assert.strictEqual(start.message.state, alone)
        everyHistory({
          scenario,
          start,
          times: 2,
          answer: null,
          fold,
          faultAfter: ({ attempt, message }) => {
            const ofOlder = attempt.evidence as Message.State
            const state = better.indexOf(ofOlder) > better.indexOf(alone) ? ofOlder : alone
            if (message.state !== state) return `message ${message.state}`
            // A deferral of the person holds for the newer attempt's repeat too.
            return state === "QUEUED" && attempt.retryAt !== null &&
                DateTime.lessThan(message.dueAt, attempt.retryAt)
              ? "due too early"
              : null
          }
        })
      })
    }
  }
})
