/**
 * Why a customer is messaged. Every contact has exactly one segment.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * GOLD_LOAN pays interest, GOLD_SIP saves in instalments, MARKETING simply buys.
 *
 * @since 0.1.0
 * @category model
 */
export const Segment = Schema.Literal("GOLD_LOAN", "GOLD_SIP", "MARKETING")
/**
 * One of the three words.
 *
 * @since 0.1.0
 * @category model
 */
export type Segment = typeof Segment.Type

/**
 * The three, in the order in which they are shown.
 *
 * @since 0.1.0
 * @category constants
 */
export const all: ReadonlyArray<Segment> = Segment.literals

const names: Readonly<Record<string, Segment>> = {
  goldloan: "GOLD_LOAN",
  loan: "GOLD_LOAN",
  goldloancustomer: "GOLD_LOAN",
  goldsip: "GOLD_SIP",
  sip: "GOLD_SIP",
  goldsavings: "GOLD_SIP",
  savings: "GOLD_SIP",
  scheme: "GOLD_SIP",
  goldscheme: "GOLD_SIP",
  marketing: "MARKETING",
  general: "MARKETING",
  retail: "MARKETING"
}

/**
 * The segment a person means: case, spaces, dashes and underscores do not matter.
 *
 * @since 0.1.0
 * @category parsing
 */
export const fromText = (text: string): Segment | null => {
  const key = text.toLowerCase().replace(/[\s_-]+/g, "")
  return Object.hasOwn(names, key) ? names[key] ?? null : null
}
