/**
 * Buttons below a message (Meta, "Template components").
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { PhoneNumber } from "../contacts/PhoneNumber.js"
import type { ButtonParameter } from "../ports/MessageSender.js"
import * as Placeholder from "./Placeholder.js"

/**
 * - QUICK_REPLY answers with `payload` when it is pressed, with its own text when there is none. The payload
 *   `OPTOUT:MARKETING` is the usual one of a button that ends promotions.
 * - URL opens a page. Its one placeholder may stand at the end; its name is looked up in the template's `variables` like
 *   any other, though WhatsApp knows it as `{{1}}`.
 * - PHONE_NUMBER calls the number.
 * - COPY_CODE copies a code, fixed or with placeholders; WhatsApp writes its label.
 *
 * @since 0.1.0
 * @category model
 */
export const Button = Schema.Union(
  Schema.Struct({
    type: Schema.Literal("QUICK_REPLY"),
    text: Schema.String,
    payload: Schema.optionalWith(Schema.NullOr(Schema.String), { default: () => null })
  }),
  Schema.Struct({ type: Schema.Literal("URL"), text: Schema.String, url: Schema.String }),
  Schema.Struct({ type: Schema.Literal("PHONE_NUMBER"), text: Schema.String, phone: PhoneNumber }),
  Schema.Struct({ type: Schema.Literal("COPY_CODE"), code: Schema.String })
)
/**
 * A decoded button: a quick reply always has its `payload`, null for none.
 *
 * @since 0.1.0
 * @category model
 */
export type Button = typeof Button.Type

/**
 * The text of a button that may hold placeholders; empty when it has none such.
 *
 * @since 0.1.0
 * @category rendering
 */
export const template = (button: Button): string =>
  button.type === "URL" ? button.url : button.type === "COPY_CODE" ? button.code : ""

/**
 * The text of `template` as it is when pressed. In a URL the value is percent-encoded, so that it stays one part of it.
 *
 * @since 0.1.0
 * @category rendering
 */
export const fill = (button: Button, valueOf: (name: string) => string): string =>
  Placeholder.fill(template(button), button.type === "URL" ? (name) => encodeURIComponent(valueOf(name)) : valueOf)

/**
 * What is sent along for a button at a zero-based place; null when WhatsApp wants nothing for it. Of a URL only the value
 * is sent.
 *
 * @since 0.1.0
 * @category rendering
 */
export const parameter = (button: Button, index: number, valueOf: (name: string) => string): ButtonParameter | null => {
  switch (button.type) {
    case "QUICK_REPLY":
      return button.payload === null ? null : { type: "QUICK_REPLY", index, payload: button.payload }
    case "URL": {
      const [name] = Placeholder.names(button.url)
      return name === undefined ? null : { type: "URL", index, text: encodeURIComponent(valueOf(name)) }
    }
    case "PHONE_NUMBER":
      return null
    case "COPY_CODE":
      return { type: "COPY_CODE", index, code: fill(button, valueOf) }
  }
}
