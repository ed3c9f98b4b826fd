import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import type { Begun } from "./beginMessages.js"
import { type Answer, recordOutcomes } from "./recordOutcomes.js"
import type { SenderBook } from "./SenderBook.js"
import type { Turn } from "./sendTurns.js"

/**
 * Answers that wait to be recorded, and whoever records them, as many as have come at a time. A message's place in the
 * worker is free when its answer is stored, so there are never more of them than places.
 */
export const recordAnswers = (
  deps: Parameters<typeof recordOutcomes>[0] & { readonly book: SenderBook; readonly most: number }
) =>
  Effect.gen(function*() {
    const queue = yield* Queue.unbounded<{ readonly answer: Answer; readonly turn: Turn | null }>()
    const record = recordOutcomes(deps)
    let open = 0
    let onNone = () => {}
    const add = (answer: Answer, turn: Turn | null) => {
      open++
      queue.unsafeOffer({ answer, turn })
    }

    yield* Effect.forkScoped(Effect.forever(Effect.gen(function*() {
      const entries = Array.from(yield* Queue.takeBetween(queue, 1, deps.most))
      yield* record(entries.map(({ answer }) => answer)).pipe(
        Effect.catchAllDefect((defect) => Effect.logError("recording answers died", defect))
      )
      for (const { turn } of entries) if (turn !== null) deps.book.end(turn.leased)
      open -= entries.length
      if (open === 0) onNone()
    })))

    return {
      answer: (answer: Answer, turn: Turn): void => add(answer, turn),
      notPosted: (begun: Begun): void => {
        const reason = "the store did not say whether it was begun"
        add({ begun, outcome: { _tag: "NotWritten", reason }, jitter: 0 }, null)
      },
      allRecorded: Effect.async<void>((resume) => {
        onNone = () => resume(Effect.void)
        if (open === 0) onNone()
      })
    }
  })
