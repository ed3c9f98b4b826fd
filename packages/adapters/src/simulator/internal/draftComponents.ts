import type { Template } from "../Catalogue.js"
import { type Refusal, refusal } from "../Refusal.js"
import { buttonsOf } from "./draftButtons.js"
import { refuseText } from "./draftText.js"
import { isRecord, unexpectedKey } from "./shape.js"

/** What a template says, without its name. */
export type Content = Pick<Template, "header" | "headerMedia" | "body" | "footer" | "buttons">

type Item = Readonly<Record<string, unknown>>
type Checked<A> = A | { readonly refused: Refusal }

const media = ["IMAGE", "VIDEO", "DOCUMENT"] as const
const keys = {
  HEADER: new Set(["type", "format", "text", "example"]),
  BODY: new Set(["type", "text", "example"]),
  FOOTER: new Set(["type", "text"]),
  BUTTONS: new Set(["type", "buttons"])
} as const

/** The components of a draft (Meta, "Template components"), or what WhatsApp says against them. */
export const componentsOf = (value: unknown, parameterFormat: unknown): Checked<{ readonly content: Content }> => {
  if (!Array.isArray(value)) return { refused: refusal(100, "Param components must be an array") }
  const format = typeof parameterFormat === "string" ? parameterFormat.toUpperCase() : parameterFormat ?? "POSITIONAL"
  if (format !== "NAMED" && format !== "POSITIONAL") {
    return { refused: refusal(100, "Param parameter_format must be one of {NAMED, POSITIONAL}") }
  }
  const found: Partial<Record<keyof typeof keys, Item>> = {}
  for (const component of value as ReadonlyArray<unknown>) {
    const type = isRecord(component) ? String(component["type"]).toUpperCase() : ""
    if (!isRecord(component) || !isType(type)) return { refused: refusal(100, `Component ${type} is not known`) }
    if (found[type] !== undefined) return { refused: refusal(100, `Component ${type} is there twice`) }
    const unexpected = unexpectedKey(component, keys[type], `components['${type}']`)
    if (unexpected !== null) return { refused: unexpected }
    found[type] = component
  }
  const header = headerOf(found.HEADER, format === "NAMED")
  if ("refused" in header) return header
  const body = found.BODY?.["text"]
  const refused = refuseText("body", body, found.BODY?.["example"], format === "NAMED") ??
    refuseFooter(found.FOOTER)
  if (refused !== null) return { refused }
  const buttons = buttonsOf(found.BUTTONS?.["buttons"])
  if ("refused" in buttons) return buttons
  const footer = found.FOOTER?.["text"]
  return {
    content: {
      ...header,
      body: String(body),
      ...(typeof footer === "string" ? { footer } : {}),
      buttons: buttons.buttons
    }
  }
}

const isType = (type: string): type is keyof typeof keys => Object.hasOwn(keys, type)

const headerOf = (header: Item | undefined, isNamed: boolean): Checked<Pick<Content, "header" | "headerMedia">> => {
  if (header === undefined) return {}
  const format = String(header["format"]).toUpperCase()
  if (format === "TEXT") {
    const refused = refuseText("header", header["text"], header["example"], isNamed)
    return refused === null ? { header: String(header["text"]) } : { refused }
  }
  const headerMedia = media.find((medium) => medium === format)
  if (headerMedia === undefined) return { refused: refusal(100, `Header format ${format} is not known`, 2388047) }
  const example = header["example"]
  const handles: unknown = isRecord(example) ? example["header_handle"] : undefined
  return Array.isArray(handles) && typeof handles[0] === "string" && handles[0] !== ""
    ? { headerMedia }
    : { refused: refusal(100, "A media header needs a sample (header_handle)", 2388047) }
}

const refuseFooter = (footer: Item | undefined): Refusal | null => {
  if (footer === undefined) return null
  const { text } = footer
  if (typeof text !== "string" || text.trim() === "" || /[\n\r]|\{\{/.test(text)) {
    return refusal(100, "The footer has a placeholder or a line break, or is empty", 2388073)
  }
  return Array.from(text).length > 60 ? refusal(100, "The footer is longer than 60 characters", 2388040) : null
}
