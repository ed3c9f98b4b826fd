import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { WhatsAppAccount } from "../../tenancy/WhatsAppAccount.js"
import type { Template, WabaTemplate } from "../Template.js"
import * as TemplateEvent from "../TemplateEvent.js"
import { type ApprovalDeps, changeApprovals } from "./recordApprovals.js"

/**
 * Applies what WhatsApp said of templates, to every jeweller who has connected the WABA. `accounts` are those, in one
 * order. Returns the events that are about none of our templates.
 */
export const applyTemplateEvents = Effect.fnUntraced(function*(
  deps: ApprovalDeps,
  events: ReadonlyArray<TemplateEvent.TemplateEvent>,
  accounts: ReadonlyArray<Pick<WhatsAppAccount, "jewellerId" | "wabaId">>,
  now: DateTime.Utc
) {
  const strangers = new Set(events)
  if (events.length === 0) return strangers
  const named = new Map(
    (yield* deps.templates.listByNames([...new Set(events.map(({ name }) => name))])).map((
      found
    ) => [found.name, found])
  )
  const known = events.flatMap((event) => {
    const template = named.get(event.name)
    const translation = template?.translations.find(({ language }) => language === event.language)
    if (template === undefined || translation === undefined) return []
    strangers.delete(event)
    return [{ event, template, translation }]
  })
  const templates = [...new Set(known.map(({ template }) => template))].sort((a, b) => a.id < b.id ? -1 : 1)
  for (const { jewellerId, wabaId } of accounts) {
    for (const template of templates) {
      const said = known.filter((one) => one.template === template && one.event.wabaId === wabaId)
      if (said.length === 0) continue
      const about = { jewellerId, wabaId, templateId: template.id }
      yield* changeApprovals(deps, about, template, (before) => changedBy(said, before, about, template), now)
    }
  }
  return strangers
})

interface Said {
  readonly event: TemplateEvent.TemplateEvent
  readonly translation: Template["translations"][number]
}

const changedBy = (
  said: ReadonlyArray<Said>,
  before: ReadonlyArray<WabaTemplate>,
  about: Pick<WabaTemplate, "jewellerId" | "wabaId" | "templateId">,
  { category }: Template
): ReadonlyArray<WabaTemplate> => {
  const stored = new Map(before.map((approval) => [approval.translationId, approval]))
  const after = new Map<string, WabaTemplate>()
  for (const { event, translation: { id, language } } of said) {
    const was = after.get(id) ?? stored.get(id) ??
      TemplateEvent.silence({ ...about, translationId: id, language, category })
    after.set(id, TemplateEvent.apply(was, event))
  }
  return [...after.values()].filter((approval) => approval !== stored.get(approval.translationId))
}
