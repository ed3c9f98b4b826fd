/**
 * The JSON body of a template message (Meta, "Send messages").
 *
 * @since 0.1.0
 */
import type {
  ButtonParameter,
  HeaderParameter,
  MediaParameter,
  SendRequest,
  TextParameter
} from "@ektola/domain/ports/MessageSender"

/**
 * The last part of the path: the Cloud API, or the Marketing Messages API.
 *
 * @since 0.1.0
 * @category model
 */
export type Endpoint = "messages" | "marketing_messages"

/**
 * The body as it is sent. The phone number keeps its `+`: without it WhatsApp may put the sender's own country code in
 * front. `to` wins over `recipient`, so only one of them is there. A component without parameters is left out.
 *
 * @since 0.1.0
 * @category encoding
 */
export const encode = (request: SendRequest, endpoint: Endpoint): string =>
  JSON.stringify({
    messaging_product: "whatsapp",
    recipient_type: "individual",
    // A key whose value is undefined is not written.
    to: request.recipient._tag === "Phone" ? request.recipient.phone : undefined,
    recipient: request.recipient._tag === "WaUserId" ? request.recipient.waUserId : undefined,
    type: "template",
    product_policy: endpoint === "messages" ? undefined : productPolicy,
    biz_opaque_callback_data: request.token,
    template: {
      name: request.template.name,
      language: { code: request.template.language },
      components: [
        ...component("header", request.template.header),
        ...component("body", request.template.body),
        ...request.template.buttons.map(button)
      ]
    }
  })

// What the Marketing Messages API cannot take, such as a message of a WABA that did not accept its terms, goes by the
// Cloud API, as it would have without. STRICT would refuse it.
const productPolicy = "CLOUD_API_FALLBACK"

const component = (type: "header" | "body", parameters: ReadonlyArray<HeaderParameter>) =>
  parameters.length === 0 ? [] : [{ type, parameters: parameters.map(parameterOf) }]

const parameterOf = (parameter: HeaderParameter) => "text" in parameter ? textOf(parameter) : mediaOf(parameter)

const textOf = ({ name, text }: TextParameter) =>
  name === null ? { type: "text", text } : { type: "text", parameter_name: name, text }

const mediaOf = (media: MediaParameter) => {
  const { source } = media
  const place = "id" in source ? { id: source.id } : { link: source.link }
  switch (media.type) {
    case "IMAGE":
      return { type: "image", image: place }
    case "VIDEO":
      return { type: "video", video: place }
    case "DOCUMENT":
      return { type: "document", document: { ...place, filename: media.filename ?? undefined } }
  }
}

const button = (parameter: ButtonParameter) => ({
  type: "button",
  sub_type: parameter.type.toLowerCase(),
  index: String(parameter.index),
  parameters: [buttonParameterOf(parameter)]
})

const buttonParameterOf = (parameter: ButtonParameter) => {
  switch (parameter.type) {
    case "URL":
      return { type: "text", text: parameter.text }
    case "QUICK_REPLY":
      return { type: "payload", payload: parameter.payload }
    case "COPY_CODE":
      return { type: "coupon_code", coupon_code: parameter.code }
  }
}
