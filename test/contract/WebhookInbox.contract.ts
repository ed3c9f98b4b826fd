import { assert, describe } from "@effect/vitest"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import { type Processed, type WebhookEvent, WebhookInbox } from "@ektola/domain/ports/WebhookInbox"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import type { Provider } from "../providers/registry.js"
import { anEvent, at } from "./builders.js"
import { allPages, ids, shuffled } from "./stage.js"

const done = ({ id }: WebhookEvent, note: string | null = null): Processed => ({ _tag: "Done", id, note })
const retry = ({ id }: WebhookEvent, seconds: number): Processed => ({
  _tag: "Retry",
  id,
  at: at(seconds),
  note: "the attempt is not there yet"
})

/** Takes what is pending at an instant, and ends it. */
const finishPending = (seconds: number, limit = 1000) =>
  Effect.gen(function*() {
    const inbox = yield* WebhookInbox
    const unitOfWork = yield* UnitOfWork
    return yield* unitOfWork.transact(
      TenantScope.system,
      Effect.tap(inbox.lockPending(at(seconds), limit), (events) => inbox.finish(events.map((event) => done(event))))
    )
  })

/** Events that alone are pending, in the order of their arrival. */
const received = (howMany: number) =>
  Effect.gen(function*() {
    const inbox = yield* WebhookInbox
    while ((yield* finishPending(1_000_000)).length > 0);
    const events = Array.from({ length: howMany }, (_, second) =>
      anEvent({ body: `{"number":${second}}`, receivedAt: at(second) }))
    yield* inbox.append(events)
    return events
  })

export const suite = ({ it, name }: Provider) =>
  describe(`WebhookInbox on ${name}`, () => {
    it("append stores events with their body as it came", () =>
      Effect.gen(function*() {
        const inbox = yield* WebhookInbox
        yield* received(0)
        const bodies = ["", "no JSON", "{\"text\":\"नमस्ते 🙏\\u0000\\\"\",\r\n \"n\":1.0}", "x".repeat(300_000)]
        const events = bodies.map((body, second) => anEvent({ body, receivedAt: at(second + 0.125) }))
        yield* inbox.append(events)
        assert.deepStrictEqual(yield* inbox.lockPending(at(60), 10), events)
      }))

    it("append of none is nothing", () =>
      Effect.gen(function*() {
        const inbox = yield* WebhookInbox
        yield* received(0)
        yield* inbox.append([])
        assert.deepStrictEqual(yield* inbox.lockPending(at(60), 10), [])
      }))

    it("lockPending gives events oldest first, at most the limit", () =>
      Effect.gen(function*() {
        const inbox = yield* WebhookInbox
        const events = yield* received(5)
        const more = Array.from({ length: 4 }, (_, second) => anEvent({ receivedAt: at(10 + second) }))
        yield* inbox.append(shuffled(more))
        const all = [...ids(events), ...ids(more)]
        assert.deepStrictEqual(ids(yield* inbox.lockPending(at(60), 100)), all)
        assert.deepStrictEqual(ids(yield* inbox.lockPending(at(60), 3)), all.slice(0, 3))
      }))

    it("a done event never comes again", () =>
      Effect.gen(function*() {
        const inbox = yield* WebhookInbox
        const [a, b, c] = yield* received(3)
        assert(a && b && c)
        yield* inbox.finish([done(a), done(c, "unknown field flows")])
        assert.deepStrictEqual(ids(yield* inbox.lockPending(at(1_000_000), 10)), [b.id])
      }))

    it("a retried event comes again at its time, as often as that is said", () =>
      Effect.gen(function*() {
        const inbox = yield* WebhookInbox
        const [a, b] = yield* received(2)
        assert(a && b)
        yield* inbox.finish([retry(a, 100), done(b)])
        const pending = (seconds: number) => inbox.lockPending(at(seconds), 10)
        assert.deepStrictEqual(yield* pending(99.999), [])
        assert.deepStrictEqual(yield* pending(100), [a])
        yield* inbox.finish([retry(a, 200)])
        assert.deepStrictEqual(yield* pending(199), [])
        assert.deepStrictEqual(yield* pending(200), [a])
        yield* inbox.finish([done(a)])
        assert.deepStrictEqual(yield* pending(1_000_000), [])
      }))

    const setAside = ({ id }: WebhookEvent, seconds: number): Processed => ({
      _tag: "SetAside",
      id,
      at: at(seconds),
      note: "the message wamid.1 could not be applied"
    })
    /** Those of these events that are set aside; earlier tests may have left others. */
    const listed = (events: ReadonlyArray<WebhookEvent>) =>
      Effect.gen(function*() {
        const inbox = yield* WebhookInbox
        const { items } = yield* inbox.listSetAside({ after: null, limit: 200 })
        return items.filter(({ id }) => ids(events).includes(id))
      })

    it("an event that is set aside is listed with its note, and comes again when it is replayed, once", () =>
      Effect.gen(function*() {
        const inbox = yield* WebhookInbox
        const events = yield* received(4)
        const [a, b, c, d] = events
        assert(a && b && c && d)
        yield* inbox.finish([setAside(a, 50), setAside(b, 60), retry(c, 100), done(d, "unknown field flows")])
        assert.deepStrictEqual(ids(yield* inbox.lockPending(at(99), 10)), [])
        const shown = { setAsideAt: at(50), tries: 1, note: "the message wamid.1 could not be applied" }
        assert.deepStrictEqual(yield* listed(events), [
          { id: a.id, receivedAt: a.receivedAt, ...shown },
          { id: b.id, receivedAt: b.receivedAt, ...shown, setAsideAt: at(60) }
        ])
        assert.strictEqual(yield* inbox.replay([b.id, c.id, d.id], at(70)), 1)
        assert.strictEqual(yield* inbox.replay([b.id], at(71)), 0)
        assert.deepStrictEqual(yield* inbox.lockPending(at(70), 10), [b])
        assert.deepStrictEqual(ids(yield* listed(events)), [a.id])
        yield* inbox.finish([setAside(b, 80)])
        assert.deepStrictEqual((yield* listed(events)).map(({ tries }) => tries), [1, 2])
        const pages = yield* allPages(1, inbox.listSetAside)
        assert.includeMembers(pages.flat(), [a.id, b.id])
        assert.isAtLeast(yield* inbox.replay("all", at(90)), 2)
        assert.deepStrictEqual(yield* listed(events), [])
        yield* inbox.finish([done(a), done(b)])
        assert.strictEqual(yield* inbox.replay("all", at(90)), 0)
        assert.strictEqual(yield* inbox.replay([], at(90)), 0)
      }))

    it("events are pending again when the unit of work that took them fails", () =>
      Effect.gen(function*() {
        const inbox = yield* WebhookInbox
        const unitOfWork = yield* UnitOfWork
        const events = yield* received(2)
        yield* unitOfWork.transact(
          TenantScope.system,
          Effect.zipRight(inbox.finish(events.map((event) => done(event))), Effect.fail("parser broke"))
        ).pipe(Effect.flip)
        assert.deepStrictEqual(yield* inbox.lockPending(at(60), 10), events)
      }))

    it("each event is finished by one of many at once", () =>
      Effect.gen(function*() {
        const events = yield* received(12)
        const worker = Effect.gen(function*() {
          const mine: Array<WebhookEvent> = []
          while (true) {
            const taken = yield* finishPending(60, 2)
            if (taken.length === 0) return mine
            mine.push(...taken)
          }
        })
        const taken = yield* Effect.all(Array.from({ length: 4 }, () => worker), { concurrency: "unbounded" })
        assert.deepStrictEqual(ids(taken.flat()).toSorted(), ids(events))
      }))
  })
