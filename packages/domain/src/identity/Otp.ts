/**
 * Codes by e-mail: six digits, for ten minutes, five tries. Only the newest one counts.
 *
 * The limits are the account's and not the code's, so that asking for new codes buys no more guesses. All of this is one
 * value per account; whoever stores it locks it from before `request` or `verify` until the next state is stored, else
 * two requests at once could use one code twice.
 *
 * Invariants: at most `maxTries` wrong tries are compared with one code; at most `maxWrongPerDay` in any 24 hours with
 * all codes of the account; at most `maxRequests` codes are issued in any hour; a code is accepted at most once.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"

/**
 * Six digits, as text: 012345 is not 12345.
 *
 * @since 0.1.0
 * @category model
 * @public
 */
export const Code = Schema.String.pipe(
  Schema.pattern(/^[0-9]{6}$/, { message: () => "a code of six digits, as the e-mail shows it" }),
  Schema.brand("OtpCode")
)
/**
 * Six digits that the schema or `fromChance` has made, branded.
 *
 * @since 0.1.0
 * @category model
 */
export type Code = typeof Code.Type

/**
 * The code that a random number in [0, 1) stands for; leading zeros are kept.
 *
 * @since 0.1.0
 * @category constructors
 * @public
 */
export const fromChance = (chance: number): Code => Code.make(String(Math.floor(chance * 1_000_000)).padStart(6, "0"))

/**
 * What a code is for. Each has its own codes and its own limits.
 *
 * @since 0.1.0
 * @category model
 */
export type Purpose = "LOG_IN" | "RESET"

/**
 * A code can be used for less than this after it was issued.
 *
 * @since 0.1.0
 * @category constants
 * @public
 */
export const lifetime = Duration.minutes(10)
/**
 * Wrong tries per code.
 *
 * @since 0.1.0
 * @category constants
 * @public
 */
export const maxTries = 5
/**
 * Codes that an account may ask for in an hour: enough for e-mails that are late or lost, and too few for a stranger to
 * fill a mailbox with.
 *
 * @since 0.1.0
 * @category constants
 * @public
 */
export const maxRequests = 5
/**
 * Wrong tries of an account in 24 hours: those of three codes, so that a person who mistypes gets in on the same day.
 * Guessing at this rate finds one of a million codes about once in 180 years.
 *
 * @since 0.1.0
 * @category constants
 * @public
 */
export const maxWrongPerDay = 15

const requestWindow = Duration.hours(1)
const wrongWindow = Duration.days(1)

/**
 * The newest code. `hash` is all that is kept of its digits.
 *
 * @since 0.1.0
 * @category model
 */
export interface Issued {
  readonly hash: string
  readonly issuedAt: DateTime.Utc
  readonly wrongTries: number
  readonly usedAt: DateTime.Utc | null
}

/**
 * What is known of an account's codes. The times are those inside their windows, the oldest first.
 *
 * @since 0.1.0
 * @category model
 */
export interface Otp {
  readonly newest: Issued | null
  readonly requestedAt: ReadonlyArray<DateTime.Utc>
  readonly wrongAt: ReadonlyArray<DateTime.Utc>
}

/**
 * An account that never asked for a code.
 *
 * @since 0.1.0
 * @category constructors
 * @public
 */
export const none: Otp = { newest: null, requestedAt: [], wrongAt: [] }

/**
 * The earliest moment at which the account may ask for a new code; `now` when it may.
 *
 * @since 0.1.0
 * @category rules
 * @public
 */
export const requestableAt = (otp: Otp, now: DateTime.Utc): DateTime.Utc => {
  const requests = within(otp.requestedAt, requestWindow, now)
  const free = freeAt(requests, maxRequests, requestWindow, now)
  const unlocked = lockedUntil(otp, now) ?? now
  return DateTime.greaterThan(unlocked, free) ? unlocked : free
}

/**
 * A new code replaces the one before. `TooMany` changes nothing and issues nothing; the answer to the outside is the
 * same.
 *
 * @since 0.1.0
 * @category rules
 * @public
 */
export const request = (
  otp: Otp,
  hash: string,
  now: DateTime.Utc
): { readonly next: Otp; readonly outcome: RequestOutcome } => {
  const at = requestableAt(otp, now)
  if (DateTime.greaterThan(at, now)) return { next: otp, outcome: { _tag: "TooMany", until: at } }
  const next: Otp = {
    newest: { hash, issuedAt: now, wrongTries: 0, usedAt: null },
    requestedAt: [...within(otp.requestedAt, requestWindow, now), now],
    wrongAt: within(otp.wrongAt, wrongWindow, now)
  }
  return { next, outcome: { _tag: "Issued", expiresAt: DateTime.addDuration(now, lifetime) } }
}

/**
 * - `Issued`: the code can be used until `expiresAt`, unless a newer one replaces it
 * - `TooMany`: nothing was issued; the account may ask again from `until` on
 *
 * @since 0.1.0
 * @category model
 */
export type RequestOutcome =
  | { readonly _tag: "Issued"; readonly expiresAt: DateTime.Utc }
  | { readonly _tag: "TooMany"; readonly until: DateTime.Utc }

/**
 * - `Accepted`: the person may go on; the code is used up
 * - `Wrong`: `triesLeft` of this code
 * - `Locked`: nothing was compared; a new code may be asked for from `until` on
 * - `Expired`: older than `lifetime`, or there is none
 * - `Used`: it was accepted before
 *
 * @since 0.1.0
 * @category model
 */
export type Outcome =
  | { readonly _tag: "Accepted" }
  | { readonly _tag: "Wrong"; readonly triesLeft: number }
  | { readonly _tag: "Locked"; readonly until: DateTime.Utc }
  | { readonly _tag: "Expired" }
  | { readonly _tag: "Used" }

/**
 * Compares what a person typed with the newest code. `matches` compares it with a hash in constant time and is asked
 * only when the answer counts. To the outside everything but `Accepted` is one refusal. For that to take the same time
 * always, the caller compares by itself before, once per request, with a made-up hash when there is no code or no
 * account, and `matches` only gives that answer.
 *
 * @since 0.1.0
 * @category rules
 * @public
 */
export const verify = <Given>(
  otp: Otp,
  given: Given,
  matches: (given: Given, hash: string) => boolean,
  now: DateTime.Utc
): { readonly next: Otp; readonly outcome: Outcome } => {
  const { newest } = otp
  const until = lockedUntil(otp, now)
  if (until !== null) return { next: otp, outcome: { _tag: "Locked", until } }
  if (newest === null) return { next: otp, outcome: { _tag: "Expired" } }
  if (newest.usedAt !== null) return { next: otp, outcome: { _tag: "Used" } }
  if (DateTime.greaterThanOrEqualTo(now, DateTime.addDuration(newest.issuedAt, lifetime))) {
    return { next: otp, outcome: { _tag: "Expired" } }
  }
  if (newest.wrongTries >= maxTries) {
    return { next: otp, outcome: { _tag: "Locked", until: requestableAt(otp, now) } }
  }
  if (matches(given, newest.hash)) {
    return { next: { ...otp, newest: { ...newest, usedAt: now } }, outcome: { _tag: "Accepted" } }
  }
  const wrongTries = newest.wrongTries + 1
  const next: Otp = {
    ...otp,
    newest: { ...newest, wrongTries },
    wrongAt: [...within(otp.wrongAt, wrongWindow, now), now]
  }
  return { next, outcome: { _tag: "Wrong", triesLeft: maxTries - wrongTries } }
}

const lockedUntil = (otp: Otp, now: DateTime.Utc): DateTime.Utc | null => {
  const wrong = within(otp.wrongAt, wrongWindow, now)
  return wrong.length < maxWrongPerDay ? null : freeAt(wrong, maxWrongPerDay, wrongWindow, now)
}

const within = (
  times: ReadonlyArray<DateTime.Utc>,
  window: Duration.Duration,
  now: DateTime.Utc
): ReadonlyArray<DateTime.Utc> => times.filter((time) => DateTime.lessThan(now, DateTime.addDuration(time, window)))

/** When fewer than `limit` of these times are left in the window. */
const freeAt = (
  times: ReadonlyArray<DateTime.Utc>,
  limit: number,
  window: Duration.Duration,
  now: DateTime.Utc
): DateTime.Utc => {
  const blocking = times[times.length - limit]
  return blocking === undefined ? now : DateTime.addDuration(blocking, window)
}
