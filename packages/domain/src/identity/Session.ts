/**
 * A log-in that lasts: an access token for half an hour, and a refresh token that rotates.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import type * as Redacted from "effect/Redacted"
import type { Principal } from "./Principal.js"
import type { RefreshFamilyId } from "./RefreshFamily.js"
import type { User } from "./User.js"

/**
 * Who asks, and under which log-in. Whoever lets people in proves both, and asks `Sessions.check` whether it has ended.
 *
 * @since 0.1.0
 * @category model
 */
export interface SessionPrincipal extends Principal {
  readonly sessionId: RefreshFamilyId
}

/**
 * What a log-in or a refresh gives: the account, the id of the session, and the token that continues it once, until
 * `refreshExpiresAt` at the latest.
 *
 * @since 0.1.0
 * @category model
 */
export interface Session {
  readonly id: RefreshFamilyId
  readonly user: User
  readonly refreshToken: Redacted.Redacted<string>
  readonly refreshExpiresAt: DateTime.Utc
}

/**
 * The principal that a session stands for.
 *
 * @since 0.1.0
 * @category getters
 */
export const principalOf = ({ id, user }: Session): SessionPrincipal => ({
  userId: user.id,
  role: user.role,
  jewellerId: user.jewellerId,
  sessionId: id
})
