/**
 * Logging in, staying logged in, and logging out.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import { AuditLog } from "../ports/AuditLog.js"
import { CodeHasher } from "../ports/CodeHasher.js"
import { IdGenerator } from "../ports/IdGenerator.js"
import { JewellerStore } from "../ports/JewellerStore.js"
import { OtpStore } from "../ports/OtpStore.js"
import { Outbox } from "../ports/Outbox.js"
import { PasswordHasher } from "../ports/PasswordHasher.js"
import { RefreshTokens } from "../ports/RefreshTokens.js"
import { SessionStore } from "../ports/SessionStore.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { TokenCipher } from "../ports/TokenCipher.js"
import { TryStore } from "../ports/TryStore.js"
import { UnitOfWork } from "../ports/UnitOfWork.js"
import { UserStore } from "../ports/UserStore.js"
import type { JewellerNotFound } from "../tenancy/TenancyError.js"
import type {
  CodeRefused,
  CurrentPasswordWrong,
  Forbidden,
  LogInRefused,
  PasswordRefused,
  RefreshRefused,
  SessionEnded,
  TooManyTries,
  UserNotFound
} from "./IdentityError.js"
import * as codes from "./internal/codes/index.js"
import * as internal from "./internal/sessions/index.js"
import type * as Otp from "./Otp.js"
import type { RefreshFamilyId } from "./RefreshFamily.js"
import type { Session, SessionPrincipal } from "./Session.js"
import type { Email } from "./User.js"

/**
 * Sessions, for whatever lets people in. It makes an access token of `Session.principalOf`, and asks `check` at every
 * use of that token.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * A new session of the user with this address and password. A wrong password and an unknown address are one refusal
   * and take the same time. An older kind of hash is replaced. `Tries` limits how often.
   */
  readonly logIn: (
    email: Email,
    password: Redacted.Redacted<string>
  ) => Effect.Effect<Session, LogInRefused | StoreUnavailable | TooManyTries>
  /**
   * Mails a code to the address, if somebody has it and did not ask too often; never says whether. What is done, and how
   * long it takes, is the same in every case. A network that asks too often is refused, whatever it asks for.
   */
  readonly requestCode: (email: Email, purpose: Otp.Purpose) => Effect.Effect<void, StoreUnavailable | TooManyTries>
  /** A new session of the user of this address, whose mailbox has the code. */
  readonly logInWithCode: (
    email: Email,
    code: Otp.Code
  ) => Effect.Effect<Session, CodeRefused | StoreUnavailable | TooManyTries>
  /** Replaces a forgotten password, if `Password.faults` finds none, and ends all sessions of the account. */
  readonly resetPassword: (
    email: Email,
    code: Otp.Code,
    password: Redacted.Redacted<string>
  ) => Effect.Effect<void, CodeRefused | PasswordRefused | StoreUnavailable | TooManyTries>
  /**
   * Continues a session as `RefreshFamily.present` decides: whoever presents a token twice at once, or within the grace,
   * gets the same successor; later the whole session ends.
   */
  readonly refresh: (
    token: Redacted.Redacted<string>
  ) => Effect.Effect<Session, RefreshRefused | StoreUnavailable>
  /**
   * Whether the session goes on. An end in this process counts at once, one in another process after at most 60
   * seconds: that long an answer is kept.
   */
  readonly check: (sessionId: RefreshFamilyId) => Effect.Effect<void, SessionEnded | StoreUnavailable>
  /** Ends the caller's session. */
  readonly logOut: (principal: SessionPrincipal) => Effect.Effect<void, Forbidden | StoreUnavailable>
  /** Ends all sessions of the caller's account. */
  readonly logOutAll: (principal: SessionPrincipal) => Effect.Effect<void, Forbidden | StoreUnavailable>
  /** Replaces the password, if `Password.faults` finds none, and ends all other sessions of the account. */
  readonly changePassword: (
    principal: SessionPrincipal,
    passwords: { readonly current: Redacted.Redacted<string>; readonly next: Redacted.Redacted<string> }
  ) => Effect.Effect<
    void,
    | CurrentPasswordWrong
    | Forbidden
    | JewellerNotFound
    | PasswordRefused
    | StoreUnavailable
    | TooManyTries
    | UserNotFound
  >
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Sessions extends Context.Tag("@ektola/domain/identity/Sessions")<Sessions, Service>() {}

/**
 * Gives `Sessions`, on the stores of one database and their `UnitOfWork`. One per process: it remembers which sessions
 * have ended.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<
  Sessions,
  never,
  | AuditLog
  | CodeHasher
  | IdGenerator
  | JewellerStore
  | OtpStore
  | Outbox
  | PasswordHasher
  | RefreshTokens
  | SessionStore
  | TokenCipher
  | TryStore
  | UnitOfWork
  | UserStore
> = Layer.effect(
  Sessions,
  Effect.gen(function*() {
    const sessions = yield* SessionStore
    const deps = {
      audit: yield* AuditLog,
      cipher: yield* TokenCipher,
      codes: yield* CodeHasher,
      ids: yield* IdGenerator,
      jewellers: yield* JewellerStore,
      hasher: yield* PasswordHasher,
      liveness: yield* internal.makeLiveness(sessions),
      otps: yield* OtpStore,
      outbox: yield* Outbox,
      sessions,
      tokens: yield* RefreshTokens,
      tries: yield* TryStore,
      unitOfWork: yield* UnitOfWork,
      users: yield* UserStore
    }
    return Sessions.of({
      logIn: internal.logIn(deps),
      requestCode: codes.requestCode(deps),
      logInWithCode: codes.logInWithCode(deps),
      resetPassword: codes.resetPassword(deps),
      refresh: internal.refresh(deps),
      check: internal.check(deps),
      logOut: internal.logOut(deps),
      logOutAll: internal.logOutAll(deps),
      changePassword: internal.changePassword(deps)
    })
  })
)
