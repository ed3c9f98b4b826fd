/**
 * What can go wrong with a message, as data with probabilities.
 *
 * A message's fate depends on the seed and on who it goes to (or on its token), never on the order in which messages
 * arrive.
 *
 * @since 0.1.0
 */
import * as Random from "./Random.js"

/**
 * - ANSWER: what happens to the POST; at most one, drawn anew for every try
 * - PERSON: a trait of the recipient that every message to them meets; at most one
 * - COURSE: what happens after acceptance; at most one, drawn anew for every try, and only without a trait
 * - DISTURBANCE: how webhooks arrive; each drawn by itself for every try
 *
 * @since 0.1.0
 * @category model
 */
export type Group = "ANSWER" | "PERSON" | "COURSE" | "DISTURBANCE"

/**
 * Every fault. AFTER_ACCEPT means that the message goes on its way although the answer says otherwise or never comes.
 *
 * @since 0.1.0
 * @category constants
 */
export const faults = {
  HANG_AFTER_ACCEPT: { group: "ANSWER", note: "accepted; the answer never comes" },
  HANG: { group: "ANSWER", note: "not accepted; the answer never comes" },
  CLOSE_AFTER_ACCEPT: { group: "ANSWER", note: "accepted; the connection is cut instead of an answer" },
  CLOSE: { group: "ANSWER", note: "not accepted; the connection is cut instead of an answer" },
  HTML_502_AFTER_ACCEPT: { group: "ANSWER", note: "accepted; a gateway answers 502 in HTML" },
  HTML_502: { group: "ANSWER", note: "not accepted; a gateway answers 502 in HTML" },
  CODE_131000_AFTER_ACCEPT: { group: "ANSWER", note: "accepted; answered with 500 and code 131000" },
  CODE_131000: { group: "ANSWER", note: "not accepted; 500 and code 131000" },
  CODE_130429: { group: "ANSWER", note: "throughput exceeded; 400 and code 130429" },
  CODE_130429_HTTP_429: { group: "ANSWER", note: "throughput exceeded; 429 and code 130429" },
  CODE_131056: { group: "ANSWER", note: "too many messages to this person; 400 and code 131056" },
  CODE_190: { group: "ANSWER", note: "the token counts as expired for this try; 401 and code 190" },
  FAILS_131026: { group: "PERSON", note: "cannot be reached: failed by webhook, without sent" },
  FAILS_131050: { group: "PERSON", note: "stopped marketing: failed by webhook, without sent" },
  STAYS_SENT: { group: "PERSON", note: "blocked the number, or the phone is off: nothing after sent" },
  NEVER_READ: { group: "PERSON", note: "read receipts are off: nothing after delivered" },
  FAILS_131049: { group: "COURSE", note: "marketing cap: sent, then failed by webhook" },
  FAILS_132015: { group: "COURSE", note: "template paused while the message was held: sent, then failed by webhook" },
  DUPLICATE: { group: "DISTURBANCE", note: "every status comes twice" },
  DELIVERED_BEFORE_SENT: { group: "DISTURBANCE", note: "sent comes after delivered" },
  READ_WITHOUT_DELIVERED: { group: "DISTURBANCE", note: "read comes, delivered never does" },
  LATE: { group: "DISTURBANCE", note: "every status comes late, with its true time" }
} as const satisfies Readonly<Record<string, { readonly group: Group; readonly note: string }>>

/**
 * @since 0.1.0
 * @category model
 */
export type Fault = keyof typeof faults

/**
 * The faults of a group.
 *
 * @since 0.1.0
 * @category model
 */
export type FaultOf<G extends Group> = {
  readonly [F in Fault]: (typeof faults)[F]["group"] extends G ? F : never
}[Fault]

/**
 * @since 0.1.0
 * @category model
 */
export const names = Object.keys(faults) as ReadonlyArray<Fault>

/**
 * How often each fault happens, from 0 to 1. A fault that is not named never happens.
 *
 * @since 0.1.0
 * @category model
 */
export type Probabilities = { readonly [fault in Fault]?: number | undefined }

const isFault = (name: unknown): name is Fault => typeof name === "string" && Object.hasOwn(faults, name)

/**
 * Why these probabilities make no sense, or null.
 *
 * @since 0.1.0
 * @category rules
 */
export const refuse = (probabilities: Readonly<Record<string, unknown>>): string | null => {
  const sums: Partial<Record<Group, number>> = {}
  for (const [name, probability] of Object.entries(probabilities)) {
    if (!isFault(name)) return `there is no fault ${name}`
    if (typeof probability !== "number" || !(probability >= 0 && probability <= 1)) return `${name} is not in 0 to 1`
    const { group } = faults[name]
    sums[group] = (sums[group] ?? 0) + probability
    if (group !== "DISTURBANCE" && sums[group] > 1.000001) return `the probabilities of ${group} add up to more than 1`
  }
  return null
}

/**
 * What happens to one try. `course` is a trait of the person or a fault of the course.
 *
 * @since 0.1.0
 * @category model
 */
export interface Fate {
  readonly answer: FaultOf<"ANSWER"> | null
  readonly course: FaultOf<"PERSON" | "COURSE"> | null
  readonly disturbances: ReadonlySet<FaultOf<"DISTURBANCE">>
}

/**
 * Draws a fate. `person` names the recipient, `attempt` the try.
 *
 * @since 0.1.0
 * @category constructors
 */
export const fateOf = (
  probabilities: Probabilities,
  seed: number,
  key: { readonly person: string; readonly attempt: string }
): Fate => ({
  answer: oneOf("ANSWER", probabilities, Random.unit(seed, `answer ${key.attempt}`)),
  course: oneOf("PERSON", probabilities, Random.unit(seed, `person ${key.person}`)) ??
    oneOf("COURSE", probabilities, Random.unit(seed, `course ${key.attempt}`)),
  disturbances: new Set(
    grouped.DISTURBANCE.filter((fault) => Random.unit(seed, `${fault} ${key.attempt}`) < (probabilities[fault] ?? 0))
  )
})

/**
 * The fate that consists of exactly these faults.
 *
 * @since 0.1.0
 * @category constructors
 */
export const fateFrom = (chosen: ReadonlyArray<Fault>): Fate => ({
  answer: chosen.find(isIn("ANSWER")) ?? null,
  course: chosen.find(isIn("PERSON")) ?? chosen.find(isIn("COURSE")) ?? null,
  disturbances: new Set(chosen.filter(isIn("DISTURBANCE")))
})

const isIn = <G extends Group>(group: G) => (fault: Fault): fault is FaultOf<G> => faults[fault].group === group

const grouped: { readonly [G in Group]: ReadonlyArray<FaultOf<G>> } = {
  ANSWER: names.filter(isIn("ANSWER")),
  PERSON: names.filter(isIn("PERSON")),
  COURSE: names.filter(isIn("COURSE")),
  DISTURBANCE: names.filter(isIn("DISTURBANCE"))
}

const oneOf = <G extends Group>(group: G, probabilities: Probabilities, drawn: number): FaultOf<G> | null => {
  let upTo = 0
  for (const fault of grouped[group]) {
    upTo += probabilities[fault] ?? 0
    if (drawn < upTo) return fault
  }
  return null
}
