import * as Either from "effect/Either"
import * as LocalDate from "../LocalDate.js"

/** What is wrong, and with which part of the text. */
export interface Fault {
  readonly part: string
  readonly reason: string
}

export const refuse = (part: string, reason: string): Either.Either<never, Fault> => Either.left({ part, reason })

/** A line of the text; name and parameter names in upper case. */
export interface Property {
  readonly name: string
  readonly parameters: ReadonlyMap<string, string>
  readonly value: string
}

const lineShape = /^([a-z0-9-]+)((?:;[a-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/i
const parameterShape = /;([a-z0-9-]+)=("[^"]*"|[^";:,]*)/gi

const property = (line: string): Either.Either<Property, Fault> => {
  const [, name, parameters, value] = lineShape.exec(line) ?? []
  if (name === undefined || parameters === undefined || value === undefined) {
    const part = /^[a-z0-9-]+/i.exec(line)?.[0].toUpperCase() ?? line.slice(0, 20)
    return refuse(part, "is not a line like RRULE:FREQ=DAILY or DTSTART;TZID=Asia/Kolkata:20261125T100000")
  }
  const found = new Map<string, string>()
  for (const [, key = "", text = ""] of parameters.matchAll(parameterShape)) {
    if (found.has(key.toUpperCase())) return refuse(key.toUpperCase(), `is given twice in ${name.toUpperCase()}`)
    found.set(key.toUpperCase(), text.startsWith("\"") ? text.slice(1, -1) : text)
  }
  return Either.right({ name: name.toUpperCase(), parameters: found, value: value.trim() })
}

/** The lines of a text, folded ones put together again. */
export const properties = (text: string): Either.Either<ReadonlyArray<Property>, Fault> =>
  Either.all(
    text.replace(/(?:\r\n|\n|\r)[ \t]/g, "").split(/\r\n|\n|\r/).map((line) => line.trimEnd())
      .filter((line) => line !== "").map(property)
  )

/** `NAME=VALUE;…` in upper case, in the order of the text. */
export const ruleParts = (value: string): Either.Either<ReadonlyMap<string, string>, Fault> => {
  const parts = new Map<string, string>()
  for (const text of value.toUpperCase().split(";")) {
    if (text.trim() === "") continue
    const equals = text.indexOf("=")
    const name = text.slice(0, Math.max(equals, 0)).trim()
    if (name === "") return refuse("RRULE", `"${text}" is not a part like FREQ=DAILY`)
    if (parts.has(name)) return refuse(name, "is given twice")
    parts.set(name, text.slice(equals + 1).trim())
  }
  return Either.right(parts)
}

/** A date that exists, with the time of day in milliseconds, or none. */
export interface Moment {
  readonly day: LocalDate.Day
  readonly time: number | null
  readonly isUtc: boolean
}

const momentShape = /^(\d{4})(\d\d)(\d\d)(?:T([01]\d|2[0-3])([0-5]\d)([0-5]\d)(Z?))?$/i

export const moment = (part: string, text: string): Either.Either<Moment, Fault> => {
  const [, year, month, date, ...clock] = momentShape.exec(text) ?? []
  const [numbers, length] = [[year, month, date].map(Number), LocalDate.daysInMonth(Number(year), Number(month))]
  const [y = 0, m = 0, d = 0] = numbers
  if (year === undefined || d < 1 || d > length) {
    return refuse(part, `"${text}" is not a date and time that exists; write it like 20261125T100000`)
  }
  const [hours, minutes, seconds, zulu] = clock
  return Either.right({
    day: LocalDate.toDay(y, m, d),
    time: hours === undefined ? null : LocalDate.timeToMillis(`${hours}:${minutes}:${seconds}`),
    isUtc: zulu !== undefined && zulu !== ""
  })
}

/** `YYYYMMDDTHHMMSS`. */
export const formatMoment = (day: LocalDate.Day, time: number): string =>
  LocalDate.formatDateTime(day, time).replace(/[-:]/g, "")
