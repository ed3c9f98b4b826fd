/**
 * A process that sends, and whether it may do so beside the others.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"

/**
 * UUIDv7 that a process gives itself when it starts. A process that is started again is another one: it owns nothing of
 * what the former had leased.
 *
 * @since 0.1.0
 * @category model
 */
export const WorkerId = Schema.UUID.pipe(Schema.brand("WorkerId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type WorkerId = typeof WorkerId.Type

/**
 * `host` names machine and process to people. `sharesBudget` tells whether its send budget is one with the others'.
 *
 * @since 0.1.0
 * @category model
 */
export interface WorkerProcess {
  readonly id: WorkerId
  readonly host: string
  readonly sharesBudget: boolean
  readonly startedAt: DateTime.Utc
}

/**
 * Why `self` may not send beside the living `others`, or null when it may. A budget that is not shared serves one worker:
 * a second one would send at twice the rate, so whoever started first goes on and the others wait.
 *
 * @since 0.1.0
 * @category rules
 */
export const refusal = (
  self: Pick<WorkerProcess, "id" | "sharesBudget">,
  living: ReadonlyArray<WorkerProcess>
): string | null => {
  const oldestFirst = living.toSorted((a, b) =>
    Number(a.startedAt.epochMillis) - Number(b.startedAt.epochMillis) || (a.id < b.id ? -1 : 1)
  )
  const before = oldestFirst.slice(0, Math.max(0, oldestFirst.findIndex(({ id }) => id === self.id)))
  const other = before.find(({ sharesBudget }) => !sharesBudget || !self.sharesBudget)
  return other === undefined
    ? null
    : `another worker (${other.host}) is sending, and ${
      self.sharesBudget ? "that one" : "this one"
    } has no budget that both could share: give all of them one REDIS_URL, or run one worker`
}
