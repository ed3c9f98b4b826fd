/**
 * Accounts: registering, and who one is. `Sessions` lets people in.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import type { Language } from "../contacts/Language.js"
import { AuditLog } from "../ports/AuditLog.js"
import { IdGenerator } from "../ports/IdGenerator.js"
import { JewellerStore } from "../ports/JewellerStore.js"
import { PasswordHasher } from "../ports/PasswordHasher.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { UnitOfWork } from "../ports/UnitOfWork.js"
import { UserStore } from "../ports/UserStore.js"
import type { Jeweller } from "../tenancy/Jeweller.js"
import type { JewellerNotFound } from "../tenancy/TenancyError.js"
import type { EmailTaken, Forbidden, PasswordRefused, UserNotFound } from "./IdentityError.js"
import * as internal from "./internal/index.js"
import type { Principal } from "./Principal.js"
import type { Email, User } from "./User.js"

/**
 * What a shop says to register: itself and its owner. `zone` is an IANA name, `defaultLanguage` that of customers
 * without one. The zone is taken as it is: whoever asks people for it checks it.
 *
 * @since 0.1.0
 * @category model
 */
export interface Registration {
  readonly jewellerName: string
  readonly zone: string
  readonly defaultLanguage: Language
  readonly name: string
  readonly email: Email
  readonly password: Redacted.Redacted<string>
}

/**
 * An account and its jeweller as they are stored now; an admin has none.
 *
 * @since 0.1.0
 * @category model
 */
export interface Self {
  readonly user: User
  readonly jeweller: Jeweller | null
}

/**
 * Accounts of people, for whatever they register with.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** A new jeweller, PENDING, and its owner, if `Password.faults` finds none. */
  readonly register: (registration: Registration) => Effect.Effect<
    { readonly user: User; readonly jeweller: Jeweller },
    EmailTaken | PasswordRefused | StoreUnavailable
  >
  /** The account behind a principal. */
  readonly me: (
    principal: Principal
  ) => Effect.Effect<Self, Forbidden | UserNotFound | JewellerNotFound | StoreUnavailable>
  /** An admin account; for the operator's command and the local example, never reachable from outside. */
  readonly createAdmin: (
    admin: { readonly name: string; readonly email: Email; readonly password: Redacted.Redacted<string> }
  ) => Effect.Effect<User, EmailTaken | PasswordRefused | StoreUnavailable>
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Identity extends Context.Tag("@ektola/domain/identity/Identity")<Identity, Service>() {}

/**
 * Gives `Identity`, on the stores of one database and their `UnitOfWork`, with a hasher of passwords.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<
  Identity,
  never,
  AuditLog | IdGenerator | JewellerStore | PasswordHasher | UnitOfWork | UserStore
> = Layer.effect(
  Identity,
  Effect.gen(function*() {
    const deps = {
      audit: yield* AuditLog,
      ids: yield* IdGenerator,
      jewellers: yield* JewellerStore,
      hasher: yield* PasswordHasher,
      unitOfWork: yield* UnitOfWork,
      users: yield* UserStore
    }
    return Identity.of({
      register: internal.register(deps),
      me: internal.me(deps),
      createAdmin: internal.createAdmin(deps)
    })
  })
)
