/**
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Either from "effect/Either"
import type { PhoneNumber, Refusal } from "../contacts/PhoneNumber.js"

/**
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
 * @since 0.1.0
 * @category port
 */
export class PhoneParser extends Context.Tag("@ektola/domain/ports/PhoneParser")<PhoneParser, Service>() {}
