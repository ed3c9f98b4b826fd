/**
 * What is over is removed: the worker's part of accounts and mail. Nothing of it decides anything any more; it would only
 * grow, and it names people.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { InvitationStore } from "../ports/InvitationStore.js"
import { OtpStore } from "../ports/OtpStore.js"
import { Outbox } from "../ports/Outbox.js"
import { SessionStore } from "../ports/SessionStore.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { TryStore } from "../ports/TryStore.js"

/**
 * How long what is over is kept. Codes and tries are asked about for a day; ended sessions, mails that have left or
 * cannot, and invitations are kept for whoever asks what happened.
 *
 * @since 0.1.0
 * @category constants
 */
export const kept = {
  codes: Duration.days(2),
  tries: Duration.days(2),
  sessions: Duration.days(30),
  mails: Duration.days(30),
  invitations: Duration.days(90)
} as const

/**
 * For a loop that runs by itself.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Removes up to a batch of each kind; how many rows that were in all. */
  readonly step: Effect.Effect<number, StoreUnavailable>
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Housekeeping extends Context.Tag("@ektola/domain/identity/Housekeeping")<Housekeeping, Service>() {}

const batch = 1000

/**
 * Gives `Housekeeping`, on the stores of one database. Any number of processes may run it.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<
  Housekeeping,
  never,
  InvitationStore | OtpStore | Outbox | SessionStore | TryStore
> = Layer.effect(
  Housekeeping,
  Effect.gen(function*() {
    const stores = [
      [yield* OtpStore, kept.codes],
      [yield* TryStore, kept.tries],
      [yield* SessionStore, kept.sessions],
      [yield* Outbox, kept.mails],
      [yield* InvitationStore, kept.invitations]
    ] as const
    return Housekeeping.of({
      step: Effect.gen(function*() {
        const now = yield* DateTime.now
        let removed = 0
        for (const [{ removeBefore }, age] of stores) {
          removed += yield* removeBefore(DateTime.subtractDuration(now, age), batch)
        }
        return removed
      }).pipe(Effect.withSpan("Housekeeping.step"))
    })
  })
)
