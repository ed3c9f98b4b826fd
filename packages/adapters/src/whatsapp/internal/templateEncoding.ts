import type { DraftContent, DraftHeader, TemplateDraft, TemplateEdit } from "@ektola/domain/ports/WhatsAppTemplate"
import type { Button } from "@ektola/domain/templates/Button"
import * as ButtonText from "@ektola/domain/templates/Button"
import * as Placeholder from "@ektola/domain/templates/Placeholder"

/** The body that creates a translation (Meta, "Template management"). */
export const create = (draft: TemplateDraft): string =>
  JSON.stringify({
    name: draft.name,
    language: draft.language,
    category: draft.category,
    ...contentOf(draft),
    ...timeToLiveOf(draft.timeToLiveSeconds)
  })

/** The body that changes one: what is null is not there, and so stays. */
export const edit = ({ category, content, timeToLiveSeconds }: TemplateEdit): string =>
  JSON.stringify({
    ...(category === null ? {} : { category }),
    ...(content === null ? {} : contentOf(content)),
    ...timeToLiveOf(timeToLiveSeconds)
  })

const timeToLiveOf = (seconds: number | null) => seconds === null ? {} : { message_send_ttl_seconds: seconds }

const contentOf = (content: DraftContent) => ({
  parameter_format: content.parameterFormat,
  components: [
    ...(content.header === null ? [] : [headerOf(content.header, content)]),
    { type: "BODY", text: content.body, ...examplesOf("body", content.body, content) },
    ...(content.footer === null ? [] : [{ type: "FOOTER", text: content.footer }]),
    ...(content.buttons.length === 0
      ? []
      : [{ type: "BUTTONS", buttons: content.buttons.map((button) => buttonOf(button, content)) }])
  ]
})

const headerOf = (header: DraftHeader, content: DraftContent) =>
  header.format === "TEXT"
    ? { type: "HEADER", format: "TEXT", text: header.text, ...examplesOf("header", header.text, content) }
    : { type: "HEADER", format: header.format, example: { header_handle: [header.handle] } }

type Exemplary = Pick<DraftContent, "parameterFormat" | "examples">

const exampleOf = ({ examples }: Exemplary, name: string): string => examples[name] ?? name

const examplesOf = (part: "header" | "body", text: string, content: Exemplary) => {
  const names = Placeholder.names(text)
  if (names.length === 0) return {}
  if (content.parameterFormat === "NAMED") {
    const params = names.map((name) => ({ param_name: name, example: exampleOf(content, name) }))
    return { example: { [`${part}_text_named_params`]: params } }
  }
  const values = [...names].sort((a, b) => Number(a) - Number(b)).map((name) => exampleOf(content, name))
  return { example: part === "body" ? { body_text: [values] } : { header_text: values } }
}

const buttonOf = (button: Button, content: Exemplary) => {
  switch (button.type) {
    // Its payload goes along with each message.
    case "QUICK_REPLY":
      return { type: "QUICK_REPLY", text: button.text }
    case "URL": {
      // WhatsApp knows the one placeholder of a URL by its place, also where the others have names.
      const url = Placeholder.fill(button.url, () => "{{1}}")
      return url === button.url && Placeholder.names(url).length === 0
        ? { type: "URL", text: button.text, url }
        : { type: "URL", text: button.text, url, example: [filled(button, content)] }
    }
    case "PHONE_NUMBER":
      return { type: "PHONE_NUMBER", text: button.text, phone_number: button.phone }
    case "COPY_CODE":
      return { type: "COPY_CODE", example: filled(button, content) }
  }
}

const filled = (button: Button, content: Exemplary): string =>
  ButtonText.fill(button, (name) => exampleOf(content, name))
