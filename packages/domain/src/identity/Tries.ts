/**
 * How often somebody may guess. A try is counted before anything is compared, and taken back when it was right: so many
 * guesses at the same moment are no more than so many one after the other.
 *
 * Tries are counted per account, whether there is one or not, and per network that they come from. Who is locked out can
 * log in with a code by e-mail, which has limits of its own (`Otp`): so nobody can lock out an owner by guessing.
 *
 * @since 0.1.0
 */
import * as Arr from "effect/Array"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"

/**
 * At most `times` tries in any stretch of time of this length.
 *
 * @since 0.1.0
 * @category model
 */
export interface Limit {
  readonly times: number
  readonly within: Duration.Duration
}

/**
 * - `PASSWORD_OF`: passwords tried for an e-mail address
 * - `PASSWORD_FROM`: passwords tried from a network, whatever the account
 * - `CODE_FROM`: codes and invitations tried from a network
 * - `LETTER_FROM`: e-mails that a network has asked for
 *
 * @since 0.1.0
 * @category model
 */
export type Kind = "PASSWORD_OF" | "PASSWORD_FROM" | "CODE_FROM" | "LETTER_FROM"

/**
 * The limits of each kind. Ten passwords are enough for a person; a network may be a whole street behind one address.
 * At 40 a day, a password among the 10,000 most common ones (which `Password` refuses) would take 250 days.
 *
 * @since 0.1.0
 * @category constants
 */
export const limits: Readonly<Record<Kind, Arr.NonEmptyReadonlyArray<Limit>>> = {
  PASSWORD_OF: [{ times: 10, within: Duration.minutes(15) }, { times: 40, within: Duration.days(1) }],
  PASSWORD_FROM: [{ times: 50, within: Duration.minutes(15) }, { times: 500, within: Duration.days(1) }],
  CODE_FROM: [{ times: 50, within: Duration.minutes(15) }, { times: 500, within: Duration.days(1) }],
  LETTER_FROM: [{ times: 30, within: Duration.hours(1) }, { times: 200, within: Duration.days(1) }]
}

/**
 * Whose tries: `of` is an e-mail address or a network.
 *
 * @since 0.1.0
 * @category model
 */
export interface Key {
  readonly kind: Kind
  readonly of: string
}

/**
 * The times of the tries that count, the oldest first.
 *
 * @since 0.1.0
 * @category model
 */
export type Tries = ReadonlyArray<DateTime.Utc>

/**
 * - `Admitted`: store `next`, then compare
 * - `TooMany`: compare nothing before `until`; nothing is counted
 *
 * @since 0.1.0
 * @category model
 */
export type Outcome =
  | { readonly _tag: "Admitted"; readonly next: Tries }
  | { readonly _tag: "TooMany"; readonly until: DateTime.Utc }

/**
 * Whether there may be one try more, now.
 *
 * @since 0.1.0
 * @category rules
 */
export const admit = (kind: Kind, tries: Tries, now: DateTime.Utc): Outcome => {
  const counted = tries.filter((at) => DateTime.lessThan(now, DateTime.addDuration(at, remembered(kind))))
  const until = limits[kind].flatMap(({ times, within }) => {
    const blocking = counted.at(-times)
    const free = blocking === undefined ? now : DateTime.addDuration(blocking, within)
    return DateTime.greaterThan(free, now) ? [free] : []
  })
  return Arr.isNonEmptyReadonlyArray(until)
    ? { _tag: "TooMany", until: until.reduce((a, b) => DateTime.max(a, b)) }
    : { _tag: "Admitted", next: [...counted, now] }
}

/**
 * The tries without the one that was admitted at this instant: it was right.
 *
 * @since 0.1.0
 * @category rules
 */
export const takeBack = (tries: Tries, at: DateTime.Utc): Tries => {
  const index = tries.findLastIndex((time) => DateTime.Equivalence(time, at))
  return index === -1 ? tries : [...tries.slice(0, index), ...tries.slice(index + 1)]
}

/**
 * How long tries of a kind are remembered: as long as its longest limit looks back.
 *
 * @since 0.1.0
 * @category getters
 */
export const remembered = (kind: Kind): Duration.Duration =>
  limits[kind].map(({ within }) => within).reduce((a, b) => Duration.max(a, b))
