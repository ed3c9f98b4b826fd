/**
 * How large the segments are and whom of them a campaign could reach.
 *
 * @since 0.1.0
 */
import * as Consent from "../contacts/Consent.js"
import * as Language from "../contacts/Language.js"
import type { Category } from "../templates/Template.js"
import * as Segment from "./Segment.js"

/**
 * Contacts that are not deleted and alike in all this, and how many there are.
 *
 * @since 0.1.0
 * @category model
 */
export interface Group {
  readonly segment: Segment.Segment
  readonly language: Language.Language | null
  readonly optOut: Consent.OptOutScope | null
  readonly hasPhone: boolean
  readonly hasUserId: boolean
  readonly count: number
}

/**
 * One segment. `reachable` counts those with a phone number or a WhatsApp user id who have not refused messages of the
 * category; whether a text can be filled or is approved is a campaign's question. `optedOut` counts by the scope of the
 * refusal, each contact once. A `language` of null has not been said, and none without contacts is listed.
 *
 * @since 0.1.0
 * @category model
 */
export interface SegmentStatistics {
  readonly segment: Segment.Segment
  readonly contacts: number
  readonly reachable: Readonly<Record<Category, number>>
  readonly optedOut: Readonly<Record<Consent.OptOutScope, number>>
  readonly withoutPhone: number
  readonly byLanguage: ReadonlyArray<{ readonly language: Language.Language | null; readonly contacts: number }>
}

/**
 * The statistics of every segment, also of those without contacts, in the order of `Segment.all`.
 *
 * @since 0.1.0
 * @category rules
 */
export const fold = (groups: ReadonlyArray<Group>): ReadonlyArray<SegmentStatistics> =>
  Segment.all.map((segment) => {
    const own = groups.filter((group) => group.segment === segment)
    const count = (counts: (group: Group) => boolean) =>
      own.reduce((sum, group) => counts(group) ? sum + group.count : sum, 0)
    return {
      segment,
      contacts: count(() => true),
      reachable: {
        UTILITY: count((group) => isReachable(group, "UTILITY")),
        MARKETING: count((group) => isReachable(group, "MARKETING"))
      },
      optedOut: {
        MARKETING: count(({ optOut }) => optOut === "MARKETING"),
        ALL: count(({ optOut }) => optOut === "ALL")
      },
      withoutPhone: count(({ hasPhone }) => !hasPhone),
      byLanguage: [...Language.all, null]
        .map((language) => ({ language, contacts: count((group) => group.language === language) }))
        .filter(({ contacts }) => contacts > 0)
    }
  })

/**
 * How many contacts of all segments a campaign of the category could reach, by language; `none` are those who have not
 * said any, and a language that is left out has none.
 *
 * @since 0.1.0
 * @category rules
 */
export const reachableByLanguage = (
  groups: ReadonlyArray<Group>,
  category: Category
): Readonly<Partial<Record<Language.Language | "none", number>>> => {
  const counts: Partial<Record<Language.Language | "none", number>> = {}
  for (const group of groups) {
    if (!isReachable(group, category)) continue
    const language = group.language ?? "none"
    counts[language] = (counts[language] ?? 0) + group.count
  }
  return counts
}

const isReachable = ({ hasPhone, hasUserId, optOut }: Group, category: Category): boolean =>
  (hasPhone || hasUserId) && !Consent.refuses(optOut, category)
