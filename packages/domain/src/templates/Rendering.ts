/**
 * Filling a translation for one contact.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import type * as Contact from "../contacts/Contact.js"
import type { TextParameter } from "../ports/MessageSender.js"
import * as Placeholder from "./Placeholder.js"
import type * as Template from "./Template.js"
import type { VariableSource } from "./VariableSource.js"

/**
 * Parameters in the order WhatsApp wants them, per component.
 *
 * @since 0.1.0
 * @category model
 */
export interface Rendered {
  readonly header: ReadonlyArray<TextParameter>
  readonly body: ReadonlyArray<TextParameter>
}

/**
 * What variables are filled from. `dueDate` (`YYYY-MM-DD`) is that of the reminder; null when the campaign is none.
 *
 * @since 0.1.0
 * @category model
 */
export interface Values {
  readonly contact: Pick<Contact.Contact, "name" | "phone" | "paymentDay" | "attributes">
  readonly jeweller: { readonly name: string }
  readonly dueDate: string | null
}

/**
 * Placeholders that have neither a value nor a fallback.
 *
 * @since 0.1.0
 * @category model
 */
export interface MissingVariables {
  readonly variables: ReadonlyArray<string>
}

/**
 * The parameters of one message, or the placeholders that stay empty. A blank value counts as missing: WhatsApp refuses
 * empty parameters.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as Rendering from "@ektola/domain/templates/Rendering"
 * import * as Either from "effect/Either"
 *
 * const template = {
 *   parameterFormat: "POSITIONAL",
 *   variables: {
 *     1: { from: "contact", field: "name", fallback: "customer" },
 *     2: { from: "attribute", key: "scheme", fallback: null }
 *   }
 * } as const
 * const translation = { header: null, body: "Dear {{1}}, your {{2}} instalment is due." }
 * const contact = { name: null, phone: null, paymentDay: 5, attributes: { scheme: "Swarna  12" } }
 * const jeweller = { name: "Shree Jewellers" }
 *
 * const rendered = Rendering.render(template, translation, { contact, jeweller, dueDate: null })
 * assert.deepStrictEqual(Either.getOrThrow(rendered).body.map(({ text }) => text), ["customer", "Swarna 12"])
 *
 * const nothing = { contact: { ...contact, attributes: {} }, jeweller, dueDate: null }
 * assert.deepStrictEqual(Rendering.render(template, translation, nothing), Either.left({ variables: ["2"] }))
 * ```
 *
 * @since 0.1.0
 * @category rules
 */
export const render = (
  template: Pick<Template.Template, "parameterFormat" | "variables">,
  translation: Pick<Template.Translation, "header" | "body">,
  values: Values
): Either.Either<Rendered, MissingVariables> => {
  const missing: Array<string> = []
  const component = (text: string | null): ReadonlyArray<TextParameter> => {
    const names = text === null ? [] : Placeholder.names(text)
    const ordered = template.parameterFormat === "POSITIONAL" ? names.toSorted((a, b) => Number(a) - Number(b)) : names
    return ordered.map((name) => {
      const value = resolve(template.variables[name], values)
      if (value === null && !missing.includes(name)) missing.push(name)
      return { name: template.parameterFormat === "NAMED" ? name : null, text: value ?? "" }
    })
  }
  const rendered = { header: component(translation.header), body: component(translation.body) }
  return missing.length === 0 ? Either.right(rendered) : Either.left({ variables: missing })
}

/**
 * A value as WhatsApp takes it: no line breaks, tabs or runs of spaces (error 132018).
 *
 * @since 0.1.0
 * @category rules
 */
export const cleanValue = (text: string): string => text.replace(/\s+/gu, " ").trim()

const resolve = (source: VariableSource | undefined, values: Values): string | null => {
  if (source === undefined) return null
  const candidates = source.from === "literal" ? [source.value] : [read(source, values), source.fallback]
  for (const candidate of candidates) {
    const value = cleanValue(candidate ?? "")
    if (value !== "") return value
  }
  return null
}

const read = (source: Exclude<VariableSource, { from: "literal" }>, values: Values): string | null => {
  switch (source.from) {
    case "contact": {
      const value = values.contact[source.field]
      return value === null ? null : String(value)
    }
    case "attribute":
      return Object.hasOwn(values.contact.attributes, source.key) ? values.contact.attributes[source.key] ?? null : null
    case "jeweller":
      return values.jeweller.name
    case "reminder":
      return values.dueDate === null ? null : values.dueDate.split("-").reverse().join("-")
  }
}
