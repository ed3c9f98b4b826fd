/**
 * The hours of the day in which customers may be messaged. A message outside them is postponed, never dropped.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as LocalDate from "./LocalDate.js"
import * as TimeZone from "./TimeZone.js"

/**
 * From a local time up to, and not including, a later one of the same day.
 *
 * @since 0.1.0
 * @category model
 */
export const AllowedHours = Schema.Struct({ from: LocalDate.LocalTime, to: LocalDate.LocalTime }).pipe(
  Schema.filter(({ from, to }) =>
    LocalDate.timeToMillis(from) < LocalDate.timeToMillis(to) ||
    { path: ["to"], message: `${to} is not later than ${from}` }
  )
)
/**
 * Hours that were checked: `from` is earlier than `to`.
 *
 * @since 0.1.0
 * @category model
 */
export type AllowedHours = typeof AllowedHours.Type

/**
 * The instant itself when it lies in the allowed hours of the zone, else the moment they next begin.
 *
 * @since 0.1.0
 * @category rules
 */
export const postpone = (hours: AllowedHours, zoneName: string, instant: DateTime.Utc): DateTime.Utc => {
  const zone = TimeZone.get(zoneName)
  const local = TimeZone.toLocal(zone, instant.epochMillis)
  const day = Math.floor(local / LocalDate.millisPerDay)
  const time = local - day * LocalDate.millisPerDay
  const [from, to] = [LocalDate.timeToMillis(hours.from), LocalDate.timeToMillis(hours.to)]
  if (time >= from && time < to) return instant
  const opening = (day + (time < from ? 0 : 1)) * LocalDate.millisPerDay + from
  const opens = TimeZone.toInstant(zone, opening) ?? TimeZone.toInstant(zone, opening + LocalDate.millisPerDay)
  return opens === null ? instant : DateTime.max(instant, DateTime.unsafeMake(opens))
}
