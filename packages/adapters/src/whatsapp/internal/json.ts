import * as DateTime from "effect/DateTime"

/** Reading JSON of which nothing is certain: every function answers null instead of throwing. */

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** A text that says something, or null. Postgres stores no NUL, so a text with one is no text. */
export const text = (value: unknown): string | null =>
  typeof value === "string" && value !== "" && !value.includes("\0") ? value : null

/** A non-negative integer, which WhatsApp writes as a number in one place and as a string in another. */
export const integer = (value: unknown): number | null => {
  const number = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : null
}

/** An id: a text, or one of the integers that some webhooks use for ids. */
export const id = (value: unknown): string | null =>
  typeof value === "number" && Number.isSafeInteger(value) ? String(value) : text(value)

export const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

/** An instant in whole seconds since 1970. */
export const instant = (value: unknown): DateTime.Utc | null => {
  const seconds = integer(value)
  return seconds === null || seconds > latest ? null : DateTime.unsafeMake(seconds * 1000)
}

// The end of the year 9999: a larger number is milliseconds or nonsense.
const latest = 253_402_300_799
