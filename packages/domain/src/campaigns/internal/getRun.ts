import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import * as Figures from "../../messaging/Figures.js"
import type * as FigureStore from "../../ports/FigureStore.js"
import type { Service } from "../Campaigns.js"

export const getRun = (deps: { readonly figures: FigureStore.Service }): Service["getRun"] =>
  Effect.fn("Campaigns.getRun")(function*(principal, runId) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "run.read")
    const counted = yield* deps.figures.countRun(jewellerId, runId)
    return { run: counted.run, figures: Figures.report(counted) }
  })
