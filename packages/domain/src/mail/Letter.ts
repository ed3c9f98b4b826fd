/**
 * What is written to people who log in: codes, invitations, and what they have to know about their shop.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Language } from "../contacts/Language.js"
import { Email } from "../identity/User.js"

/**
 * - `LOG_IN_CODE`, `RESET_CODE`: six digits, for so many minutes
 * - `APPROVED`, `REJECTED`: what became of the shop's registration
 * - `INVITATION`: to make an account; its reader has none, so the letter says who it is. `link` is where the secret is
 *   taken, null where there is no page for it
 * - `TOKEN_EXPIRING`: WhatsApp has to be connected again within so many days
 * - `SENDING_STOPPED`: nothing leaves for the shop, and why
 *
 * @since 0.1.0
 * @category model
 */
export const Letter = Schema.Union(
  Schema.Struct({ kind: Schema.Literal("LOG_IN_CODE"), code: Schema.String, minutes: Schema.Number }),
  Schema.Struct({ kind: Schema.Literal("RESET_CODE"), code: Schema.String, minutes: Schema.Number }),
  Schema.Struct({ kind: Schema.Literal("APPROVED"), shopName: Schema.String }),
  Schema.Struct({ kind: Schema.Literal("REJECTED"), shopName: Schema.String, reason: Schema.String }),
  Schema.Struct({
    kind: Schema.Literal("INVITATION"),
    to: Email,
    language: Language,
    shopName: Schema.String,
    secret: Schema.String,
    link: Schema.NullOr(Schema.String),
    days: Schema.Number
  }),
  Schema.Struct({ kind: Schema.Literal("TOKEN_EXPIRING"), shopName: Schema.String, days: Schema.Number }),
  Schema.Struct({ kind: Schema.Literal("SENDING_STOPPED"), shopName: Schema.String, reason: Schema.String })
)
/**
 * A letter without its reader: who that is, and in which language, is asked when it leaves.
 *
 * @since 0.1.0
 * @category model
 */
export type Letter = typeof Letter.Type
