import type { Button } from "../Catalogue.js"
import { type Refusal, refusal } from "../Refusal.js"
import { isRecord, unexpectedKey } from "./shape.js"

const keys = {
  QUICK_REPLY: new Set(["type", "text"]),
  URL: new Set(["type", "text", "url", "example"]),
  PHONE_NUMBER: new Set(["type", "text", "phone_number"]),
  COPY_CODE: new Set(["type", "example"])
} as const
const most = { QUICK_REPLY: 10, URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1 } as const

type Checked<A> = A | { readonly refused: Refusal }

/** The buttons of a draft, or what WhatsApp says against them. */
export const buttonsOf = (value: unknown): Checked<{ readonly buttons: ReadonlyArray<Button> }> => {
  if (value === undefined) return { buttons: [] }
  if (!Array.isArray(value) || value.length === 0 || value.length > 10) {
    return { refused: refusal(100, "A template has 1 to 10 buttons, or no component BUTTONS") }
  }
  const buttons: Array<Button> = []
  for (const item of value as ReadonlyArray<unknown>) {
    const button = buttonOf(item)
    if ("refused" in button) return button
    buttons.push(button)
  }
  const crowded = Object.entries(most).find(([type, count]) =>
    buttons.filter((button) => button.type === type).length > count
  )
  if (crowded !== undefined) return { refused: refusal(100, `At most ${crowded[1]} buttons of type ${crowded[0]}`) }
  // How often quick replies and others take turns.
  const turns = buttons.filter(({ type }, index) =>
    index > 0 && (type === "QUICK_REPLY") !== (buttons[index - 1]!.type === "QUICK_REPLY")
  )
  return turns.length > 1 ? { refused: refusal(100, "Quick replies must stand together") } : { buttons }
}

const buttonOf = (item: unknown): Checked<Button> => {
  const type = isRecord(item) ? String(item["type"]).toUpperCase() : ""
  if (!isRecord(item) || !isType(type)) return { refused: refusal(100, `Button type ${type} is not known`) }
  const unexpected = unexpectedKey(item, keys[type], "buttons")
  if (unexpected !== null) return { refused: unexpected }
  const { example, phone_number: phone, text, url } = item
  if (type === "COPY_CODE") {
    return typeof example === "string" && example !== ""
      ? Array.from(example).length > 15
        ? { refused: refusal(100, "The code to copy is longer than 15", 2388040) }
        : { type }
      : { refused: refusal(100, "A button to copy a code needs an example") }
  }
  if (typeof text !== "string" || text === "") return { refused: refusal(100, "A button has no text") }
  if (Array.from(text).length > 25) return { refused: refusal(100, "A button's text is longer than 25", 2388040) }
  switch (type) {
    case "QUICK_REPLY":
      return { type, text }
    case "PHONE_NUMBER":
      return typeof phone === "string" && /^\+\d{7,15}$/.test(phone)
        ? { type, text, phone }
        : { refused: refusal(100, "Param phone_number is no phone number") }
    case "URL":
      return urlOf(text, url, example)
  }
}

const isType = (type: string): type is Button["type"] => Object.hasOwn(keys, type)

const urlOf = (text: string, url: unknown, example: unknown): Checked<Button> => {
  if (typeof url !== "string" || !/^https?:\/\/[^\s{}]+(\{\{1\}\})?$/.test(url)) {
    return { refused: refusal(100, "Param url is no address, or has more than one {{1}} at its end") }
  }
  if (url.length > 2000) return { refused: refusal(100, "Param url is longer than 2000", 2388040) }
  return !url.endsWith("{{1}}") || (Array.isArray(example) && typeof example[0] === "string")
    ? { type: "URL", text, url }
    : { refused: refusal(100, "An address with a variable needs an example") }
}
