import type { Button } from "../Catalogue.js"
import { type Refusal, refusal } from "../Refusal.js"
import { isRecord, unexpectedKey } from "./shape.js"

const componentKeys = new Set(["type", "sub_type", "index", "parameters"])

/** The button's one parameter of each kind: its type, the key of its value, and how long that may be (Meta, PYWA). */
const parameters = {
  URL: { type: "text", key: "text", longest: 2000 },
  QUICK_REPLY: { type: "payload", key: "payload", longest: 256 },
  COPY_CODE: { type: "coupon_code", key: "coupon_code", longest: 15 }
} as const

/** Why the button components of a send request do not fit the template's buttons, or null when they do. */
export const refuseButtons = (
  components: ReadonlyArray<Readonly<Record<string, unknown>>>,
  buttons: ReadonlyArray<Button>
): Refusal | null => {
  const given = new Set<number>()
  for (const component of components) {
    const unexpected = unexpectedKey(component, componentKeys, "template['components']")
    if (unexpected !== null) return unexpected
    const index = indexOf(component["index"])
    const button = index === null ? undefined : buttons[index]
    const subType = typeof component["sub_type"] === "string" ? component["sub_type"].toUpperCase() : ""
    if (index === null || button === undefined || button.type !== subType || given.has(index)) {
      return refusal(131009, `component button (${subType}, ${String(index)}) is twice there, or not in the template`)
    }
    given.add(index)
    const refused = refuseValue(component["parameters"], button, index)
    if (refused !== null) return refused
  }
  const left = buttons.findIndex((button, index) => wantsValue(button) && !given.has(index))
  return left === -1 ? null : missing(buttons[left]!, left)
}

// Both forms are in Meta's samples.
const indexOf = (value: unknown): number | null =>
  typeof value === "number" ? value : typeof value === "string" && /^\d$/.test(value) ? Number(value) : null

const wantsValue = ({ type, url = "" }: Button): boolean =>
  type === "COPY_CODE" || (type === "URL" && /\{\{\w+\}\}$/.test(url))

const nameOf = (type: Button["type"]): string => type[0] + type.slice(1).toLowerCase()

const missing = ({ type }: Button, index: number): Refusal =>
  refusal(131008, `buttons: Button at index ${index} of type ${nameOf(type)} requires a parameter`)

const refuseValue = (value: unknown, button: Button, index: number): Refusal | null => {
  const takes = button.type === "PHONE_NUMBER" || (button.type === "URL" && !wantsValue(button))
    ? null
    : parameters[button.type]
  if (takes === null) {
    return refusal(
      132018,
      `buttons: Button at index ${index} of type ${nameOf(button.type)} does not require parameters`
    )
  }
  if (!Array.isArray(value) || value.length === 0) return missing(button, index)
  const [parameter] = value as ReadonlyArray<unknown>
  if (value.length > 1 || !isRecord(parameter)) {
    return refusal(132000, `buttons: Button at index ${index} takes one parameter`)
  }
  const unexpected = unexpectedKey(parameter, new Set(["type", takes.key]), "button['parameters']")
  if (unexpected !== null) return unexpected
  if (parameter["type"] !== takes.type) return refusal(132012, `buttons: format mismatch, expected ${takes.type}`)
  const text = parameter[takes.key]
  if (typeof text !== "string" || text === "") return missing(button, index)
  const full = button.type === "URL" ? (button.url ?? "").replace(/\{\{\w+\}\}$/, text) : text
  if (/\s/.test(text) && button.type === "URL") {
    return refusal(132018, `buttons: the value of button ${index} is no part of a URL`)
  }
  return [...full].length > takes.longest
    ? refusal(132005, `buttons: the value of button ${index} is longer than ${takes.longest}`)
    : null
}
