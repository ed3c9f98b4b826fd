/**
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { EmailTaken, UserNotFound } from "../identity/IdentityError.js"
import type { Email, User, UserId } from "../identity/User.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * @since 0.1.0
 * @category model
 */
export interface Service {
  readonly insert: (user: User) => Effect.Effect<void, EmailTaken | StoreUnavailable>
  readonly findByEmail: (email: Email) => Effect.Effect<Option.Option<User>, StoreUnavailable>
  readonly get: (userId: UserId) => Effect.Effect<User, UserNotFound | StoreUnavailable>
}

/**
 * @since 0.1.0
 * @category port
 */
export class UserStore extends Context.Tag("@ektola/domain/ports/UserStore")<UserStore, Service>() {}
