/**
 * Ends what would otherwise stay open: messages past their time, attempts whose answer never came, and figures that are
 * not added up.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { CampaignStore } from "../ports/CampaignStore.js"
import { FigureStore } from "../ports/FigureStore.js"
import { MessageStore } from "../ports/MessageStore.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { UnitOfWork } from "../ports/UnitOfWork.js"
import * as internal from "./internal/index.js"
import * as Settlement from "./Settlement.js"

/**
 * `answerWithin` must be longer than the sender's time-outs together; `deadline` is the silence that counts as proof.
 *
 * @since 0.1.0
 * @category model
 */
export interface Options {
  readonly answerWithin: Duration.DurationInput
  readonly deadline: Duration.DurationInput
}

/**
 * For a worker that says nothing else: two minutes for an answer, a quarter of an hour of silence.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaults: Options = {
  answerWithin: Settlement.defaultAnswerWithin,
  deadline: Settlement.defaultDeadline
}

/**
 * What a worker calls from time to time: it keeps no time of its own.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** One pass over everything that may have to end. Returns how many messages changed. */
  readonly sweep: Effect.Effect<number, StoreUnavailable>
  /**
   * Adds up what moved in the figures since, so that looking at them stays quick. They are exact without it. Returns how
   * many moves it found.
   */
  readonly addUp: Effect.Effect<number, StoreUnavailable>
}

/**
 * The tag of the settler; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Settler extends Context.Tag("@ektola/domain/messaging/Settler")<Settler, Service>() {}

/**
 * Gives `Settler`, on the stores of messages, figures and campaigns and their `UnitOfWork`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (
  options: Options
): Layer.Layer<Settler, never, CampaignStore | FigureStore | MessageStore | UnitOfWork> =>
  Layer.effect(
    Settler,
    Effect.gen(function*() {
      const deps = {
        campaigns: yield* CampaignStore,
        figures: yield* FigureStore,
        messages: yield* MessageStore,
        unitOfWork: yield* UnitOfWork,
        answerWithin: Duration.decode(options.answerWithin),
        deadline: Duration.decode(options.deadline)
      }
      return Settler.of({
        sweep: Effect.zipWith(
          internal.cancelExpired(deps),
          internal.settleUnconfirmed(deps),
          (expired, settled) => expired + settled
        ).pipe(Effect.withSpan("Settler.sweep")),
        addUp: internal.addUpFigures(deps)
      })
    })
  )
