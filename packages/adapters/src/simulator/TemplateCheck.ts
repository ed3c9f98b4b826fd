/**
 * Checks the template part of a send request against the registered template.
 *
 * @since 0.1.0
 */
import type { KnownTemplate, Placeholders } from "./Catalogue.js"
import { refuseButtons } from "./internal/buttons.js"
import { mediaOf } from "./internal/header.js"
import { isRecord, unexpectedKey } from "./internal/shape.js"
import { type Refusal, refusal } from "./Refusal.js"

/**
 * A template with its values, in the order of its placeholders.
 *
 * @since 0.1.0
 * @category model
 */
export interface Filled {
  readonly template: KnownTemplate
  readonly header: ReadonlyArray<string>
  readonly body: ReadonlyArray<string>
}

/**
 * @since 0.1.0
 * @category rules
 */
export const check = (
  value: unknown,
  find: (name: string, language: string) => KnownTemplate | undefined,
  isUploaded: (mediaId: string) => boolean
): { readonly filled: Filled } | { readonly refused: Refusal } => {
  if (!isRecord(value)) return { refused: refusal(131008, "template is missing") }
  const name = value["name"]
  const language = isRecord(value["language"]) ? value["language"]["code"] : undefined
  if (typeof name !== "string" || name === "") return { refused: refusal(131008, "template['name'] is missing") }
  if (typeof language !== "string") return { refused: refusal(131008, "template['language']['code'] is missing") }
  const template = find(name, language)
  if (template === undefined) {
    return { refused: refusal(132001, `template name (${name}) does not exist in ${language}`) }
  }
  const unusable = unexpectedKey(value, templateKeys, "template") ?? refuseStatus(template)
  if (unusable !== null) return { refused: unusable }
  const components = componentsOf(value["components"])
  if ("refused" in components) return components
  const header = template.headerMedia === undefined
    ? valuesOf("header", components.header, template.placeholders.header, 60)
    : mediaOf(template.headerMedia, components.header, isUploaded)
  if ("refused" in header) return header
  const body = valuesOf("body", components.body, template.placeholders.body, 1024)
  if ("refused" in body) return body
  const refused = refuseButtons(components.buttons, template.buttons ?? [])
  return refused === null ? { filled: { template, header: header.values, body: body.values } } : { refused }
}

const templateKeys = new Set(["name", "language", "components"])
const componentKeys = new Set(["type", "parameters"])
const parameterKeys = new Set(["type", "parameter_name", "text"])

const refuseStatus = (template: KnownTemplate): Refusal | null => {
  switch (template.status) {
    case "APPROVED":
      return null
    case "PAUSED":
      return refusal(132015, `template (${template.name}) is paused`)
    case "DISABLED":
      return refusal(132016, `template (${template.name}) is disabled`)
    case "PENDING":
    case "REJECTED":
    case "ARCHIVED":
      return refusal(132001, `template name (${template.name}) is not approved in ${template.language}`)
  }
}

interface Components {
  header: ReadonlyArray<unknown>
  body: ReadonlyArray<unknown>
  buttons: Array<Readonly<Record<string, unknown>>>
}

const componentsOf = (value: unknown): Components | { readonly refused: Refusal } => {
  const found: Components = { header: [], body: [], buttons: [] }
  if (value === undefined) return found
  if (!Array.isArray(value)) return { refused: refusal(100, "template['components'] is not a list") }
  const seen = new Set<string>()
  for (const component of value as ReadonlyArray<unknown>) {
    const on = "template['components']"
    if (!isRecord(component)) return { refused: refusal(100, `${on} holds something that is no object`) }
    const type = typeof component["type"] === "string" ? component["type"].toLowerCase() : ""
    if (type === "button") {
      found.buttons.push(component)
      continue
    }
    const unexpected = unexpectedKey(component, componentKeys, on)
    if (unexpected !== null) return { refused: unexpected }
    if ((type !== "header" && type !== "body") || seen.has(type)) {
      return { refused: refusal(131009, `component ${type} is twice there, or not in the template`) }
    }
    seen.add(type)
    const parameters = component["parameters"] ?? []
    if (!Array.isArray(parameters)) return { refused: refusal(100, `${type}: parameters is not a list`) }
    found[type] = parameters
  }
  return found
}

const valuesOf = (
  type: "header" | "body",
  parameters: ReadonlyArray<unknown>,
  placeholders: Placeholders,
  longest: number
): { readonly values: ReadonlyArray<string> } | { readonly refused: Refusal } => {
  if (parameters.length !== placeholders.names.length) {
    return {
      refused: refusal(
        132000,
        `${type}: number of localizable_params (${parameters.length}) does not match the expected number of params ` +
          `(${placeholders.names.length})`
      )
    }
  }
  const byName = new Map<string, string>()
  for (const [index, parameter] of parameters.entries()) {
    const name = nameOf(type, parameter, index, placeholders)
    if (typeof name !== "string") return { refused: name }
    const text = (parameter as { readonly text?: unknown }).text
    const refused = refuseText(type, text)
    if (refused !== null) return { refused }
    byName.set(name, text as string)
  }
  const values = placeholders.names.map((name) => byName.get(name))
  if (values.includes(undefined)) {
    return { refused: refusal(132000, `${type}: expected the parameters ${placeholders.names.join(", ")}`) }
  }
  const full = placeholders.text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => byName.get(name) ?? "")
  return Array.from(full).length > longest
    ? { refused: refusal(132005, `${type}: the filled-in text is longer than ${longest}`) }
    : { values: values as ReadonlyArray<string> }
}

const nameOf = (
  type: string,
  parameter: unknown,
  index: number,
  placeholders: Placeholders
): string | Refusal => {
  if (!isRecord(parameter)) return refusal(100, `${type}: a parameter is no object`)
  const unexpected = unexpectedKey(parameter, parameterKeys, `${type}['parameters']`)
  if (unexpected !== null) return unexpected
  if (parameter["type"] !== "text") return refusal(132012, `${type}: format mismatch, expected TEXT`)
  const name = parameter["parameter_name"]
  if (placeholders.named) {
    return typeof name === "string" && name !== ""
      ? name
      : refusal(132012, `${type}: the template's parameters are named, and a parameter has no parameter_name`)
  }
  // Positional values fill {{1}}, {{2}}, … whatever their order in the text.
  return name === undefined
    ? String(index + 1)
    : refusal(132012, `${type}: the template's parameters are positional, and a parameter has a parameter_name`)
}

const refuseText = (type: string, text: unknown): Refusal | null => {
  if (typeof text !== "string" || text === "") return refusal(131008, `${type}: a parameter has no text`)
  return /[\n\r\t]| {4}/.test(text)
    ? refusal(132018, `${type}: a text has a line break, a tab or more than 3 blanks in a row`)
    : null
}
