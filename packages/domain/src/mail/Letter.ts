/**
 * What is written to people who log in: codes, and what an admin decided about their shop.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * - `LOG_IN_CODE`, `RESET_CODE`: six digits, for so many minutes
 * - `APPROVED`, `REJECTED`: what became of the shop's registration
 *
 * @since 0.1.0
 * @category model
 */
export const Letter = Schema.Union(
  Schema.Struct({ kind: Schema.Literal("LOG_IN_CODE"), code: Schema.String, minutes: Schema.Number }),
  Schema.Struct({ kind: Schema.Literal("RESET_CODE"), code: Schema.String, minutes: Schema.Number }),
  Schema.Struct({ kind: Schema.Literal("APPROVED"), shopName: Schema.String }),
  Schema.Struct({ kind: Schema.Literal("REJECTED"), shopName: Schema.String, reason: Schema.String })
)
/**
 * A letter without its reader: who that is, and in which language, is asked when it leaves.
 *
 * @since 0.1.0
 * @category model
 */
export type Letter = typeof Letter.Type
