/**
 * The JSON body of a template message (Meta, "Send messages").
 *
 * @since 0.1.0
 */
import type { ButtonParameter, SendRequest, TextParameter } from "@ektola/domain/ports/MessageSender"

/**
 * The body as it is sent. The phone number keeps its `+`: without it WhatsApp may put the sender's own country code in
 * front. `to` wins over `recipient`, so only one of them is there. A component without parameters is left out.
 *
 * @since 0.1.0
 * @category encoding
 */
export const encode = (request: SendRequest): string =>
  JSON.stringify({
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...addressOf(request.recipient),
    type: "template",
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

const addressOf = (recipient: SendRequest["recipient"]) =>
  recipient._tag === "Phone" ? { to: recipient.phone } : { recipient: recipient.waUserId }

const component = (type: "header" | "body", parameters: ReadonlyArray<TextParameter>) =>
  parameters.length === 0 ? [] : [{ type, parameters: parameters.map(parameterOf) }]

const parameterOf = ({ name, text }: TextParameter) =>
  name === null ? { type: "text", text } : { type: "text", parameter_name: name, text }

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
