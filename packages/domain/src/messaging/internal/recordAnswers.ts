import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import type { Begun } from "./beginMessages.js"
import { type Answer, recordOutcomes } from "./recordOutcomes.js"
import type { SenderBook } from "./SenderBook.js"
import type { Turn } from "./sendTurns.js"

/** Answers gather for so many milliseconds after others were recorded, unless there are enough already. */
const gatherMillis = 20
const enough = 64

/**
 * Answers that wait to be recorded, and whoever records them, as many as have come at a time. A message's place in the
 * worker is free when its answer is stored, so a store that is slow slows the sending.
 */
export const recordAnswers = (
  deps: Parameters<typeof recordOutcomes>[0] & { readonly book: SenderBook; readonly most: number }
) =>
  Effect.gen(function*() {
    const queue = yield* Queue.unbounded<{ readonly answer: Answer; readonly turn: Turn | null }>()
    const record = recordOutcomes(deps)
    let open = 0
    let recordedAt = -Infinity
    const onNone: Array<() => void> = []
    /** Open while somebody waits for all of them. */
    const urgent = yield* Effect.makeLatch()
    const add = (answer: Answer, turn: Turn | null) => {
      open++
      queue.unsafeOffer({ answer, turn })
    }

    /** Each write costs the same, however few are in it. */
    const othersCome = Effect.flatMap(Effect.zip(Clock.currentTimeMillis, Queue.size(queue)), ([now, waiting]) => {
      // The clock may have been set back.
      const wait = Math.min(gatherMillis, recordedAt + gatherMillis - now)
      return wait <= 0 || waiting >= enough ? Effect.void : Effect.raceFirst(Effect.sleep(wait), urgent.await)
    })

    /** When answers cannot be recorded together, each is alone: one that nobody can record must not lose the others. */
    const recordAll = (answers: ReadonlyArray<Answer>): Effect.Effect<void> =>
      record(answers).pipe(
        Effect.catchAllDefect((defect) =>
          answers.length > 1
            ? Effect.forEach(answers, (answer) => recordAll([answer]), { discard: true })
            : Effect.logError("an answer cannot be recorded", defect)
        )
      )

    yield* Effect.forkScoped(Effect.forever(Effect.gen(function*() {
      const first = yield* Queue.take(queue)
      yield* othersCome
      const entries = [first, ...yield* Queue.takeUpTo(queue, deps.most - 1)]
      for (const round of oncePerMessage(entries.map(({ answer }) => answer))) yield* recordAll(round)
      recordedAt = yield* Clock.currentTimeMillis
      for (const { turn } of entries) if (turn !== null) deps.book.end(turn.leased)
      open -= entries.length
      if (open > 0) return
      yield* urgent.close
      onNone.splice(0).forEach((tell) => tell())
    })))

    return {
      answer: (answer: Answer, turn: Turn): void => add(answer, turn),
      notPosted: (begun: Begun): void => {
        const reason = "the store did not say whether it was begun"
        add({ begun, outcome: { _tag: "NotWritten", reason }, jitter: 0 }, null)
      },
      allRecorded: Effect.async<void>((resume) => {
        if (open === 0) return resume(Effect.void)
        onNone.push(() => resume(Effect.void))
        urgent.unsafeOpen()
      })
    }
  })

// A late answer to one attempt and the answer to the next may have come together.
const oncePerMessage = (answers: ReadonlyArray<Answer>): ReadonlyArray<ReadonlyArray<Answer>> => {
  const rounds: Array<Map<string, Answer>> = []
  for (const answer of answers) {
    const { id } = answer.begun.stored.message
    const free = rounds.find((round) => !round.has(id)) ?? new Map<string, Answer>()
    if (free.size === 0) rounds.push(free)
    free.set(id, answer)
  }
  return rounds.map((round) => [...round.values()])
}
