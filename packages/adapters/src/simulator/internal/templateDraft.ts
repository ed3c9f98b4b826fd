import type { Template } from "../Catalogue.js"
import { type Refusal, refusal } from "../Refusal.js"
import { componentsOf } from "./draftComponents.js"
import { isRecord, unexpectedKey } from "./shape.js"

const createKeys = new Set([
  "name",
  "language",
  "category",
  "parameter_format",
  "components",
  "message_send_ttl_seconds"
])
const editKeys = new Set(["category", "parameter_format", "components", "message_send_ttl_seconds"])

const categories = ["UTILITY", "MARKETING", "AUTHENTICATION"] as const

/** What a body that creates a template comes to; it is PENDING then. Words come in either case. */
export const create = (body: unknown): { readonly template: Template } | { readonly refused: Refusal } => {
  if (!isRecord(body)) return { refused: refusal(100, "The body is no JSON object") }
  const unexpected = unexpectedKey(body, createKeys, "message_templates")
  if (unexpected !== null) return { refused: unexpected }
  const { language, name } = body
  if (typeof name !== "string" || !/^[a-z0-9_]+$/.test(name)) {
    return { refused: refusal(100, "Param name must have lower-case letters, digits and underscores only") }
  }
  if (name.length > 512) return { refused: refusal(100, "Param name is too long", 2388040) }
  if (typeof language !== "string" || !/^[a-z]{2,3}(_[A-Z]{2})?$/.test(language)) {
    return { refused: refusal(100, "Param language is not a language code") }
  }
  const category = categoryOf(body["category"])
  if (category === undefined) {
    return { refused: refusal(100, `Param category must be one of {${categories.join(", ")}}`) }
  }
  const timed = refuseTimeToLive(body["message_send_ttl_seconds"])
  if (timed !== null) return { refused: timed }
  const components = componentsOf(body["components"], body["parameter_format"])
  return "refused" in components
    ? components
    : { template: { name, language, category, status: "PENDING", ...components.content } }
}

/** What a template becomes by an edit: it is reviewed again. */
export const edit = (
  body: unknown,
  template: Template
): { readonly template: Template } | { readonly refused: Refusal } => {
  if (!isRecord(body)) return { refused: refusal(100, "The body is no JSON object") }
  const unexpected = unexpectedKey(body, editKeys, "message_template")
  if (unexpected !== null) return { refused: unexpected }
  if (!["APPROVED", "REJECTED", "PAUSED"].includes(template.status)) {
    return { refused: refusal(100, `A template that is ${template.status} cannot be edited`) }
  }
  const category = body["category"] === undefined ? template.category : categoryOf(body["category"])
  if (category === undefined) {
    return { refused: refusal(100, `Param category must be one of {${categories.join(", ")}}`) }
  }
  if (category !== template.category && template.status === "APPROVED") {
    return { refused: refusal(100, "The category of an approved template cannot be edited") }
  }
  const timed = refuseTimeToLive(body["message_send_ttl_seconds"])
  if (timed !== null) return { refused: timed }
  const { language, name } = template
  if (body["components"] === undefined) return { template: { ...template, category, status: "PENDING" } }
  const components = componentsOf(body["components"], body["parameter_format"])
  return "refused" in components
    ? components
    : { template: { name, language, category, status: "PENDING", ...components.content } }
}

const categoryOf = (value: unknown) =>
  categories.find((category) => typeof value === "string" && value.toUpperCase() === category)

const refuseTimeToLive = (seconds: unknown): Refusal | null =>
  seconds === undefined || (Number.isInteger(seconds) && ((seconds as number) >= 30 || seconds === -1))
    ? null
    : refusal(100, "Param message_send_ttl_seconds must be -1, or at least 30")
