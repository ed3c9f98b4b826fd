import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { type FollowDeps, followTemplate } from "../../campaigns/internal/followTemplate.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import type { WabaId } from "../../tenancy/WhatsAppAccount.js"
import * as ApprovalChange from "../ApprovalChange.js"
import type { Template, TemplateId, WabaTemplate } from "../Template.js"

/** A verdict without what follows from whose and when it is; a null category is the one there was. */
export type Verdict =
  & Pick<WabaTemplate, "translationId" | "language" | "status" | "reason">
  & { readonly category: WabaTemplate["category"] | null }

export interface ApprovalDeps extends FollowDeps {
  readonly templates: TemplateStore.Service
}

interface About {
  readonly jewellerId: JewellerId
  readonly wabaId: WabaId
  readonly templateId: TemplateId
}

/**
 * Stores what is known of a template in a WABA now, and lets campaigns follow it. Whoever learns of an approval comes
 * here, inside a unit of work. `verdicts` sees the approvals that are stored, locked.
 */
export const recordApprovals = Effect.fnUntraced(function*(
  deps: ApprovalDeps,
  about: About,
  verdicts: (before: ReadonlyArray<WabaTemplate>) => ReadonlyArray<Verdict>,
  now: DateTime.Utc
) {
  const template = yield* deps.templates.get(about.templateId)
  yield* changeApprovals(deps, about, template, (before) => {
    const known = new Map(before.map((approval) => [approval.translationId, approval]))
    return verdicts(before).map((verdict): WabaTemplate => {
      const was = known.get(verdict.translationId)
      return {
        ...about,
        ...verdict,
        category: verdict.category ?? was?.category ?? template.category,
        changedAt: was?.status === verdict.status ? was.changedAt : now,
        categoryAt: verdict.category === null || verdict.category === was?.category ? was?.categoryAt ?? null : now,
        quality: was?.quality ?? null,
        notice: was?.notice ?? null
      }
    })
  }, now)
})

/** The same for whoever knows the template, and from when each fact of an approval is. */
export const changeApprovals = Effect.fnUntraced(function*(
  deps: ApprovalDeps,
  about: About,
  template: Template,
  change: (before: ReadonlyArray<WabaTemplate>) => ReadonlyArray<WabaTemplate>,
  now: DateTime.Utc
) {
  const before = yield* deps.templates.lockApprovals(about.jewellerId, about.wabaId, about.templateId)
  const changed = change(before)
  if (changed.length === 0) return
  yield* deps.templates.saveApprovals(changed)
  const after = [...new Map([...before, ...changed].map((approval) => [approval.translationId, approval])).values()]
  const meaning = ApprovalChange.meaningOf(before, after)
  if (meaning !== null) yield* followTemplate(deps, { jewellerId: about.jewellerId, template, meaning, now })
})
