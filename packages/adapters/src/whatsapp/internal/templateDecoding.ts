import type { CreatedTemplate, WhatsAppButton, WhatsAppTemplate } from "@ektola/domain/ports/WhatsAppTemplate"
import { id, isRecord, text } from "./json.js"

type Item = Readonly<Record<string, unknown>>

/** The fields that are asked for. Without a list Graph leaves out what matters most. */
export const fields = [
  "id",
  "name",
  "language",
  "status",
  "category",
  "correct_category",
  "previous_category",
  "rejected_reason",
  "quality_score",
  "parameter_format",
  "components"
].join(",")

/** A template, or null for what could be matched with nothing: it has no id, name or language. */
export const template = (value: unknown): WhatsAppTemplate | null => {
  if (!isRecord(value)) return null
  const templateId = id(value["id"])
  const name = text(value["name"])
  const language = text(value["language"])
  if (templateId === null || name === null || language === null) return null
  const quality = value["quality_score"]
  const components = records(value["components"])
  const header = componentOf(components, "HEADER")
  return {
    id: templateId,
    name,
    language,
    status: word(value["status"]),
    category: word(value["category"]),
    correctCategory: word(value["correct_category"]),
    previousCategory: word(value["previous_category"]),
    rejectedReason: word(value["rejected_reason"]),
    quality: word(isRecord(quality) ? quality["score"] : quality),
    parameterFormat: word(value["parameter_format"]),
    header: header === undefined ? null : { format: word(header["format"]) ?? "TEXT", text: text(header["text"]) },
    body: text(componentOf(components, "BODY")?.["text"]),
    footer: text(componentOf(components, "FOOTER")?.["text"]),
    buttons: records(componentOf(components, "BUTTONS")?.["buttons"]).flatMap((button) => buttonOf(button) ?? [])
  }
}

/** The answer to a draft, or null without an id. */
export const created = (value: Item): CreatedTemplate | null => {
  const templateId = id(value["id"])
  return templateId === null
    ? null
    : { id: templateId, status: word(value["status"]), category: word(value["category"]) }
}

const componentOf = (components: ReadonlyArray<Item>, type: string): Item | undefined =>
  components.find((component) => word(component["type"]) === type)

const buttonOf = (button: Item): WhatsAppButton | null => {
  const type = word(button["type"])
  return type === null ? null : {
    type,
    text: text(button["text"]),
    url: text(button["url"]),
    phone: text(button["phone_number"])
  }
}

const records = (value: unknown): ReadonlyArray<Item> => Array.isArray(value) ? value.filter(isRecord) : []

// Words come in either case.
const word = (value: unknown): string | null => text(value)?.toUpperCase() ?? null
