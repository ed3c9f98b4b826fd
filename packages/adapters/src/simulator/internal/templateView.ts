import type { Exchange } from "../Answer.js"
import type { Button, KnownTemplate } from "../Catalogue.js"
import type { Reply } from "../Graph.js"
import { select, wanted } from "./fields.js"

const unasked = ["name", "parameter_format", "components", "language", "status", "category", "id"]

/** What a request asks for of a template. */
export const pick = (object: Readonly<Record<string, unknown>>, exchange: Exchange): Reply =>
  select(object, wanted(exchange, unasked))

/** A template as WhatsApp shows it. */
export const view = (template: KnownTemplate): Readonly<Record<string, unknown>> => ({
  id: template.id,
  name: template.name,
  language: template.language,
  status: template.status,
  category: template.category,
  correct_category: template.category,
  previous_category: template.category,
  rejected_reason: template.status === "REJECTED" ? "INVALID_FORMAT" : "NONE",
  quality_score: { score: template.status === "PAUSED" ? "RED" : "UNKNOWN" },
  parameter_format: template.placeholders.body.named || template.placeholders.header.named ? "NAMED" : "POSITIONAL",
  components: [
    ...(template.header === undefined ? [] : [{ type: "HEADER", format: "TEXT", text: template.header }]),
    ...(template.headerMedia === undefined ? [] : [{ type: "HEADER", format: template.headerMedia }]),
    { type: "BODY", text: template.body },
    ...(template.footer === undefined ? [] : [{ type: "FOOTER", text: template.footer }]),
    ...((template.buttons ?? []).length === 0 ? [] : [{ type: "BUTTONS", buttons: template.buttons?.map(buttonOf) }])
  ]
})

// A key whose value is undefined is not written.
const buttonOf = ({ phone, text, type, url }: Button) => ({ type, text, url, phone_number: phone })
