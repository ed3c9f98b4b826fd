/**
 * What admins write down about a jeweller, for other admins; the jeweller does not see it.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import type { UserId } from "../identity/User.js"
import type { JewellerId } from "./Jeweller.js"

/**
 * UUIDv7 of a note.
 *
 * @since 0.1.0
 * @category model
 */
export const NoteId = Schema.UUID.pipe(Schema.brand("NoteId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type NoteId = typeof NoteId.Type

/**
 * A trimmed text of 1 to 2,000 characters.
 *
 * @since 0.1.0
 * @category model
 */
export const NoteText = Schema.Trim.pipe(
  Schema.minLength(1, { message: () => "a note that says something" }),
  Schema.maxLength(2000, { message: () => "a note has at most 2000 characters" }),
  Schema.brand("NoteText")
)
/**
 * The text itself, branded.
 *
 * @since 0.1.0
 * @category model
 */
export type NoteText = typeof NoteText.Type

/**
 * A note is written once and stays.
 *
 * @since 0.1.0
 * @category model
 */
export interface Note {
  readonly id: NoteId
  readonly jewellerId: JewellerId
  readonly authorId: UserId
  readonly text: NoteText
  readonly at: DateTime.Utc
}
