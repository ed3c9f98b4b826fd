/**
 * Refusals about users and what they may do.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Role } from "./User.js"

/**
 * The role does not allow the action.
 *
 * @since 0.1.0
 * @category errors
 */
export class Forbidden extends Schema.TaggedError<Forbidden>("@ektola/domain/Forbidden")("Forbidden", {
  action: Schema.String,
  role: Role
}) {
  override get message() {
    return `The role ${this.role} does not allow ${this.action}.`
  }
}

/**
 * Another account has this e-mail address.
 *
 * @since 0.1.0
 * @category errors
 */
export class EmailTaken extends Schema.TaggedError<EmailTaken>("@ektola/domain/EmailTaken")("EmailTaken", {}) {
  override get message() {
    return "There is already an account with this e-mail address. Log in, or use another address."
  }
}

/**
 * The password may not be used; `reasons` has one sentence per fault, without the password in it.
 *
 * @since 0.1.0
 * @category errors
 */
export class PasswordRefused extends Schema.TaggedError<PasswordRefused>("@ektola/domain/PasswordRefused")(
  "PasswordRefused",
  { reasons: Schema.Array(Schema.String) }
) {
  override get message() {
    return this.reasons.join(" ")
  }
}

/**
 * Unknown address or wrong password; which of them is not told.
 *
 * @since 0.1.0
 * @category errors
 */
export class LogInRefused extends Schema.TaggedError<LogInRefused>("@ektola/domain/LogInRefused")("LogInRefused", {}) {
  override get message() {
    return "The e-mail address or the password is wrong."
  }
}

/**
 * The user no longer exists.
 *
 * @since 0.1.0
 * @category errors
 */
export class UserNotFound extends Schema.TaggedError<UserNotFound>("@ektola/domain/UserNotFound")("UserNotFound", {
  userId: Schema.String
}) {
  override get message() {
    return `There is no user ${this.userId}.`
  }
}
