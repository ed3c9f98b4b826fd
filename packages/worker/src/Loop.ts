/**
 * A supervised loop: it works while there is work, rests when there is none, and survives every failure.
 *
 * @since 0.1.0
 */
import * as Cause from "effect/Cause"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/**
 * `step` says whether it did something; then it is called again at once. `rest` is the pause after an idle step. After a
 * failure the loop pauses longer each time, up to `longestPause`; the log hears of the 1st, 2nd, 4th, 8th … in a row.
 *
 * @since 0.1.0
 * @category model
 */
export interface Options<E, R> {
  readonly name: string
  readonly step: Effect.Effect<boolean, E, R>
  readonly rest: Duration.DurationInput
  readonly longestPause?: Duration.DurationInput
}

/**
 * Runs until it is interrupted. A defect in one step is logged and does not end the loop.
 *
 * @since 0.1.0
 * @category constructors
 */
export const forever = <E, R>(options: Options<E, R>): Effect.Effect<never, never, R> => {
  const longestPause = Duration.decode(options.longestPause ?? "10 seconds")
  const round = (failures: number): Effect.Effect<never, never, R> =>
    Effect.flatMap(Effect.exit(options.step), (exit) => {
      if (exit._tag === "Success") {
        return Effect.zipRight(exit.value ? Effect.yieldNow() : Effect.sleep(options.rest), round(0))
      }
      if (Cause.isInterruptedOnly(exit.cause)) return Effect.interrupt
      const pause = Duration.min(Duration.millis(100 * 2 ** Math.min(failures, 20)), longestPause)
      const times = failures + 1
      const text = `${options.name} failed ${times === 1 ? "" : `${times} times in a row `}and goes on in ${
        Duration.format(pause)
      }`
      return Effect.when(Effect.logError(text, exit.cause), () => Number.isInteger(Math.log2(times))).pipe(
        Effect.zipRight(Effect.sleep(pause)),
        Effect.zipRight(round(times))
      )
    })
  return Effect.suspend(() => round(0)).pipe(Effect.annotateLogs({ loop: options.name }))
}
