/**
 * When a campaign happens: a value with the wall time and the zone, never a bare instant.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { TimeZoneName } from "../tenancy/Jeweller.js"

const wallTime = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/

const isWallTime = (text: string): boolean => {
  const match = wallTime.exec(text)
  if (match === null) return false
  return Option.match(DateTime.make(`${text.slice(0, 16)}:00Z`), {
    onNone: () => false,
    // A date such as 31 February rolls over when parsed; the round trip shows it.
    onSome: (utc) => DateTime.formatIso(utc).startsWith(text.slice(0, 16))
  })
}

/**
 * A local date and time without offset, `YYYY-MM-DDTHH:mm[:ss]`. An offset is refused: the zone stands beside it.
 *
 * @since 0.1.0
 * @category model
 */
export const LocalDateTime = Schema.String.pipe(
  Schema.filter((text) =>
    isWallTime(text) ||
    `"${text}" is not a local date and time; write it like 2026-11-25T10:00, without Z or offset`
  )
)

/**
 * Once, at a wall time in a zone.
 *
 * @since 0.1.0
 * @category model
 */
export const OneTime = Schema.Struct({
  kind: Schema.Literal("ONE_TIME"),
  at: LocalDateTime,
  zone: TimeZoneName
})

/**
 * @since 0.1.0
 * @category model
 */
export const Recurrence = Schema.Union(OneTime)
/**
 * @since 0.1.0
 * @category model
 */
export type Recurrence = typeof Recurrence.Type

/**
 * One date of a recurrence: the wall time as written, its zone, and the instant they mean.
 *
 * @since 0.1.0
 * @category model
 */
export interface Occurrence {
  readonly local: string
  readonly zone: string
  readonly instant: DateTime.Utc
}

/**
 * The instant of a wall time. A time that a clock change skips moves forward by the gap; one that occurs twice means
 * the first.
 *
 * @since 0.1.0
 * @category rules
 */
export const toInstant = (local: string, zone: string): DateTime.Utc =>
  DateTime.toUtc(
    DateTime.unsafeMakeZoned(`${local.length === 16 ? `${local}:00` : local}Z`, {
      timeZone: zone,
      adjustForTimeZone: true
    })
  )

/**
 * The wall time of an instant in a zone, to the second.
 *
 * @since 0.1.0
 * @category rules
 */
export const toLocal = (instant: DateTime.Utc, zone: string): string =>
  DateTime.formatIsoOffset(DateTime.unsafeSetZoneNamed(instant, zone)).slice(0, 19)

/**
 * The first occurrence, whether past or future.
 *
 * @since 0.1.0
 * @category rules
 */
export const first = (recurrence: Recurrence): Occurrence => ({
  local: recurrence.at,
  zone: recurrence.zone,
  instant: toInstant(recurrence.at, recurrence.zone)
})

/**
 * The first occurrence strictly later than `instant`.
 *
 * @since 0.1.0
 * @category rules
 */
export const next = (recurrence: Recurrence, instant: DateTime.Utc): Occurrence | null => {
  const only = first(recurrence)
  return DateTime.greaterThan(only.instant, instant) ? only : null
}
