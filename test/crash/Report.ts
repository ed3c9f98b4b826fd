import { isWithin } from "./Limits.js"
import type { Violation } from "./Reckoning.js"
import type { Result } from "./Suite.js"

const shown = 5

/** What a suite found, for people. */
export const report = (result: Result): string => {
  const { byState, begunAtKills, messages, accepted, neverSeen, violations } = result.reckoning
  const count = (kind: Violation["kind"]) => violations.filter((each) => each.kind === kind).length
  const phase = (name: string, of: (kill: Result["kills"][number]) => number) =>
    `  ${name.padEnd(22)}${String(result.kills.filter((kill) => of(kill) > 0).length).padStart(6)}` +
    `${String(result.kills.reduce((sum, kill) => sum + of(kill), 0)).padStart(10)}`
  return [
    ...violations.slice(0, shown).flatMap(({ kind, what }) => [`${kind}: ${what}`, ""]),
    ...violations.length > shown ? [`… and ${violations.length - shown} more`, ""] : [],
    ...result.stopped === null ? [] : [`stopped early: ${result.stopped}`, ""],
    `  ${"a kill fell between".padEnd(22)}${"kills".padStart(6)}${"messages".padStart(10)}`,
    phase("lease and begin", ({ leased }) => leased),
    phase("begin and write", ({ begun }) => begun),
    phase("write and answer", ({ written }) => written),
    phase("answer and record", ({ answered }) => answered),
    "",
    ...result.limits.map((limits) =>
      `  ${limits.sender}, ${limits.ratePerSecond}/s: at most ${limits.mostInASecond} in a second, ${limits.surelyInASecond} of them surely; ` +
      `${limits.closePairs} pairs within 6 s, the closest ${limits.closest ?? "–"} ms` +
      (isWithin(limits) ? "" : "  (over its limits)")
    ),
    `  longest pause of the simulator's process: ${result.longestPause.toFixed(0)} ms`,
    `  ${Object.entries(result.outages).map(([outage, times]) => `${outage} ${times}`).join(", ")}; ` +
    `${result.endedAlone.length} workers ended by themselves`,
    "",
    `  ${messages} messages, ${accepted} accepted by WhatsApp; ` +
    Object.entries(byState).toSorted(([a], [b]) => a < b ? -1 : 1).map(([state, times]) => `${state} ${times}`).join(
      ", "
    ),
    `  seen twice ${count("SEEN_TWICE")}, untrue states ${count("UNTRUE")}, lost ${count("LOST")}; ` +
    `OUTCOME_UNKNOWN and never seen ${neverSeen}, of ${begunAtKills} begun and not seen at the kills` +
    (count("UNEXPLAINED") > 0 ? ` (${count("UNEXPLAINED")} unexplained)` : "")
  ].join("\n")
}
