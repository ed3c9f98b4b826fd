import * as Language from "@ektola/domain/contacts/Language"
import type { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import type { Template, Translation } from "@ektola/domain/templates/Template"
import type { VariableSource } from "@ektola/domain/templates/VariableSource"
import { aTemplate as build } from "../../contract/builders.js"
import type { Random } from "./random.js"

export const languages = Language.all

/** Sources that are often empty, with and without something that stands in. */
const aSource = (random: Random): VariableSource => {
  const fallback = random.pick([null, "customer", "ग्राहक", " "])
  return random.pick<VariableSource>([
    { from: "contact", field: "name", fallback },
    { from: "contact", field: "phone", fallback },
    { from: "contact", field: "paymentDay", fallback },
    { from: "attribute", key: "gold_weight", fallback },
    { from: "attribute", key: "Loan No", fallback },
    { from: "jeweller", field: "name", fallback },
    { from: "reminder", field: "dueDate", fallback: random.pick(["soon", null]) },
    { from: "literal", value: "10% \"off\"" }
  ])
}

/** Of every kind; a code soon becomes longer than WhatsApp takes. */
const someButtons = (random: Random, names: ReadonlyArray<string>): Translation["buttons"] => {
  const hole = names.length === 0 ? "" : `{{${random.pick(names)}}}`
  return random.some<Translation["buttons"][number]>([
    { type: "QUICK_REPLY", text: "Stop promotions", payload: random.pick([null, "OPTOUT:MARKETING"]) },
    { type: "URL", text: "Pay", url: `https://example.com/pay/${hole}` },
    { type: "PHONE_NUMBER", text: "Call", phone: "+919800009001" as PhoneNumber },
    { type: "COPY_CODE", code: `GL${random.chance(0.5) ? hole : "10"}` }
  ], 0.5)
}

export const aTemplate = (random: Random, number: number): Template => {
  const parameterFormat = random.pick(["POSITIONAL", "NAMED"] as const)
  const count = random.pick([0, 1, 1, 2, 2, 3, 11])
  const names = Array.from(
    { length: count },
    (_, index) => parameterFormat === "POSITIONAL" ? String(index + 1) : `value_${index}`
  )
  const holes = (names: ReadonlyArray<string>) => names.map((name) => `{{${name}}}`).join(" and ")
  // A translation may use fewer of them, and in another order.
  const aTranslation = (language: Language.Language): Translation => ({
    id: random.uuid() as Translation["id"],
    language,
    header: random.chance(0.7) ? null : random.chance(0.5) ? "Hello" : `Hello ${holes(random.some(names, 0.2))}`,
    body: `Dear ${holes(random.some(random.chance(0.5) ? names : names.toReversed(), 0.8))}, (${language})`,
    footer: null,
    buttons: random.chance(0.6) ? [] : someButtons(random, names)
  })
  const spoken = random.some(languages, 0.65)
  return build({
    id: random.uuid() as Template["id"],
    name: `differential_${number}`,
    category: random.pick(["UTILITY", "MARKETING"]),
    parameterFormat,
    variables: Object.fromEntries(random.some(names, 0.98).map((name) => [name, aSource(random)])),
    translations: (spoken.length === 0 ? [random.pick(languages)] : spoken).map(aTranslation)
  })
}
