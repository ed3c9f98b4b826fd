import type { Exchange } from "../Answer.js"
import type { Catalogue, KnownTemplate } from "../Catalogue.js"
import type { Reply } from "../Graph.js"
import { type Refusal, refusal } from "../Refusal.js"
import { bodyOf } from "./json.js"
import * as templateDraft from "./templateDraft.js"
import { pick, view } from "./templateView.js"

const cursorOf = (id: string): string => Buffer.from(id).toString("base64url")

export const listTemplates = (catalogue: Catalogue, wabaId: string, exchange: Exchange, version: string): Reply => {
  const { query } = exchange
  const limit = Number(query.get("limit") ?? "25")
  if (!Number.isInteger(limit) || limit < 1) return { refused: refusal(100, "Param limit must be a positive number") }
  const all = catalogue.templates(wabaId).filter((template) =>
    (query.get("name") ?? template.name) === template.name &&
    (query.get("status") ?? template.status).toUpperCase() === template.status
  )
  const after = query.get("after")
  const first = after === null ? 0 : all.findIndex(({ id }) => cursorOf(id) === after) + 1
  if (after !== null && first === 0) return { refused: refusal(100, "Invalid cursor") }
  const shown = all.slice(first, first + limit)
  const data: Array<unknown> = []
  for (const template of shown) {
    const picked = pick(view(template), exchange)
    if ("refused" in picked) return picked
    data.push(picked.body)
  }
  const last = shown.at(-1)
  if (last === undefined) return { body: { data } }
  const next = new URLSearchParams(query)
  next.set("after", cursorOf(last.id))
  return {
    body: {
      data,
      paging: {
        cursors: { before: cursorOf(shown[0]!.id), after: cursorOf(last.id) },
        ...(first + limit < all.length
          ? { next: `https://graph.facebook.com/${version}/${wabaId}/message_templates?${next.toString()}` }
          : {})
      }
    }
  }
}

export const createTemplate = (catalogue: Catalogue, wabaId: string, exchange: Exchange): Reply => {
  const draft = templateDraft.create(bodyOf(exchange))
  if ("refused" in draft) return draft
  const refused = refuseNew(catalogue, wabaId, draft.template.name, draft.template.language)
  if (refused !== null) return { refused }
  const { category, id, status } = catalogue.registerTemplate(wabaId, draft.template)
  return { body: { id, status, category } }
}

const refuseNew = (catalogue: Catalogue, wabaId: string, name: string, language: string): Refusal | null => {
  if (catalogue.template(wabaId, name, language) !== undefined) {
    return refusal(100, `There is already ${language} content for this template`, 2388024)
  }
  if (catalogue.isLocked(wabaId, name, language)) {
    return refusal(100, `${language} content cannot be added while the old one is being deleted`, 2388023)
  }
  return catalogue.templates(wabaId).length >= catalogue.waba(wabaId).templateLimit
    ? refusal(100, "The account has reached its limit of templates", 2388019)
    : null
}

export const editTemplate = (catalogue: Catalogue, template: KnownTemplate, exchange: Exchange): Reply => {
  const edited = templateDraft.edit(bodyOf(exchange), template)
  if ("refused" in edited) return edited
  const { category, id, name } = catalogue.registerTemplate(template.wabaId, edited.template)
  return { body: { success: true, id, name, category } }
}

export const deleteTemplates = (catalogue: Catalogue, wabaId: string, { query }: Exchange): Reply => {
  const name = query.get("name")
  if (name === null) return { refused: refusal(100, "The parameter name is required") }
  const id = query.get("hsm_id")
  const found = catalogue.templates(wabaId).filter((template) =>
    template.name === name && (id ?? template.id) === template.id
  )
  if (found.length === 0) return { refused: refusal(100, `Message template ${name} was not found`) }
  if (found.some(({ status }) => status === "DISABLED")) {
    return { refused: refusal(100, "A disabled template cannot be deleted") }
  }
  for (const template of found) catalogue.removeTemplate(template)
  return { body: { success: true } }
}

export const unpause = (catalogue: Catalogue, template: KnownTemplate): Reply => {
  if (template.status !== "PAUSED") return { refused: refusal(100, "The template is not paused") }
  catalogue.registerTemplate(template.wabaId, { ...template, status: "APPROVED" })
  return { body: { success: true } }
}
