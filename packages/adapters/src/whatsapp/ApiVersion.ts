/**
 * Versions of the Graph API and how long each of them answers (Meta, "Versions", after 29 July 2026).
 *
 * A request to a version that has ended is answered by the oldest one that still lives, with its shapes: what worked for
 * two years begins to fail in small ways. So an end is worth a warning, long before it comes.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"

/**
 * A version as it stands in a path.
 *
 * @since 0.1.0
 * @category model
 */
export const ApiVersion = Schema.String.pipe(Schema.pattern(/^v[1-9]\d{0,2}\.\d$/), Schema.brand("ApiVersion"))
/**
 * A text such as `v25.0`.
 *
 * @since 0.1.0
 * @category model
 */
export type ApiVersion = typeof ApiVersion.Type

/**
 * Days in UTC; `endOfLife` is the first day on which the version does not answer any more, null while Meta names none.
 *
 * @since 0.1.0
 * @category model
 */
export interface Life {
  readonly released: string
  readonly endOfLife: string | null
}

/**
 * The versions that are known, oldest first.
 *
 * @since 0.1.0
 * @category constants
 */
export const known: ReadonlyMap<string, Life> = new Map([
  ["v18.0", { released: "2023-09-12", endOfLife: "2026-01-26" }],
  ["v19.0", { released: "2024-01-23", endOfLife: "2026-05-21" }],
  ["v20.0", { released: "2024-05-21", endOfLife: "2026-09-24" }],
  ["v21.0", { released: "2024-10-02", endOfLife: "2027-01-21" }],
  ["v22.0", { released: "2025-01-21", endOfLife: "2027-05-20" }],
  ["v23.0", { released: "2025-05-29", endOfLife: "2027-10-08" }],
  ["v24.0", { released: "2025-10-08", endOfLife: "2028-02-18" }],
  ["v25.0", { released: "2026-02-18", endOfLife: "2028-07-29" }],
  ["v26.0", { released: "2026-07-29", endOfLife: null }]
])

/**
 * The version that is used unless a setting names another: the newest whose end is known.
 *
 * @since 0.1.0
 * @category constants
 */
export const standard = ApiVersion.make("v25.0")

const isVersion = Schema.is(ApiVersion)

/**
 * The version, or what is wrong with the text. One that is not known here is no error: Meta makes new ones.
 *
 * @since 0.1.0
 * @category parsing
 */
export const parse = (text: string): Either.Either<ApiVersion, string> =>
  isVersion(text) ? Either.right(text) : Either.left(`is no version of the Graph API, such as ${standard}`)

/**
 * The instant from which the version does not answer any more, or null when none is known.
 *
 * @since 0.1.0
 * @category rules
 */
export const endOfLife = (version: ApiVersion): DateTime.Utc | null => {
  const day = known.get(version)?.endOfLife ?? null
  return day === null ? null : DateTime.unsafeMake(`${day}T00:00:00Z`)
}

/** Meta's own notice is longer; this is enough to plan and try an update. */
const noticeDays = 90

/**
 * What an operator should know about the version, in one sentence; null when there is nothing to say.
 *
 * @since 0.1.0
 * @category rules
 */
export const warning = (version: ApiVersion, now: DateTime.Utc): string | null => {
  if (!known.has(version)) {
    const newest = Array.from(known.keys()).at(-1)
    return `Graph API ${version} is not known here (the newest that is: ${newest}), so nobody will warn of its end.`
  }
  const end = endOfLife(version)
  if (end === null) return null
  const day = DateTime.formatIsoDateUtc(end)
  if (DateTime.greaterThanOrEqualTo(now, end)) {
    return `Graph API ${version} has ended on ${day}: change to a newer one, such as ${standard}.`
  }
  const left = Math.ceil(Duration.toDays(DateTime.distanceDuration(now, end)))
  return left > noticeDays ? null : `Graph API ${version} ends on ${day}, in ${left} ${left === 1 ? "day" : "days"}.`
}
