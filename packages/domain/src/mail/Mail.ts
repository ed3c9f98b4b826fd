/**
 * A letter on its way: tried until it has left, refused for good, or too old to be of use.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import type { UserId } from "../identity/User.js"

/**
 * UUIDv7 of a mail.
 *
 * @since 0.1.0
 * @category model
 */
export const MailId = Schema.UUID.pipe(Schema.brand("MailId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type MailId = typeof MailId.Type

/**
 * `sealed` is the letter, encrypted, since it may hold a code; it is null once the mail has ended. A mail to nobody is
 * made when an unknown address asks for a code, so that the same work is done; it ends DROPPED. `note` says why a mail
 * is DEAD, or did not leave yet, for the operator.
 *
 * @since 0.1.0
 * @category model
 */
export interface Mail {
  readonly id: MailId
  readonly userId: UserId | null
  readonly sealed: string | null
  readonly status: "WAITING" | "SENT" | "DROPPED" | "DEAD"
  readonly tries: number
  readonly dueAt: DateTime.Utc
  readonly expiresAt: DateTime.Utc | null
  readonly createdAt: DateTime.Utc
  readonly note: string | null
}

/**
 * What came of a try. `Refused` says whether trying again can help.
 *
 * @since 0.1.0
 * @category model
 */
export type Outcome =
  | { readonly _tag: "Sent" }
  | { readonly _tag: "Nobody" }
  | { readonly _tag: "Refused"; readonly permanent: boolean; readonly reason: string }

/**
 * The pauses after failed tries, in minutes. After the last one the mail is DEAD: 30 hours in all.
 *
 * @since 0.1.0
 * @category constants
 */
export const pauses: ReadonlyArray<number> = [0.5, 2, 5, 15, 60, 240, 480, 1020]

/**
 * The mail after a try. A try that would come after `expiresAt` is not made.
 *
 * @since 0.1.0
 * @category rules
 */
export const after = (mail: Mail, outcome: Outcome, now: DateTime.Utc): Mail => {
  const tries = mail.tries + 1
  switch (outcome._tag) {
    case "Sent":
      return { ...mail, tries, status: "SENT", sealed: null, note: null }
    case "Nobody":
      return { ...mail, tries, status: "DROPPED", sealed: null, note: null }
    case "Refused": {
      const pause = pauses[mail.tries]
      const dueAt = DateTime.addDuration(now, Duration.minutes(pause ?? 0))
      const isOver = outcome.permanent || pause === undefined || isExpired(mail, dueAt)
      return isOver
        ? { ...mail, tries, status: "DEAD", sealed: null, note: outcome.reason }
        : { ...mail, tries, dueAt, note: outcome.reason }
    }
  }
}

/**
 * Whether the letter is of no use any more.
 *
 * @since 0.1.0
 * @category rules
 */
export const isExpired = (mail: Pick<Mail, "expiresAt">, now: DateTime.Utc): boolean =>
  mail.expiresAt !== null && DateTime.greaterThanOrEqualTo(now, mail.expiresAt)
