/**
 * What a change of approvals means for campaigns that wait while their template is paused.
 *
 * @since 0.1.0
 */
import * as Template from "./Template.js"

/**
 * PAUSE: a translation that could be sent cannot at present. RESUME: one that was waited for is decided, and there is one
 * to send.
 *
 * @since 0.1.0
 * @category model
 */
export type Meaning = { readonly _tag: "Pause"; readonly of: Template.WabaTemplate } | { readonly _tag: "Resume" }

/**
 * The meaning of approvals that were `before` and are `after` now, those that stayed included; null when it is nothing to campaigns. A
 * pause of one translation counts more than the return of another. Those that were never approved pause nothing: a run
 * goes by what is approved when it is prepared.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as ApprovalChange from "@ektola/domain/templates/ApprovalChange"
 * import type { WabaTemplate } from "@ektola/domain/templates/Template"
 *
 * const hindi = (status: string) => [{ translationId: "hi", status } as unknown as WabaTemplate]
 * assert.strictEqual(ApprovalChange.meaningOf(hindi("APPROVED"), hindi("PAUSED"))?._tag, "Pause")
 * assert.strictEqual(ApprovalChange.meaningOf(hindi("PAUSED"), hindi("APPROVED"))?._tag, "Resume")
 * assert.strictEqual(ApprovalChange.meaningOf(hindi("APPROVED"), hindi("DISABLED")), null)
 * ```
 *
 * @since 0.1.0
 * @category rules
 */
export const meaningOf = (
  before: ReadonlyArray<Template.WabaTemplate>,
  after: ReadonlyArray<Template.WabaTemplate>
): Meaning | null => {
  const known = new Map(before.map((approval) => [approval.translationId, approval]))
  let isDecided = false
  for (const approval of after) {
    const was = known.get(approval.translationId)
    if (was === undefined) continue
    if (Template.isApproved(was) && Template.mayReturn(approval)) return { _tag: "Pause", of: approval }
    if (Template.mayReturn(was) && !Template.mayReturn(approval)) isDecided = true
  }
  return isDecided && after.some(Template.isApproved) ? { _tag: "Resume" } : null
}
