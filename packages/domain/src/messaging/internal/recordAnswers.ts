import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import type { Begun } from "./beginMessages.js"
import { type Answer, recordOutcomes } from "./recordOutcomes.js"
import type { SenderBook } from "./SenderBook.js"
import type { Turn } from "./sendTurns.js"

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
    const onNone: Array<() => void> = []
    const add = (answer: Answer, turn: Turn | null) => {
      open++
      queue.unsafeOffer({ answer, turn })
    }

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
      const entries = Array.from(yield* Queue.takeBetween(queue, 1, deps.most))
      for (const round of oncePerMessage(entries.map(({ answer }) => answer))) yield* recordAll(round)
      for (const { turn } of entries) if (turn !== null) deps.book.end(turn.leased)
      open -= entries.length
      if (open === 0) onNone.splice(0).forEach((tell) => tell())
    })))

    return {
      answer: (answer: Answer, turn: Turn): void => add(answer, turn),
      notPosted: (begun: Begun): void => {
        const reason = "the store did not say whether it was begun"
        add({ begun, outcome: { _tag: "NotWritten", reason }, jitter: 0 }, null)
      },
      allRecorded: Effect.async<void>((resume) => {
        if (open === 0) resume(Effect.void)
        else onNone.push(() => resume(Effect.void))
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
