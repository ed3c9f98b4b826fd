import type { Exchange } from "../Answer.js"
import type { Reply } from "../Graph.js"
import { refusal } from "../Refusal.js"

type Item = Readonly<Record<string, unknown>>

/** The fields that a request asks for, and the id; without a list those that Graph gives unasked. */
export const wanted = (exchange: Exchange, unasked: ReadonlyArray<string>): ReadonlyArray<string> => {
  const asked = exchange.query.get("fields")
  return asked === null || asked === "" ? unasked : ["id", ...asked.split(",").map((field) => field.trim())]
}

/** The object with these fields only. A field that it cannot have is refused, as Graph does. */
export const select = (object: Item, fields: ReadonlyArray<string>): Reply => {
  const unknown = fields.find((field) => !Object.hasOwn(object, field))
  return unknown === undefined
    ? { body: Object.fromEntries(fields.map((field) => [field, object[field]])) }
    : { refused: refusal(100, `Tried accessing nonexisting field (${unknown})`) }
}
