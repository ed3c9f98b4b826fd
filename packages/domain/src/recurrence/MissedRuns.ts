/**
 * What happens to occurrences that nobody ran in time: the processes were down, or the campaign was paused. Never a
 * burst: at most one of them still runs, the last.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as LocalDate from "./LocalDate.js"
import * as Recurrence from "./Recurrence.js"
import * as TimeZone from "./TimeZone.js"

/**
 * SKIP leaves out an occurrence that is late. SEND_LATE still runs it until this local time of its own date.
 *
 * @since 0.1.0
 * @category model
 */
export const MissedRuns = Schema.Union(
  Schema.Struct({ policy: Schema.Literal("SKIP") }),
  Schema.Struct({ policy: Schema.Literal("SEND_LATE"), until: LocalDate.LocalTime })
)
/**
 * One of the two policies, with its hour.
 *
 * @since 0.1.0
 * @category model
 */
export type MissedRuns = typeof MissedRuns.Type

/**
 * The policy of a campaign that names none.
 *
 * @since 0.1.0
 * @category constants
 */
export const standard: MissedRuns = { policy: "SEND_LATE", until: "21:00" }

/**
 * An occurrence is late when nobody has begun it for so long.
 *
 * @since 0.1.0
 * @category constants
 */
export const graceMinutes = 15

/**
 * The most missed occurrences that are told one by one; of more, the newest.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxRecorded = 400

/**
 * Until when an occurrence may begin to run.
 *
 * @since 0.1.0
 * @category rules
 */
export const latestStart = (occurrence: Recurrence.Occurrence, policy: MissedRuns): DateTime.Utc => {
  const grace = DateTime.add(occurrence.instant, { minutes: graceMinutes })
  if (policy.policy === "SKIP") return grace
  const day = LocalDate.parse(occurrence.date)
  const local = day * LocalDate.millisPerDay + LocalDate.timeToMillis(policy.until)
  const until = TimeZone.toInstant(TimeZone.get(occurrence.zone), local)
  return until === null ? grace : DateTime.max(grace, DateTime.unsafeMake(until))
}

interface Stretch {
  readonly from: DateTime.Utc
  readonly now: DateTime.Utc
}

/**
 * The occurrences from `from` up to and at `now`; of very many the newest.
 *
 * @since 0.1.0
 * @category rules
 */
const passed = (
  recurrence: Recurrence.Recurrence,
  { from, now }: Stretch
): ReadonlyArray<Recurrence.Occurrence> =>
  Recurrence.between(recurrence, from, DateTime.add(now, { millis: 1 })).slice(-maxRecorded - 1)

/**
 * What to do at `now` with the occurrences from `from` on: the one to run, the missed ones (the newest at most), and the
 * first that is still to come. `until` is when a run that is late has to be over; null when it is in time.
 *
 * @since 0.1.0
 * @category model
 */
export interface Plan {
  readonly run: Recurrence.Occurrence | null
  readonly until: DateTime.Utc | null
  readonly missed: ReadonlyArray<Recurrence.Occurrence>
  readonly next: Recurrence.Occurrence | null
}

/**
 * What to do at `now` about the occurrences since `from`. At most one of them still runs: the last, while it may.
 *
 * @since 0.1.0
 * @category rules
 */
export const plan = (
  recurrence: Recurrence.Recurrence,
  policy: MissedRuns,
  stretch: Stretch
): Plan => {
  const all = passed(recurrence, stretch)
  const last = all.at(-1)
  const mayRun = last !== undefined && DateTime.lessThanOrEqualTo(stretch.now, latestStart(last, policy))
  const isLate = mayRun && DateTime.greaterThan(stretch.now, DateTime.add(last.instant, { minutes: graceMinutes }))
  return {
    run: mayRun ? last : null,
    until: isLate ? latestStart(last, policy) : null,
    missed: (mayRun ? all.slice(0, -1) : all).slice(-maxRecorded),
    next: Recurrence.next(recurrence, stretch.now)
  }
}

/**
 * What a campaign begins with that is started or resumed at `now`: the first occurrence that is still to come, or, when
 * none will, the last one while it may still run. `from` is the first one that was not run yet; null, when it never
 * held before. The others since then are missed.
 *
 * @since 0.1.0
 * @category rules
 */
export const resume = (
  recurrence: Recurrence.Recurrence,
  policy: MissedRuns,
  { from, now }: { readonly from: DateTime.Utc | null; readonly now: DateTime.Utc }
): Pick<Plan, "missed" | "next"> => {
  const all = from === null ? [] : passed(recurrence, { from, now })
  const next = Recurrence.next(recurrence, now)
  if (next !== null) return { missed: all.slice(-maxRecorded), next }
  const last = from === null ? Recurrence.latest(recurrence, now) : all.at(-1) ?? null
  return last !== null && DateTime.lessThanOrEqualTo(now, latestStart(last, policy))
    ? { missed: all.slice(0, -1).slice(-maxRecorded), next: last }
    : { missed: all.slice(-maxRecorded), next: null }
}
