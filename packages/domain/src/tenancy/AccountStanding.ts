/**
 * How a connection stands with WhatsApp, as far as WhatsApp has told by itself. Its webhooks come late, twice and in any
 * order, so each fact remembers when it was said and the latest word about it stands.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import type { AccountEvent } from "./AccountEvent.js"

/**
 * Something the WABA may not do; without `until` nobody knows how long. `remediation` is what WhatsApp advises.
 *
 * @since 0.1.0
 * @category model
 */
export const Restriction = Schema.Struct({
  type: Schema.String,
  until: Schema.NullOr(Schema.DateTimeUtc),
  remediation: Schema.NullOr(Schema.String),
  at: Schema.DateTimeUtc
})
/**
 * A decoded restriction; WhatsApp tells each type with an end of its own.
 *
 * @since 0.1.0
 * @category model
 */
export type Restriction = typeof Restriction.Type

/**
 * A notice of WhatsApp, in its own words. `entity` is what it is about, such as `BUSINESS 400000000000011`.
 *
 * @since 0.1.0
 * @category model
 */
export const Alert = Schema.Struct({
  type: Schema.String,
  entity: Schema.String,
  severity: Schema.NullOr(Schema.String),
  status: Schema.NullOr(Schema.String),
  description: Schema.NullOr(Schema.String),
  at: Schema.DateTimeUtc
})
/**
 * A decoded alert; of one type about one entity only the latest is kept.
 *
 * @since 0.1.0
 * @category model
 */
export type Alert = typeof Alert.Type

const word = Schema.Struct({ word: Schema.String, at: Schema.DateTimeUtc })

/**
 * `quality` is WhatsApp's last word about the number, `limit` how many persons the portfolio may write to in 24 hours (null
 * in it: no limit), `access` whether we may act for the WABA. A fact that WhatsApp has said nothing about is null.
 *
 * @since 0.1.0
 * @category model
 */
export const Standing = Schema.Struct({
  quality: Schema.NullOr(word),
  limit: Schema.NullOr(Schema.Struct({ persons: Schema.NullOr(Schema.Number), at: Schema.DateTimeUtc })),
  ban: Schema.NullOr(Schema.Struct({ ...word.fields, date: Schema.NullOr(Schema.String) })),
  violation: Schema.NullOr(word),
  access: Schema.NullOr(word),
  restrictions: Schema.Array(Restriction),
  alerts: Schema.Array(Alert)
})
/**
 * A decoded standing; encoded, its instants are ISO texts.
 *
 * @since 0.1.0
 * @category model
 */
export type Standing = typeof Standing.Type

/**
 * WhatsApp has said nothing.
 *
 * @since 0.1.0
 * @category constants
 */
export const silence: Standing = {
  quality: null,
  limit: null,
  ban: null,
  violation: null,
  access: null,
  restrictions: [],
  alerts: []
}

// The newest; WhatsApp has a handful of types, so more would be a flood.
const mostAlerts = 50

/**
 * The standing after an event; the same value when it tells nothing new. A Quality event must be about this number.
 *
 * @since 0.1.0
 * @category rules
 */
export const apply = (standing: Standing, event: AccountEvent): Standing => {
  const { at } = event
  switch (event._tag) {
    case "Limit":
      return set(standing, "limit", { persons: event.persons, at })
    case "Quality":
      return set(standing, "quality", { word: event.event, at })
    case "Ban":
      return set(standing, "ban", { word: event.state, date: event.date, at })
    case "Violation":
      return set(standing, "violation", { word: event.violation, at })
    case "Access":
      // A token that was lost is lost, whatever came before or after: only connecting again brings another.
      return isLost(event.event) === isLost(standing.access?.word ?? "")
        ? set(standing, "access", { word: event.event, at })
        : isLost(event.event) || standing.access === null
        ? { ...standing, access: { word: event.event, at } }
        : standing
    case "Restrictions": {
      const restrictions = event.restrictions.reduce(
        (all, restriction) => put(all, { ...restriction, at }, ({ type }) => type),
        standing.restrictions
      )
      return restrictions === standing.restrictions ? standing : { ...standing, restrictions }
    }
    case "Alert": {
      const alerts = put(standing.alerts, { ...event.alert, at }, ({ entity, type }) => `${type} ${entity}`)
      return alerts === standing.alerts ? standing : { ...standing, alerts: alerts.slice(0, mostAlerts) }
    }
  }
}

type Fact = "quality" | "limit" | "ban" | "violation" | "access"

const set = <K extends Fact>(standing: Standing, fact: K, told: NonNullable<Standing[K]>): Standing =>
  isLater(told, standing[fact]) ? { ...standing, [fact]: told } : standing

/** The latest word of each kind, the newest first. */
const put = <A extends Told>(all: ReadonlyArray<A>, told: A, kind: (one: A) => string): ReadonlyArray<A> => {
  const known = all.find((one) => kind(one) === kind(told)) ?? null
  return isLater(told, known)
    ? [...all.filter((one) => one !== known), told].sort((a, b) => isLater(a, b) ? -1 : 1)
    : all
}

type Told = { readonly at: DateTime.Utc }

// Nobody can tell which of two words of one second came first: everybody takes the same one.
const isLater = (told: Told, known: Told | null): boolean =>
  known === null || DateTime.greaterThan(told.at, known.at) ||
  (DateTime.Equivalence(told.at, known.at) && JSON.stringify(told) > JSON.stringify(known))

// Words after which nobody may act for the WABA with the token there is (Meta, "account_update").
const lost: ReadonlySet<string> = new Set([
  "PARTNER_REMOVED",
  "PARTNER_APP_UNINSTALLED",
  "ACCOUNT_OFFBOARDED",
  "ACCOUNT_DELETED"
])

/**
 * Whether a word of WhatsApp about access means that the token is worth nothing any more.
 *
 * @since 0.1.0
 * @category rules
 */
export const isLost = (access: string): boolean => lost.has(access.toUpperCase())

/**
 * Why nothing may be sent, and until when; null in it when nobody knows. ACCOUNT takes a person who connects it again.
 *
 * @since 0.1.0
 * @category model
 */
export interface Hold {
  readonly pauseClass: "ACCOUNT" | "POLICY"
  readonly pauseReason: string
  readonly resumeAt: DateTime.Utc | null
}

const stopsCampaigns = "RESTRICTED_BIZ_INITIATED_MESSAGING"

/**
 * What the standing forbids at `now`; null when messages may go. A scheduled ban and a violation are warnings.
 *
 * @since 0.1.0
 * @category rules
 */
export const holdOf = (standing: Standing, now: DateTime.Utc): Hold | null =>
  holds(standing).find(({ resumeAt }) => resumeAt === null || DateTime.greaterThan(resumeAt, now)) ?? null

/**
 * Every hold that the standing speaks of, also those that have passed, the gravest first.
 *
 * @since 0.1.0
 * @category rules
 */
export const holds = ({ access, ban, restrictions }: Standing): ReadonlyArray<Hold> => [
  ...access !== null && isLost(access.word)
    ? [{
      pauseClass: "ACCOUNT" as const,
      pauseReason:
        `WhatsApp says that the account may not be used from here any more (${access.word}): connect it again`,
      resumeAt: null
    }]
    : [],
  ...ban?.word.toUpperCase() === "DISABLE"
    ? [{ pauseClass: "POLICY" as const, pauseReason: "WhatsApp has disabled the account", resumeAt: null }]
    : [],
  ...restrictions.filter(({ type }) => type.toUpperCase() === stopsCampaigns).map(({ until }) => ({
    pauseClass: "POLICY" as const,
    pauseReason: "WhatsApp does not let the account begin conversations",
    resumeAt: until
  }))
]
