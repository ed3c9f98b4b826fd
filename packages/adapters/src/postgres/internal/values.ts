import * as DateTime from "effect/DateTime"

// NUL and halves of surrogate pairs, as JSON writes them.
const unstorable = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i

/** A text as Postgres can store it: without NUL and without half characters, which broken uploads contain. */
export const text = (value: string): string => {
  const whole = value.includes("\u0000") ? value.replaceAll("\u0000", "") : value
  return isWellFormed(whole) ? whole : Buffer.from(whole).toString()
}

const loneSurrogate = /\p{Surrogate}/u
const isWellFormed = (value: string): boolean => !loneSurrogate.test(value)

/**
 * A value, or rows for `json_to_recordset`, as one JSON parameter; instants become ISO texts. One parameter for any
 * number of rows was as fast as an array per column and needs half the client's time.
 */
export const json = (value: unknown): string => {
  const plain = JSON.stringify(value)
  return unstorable.test(plain) ? JSON.stringify(value, (_, part: unknown) => clean(part)) : plain
}

export const jsonOrNull = (value: unknown): string | null => value === null ? null : json(value)

// Keys of attributes come from the same uploads as their values.
const clean = (part: unknown): unknown =>
  typeof part === "string"
    ? text(part)
    : typeof part === "object" && part !== null && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).map(([key, value]) => [text(key), value]))
    : part

/** Ids and other texts without special characters as an array literal. */
export const plainArray = (values: ReadonlyArray<string>): string => `{${values.join(",")}}`

export const instant = (value: Date): DateTime.Utc => DateTime.unsafeFromDate(value)

export const instantOrNull = (value: Date | null): DateTime.Utc | null => value === null ? null : instant(value)

export const toDate = (value: DateTime.Utc): Date => DateTime.toDateUtc(value)

export const toDateOrNull = (value: DateTime.Utc | null): Date | null => value === null ? null : toDate(value)
