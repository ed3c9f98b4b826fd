/**
 * Reads phone numbers as people write them.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Either from "effect/Either"
import type { PhoneNumber, Refusal } from "../contacts/PhoneNumber.js"

/**
 * What an adapter provides; imports ask it for every row.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * The mobile number a person typed, Indian unless it says otherwise: spaces, dashes, brackets, a leading 0 or 91,
   * digits of Indian scripts and exact scientific notation are accepted; a number that lost digits is refused.
   */
  readonly parse: (text: string) => Either.Either<PhoneNumber, Refusal>
}

/**
 * The tag of the port. `@ektola/adapters/files/PhoneParser` provides it; provide your own where numbers are not Indian
 * by default.
 *
 * @since 0.1.0
 * @category port
 */
export class PhoneParser extends Context.Tag("@ektola/domain/ports/PhoneParser")<PhoneParser, Service>() {}
