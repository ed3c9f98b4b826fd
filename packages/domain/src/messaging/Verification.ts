/**
 * Recounts everything from messages, attempts and events, for operators.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { CampaignId } from "../campaigns/Campaign.js"
import type { RunId } from "../campaigns/Run.js"
import { AuditView } from "../ports/AuditView.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import * as Audit from "./Audit.js"
import * as Figures from "./Figures.js"
import type { MessageId } from "./Message.js"

/**
 * Something that does not agree with what it has come from.
 *
 * @since 0.1.0
 * @category model
 */
export interface Finding {
  readonly about: "RUN" | "CAMPAIGN" | "MESSAGE"
  readonly id: RunId | CampaignId | MessageId
  readonly runId: RunId | null
  readonly difference: Audit.Difference
}

/**
 * What was looked at. `settled` are READY runs in which nothing is open: the next step of a scheduler completes them.
 *
 * @since 0.1.0
 * @category model
 */
export interface Summary {
  readonly runs: number
  readonly campaigns: number
  readonly messages: number
  readonly skips: number
  readonly attempts: number
  readonly events: number
  readonly findings: number
  readonly settled: number
}

/**
 * What `npm run verify` calls.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * Looks at everything, run by run, and tells each finding as it is found. It may be called while everything runs: what
   * is held against each other is of one moment. It changes nothing.
   */
  readonly verify: (tell: (finding: Finding) => Effect.Effect<void>) => Effect.Effect<Summary, StoreUnavailable>
  /** Makes the figures of all runs what their messages and skips come to; returns how many runs were corrected. */
  readonly repair: Effect.Effect<number, StoreUnavailable>
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Verification extends Context.Tag("@ektola/domain/messaging/Verification")<Verification, Service>() {}

const pageSize = 500

/**
 * Gives `Verification`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Verification, never, AuditView> = Layer.effect(
  Verification,
  Effect.map(AuditView, (view) =>
    Verification.of({
      verify: Effect.fn("Verification.verify")(function*(tell) {
        const summary = {
          runs: 0,
          campaigns: 0,
          messages: 0,
          skips: 0,
          attempts: 0,
          events: 0,
          findings: 0,
          settled: 0
        }
        const tellAll = (finding: Omit<Finding, "difference">, differences: ReadonlyArray<Audit.Difference>) =>
          Effect.forEach(differences, (difference) => {
            summary.findings++
            return tell({ ...finding, difference })
          }, { discard: true })

        const eventsSince = yield* view.oldestEventAt
        for (let counted = yield* view.nextRun(null); counted !== null; counted = yield* view.nextRun(counted.run)) {
          const { recounted, run } = counted
          summary.runs++
          summary.skips += recounted.skips.reduce((sum, { count }) => sum + count, 0)
          if (run.status === "READY" && Figures.isSettled(Figures.fromCounts(recounted.messages).byState)) {
            summary.settled++
          }
          yield* tellAll({ about: "RUN", id: run.id, runId: run.id }, Audit.ofRun(counted))
          let after: MessageId | null = null
          while (true) {
            const page: Effect.Effect.Success<ReturnType<typeof view.listMessages>> = yield* view.listMessages(run, {
              after,
              limit: pageSize
            })
            for (const audited of page) {
              summary.messages++
              summary.attempts += audited.attempts.length
              summary.events += audited.events.length
              yield* tellAll(
                { about: "MESSAGE", id: audited.message.id, runId: run.id },
                Audit.ofMessage(audited, eventsSince)
              )
            }
            if (page.length < pageSize) break
            after = page.at(-1)?.message.id ?? null
          }
        }
        for (
          let counted = yield* view.nextCampaign(null);
          counted !== null;
          counted = yield* view.nextCampaign(counted)
        ) {
          summary.campaigns++
          yield* tellAll(
            { about: "CAMPAIGN", id: counted.campaignId, runId: null },
            Audit.ofCounts(counted, counted.recounted)
          )
        }
        return summary
      }),
      repair: Effect.gen(function*() {
        let corrected = 0
        for (let counted = yield* view.nextRun(null); counted !== null; counted = yield* view.nextRun(counted.run)) {
          if (Audit.ofCounts(counted, counted.recounted).length > 0 && (yield* view.correct(counted.run))) corrected++
        }
        return corrected
      }).pipe(Effect.withSpan("Verification.repair"))
    }))
)
