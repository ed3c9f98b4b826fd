import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as CodeHasher from "../../../ports/CodeHasher.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as OtpStore from "../../../ports/OtpStore.js"
import type * as RefreshTokens from "../../../ports/RefreshTokens.js"
import type * as SessionStore from "../../../ports/SessionStore.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import type * as UserStore from "../../../ports/UserStore.js"
import * as TenantScope from "../../../tenancy/TenantScope.js"
import { CodeRefused } from "../../IdentityError.js"
import type { Service } from "../../Sessions.js"
import { begin } from "../sessions/begin.js"
import { useCode } from "./useCode.js"

export const logInWithCode = (deps: {
  readonly codes: CodeHasher.Service
  readonly ids: IdGenerator.Service
  readonly otps: OtpStore.Service
  readonly sessions: SessionStore.Service
  readonly tokens: RefreshTokens.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly users: UserStore.Service
}): Service["logInWithCode"] =>
  Effect.fn("Sessions.logInWithCode")(function*(email, code) {
    const user = Option.getOrNull(yield* deps.users.findByEmail(email))
    const accepted = yield* deps.unitOfWork.transact(TenantScope.system, useCode(deps, email, "LOG_IN", code))
    return user === null || !accepted ? yield* new CodeRefused() : yield* begin(deps, user)
  })
