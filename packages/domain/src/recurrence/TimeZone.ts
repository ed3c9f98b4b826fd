/**
 * Wall time and instants of IANA time zones.
 *
 * A wall time that a clock change skips moves forward by the length of the gap; one that occurs twice means the first.
 * A gap of a day or more takes whole dates out of the calendar (Samoa had no 30 December 2011): they have no instant.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { quote } from "./internal/fields.js"
import { formatDateTime, millisPerDay } from "./LocalDate.js"

/**
 * Milliseconds since midnight of 1970-01-01 on the wall.
 *
 * @since 0.1.0
 * @category model
 */
export type LocalMillis = number
/**
 * Milliseconds since 1970-01-01T00:00:00Z.
 *
 * @since 0.1.0
 * @category model
 */
export type EpochMillis = number

/**
 * What a zone's clocks do, asked from the runtime once per stretch of time and kept.
 *
 * @since 0.1.0
 * @category model
 */
export interface TimeZone {
  readonly name: string
  readonly offsetText: (instant: EpochMillis) => string
  readonly stretches: Map<number, Stretch>
}

/** Within `stretchMillis`: the offset at its start, and what it changes to when. Changes are rare. */
interface Stretch {
  readonly first: number
  readonly changes: ReadonlyArray<{ readonly at: EpochMillis; readonly offset: number }>
}

const stretchMillis = 256 * millisPerDay

// Names are the same in any case. As they are written they are kept too, up to a number that no data need.
const zones = new Map<string, TimeZone>()
const asWritten = new Map<string, TimeZone>()
const maxWritten = 2000

const open = (name: string): TimeZone | null => {
  const written = asWritten.get(name)
  if (written !== undefined) return written
  // Names such as IST mean different places to different people; the IANA's have the form Region/City.
  if (name !== "UTC" && !name.includes("/")) return null
  const key = name.toLowerCase()
  const zone = zones.get(key) ?? ask(name)
  if (zone === null) return null
  zones.set(key, zone)
  if (asWritten.size < maxWritten) asWritten.set(name, zone)
  return zone
}

const ask = (name: string): TimeZone | null => {
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset", year: "numeric" })
    return { name, offsetText: (instant) => format.format(instant), stretches: new Map() }
  } catch {
    return null
  }
}

/**
 * Whether this runtime knows a zone of this name. What is stored was checked by a process that may have known others.
 *
 * @since 0.1.0
 * @category guards
 */
export const isKnown = (name: string): boolean => open(name) !== null

/**
 * An IANA time zone name that this runtime knows, such as `Asia/Kolkata`. Abbreviations (IST) and offsets are refused.
 *
 * @since 0.1.0
 * @category model
 */
export const TimeZoneName = Schema.String.pipe(
  Schema.filter((name) => isKnown(name) || `${quote(name)} is not a time zone; use an IANA name such as Asia/Kolkata`)
)

/**
 * The zone of a valid name. A name that is none is a defect.
 *
 * @since 0.1.0
 * @category constructors
 */
export const get = (name: string): TimeZone => {
  const zone = open(name)
  if (zone === null) throw new RangeError(`${quote(name)} is not a time zone`)
  return zone
}

const askOffset = (zone: TimeZone, instant: EpochMillis): number => {
  // Ends in GMT+05:30, and in GMT+05:53:28 before standard time.
  const text = zone.offsetText(instant)
  const at = text.lastIndexOf("GMT") + 3
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(at + 1).split(":").map(Number)
  const millis = ((hours * 60 + minutes) * 60 + seconds) * 1000
  return text[at] === "-" ? -millis : millis
}

// Two changes within a day that undo each other would be missed; no zone has made such.
const survey = (zone: TimeZone, from: EpochMillis): Stretch => {
  const first = askOffset(zone, from)
  const changes: Array<{ at: EpochMillis; offset: number }> = []
  let before = first
  for (let at = from; at < from + stretchMillis; at += millisPerDay) {
    const offset = askOffset(zone, at + millisPerDay)
    if (offset === before) continue
    changes.push({ at: findChange(zone, at, at + millisPerDay, before), offset })
    before = offset
  }
  return { first, changes }
}

/** The first second in (from, to] whose offset is not `before`. */
const findChange = (zone: TimeZone, from: EpochMillis, to: EpochMillis, before: number): EpochMillis => {
  let [low, high] = [from / 1000, to / 1000]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (askOffset(zone, middle * 1000) === before) low = middle
    else high = middle
  }
  return high * 1000
}

/**
 * Milliseconds that the zone's clocks are ahead of UTC at an instant.
 *
 * @since 0.1.0
 * @category conversions
 */
export const offsetAt = (zone: TimeZone, instant: EpochMillis): number => {
  const index = Math.floor(instant / stretchMillis)
  let stretch = zone.stretches.get(index)
  if (stretch === undefined) {
    stretch = survey(zone, index * stretchMillis)
    zone.stretches.set(index, stretch)
  }
  let offset = stretch.first
  for (const change of stretch.changes) {
    if (change.at > instant) break
    offset = change.offset
  }
  return offset
}

/**
 * What the zone's clocks show at an instant. Every instant has a wall time; not every wall time has an instant.
 *
 * @since 0.1.0
 * @category conversions
 */
export const toLocal = (zone: TimeZone, instant: EpochMillis): LocalMillis => instant + offsetAt(zone, instant)

/**
 * The instant of a wall time; null when its whole date was skipped.
 *
 * @since 0.1.0
 * @category conversions
 */
export const toInstant = (zone: TimeZone, local: LocalMillis): EpochMillis | null => {
  // Offsets stay below a day, so these two stand on either side of the instant.
  const before = offsetAt(zone, local - millisPerDay)
  const after = offsetAt(zone, local + millisPerDay)
  if (before === after) return local - before
  const earlier = local - Math.max(before, after)
  const later = local - Math.min(before, after)
  if (offsetAt(zone, earlier) === local - earlier) return earlier
  if (offsetAt(zone, later) === local - later) return later
  return after - before < millisPerDay ? local - before : null
}

/**
 * What the clocks of a zone show at an instant, `YYYY-MM-DDTHH:mm:ss`.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as TimeZone from "@ektola/domain/recurrence/TimeZone"
 * import * as DateTime from "effect/DateTime"
 *
 * const instant = DateTime.unsafeMake("2026-12-05T04:30:00Z")
 * assert.strictEqual(TimeZone.format("Asia/Kolkata", instant), "2026-12-05T10:00:00")
 * assert.strictEqual(TimeZone.isKnown("IST"), false)
 * ```
 *
 * @since 0.1.0
 * @category conversions
 */
export const format = (name: string, instant: DateTime.Utc): string => formatIn(get(name), instant.epochMillis)

/**
 * The same in a zone that is at hand already.
 *
 * @since 0.1.0
 * @category conversions
 */
export const formatIn = (zone: TimeZone, instant: EpochMillis): string => {
  const local = toLocal(zone, instant)
  const day = Math.floor(local / millisPerDay)
  return formatDateTime(day, local - day * millisPerDay)
}
