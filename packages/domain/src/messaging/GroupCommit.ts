/**
 * Many callers, one write: what arrives while a write is under way goes into the next one together.
 *
 * @since 0.1.0
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"

/**
 * A function that submits items and gives their results when the write that carried them has ended. `write` gets what
 * several callers submitted, in order, and returns as many results; when it fails, all of them fail. No caller is added
 * once a write has `most` items, and what one caller submits stays together. One write runs at a time.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make = <A, B, E>(options: {
  readonly most: number
  readonly write: (items: ReadonlyArray<A>) => Effect.Effect<ReadonlyArray<B>, E>
}): Effect.Effect<(items: ReadonlyArray<A>) => Effect.Effect<ReadonlyArray<B>, E>, never, Scope.Scope> =>
  Effect.gen(function*() {
    const queue = yield* Queue.unbounded<Entry<A, B, E>>()

    const takeTogether = Effect.gen(function*() {
      const entries = [yield* Queue.take(queue)]
      let count = entries[0]?.items.length ?? 0
      while (count < options.most && !(yield* Queue.isEmpty(queue))) {
        const entry = yield* Queue.take(queue)
        entries.push(entry)
        count += entry.items.length
      }
      return entries
    })
    const writeNext = Effect.gen(function*() {
      const entries = yield* takeTogether
      const exit = yield* Effect.exit(options.write(entries.flatMap(({ items }) => items)))
      let from = 0
      for (const { done, items } of entries) {
        const [start, end] = [from, from + items.length]
        yield* Deferred.done(done, Exit.map(exit, (results) => results.slice(start, end)))
        from = end
      }
    })
    yield* Effect.forkScoped(Effect.forever(writeNext))

    return (items) =>
      items.length === 0
        ? Effect.succeed([])
        : Effect.flatMap(Deferred.make<ReadonlyArray<B>, E>(), (done) =>
          Effect.zipRight(Queue.offer(queue, { items, done }), Deferred.await(done)))
  })

interface Entry<A, B, E> {
  readonly items: ReadonlyArray<A>
  readonly done: Deferred.Deferred<ReadonlyArray<B>, E>
}
