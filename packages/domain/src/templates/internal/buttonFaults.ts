import * as Either from "effect/Either"
import type * as Button from "../Button.js"
import * as Limits from "../Limits.js"
import * as Placeholder from "../Placeholder.js"
import * as Rendering from "../Rendering.js"
import type * as Template from "../Template.js"
import type { Fault } from "../TemplateCheck.js"

/** Every fault of the buttons of one translation, with paths such as `buttons[1].url`. */
export const buttonFaults = (
  template: Pick<Template.Template, "parameterFormat" | "variables">,
  buttons: ReadonlyArray<Button.Button>
): ReadonlyArray<Fault> => [
  ...groupFaults(buttons).map((reason) => ({ path: "buttons", reason })),
  ...buttons.flatMap((button, index) =>
    oneButton(template, button).map(({ path, reason }) => ({ path: `buttons[${index}].${path}`, reason }))
  )
]

const kinds = {
  QUICK_REPLY: "quick replies",
  URL: "links",
  PHONE_NUMBER: "phone numbers",
  COPY_CODE: "codes to copy"
} as const

const groupFaults = (buttons: ReadonlyArray<Button.Button>): ReadonlyArray<string> => {
  const reasons: Array<string> = []
  if (buttons.length > Limits.most.all) {
    reasons.push(`has ${buttons.length} buttons; at most ${Limits.most.all} are allowed`)
  }
  for (const [type, kind] of Object.entries(kinds) as ReadonlyArray<[Button.Button["type"], string]>) {
    const count = buttons.filter((button) => button.type === type).length
    const most = Limits.most[type]
    if (count > most) reasons.push(`has ${count} ${kind}; at most ${most} are allowed`)
  }
  const groups = buttons.filter(({ type }, index) =>
    type === "QUICK_REPLY" && buttons[index - 1]?.type !== "QUICK_REPLY"
  )
  if (groups.length > 1) reasons.push("has other buttons between quick replies; keep those together")
  return reasons
}

const oneButton = (
  template: Pick<Template.Template, "parameterFormat" | "variables">,
  button: Button.Button
): ReadonlyArray<Fault> => {
  const found: Array<Fault> = []
  const add = (path: string, reason: string) => found.push({ path, reason })
  const checkLength = (path: "label" | "url" | "code" | "payload", text: string) => {
    const length = Limits.codePoints(text)
    const limit = Limits.longest[path]
    const name = path === "label" ? "text" : path
    if (Rendering.isBlank(text)) add(name, "is empty")
    if (length > limit) add(name, `has ${length} characters; at most ${limit} are allowed`)
    if (/[\p{Cc}\u2028\u2029]/u.test(text)) add(name, "must be one line")
  }
  /** The placeholders, if they are what they should be. */
  const checkPlaceholders = (path: "url" | "code", text: string): ReadonlyArray<string> => {
    const read = Placeholder.read(text, template.parameterFormat)
    if (Either.isLeft(read)) {
      add(path, read.left)
      return []
    }
    for (const name of read.right) {
      if (!Object.hasOwn(template.variables, name)) add(path, `uses {{${name}}}, which has no entry in "variables"`)
    }
    return read.right
  }

  if (button.type !== "COPY_CODE") {
    checkLength("label", button.text)
    if (/[{}]/.test(button.text)) add("text", "may have no placeholders")
  }
  switch (button.type) {
    case "QUICK_REPLY":
      if (button.payload !== null) checkLength("payload", button.payload)
      break
    case "URL": {
      checkLength("url", button.url)
      const names = checkPlaceholders("url", button.url)
      const reason = urlFault(button.url, names.length > 0)
      if (reason !== null) add("url", reason)
      break
    }
    case "COPY_CODE": {
      // Placeholders are counted when they are filled.
      const names = checkPlaceholders("code", button.code)
      if (names.length === 0) checkLength("code", button.code)
      break
    }
    case "PHONE_NUMBER":
  }
  return found
}

/** The value must not be able to choose the host: that much of the address is fixed. */
const urlFault = (url: string, hasPlaceholder: boolean): string | null => {
  const fixed = url.replace(/\{\{[^{}]*\}\}$/, "")
  if (fixed.includes("{{")) return "may have one placeholder, at its end"
  if (!/^https?:\/\/[^\s/?#{}@:]+(?::\d+)?(?:[/?#]\S*)?$/i.test(fixed)) {
    return "must be an address with http:// or https://"
  }
  return hasPlaceholder && !/^https?:\/\/[^/?#]+[/?#]/i.test(fixed)
    ? "needs a slash before the placeholder, so that the value cannot change the site"
    : null
}
