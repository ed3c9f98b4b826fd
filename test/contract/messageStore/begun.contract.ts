import { assert, describe } from "@effect/vitest"
import type { Message } from "@ektola/domain/messaging/Message"
import { type Change, MessageStore } from "@ektola/domain/ports/MessageStore"
import * as Effect from "effect/Effect"
import type { Provider } from "../../providers/registry.js"
import { anAttempt, at, newMessageId } from "../builders.js"
import { aQueue, ids, leaseAll, occupyQueue, read, saveAttempts, shuffled, worker } from "../stage.js"

const [one, two] = [worker(1), worker(2)]

const begun = (message: Message): Change => ({
  message: { ...message, state: "SENDING", attempts: 1 },
  attempts: [anAttempt(message)],
  events: []
})

/** So many due messages, leased to `one`. */
const someLeased = (count: number) =>
  Effect.gen(function*() {
    yield* occupyQueue
    const { messages } = yield* aQueue(Array.from({ length: count }, () => ({})))
    assert.strictEqual((yield* leaseAll(one)).length, count)
    return messages
  })

export const suite = ({ it, name }: Provider) =>
  describe(`MessageStore.saveBegun on ${name}`, () => {
    it("stores first attempts, tells of which messages, and ends their leases", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const changes = (yield* someLeased(3)).map(begun)
        assert.sameMembers(
          [...yield* messages.saveBegun(one, shuffled(changes))],
          [...ids(changes.map(({ message }) => message))]
        )
        for (const { attempts, message } of changes) {
          assert.deepStrictEqual(yield* read(message.id), { message, attempts })
        }
        assert.deepStrictEqual(yield* messages.saveBegun(one, []), [])
        assert.deepStrictEqual(yield* messages.saveBegun(one, changes.map(({ message }) => begun(message))), [])
        // Queued again by its answer, a message is free to anybody.
        const [first] = changes
        assert(first)
        const [attempt] = first.attempts
        assert(attempt)
        const again: Message = { ...first.message, state: "QUEUED", dueAt: at(20) }
        yield* saveAttempts(again, [{ ...attempt, state: "NOT_WRITTEN", retryAt: at(20), answeredAt: at(11) }])
        assert.deepStrictEqual((yield* leaseAll(two)).map(({ message }) => message), [again])
      }))

    it("leaves out what is not leased to the worker, was tried, or waits no more, and stores the rest", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const [cancelled, released, foreign, tried, first, second] = yield* someLeased(6)
        assert(cancelled && released && foreign && tried && first && second)
        yield* saveAttempts({ ...cancelled, state: "CANCELLED", cancelReason: "OPTED_OUT" }, [])
        yield* messages.release(one, [released.id, foreign.id, tried.id])
        yield* saveAttempts({ ...tried, attempts: 1 }, [
          anAttempt(tried, { state: "NOT_WRITTEN", retryAt: at(20), answeredAt: at(11) })
        ])
        const others = yield* leaseAll(two)
        assert.sameMembers(others.map(({ messageId }) => messageId), [released.id, foreign.id, tried.id])
        yield* messages.release(two, [released.id, tried.id])
        assert.deepStrictEqual((yield* leaseAll(one)).length, 2)
        yield* messages.release(one, [released.id])
        const left = [cancelled, released, foreign, tried]
        const before = yield* Effect.forEach(left, ({ id }) => read(id))
        const stored = yield* messages.saveBegun(one, [
          begun(first),
          ...left.map(begun),
          begun({ ...first, id: newMessageId() }),
          begun(second)
        ])
        assert.sameMembers([...stored], [first.id, second.id])
        assert.deepStrictEqual(yield* Effect.forEach(left, ({ id }) => read(id)), before)
      }))
  })
