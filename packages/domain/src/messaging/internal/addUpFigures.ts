import * as Effect from "effect/Effect"
import type * as FigureStore from "../../ports/FigureStore.js"

const batch = 10_000

export const addUpFigures = (deps: { readonly figures: FigureStore.Service }) =>
  Effect.gen(function*() {
    let moves = 0
    while (true) {
      const found = yield* deps.figures.fold(batch)
      moves += found
      if (found < batch) return moves
    }
  }).pipe(Effect.withSpan("Settler.addUp"))
