import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import type * as PhoneParser from "@ektola/domain/ports/PhoneParser"
import * as Either from "effect/Either"

/** Ten digits are a number; what real cells hold is the adapter's work. */
export const parsePhone: PhoneParser.Service["parse"] = (text) => {
  if (text.trim() === "") return Either.left("EMPTY")
  return /^\d{10}$/.test(text) ? Either.right(PhoneNumber.make(`+91${text}`)) : Either.left("WRONG_LENGTH")
}
