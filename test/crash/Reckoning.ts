import type { SendEntry } from "@ektola/adapters/simulator/Journal"
import type { StoredMessage } from "./Stored.js"

/** Something that must not be; the kind decides under which figure it counts. */
export interface Violation {
  readonly kind: "SEEN_TWICE" | "UNTRUE" | "LOST" | "UNEXPLAINED"
  readonly what: string
}

export interface Reckoning {
  readonly violations: ReadonlyArray<Violation>
  readonly messages: number
  readonly accepted: number
  readonly byState: Readonly<Record<string, number>>
  /** Messages that ended OUTCOME_UNKNOWN and that the simulator was never asked to send. */
  readonly neverSeen: number
  /** Attempts that were open at some kill and that the simulator has never seen: as many may end like that. */
  readonly begunAtKills: number
}

/** Lines of the journal per violation. */
const linesShown = 6

/** What WhatsApp made of a message in the end, by the fate it drew. */
const endOf = ({ faults }: SendEntry): { readonly state: string; readonly code: number | null } => {
  const failed = faults.map((fault) => /^FAILS_(\d+)$/.exec(fault)?.[1]).find((code) => code !== undefined)
  if (failed !== undefined) return { state: "FAILED", code: Number(failed) }
  if (faults.includes("STAYS_SENT")) return { state: "SENT", code: null }
  return { state: faults.includes("NEVER_READ") ? "DELIVERED" : "READ", code: null }
}

/**
 * Holds the simulator's log against the database, token by token, once nothing is on its way any more.
 *
 * `expected` is how many messages each template was launched with, `begun` are the tokens open at the kills.
 */
export const reckon = (input: {
  readonly messages: ReadonlyArray<StoredMessage>
  readonly sends: ReadonlyArray<SendEntry>
  readonly expected: ReadonlyMap<string, number>
  readonly begun: ReadonlySet<string>
}): Reckoning => {
  const violations: Array<Violation> = []
  const byToken = grouped(input.sends, ({ token }) => token ?? "")
  const report = (kind: Violation["kind"], what: string, about: StoredMessage | null, log: ReadonlyArray<SendEntry>) =>
    violations.push({
      kind,
      what: [what, ...about === null ? [] : [describe(about)], ...log.slice(0, linesShown).map(line)].join("\n    ")
    })

  for (const [token, log] of byToken) {
    if (log.filter(({ accepted }) => accepted).length > 1) {
      report("SEEN_TWICE", `token ${token} was accepted more than once`, null, log)
    }
  }
  const perPerson = grouped(
    input.sends.filter(({ accepted }) => accepted),
    ({ phoneNumberId, recipient, template }) => `${phoneNumberId} ${recipient} ${template}`
  )
  for (const [, log] of perPerson) {
    if (log.length > 1) report("SEEN_TWICE", "one person got one run's message more than once", null, log)
  }

  const known = new Set<string>()
  const byState: Record<string, number> = {}
  const perTemplate = new Map<string, number>()
  let neverSeen = 0
  for (const message of input.messages) {
    byState[message.state] = (byState[message.state] ?? 0) + 1
    perTemplate.set(message.template, (perTemplate.get(message.template) ?? 0) + 1)
    for (const { token } of message.attempts) known.add(token)
    const log = message.attempts.flatMap(({ token }) => byToken.get(token) ?? [])
    const untrue = untruth(message, log)
    if (untrue !== null) report("UNTRUE", untrue, message, log)
    if (log.length === 0 && message.failure?.class === "OUTCOME_UNKNOWN") {
      neverSeen++
      if (!message.attempts.some(({ token }) => input.begun.has(token))) {
        report(
          "UNEXPLAINED",
          "it ended OUTCOME_UNKNOWN, WhatsApp was never asked, and it was not open at any kill",
          message,
          []
        )
      }
    }
  }
  for (const [token, log] of byToken) {
    if (!known.has(token)) report("UNTRUE", `the database has no attempt with token ${token}`, null, log)
  }
  for (const [template, launched] of input.expected) {
    const found = perTemplate.get(template) ?? 0
    if (found !== launched) {
      violations.push({ kind: "LOST", what: `${template} has ${found} messages instead of ${launched}` })
    }
  }
  const begunAtKills = [...input.begun].filter((token) => !byToken.has(token)).length
  if (neverSeen > begunAtKills) {
    violations.push({ kind: "UNEXPLAINED", what: `${neverSeen} ended unseen, and ${begunAtKills} were open at kills` })
  }
  return {
    violations,
    messages: input.messages.length,
    accepted: input.sends.filter(({ accepted }) => accepted).length,
    byState,
    neverSeen,
    begunAtKills
  }
}

const untruth = (message: StoredMessage, log: ReadonlyArray<SendEntry>): string | null => {
  const { failure, state } = message
  const accepted = log.find((entry) => entry.accepted)
  if (state === "QUEUED" || state === "SENDING" || state === "UNCONFIRMED") return "it has no end state"
  if (accepted !== undefined) {
    const end = endOf(accepted)
    const isTrue = state === end.state && (end.code === null || failure?.code === end.code)
    return isTrue
      ? null
      : `WhatsApp accepted it and ended with ${end.state}${end.code === null ? "" : ` (${end.code})`}`
  }
  if (state === "SENT" || state === "DELIVERED" || state === "READ") return "WhatsApp never accepted it"
  if (log.length === 0 && state === "FAILED" && failure?.class !== "OUTCOME_UNKNOWN") {
    return "it failed by an answer that WhatsApp never gave"
  }
  return null
}

const describe = (message: StoredMessage): string => {
  const { attempts, cancelReason, failure, id, phone, sender, state, template } = message
  const why = failure === null ? cancelReason ?? "" : `${failure.class} ${failure.code ?? ""}`
  const tries = attempts.map((each) => `#${each.number} ${each.token} ${each.state} ${each.evidence}`)
  return [`message ${id} (${template}, ${sender} to ${phone}): ${state} ${why}`.trim(), ...tries].join("\n      ")
}

const line = ({ accepted, at, faults, httpStatus, token }: SendEntry): string =>
  `journal: ${new Date(at).toISOString()} ${token} ${accepted ? "accepted" : "not accepted"}, ` +
  `answer ${httpStatus ?? "none"}, ${faults.join(" ") || "no faults"}`

const grouped = <A>(items: ReadonlyArray<A>, key: (item: A) => string): ReadonlyMap<string, ReadonlyArray<A>> => {
  const groups = new Map<string, Array<A>>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}
