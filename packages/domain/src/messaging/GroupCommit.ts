/**
 * Many callers, one write: what arrives while a write is under way goes into the next one together.
 *
 * @since 0.1.0
 */
import * as Chunk from "effect/Chunk"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"

/**
 * A function that submits an item and gives its result when the write that carried it has ended. `write` gets 1 to
 * `most` items and returns their results in order; when it fails, all its items fail. One write runs at a time.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make = <A, B, E>(options: {
  readonly most: number
  readonly write: (items: ReadonlyArray<A>) => Effect.Effect<ReadonlyArray<B>, E>
}): Effect.Effect<(item: A) => Effect.Effect<B, E>, never, Scope.Scope> =>
  Effect.gen(function*() {
    const queue = yield* Queue.unbounded<{ readonly item: A; readonly done: Deferred.Deferred<B, E> }>()

    const writeNext = Effect.gen(function*() {
      const entries = Chunk.toReadonlyArray(yield* Queue.takeBetween(queue, 1, options.most))
      const exit = yield* Effect.exit(options.write(entries.map(({ item }) => item)))
      yield* Effect.forEach(
        entries,
        ({ done }, index) => Deferred.done(done, Exit.map(exit, (results) => results[index] as B)),
        { discard: true }
      )
    })
    yield* Effect.forkScoped(Effect.forever(writeNext))

    return (item) =>
      Effect.flatMap(Deferred.make<B, E>(), (done) =>
        Effect.zipRight(Queue.offer(queue, { item, done }), Deferred.await(done)))
  })
