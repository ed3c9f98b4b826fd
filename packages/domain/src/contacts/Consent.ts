/**
 * What a person has refused and what he or she has allowed again: an opt-out holds until somebody lifts it who may.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"

/**
 * What an opt-out covers: marketing only, or every message.
 *
 * @since 0.1.0
 * @category model
 */
export const OptOutScope = Schema.Literal("MARKETING", "ALL")
/**
 * One of the two words; where null may stand beside it, that is nobody's refusal.
 *
 * @since 0.1.0
 * @category model
 */
export type OptOutScope = typeof OptOutScope.Type

/**
 * Who said so: an upload's column, a user of the jeweller, the person in a message, or WhatsApp (its own stop button,
 * or error 131050).
 *
 * @since 0.1.0
 * @category model
 */
export const Source = Schema.Literal("IMPORT", "USER", "INBOUND", "WHATSAPP")
/**
 * One of the four words; `lifts` says what an opt-in from each can lift.
 *
 * @since 0.1.0
 * @category model
 */
export type Source = typeof Source.Type

/**
 * A line of the consent ledger. `at` is when it was said, `proof` where that can be looked up.
 *
 * @since 0.1.0
 * @category model
 */
export interface Entry {
  readonly action: "OPT_OUT" | "OPT_IN"
  readonly scope: OptOutScope
  readonly source: Source
  readonly at: DateTime.Utc
  readonly proof: string
}

/**
 * What all entries about one person come to: the latest instant of each kind. Nothing else is needed to tell what
 * holds, so neither the order nor the repetition of entries matters.
 *
 * @since 0.1.0
 * @category model
 */
export interface History {
  readonly refusedAll: DateTime.Utc | null
  readonly refusedMarketing: DateTime.Utc | null
  readonly allowedAll: DateTime.Utc | null
  readonly allowedMarketing: DateTime.Utc | null
}

/**
 * The history of somebody who never said anything.
 *
 * @since 0.1.0
 * @category constants
 */
export const silence: History = {
  refusedAll: null,
  refusedMarketing: null,
  allowedAll: null,
  allowedMarketing: null
}

const liftable: Readonly<{ [source in Source]: OptOutScope | null }> = {
  IMPORT: null,
  USER: "ALL",
  INBOUND: "ALL",
  WHATSAPP: "MARKETING"
}

/**
 * What an opt-in from this source lifts of the scope it asks for; null for nothing. The person in a message lifts
 * everything, and so does a user, who has to give a reason (`userProof`). WhatsApp's `resume` is about marketing only
 * (WhatsApp, "user_preferences"), and an upload never lifts anything.
 *
 * @since 0.1.0
 * @category rules
 */
export const lifts = (source: Source, scope: OptOutScope): OptOutScope | null =>
  scope === "ALL" ? liftable[source] : liftable[source] === null ? null : "MARKETING"

/**
 * The proof of a user's opt-in: who, and for what reason. Null when the reason is blank, and then it may not be.
 *
 * @since 0.1.0
 * @category constructors
 */
export const userProof = (userId: string, reason: string): string | null =>
  reason.trim() === "" ? null : `user ${userId}: ${reason.trim()}`

/**
 * The history with one more entry; the same object when that says nothing new.
 *
 * @since 0.1.0
 * @category rules
 */
export const add = (history: History, entry: Pick<Entry, "action" | "scope" | "source" | "at">): History => {
  if (entry.action === "OPT_OUT") {
    return raise(history, entry.scope === "ALL" ? "refusedAll" : "refusedMarketing", entry)
  }
  const lifted = lifts(entry.source, entry.scope)
  return lifted === null ? history : raise(history, lifted === "ALL" ? "allowedAll" : "allowedMarketing", entry)
}

const raise = (history: History, kind: keyof History, { at }: Pick<Entry, "at">): History =>
  history[kind] !== null && DateTime.lessThanOrEqualTo(at, history[kind]) ? history : { ...history, [kind]: at }

const later = (a: DateTime.Utc | null, b: DateTime.Utc | null): DateTime.Utc | null =>
  a === null ? b : b === null ? a : DateTime.max(a, b)

/**
 * One history of several about the same person, who may be known by phone here and by WhatsApp's user id there.
 *
 * @since 0.1.0
 * @category rules
 */
export const merge = (histories: Iterable<History>): History => {
  let merged = silence
  for (const history of histories) {
    merged = merged === silence ? history : {
      refusedAll: later(merged.refusedAll, history.refusedAll),
      refusedMarketing: later(merged.refusedMarketing, history.refusedMarketing),
      allowedAll: later(merged.allowedAll, history.allowedAll),
      allowedMarketing: later(merged.allowedMarketing, history.allowedMarketing)
    }
  }
  return merged
}

/**
 * Whether two histories say the same.
 *
 * @since 0.1.0
 * @category rules
 */
export const equals = (a: History, b: History): boolean =>
  a === b || kinds.every((kind) => a[kind]?.epochMillis === b[kind]?.epochMillis)

const kinds = ["refusedAll", "refusedMarketing", "allowedAll", "allowedMarketing"] as const

/**
 * The history that a contact's own opt-out amounts to.
 *
 * @since 0.1.0
 * @category constructors
 */
export const ofContact = (
  contact: { readonly optOut: OptOutScope | null; readonly optedOutAt: DateTime.Utc | null }
): History =>
  contact.optOut === null
    ? silence
    : { ...silence, [contact.optOut === "ALL" ? "refusedAll" : "refusedMarketing"]: contact.optedOutAt ?? longAgo }

// An opt-out without a time is older than every word that has one.
const longAgo = DateTime.unsafeMake(0)

/**
 * The refusal that holds. A refusal of everything is lifted by an opt-in to everything alone, one of marketing by any;
 * of two in the same instant the refusal holds, since WhatsApp's times have whole seconds.
 *
 * @since 0.1.0
 * @category rules
 */
export const standing = (history: History): OptOutScope | null =>
  isAfter(history.refusedAll, history.allowedAll)
    ? "ALL"
    : isAfter(history.refusedMarketing, later(history.allowedMarketing, history.allowedAll))
    ? "MARKETING"
    : null

const isAfter = (refused: DateTime.Utc | null, allowed: DateTime.Utc | null): boolean =>
  refused !== null && (allowed === null || DateTime.greaterThanOrEqualTo(refused, allowed))

/**
 * What a contact shows of a history: the refusal that holds, and since when. The time stays while the refusal does.
 *
 * @since 0.1.0
 * @category rules
 */
export const toContact = <C extends { readonly optOut: OptOutScope | null; readonly optedOutAt: DateTime.Utc | null }>(
  contact: C,
  history: History
): C => {
  const optOut = standing(history)
  if (optOut === contact.optOut) return contact
  const optedOutAt = optOut === null ? null : optOut === "ALL" ? history.refusedAll : history.refusedMarketing
  return { ...contact, optOut, optedOutAt }
}

/**
 * Whether the ledger gets a line: when the entry changes what holds, or is a new word of the person or of WhatsApp. An
 * upload or a user that repeats a refusal is none.
 *
 * @since 0.1.0
 * @category rules
 */
export const isNews = (history: History, entry: Entry): boolean => {
  const after = add(history, entry)
  return standing(after) !== standing(history) ||
    (after !== history && (entry.source === "INBOUND" || entry.source === "WHATSAPP"))
}

/**
 * Whether a refusal forbids a message of this category.
 *
 * @since 0.1.0
 * @category rules
 */
export const refuses = (optOut: OptOutScope | null, category: "UTILITY" | "MARKETING"): boolean =>
  optOut === "ALL" || (optOut === "MARKETING" && category === "MARKETING")
