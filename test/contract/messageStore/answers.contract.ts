import { assert, describe } from "@effect/vitest"
import type { Attempt } from "@ektola/domain/messaging/Attempt"
import type { Message } from "@ektola/domain/messaging/Message"
import { type Change, MessageStore } from "@ektola/domain/ports/MessageStore"
import * as Effect from "effect/Effect"
import type { Provider } from "../../providers/registry.js"
import { anAttempt, at, newMessageId, newWamid } from "../builders.js"
import { aQueue, read, saveAttempts, shuffled } from "../stage.js"

const failure = { class: "RECIPIENT", code: 131026, reason: "cannot get \"messages\"", traceId: "A1" } as const

/** Messages whose only attempt has begun. */
const someBegun = (count: number) =>
  Effect.gen(function*() {
    const { messages } = yield* aQueue(Array.from({ length: count }, () => ({})))
    const begun: Array<{ readonly message: Message; readonly attempt: Attempt }> = []
    for (const message of messages) {
      const sending: Message = { ...message, state: "SENDING", attempts: 1 }
      const attempt = anAttempt(message)
      yield* saveAttempts(sending, [attempt])
      begun.push({ message: sending, attempt })
    }
    return begun
  })

type Begun = Effect.Effect.Success<ReturnType<typeof someBegun>>[number]

const accepted = ({ attempt, message }: Begun): Change => ({
  message: { ...message, state: "SENT", reached: "SENT", acceptedAt: at(12.012) },
  attempts: [{
    ...attempt,
    state: "ACCEPTED",
    evidence: "ACCEPTED",
    wamid: newWamid(),
    answeredAt: at(12.012),
    acceptedAt: at(12.012)
  }],
  events: []
})

const refused = ({ attempt, message }: Begun, retryAt = at(70.07)): Change => ({
  message: { ...message, dueAt: retryAt, failure, failedAt: at(13), state: "QUEUED" },
  attempts: [{
    ...attempt,
    state: "REJECTED",
    evidence: "REJECTED",
    failure,
    retryAt,
    answeredAt: at(13.013),
    failedAt: at(13.013)
  }],
  events: []
})

const lost = ({ attempt, message }: Begun): Change => ({
  message: { ...message, state: "UNCONFIRMED" },
  attempts: [{ ...attempt, state: "UNKNOWN", answeredAt: at(14) }],
  events: []
})

const asStored = ({ attempts, message }: Change) => ({ message, attempts })

export const suite = ({ it, name }: Provider) =>
  describe(`MessageStore.saveAnswers on ${name}`, () => {
    it("stores what the answers to first attempts came to, whatever they were, and tells which", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const [a, b, c] = yield* someBegun(3)
        assert(a && b && c)
        const changes = [accepted(a), refused(b), lost(c)]
        assert.sameMembers(
          [...yield* messages.saveAnswers(shuffled(changes))],
          changes.map(({ message: { id } }) => id)
        )
        for (const change of changes) assert.deepStrictEqual(yield* read(change.message.id), asStored(change))
        assert.deepStrictEqual(yield* messages.saveAnswers([]), [])
      }))

    it("leaves out what has changed since, and stores the rest of the same call", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const [delivered, cancelled, twice, other, first, second] = yield* someBegun(6)
        assert(delivered && cancelled && twice && other && first && second)
        yield* saveAttempts({ ...delivered.message, state: "DELIVERED", reached: "DELIVERED" }, [
          { ...delivered.attempt, state: "ACCEPTED", evidence: "DELIVERED", deliveredAt: at(11), firstStatusAt: at(11) }
        ])
        yield* saveAttempts({ ...cancelled.message, state: "CANCELLED", cancelReason: "OPTED_OUT" }, [])
        const closed: Attempt = { ...twice.attempt, state: "NOT_WRITTEN", answeredAt: at(11), retryAt: at(12) }
        yield* saveAttempts({ ...twice.message, attempts: 2 }, [closed, anAttempt(twice.message, { number: 2 })])
        const changed = [delivered, cancelled, twice]
        const before = yield* Effect.forEach(changed, ({ message: { id } }) => read(id))
        const unknown = { ...accepted(other), message: { ...other.message, id: newMessageId() } }
        const stored = yield* messages.saveAnswers([
          accepted(first),
          ...changed.map(accepted),
          unknown,
          accepted(second)
        ])
        assert.sameMembers([...stored], [first.message.id, second.message.id])
        assert.deepStrictEqual(yield* Effect.forEach(changed, ({ message: { id } }) => read(id)), before)
        assert.strictEqual((yield* read(other.message.id)).message.state, "SENDING")
      }))

    it("leaves out an attempt that was never stored, also when the message has begun another one meanwhile", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const [begun] = yield* someBegun(1)
        assert(begun)
        const undone = { message: begun.message, attempt: anAttempt(begun.message) }
        assert.deepStrictEqual(yield* messages.saveAnswers([refused(undone)]), [])
        assert.deepStrictEqual(yield* read(begun.message.id), { message: begun.message, attempts: [begun.attempt] })
      }))

    it("takes an answer once", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const [begun] = yield* someBegun(1)
        assert(begun)
        const change = accepted(begun)
        assert.deepStrictEqual(yield* messages.saveAnswers([change]), [begun.message.id])
        assert.deepStrictEqual(yield* messages.saveAnswers([refused(begun)]), [])
        assert.deepStrictEqual(yield* read(begun.message.id), asStored(change))
      }))
  })
