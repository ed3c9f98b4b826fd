import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { type FollowDeps, followTemplate } from "../../campaigns/internal/followTemplate.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import type { WabaId } from "../../tenancy/WhatsAppAccount.js"
import * as ApprovalChange from "../ApprovalChange.js"
import type { TemplateId, WabaTemplate } from "../Template.js"

/** A verdict without what follows from whose and when it is; a null category is the one there was. */
export type Verdict =
  & Pick<WabaTemplate, "translationId" | "language" | "status" | "reason">
  & { readonly category: WabaTemplate["category"] | null }

export interface ApprovalDeps extends FollowDeps {
  readonly templates: TemplateStore.Service
}

/**
 * Stores what is known of a template in a WABA now, and lets campaigns follow it. Whoever learns of an approval comes
 * here, inside a unit of work. `verdicts` sees the approvals that are stored, locked.
 */
export const recordApprovals = Effect.fnUntraced(function*(
  deps: ApprovalDeps,
  about: { readonly jewellerId: JewellerId; readonly wabaId: WabaId; readonly templateId: TemplateId },
  verdicts: (before: ReadonlyArray<WabaTemplate>) => ReadonlyArray<Verdict>,
  now: DateTime.Utc
) {
  const template = yield* deps.templates.get(about.templateId)
  const before = yield* deps.templates.lockApprovals(about.jewellerId, about.wabaId, about.templateId)
  const known = new Map(before.map((approval) => [approval.translationId, approval]))
  const changed = verdicts(before).map((verdict): WabaTemplate => {
    const was = known.get(verdict.translationId)
    return {
      ...about,
      ...verdict,
      category: verdict.category ?? was?.category ?? template.category,
      changedAt: was?.status === verdict.status ? was.changedAt : now
    }
  })
  if (changed.length === 0) return
  yield* deps.templates.saveApprovals(changed)
  const after = [...new Map([...before, ...changed].map((approval) => [approval.translationId, approval])).values()]
  const meaning = ApprovalChange.meaningOf(before, after)
  if (meaning !== null) yield* followTemplate(deps, { jewellerId: about.jewellerId, template, meaning, now })
})
