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
 * The refresh token does not continue a session: it is no token, too old, was used before, or the session has ended.
 * Which of them is not told.
 *
 * @since 0.1.0
 * @category errors
 */
export class RefreshRefused
  extends Schema.TaggedError<RefreshRefused>("@ektola/domain/RefreshRefused")("RefreshRefused", {})
{
  override get message() {
    return "This session cannot be continued. Log in again."
  }
}

/**
 * The code is wrong, too old, used, or was tried too often; or nobody has this address. Which of them is not told.
 *
 * @since 0.1.0
 * @category errors
 */
export class CodeRefused extends Schema.TaggedError<CodeRefused>("@ektola/domain/CodeRefused")("CodeRefused", {}) {
  override get message() {
    return "This code is wrong or not valid any more. Ask for a new one."
  }
}

/**
 * Too many tries, of this account or from this network; whether the account exists is not told. Nothing was compared.
 *
 * @since 0.1.0
 * @category errors
 */
export class TooManyTries extends Schema.TaggedError<TooManyTries>("@ektola/domain/TooManyTries")("TooManyTries", {
  retryAfterSeconds: Schema.Number
}) {
  override get message() {
    const minutes = Math.ceil(this.retryAfterSeconds / 60)
    return `That was tried too often. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}; ` +
      "who has forgotten the password can log in with a code by e-mail."
  }
}

/**
 * The invitation is unknown, was accepted or revoked, or is too old. Which of them is not told.
 *
 * @since 0.1.0
 * @category errors
 */
export class InvitationRefused
  extends Schema.TaggedError<InvitationRefused>("@ektola/domain/InvitationRefused")("InvitationRefused", {})
{
  override get message() {
    return "This invitation is not valid (any more). Ask whoever invited you for a new one."
  }
}

/**
 * The caller's team has no invitation with this id.
 *
 * @since 0.1.0
 * @category errors
 */
export class InvitationNotFound
  extends Schema.TaggedError<InvitationNotFound>("@ektola/domain/InvitationNotFound")("InvitationNotFound", {
    invitationId: Schema.String
  })
{
  override get message() {
    return `There is no invitation ${this.invitationId}.`
  }
}

/**
 * The invitation was accepted, so that nothing is left to revoke.
 *
 * @since 0.1.0
 * @category errors
 */
export class InvitationAccepted
  extends Schema.TaggedError<InvitationAccepted>("@ektola/domain/InvitationAccepted")("InvitationAccepted", {})
{
  override get message() {
    return "This invitation was accepted already: there is an account."
  }
}

/**
 * The shop has invited as many people as it may in 24 hours.
 *
 * @since 0.1.0
 * @category errors
 */
export class TooManyInvitations
  extends Schema.TaggedError<TooManyInvitations>("@ektola/domain/TooManyInvitations")("TooManyInvitations", {
    retryAfterSeconds: Schema.Number
  })
{
  override get message() {
    return "There were many invitations in the last 24 hours. Invite further people later."
  }
}

/**
 * The session has ended: logged out, or its password was changed elsewhere.
 *
 * @since 0.1.0
 * @category errors
 */
export class SessionEnded extends Schema.TaggedError<SessionEnded>("@ektola/domain/SessionEnded")("SessionEnded", {}) {
  override get message() {
    return "This session has ended. Log in again."
  }
}

/**
 * Who wants to change the password has to know the present one.
 *
 * @since 0.1.0
 * @category errors
 */
export class CurrentPasswordWrong
  extends Schema.TaggedError<CurrentPasswordWrong>("@ektola/domain/CurrentPasswordWrong")("CurrentPasswordWrong", {})
{
  override get message() {
    return "The present password is wrong."
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
