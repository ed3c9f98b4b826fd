/**
 * A letter as an e-mail shows it, in five languages, as plain text and as HTML.
 *
 * @since 0.1.0
 */
import type { Language } from "../contacts/Language.js"
import { words } from "./internal/words.js"
import type { Letter } from "./Letter.js"

/**
 * A subject of one line, and the same content twice.
 *
 * @since 0.1.0
 * @category model
 */
export interface MailText {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/**
 * The e-mail of a letter. What people entered, such as the name of a shop, is text in the HTML and never markup.
 *
 * @since 0.1.0
 * @category rules
 */
export const render = (letter: Letter, language: Language): MailText => {
  const { after, before, subject } = words[language](letter.kind, {
    minutes: 0,
    days: 0,
    shopName: "",
    reason: "",
    ...letter
  })
  const key = keyOf(letter)
  const paragraph = (line: string) => `<p>${escape(line)}</p>`
  const body = [
    ...before.map(paragraph),
    ...key === null ? [] : [`<p style="${key.style}"><b>${escape(key.text)}</b></p>`],
    ...after.map(paragraph)
  ]
  return {
    subject,
    text: `${[...before, ...key === null ? [] : [key.text], ...after, "EkTola"].join("\n\n")}\n`,
    html: `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${escape(subject)}</title>` +
      `<body style="font-family:sans-serif">${body.join("")}<p>EkTola</p></body></html>`
  }
}

/** What the reader copies, on a line of its own; mail programs make a link of an address by themselves. */
const keyOf = (letter: Letter): { readonly text: string; readonly style: string } | null => {
  switch (letter.kind) {
    case "LOG_IN_CODE":
    case "RESET_CODE":
      return { text: letter.code, style: "font-size:28px;letter-spacing:4px" }
    case "INVITATION":
      return { text: letter.link ?? letter.secret, style: "word-break:break-all" }
    case "APPROVED":
    case "REJECTED":
    case "TOKEN_EXPIRING":
    case "SENDING_STOPPED":
      return null
  }
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;" }

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
