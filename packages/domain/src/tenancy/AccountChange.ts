/**
 * What a word of WhatsApp changes in a connection: its limit, its throughput, whether it may send.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import type { AccountEvent } from "./AccountEvent.js"
import * as AccountStanding from "./AccountStanding.js"
import type { WhatsAppAccount } from "./WhatsAppAccount.js"

/**
 * Whether the event is about this connection: its WABA; for a limit its portfolio, as `sharesPortfolio` knows; for a word
 * about a number its number.
 *
 * @since 0.1.0
 * @category rules
 */
export const concerns = (
  event: AccountEvent,
  account: Pick<WhatsAppAccount, "wabaId" | "displayPhoneNumber">,
  sharesPortfolio: boolean
): boolean => {
  if (event._tag === "Limit") return sharesPortfolio || event.wabaId === account.wabaId
  return event.wabaId === account.wabaId &&
    (event._tag !== "Quality" || isNumber(event.digits, account.displayPhoneNumber))
}

// People write it with blanks, with a zero in front, or without the country code.
const isNumber = (digits: string, display: string): boolean => {
  const own = display.replaceAll(/\D/g, "").replace(/^0+/, "")
  return own.length >= 8 && digits.endsWith(own)
}

/**
 * The connection after events that concern it, at `now`. What was said before it was made tells nothing of its limit,
 * its throughput and our access, which whoever made it knows better. The same value when nothing is new.
 *
 * @since 0.1.0
 * @category rules
 */
export const apply = (
  account: WhatsAppAccount,
  events: ReadonlyArray<AccountEvent>,
  now: DateTime.Utc
): WhatsAppAccount => {
  const standing = events.reduce(
    (before, event) => isOld(event, account) ? before : AccountStanding.apply(before, event),
    account.standing
  )
  const ratePerSecond = events.some((event) => isUpgrade(event) && !isOld(event, account))
    ? Math.max(account.ratePerSecond, upgradedRatePerSecond)
    : account.ratePerSecond
  if (standing === account.standing) {
    return ratePerSecond === account.ratePerSecond ? account : { ...account, ratePerSecond }
  }
  return withStanding(
    {
      ...account,
      ratePerSecond,
      messagingLimit: standing.limit === account.standing.limit
        ? account.messagingLimit
        : standing.limit?.persons ?? null,
      // Whoever has taken our access away wants us to hold no key.
      encryptedToken: standing.access !== null && AccountStanding.isLost(standing.access.word)
        ? ""
        : account.encryptedToken
    },
    standing,
    now
  )
}

const isUpgrade = (event: AccountEvent): boolean =>
  event._tag === "Quality" && event.event.toUpperCase() === "THROUGHPUT_UPGRADE"

// WhatsApp: "Throughput".
const upgradedRatePerSecond = 1000

const isOld = ({ _tag, at }: AccountEvent, { connectedAt }: WhatsAppAccount): boolean =>
  (_tag === "Limit" || _tag === "Access" || _tag === "Quality") && DateTime.lessThan(at, connectedAt)

/**
 * The connection with another standing: PAUSED when that forbids sending, CONNECTED again when it was paused for what the
 * standing it had forbade and this one does not. A pause that takes a person is left alone, and nothing resumes without a
 * token.
 *
 * @since 0.1.0
 * @category rules
 */
export const withStanding = (
  account: WhatsAppAccount,
  standing: AccountStanding.Standing,
  now: DateTime.Utc
): WhatsAppAccount => {
  const after = { ...account, standing }
  const hold = AccountStanding.holdOf(standing, now)
  const isHeld = account.status === "PAUSED" &&
    AccountStanding.holds(account.standing).some(({ pauseReason }) => pauseReason === account.pauseReason)
  if (hold !== null) {
    const isForAPerson = account.pauseClass === "ACCOUNT" && hold.pauseClass !== "ACCOUNT"
    if (isForAPerson) return after
    return { ...after, status: "PAUSED", ...hold, pauses: isHeld ? account.pauses : account.pauses + 1 }
  }
  return isHeld && account.encryptedToken !== ""
    ? { ...after, status: "CONNECTED", pauseReason: null, pauseClass: null, resumeAt: null, pauses: 0 }
    : after
}

/**
 * What a new connection takes over from the one before: WhatsApp's words about the WABA, and about the number when it is
 * the same. Access is what has just been given again, and a limit that nobody names is the one WhatsApp told.
 *
 * @since 0.1.0
 * @category rules
 */
export const reconnected = (
  account: WhatsAppAccount,
  before: WhatsAppAccount | null,
  now: DateTime.Utc
): WhatsAppAccount => {
  if (before === null || before.wabaId !== account.wabaId) return account
  const standing = {
    ...before.standing,
    access: null,
    quality: before.phoneNumberId === account.phoneNumberId ? before.standing.quality : null
  }
  return withStanding(
    { ...account, messagingLimit: account.messagingLimit ?? standing.limit?.persons ?? null },
    standing,
    now
  )
}
