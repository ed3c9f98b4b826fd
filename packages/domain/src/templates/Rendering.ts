/**
 * Filling a translation for one contact.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as CellText from "../contacts/CellText.js"
import type * as Contact from "../contacts/Contact.js"
import type { ButtonParameter, TextParameter } from "../ports/MessageSender.js"
import * as Button from "./Button.js"
import * as Limits from "./Limits.js"
import * as Placeholder from "./Placeholder.js"
import type * as Template from "./Template.js"
import type { VariableSource } from "./VariableSource.js"

/**
 * Parameters in the order WhatsApp wants them, per component. `buttons` is absent when no button needs any, so that the
 * millions of messages without them do not store an empty list.
 *
 * @since 0.1.0
 * @category model
 */
export interface Rendered {
  readonly header: ReadonlyArray<TextParameter>
  readonly body: ReadonlyArray<TextParameter>
  readonly buttons?: ReadonlyArray<ButtonParameter>
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
 * Why a contact's values make no message:
 *
 * - MissingVariables: placeholders that have neither a value nor a fallback, all of them
 * - TooLong: the first component that has `length` code points when filled, where WhatsApp takes `limit` (error
 *   132005); `url` and `code` are those of buttons; `variable` is the placeholder in it with the longest value
 *
 * @since 0.1.0
 * @category model
 */
export type Refusal =
  | { readonly _tag: "MissingVariables"; readonly variables: ReadonlyArray<string> }
  | {
    readonly _tag: "TooLong"
    readonly component: "header" | "body" | "url" | "code"
    readonly length: number
    readonly limit: number
    readonly variable: string
  }

/**
 * The parameters of one message, or why there is none. A blank value counts as missing: WhatsApp refuses empty
 * parameters, and a reader would see a hole.
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
 * const translation = { header: null, body: "Dear {{1}}, your {{2}} instalment is due.", buttons: [] }
 * const contact = { name: null, phone: null, paymentDay: 5, attributes: { scheme: "Swarna  12" } }
 * const jeweller = { name: "Shree Jewellers" }
 *
 * const rendered = Rendering.render(template, translation, { contact, jeweller, dueDate: null })
 * assert.deepStrictEqual(Either.getOrThrow(rendered).body.map(({ text }) => text), ["customer", "Swarna 12"])
 *
 * const nothing = { contact: { ...contact, attributes: {} }, jeweller, dueDate: null }
 * const refused = Rendering.render(template, translation, nothing)
 * assert.deepStrictEqual(refused, Either.left({ _tag: "MissingVariables", variables: ["2"] }))
 * ```
 *
 * @since 0.1.0
 * @category rules
 */
export const render = (
  template: Pick<Template.Template, "parameterFormat" | "variables">,
  translation: Pick<Template.Translation, "header" | "body" | "buttons">,
  values: Values
): Either.Either<Rendered, Refusal> => {
  const found = new Map<string, string>()
  const missing: Array<string> = []
  const valueOf = (name: string): string => {
    const known = found.get(name)
    if (known !== undefined) return known
    const value = resolve(template.variables[name], values)
    if (value === null) missing.push(name)
    found.set(name, value ?? "")
    return value ?? ""
  }
  const isNamed = template.parameterFormat === "NAMED"
  const parameters = (part: Part): ReadonlyArray<TextParameter> =>
    part.names.map((name) => ({ name: isNamed ? name : null, text: valueOf(name) }))
  const parts = partsOf(translation, template.parameterFormat)
  const header = parameters(parts.header)
  const body = parameters(parts.body)
  const buttons = translation.buttons.flatMap((button, index) => Button.parameter(button, index, valueOf) ?? [])
  if (missing.length > 0) return Either.left({ _tag: "MissingVariables", variables: missing })
  const tooLong = findTooLong(parts, translation.buttons, valueOf)
  if (tooLong !== null) return Either.left(tooLong)
  return Either.right(buttons.length === 0 ? { header, body } : { header, body, buttons })
}

/**
 * What the customer reads, part by part; null where the template has no such part.
 *
 * @since 0.1.0
 * @category rendering
 */
export const text = (
  translation: Pick<Template.Translation, "header" | "body" | "footer">,
  rendered: Pick<Rendered, "header" | "body">
): { readonly header: string | null; readonly body: string; readonly footer: string | null } => ({
  header: translation.header === null ? null : fillWith(translation.header, rendered.header),
  body: fillWith(translation.body, rendered.body),
  footer: translation.footer
})

/**
 * A value as WhatsApp takes it: no line breaks, tabs or runs of spaces (error 132018), and nothing that Postgres or
 * UTF-8 cannot carry. Joiners stay: in Indian scripts they shape letters.
 *
 * @since 0.1.0
 * @category rules
 */
export const cleanValue = (value: string): string =>
  plain.test(value) ? value : value.replace(/[\p{Cs}\uFEFF]/gu, "").replace(/[\s\p{Cc}]+/gu, " ").trim()

/**
 * Whether a reader sees nothing: spaces and characters without a shape only, such as zero-width joiners or the blank
 * Braille pattern.
 *
 * @since 0.1.0
 * @category rules
 */
export const isBlank = (value: string): boolean => !/[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u.test(value)

/** Most values need no cleaning, and this is told many times faster. */
const plain = /^[!-~\p{L}\p{M}\p{N}]+(?: [!-~\p{L}\p{M}\p{N}]+)*$/u

/** Placeholders in the order in which WhatsApp takes their values. */
const order = (text: string, format: Template.ParameterFormat): ReadonlyArray<string> => {
  const names = Placeholder.names(text)
  return format === "POSITIONAL" ? names.toSorted((a, b) => Number(a) - Number(b)) : names
}

const fillWith = (text: string, parameters: ReadonlyArray<TextParameter>): string => {
  const format = parameters.some(({ name }) => name !== null) ? "NAMED" : "POSITIONAL"
  const values = new Map(order(text, format).map((name, index) => [name, parameters[index]?.text ?? ""]))
  for (const { name, text: value } of parameters) if (name !== null) values.set(name, value)
  return Placeholder.fill(text, (name) => values.get(name) ?? "")
}

/** What is the same for every contact. `fixed` is the length without placeholders, `times` how often each stands there. */
interface Part {
  readonly text: string
  readonly names: ReadonlyArray<string>
  readonly times: ReadonlyArray<number>
  readonly fixed: number
}

interface Parts {
  readonly format: Template.ParameterFormat
  readonly header: Part
  readonly body: Part
}

// A run renders one translation many thousand times.
const partsKept = new WeakMap<object, Parts>()

const partsOf = (
  translation: Pick<Template.Translation, "header" | "body">,
  format: Template.ParameterFormat
): Parts => {
  const parts = partsKept.get(translation)
  if (parts?.format === format) return parts
  const part = (text: string): Part => {
    const names = order(text, format)
    return {
      text,
      names,
      times: names.map((name) => text.split(`{{${name}}}`).length - 1),
      fixed: Placeholder.fill(text, () => "").length
    }
  }
  const made = { format, header: part(translation.header ?? ""), body: part(translation.body) }
  partsKept.set(translation, made)
  return made
}

const findTooLong = (
  parts: Parts,
  buttons: ReadonlyArray<Button.Button>,
  valueOf: (name: string) => string
): Refusal | null => {
  for (const component of ["header", "body"] as const) {
    const { fixed, names, text, times } = parts[component]
    // No text has more code points than UTF-16 units: most are seen to fit without being filled.
    const most = names.reduce((length, name, index) => length + valueOf(name).length * (times[index] ?? 0), fixed)
    if (most <= Limits.longest[component]) continue
    const tooLong = tooLongIn(component, text, Placeholder.fill(text, valueOf), valueOf)
    if (tooLong !== null) return tooLong
  }
  for (const button of buttons) {
    const component = button.type === "URL" ? "url" : "code"
    const tooLong = tooLongIn(component, Button.template(button), Button.fill(button, valueOf), valueOf)
    if (tooLong !== null) return tooLong
  }
  return null
}

const tooLongIn = (
  component: Extract<Refusal, { _tag: "TooLong" }>["component"],
  text: string,
  filled: string,
  valueOf: (name: string) => string
): Refusal | null => {
  const limit = Limits.longest[component]
  if (!CellText.isLongerThan(filled, limit)) return null
  const [variable = ""] = Placeholder.names(text).toSorted((a, b) => valueOf(b).length - valueOf(a).length)
  return { _tag: "TooLong", component, length: Limits.codePoints(filled), limit, variable }
}

const resolve = (source: VariableSource | undefined, values: Values): string | null => {
  if (source === undefined) return null
  const candidates = source.from === "literal" ? [source.value] : [read(source, values), source.fallback]
  for (const candidate of candidates) {
    const value = cleanValue(candidate ?? "")
    if (!isBlank(value)) return value
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
