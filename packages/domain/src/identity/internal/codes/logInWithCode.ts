import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as AuditLog from "../../../ports/AuditLog.js"
import type * as CodeHasher from "../../../ports/CodeHasher.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as OtpStore from "../../../ports/OtpStore.js"
import type * as RefreshTokens from "../../../ports/RefreshTokens.js"
import type * as SessionStore from "../../../ports/SessionStore.js"
import type * as TryStore from "../../../ports/TryStore.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import type * as UserStore from "../../../ports/UserStore.js"
import * as TenantScope from "../../../tenancy/TenantScope.js"
import { CodeRefused } from "../../IdentityError.js"
import type { Service } from "../../Sessions.js"
import { countFrom, takeBack } from "../countTry.js"
import { begin } from "../sessions/begin.js"
import { useCode } from "./useCode.js"

export const logInWithCode = (deps: {
  readonly audit: AuditLog.Service
  readonly codes: CodeHasher.Service
  readonly ids: IdGenerator.Service
  readonly otps: OtpStore.Service
  readonly sessions: SessionStore.Service
  readonly tokens: RefreshTokens.Service
  readonly tries: TryStore.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly users: UserStore.Service
}): Service["logInWithCode"] =>
  Effect.fn("Sessions.logInWithCode")(function*(email, code) {
    const counted = yield* countFrom(deps, "CODE_FROM")
    const user = Option.getOrNull(yield* deps.users.findByEmail(email))
    const session = yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.gen(function*() {
        const accepted = yield* useCode(deps, email, "LOG_IN", code)
        if (user === null || !accepted) return null
        return yield* Effect.tap(begin(deps, user, "code"), () => takeBack(deps, counted))
      })
    )
    return session ?? (yield* new CodeRefused())
  })
