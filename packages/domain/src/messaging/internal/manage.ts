import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as LogLevel from "effect/LogLevel"
import type { Parsed } from "../../ports/WebhookParser.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import { applyTemplateEvents } from "../../templates/internal/applyTemplateEvents.js"
import type { ApprovalDeps } from "../../templates/internal/recordApprovals.js"
import type { TemplateEvent } from "../../templates/TemplateEvent.js"
import { applyAccountEvents, type ChangedAccount } from "../../tenancy/internal/applyAccountEvents.js"
import type { WabaId } from "../../tenancy/WhatsAppAccount.js"
import type { Notice } from "./notices.js"

/** What management events are about that nobody here has. */
export interface Unmanaged {
  readonly wabaIds: ReadonlySet<WabaId>
  readonly templates: ReadonlySet<TemplateEvent>
}

/** Applies what WhatsApp says of templates and accounts to every jeweller who has connected the WABA. */
export const manage = Effect.fnUntraced(function*(
  deps: ApprovalDeps & { readonly accounts: WhatsAppAccountStore.Service },
  said: Pick<Parsed, "accounts" | "templates">,
  now: DateTime.Utc
) {
  const wabaIds = [...new Set([...said.accounts, ...said.templates].map(({ wabaId }) => wabaId))].sort()
  const accounts = wabaIds.length === 0 ? [] : yield* deps.accounts.lockConcerned(wabaIds)
  const known = new Set(accounts.map(({ wabaId }) => wabaId))
  const changed = yield* applyAccountEvents(deps, said.accounts, accounts, now)
  const templates = yield* applyTemplateEvents(deps, said.templates, accounts, now)
  const unmanaged: Unmanaged = { wabaIds: new Set(wabaIds.filter((wabaId) => !known.has(wabaId))), templates }
  return { notices: changed.flatMap(noticesOf), unmanaged }
})

const noticesOf = ({ after, before }: ChangedAccount): ReadonlyArray<Notice> => {
  const about = { jewellerId: after.jewellerId, phoneNumberId: after.phoneNumberId }
  const { standing } = after
  const notices: Array<Notice> = []
  if (before.status === "CONNECTED" && after.status === "PAUSED") {
    const resumeAt = after.resumeAt === null ? null : DateTime.formatIso(after.resumeAt)
    notices.push({
      level: LogLevel.Error,
      text: "sender paused",
      about: { ...about, reason: after.pauseReason, resumeAt }
    })
  }
  if (before.status === "PAUSED" && after.status === "CONNECTED") {
    notices.push({ level: LogLevel.Info, text: "sender resumed", about })
  }
  const warnings = [
    standing.ban === before.standing.ban ? null : standing.ban?.word,
    standing.violation === before.standing.violation ? null : standing.violation?.word,
    ...standing.alerts.filter((alert) => !before.standing.alerts.includes(alert)).map(({ type }) => type)
  ]
  for (const word of warnings) {
    if (word === null || word === undefined) continue
    notices.push({ level: LogLevel.Warning, text: "WhatsApp warns of an account", about: { ...about, word } })
  }
  return notices
}
