import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as AuditLog from "../../../ports/AuditLog.js"
import type * as CodeHasher from "../../../ports/CodeHasher.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as JewellerStore from "../../../ports/JewellerStore.js"
import type * as OtpStore from "../../../ports/OtpStore.js"
import type * as PasswordHasher from "../../../ports/PasswordHasher.js"
import type * as SessionStore from "../../../ports/SessionStore.js"
import type * as TryStore from "../../../ports/TryStore.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import type * as UserStore from "../../../ports/UserStore.js"
import * as TenantScope from "../../../tenancy/TenantScope.js"
import { CodeRefused, PasswordRefused } from "../../IdentityError.js"
import * as Password from "../../Password.js"
import type { Service } from "../../Sessions.js"
import { accountOf } from "../accountOf.js"
import { countFrom, takeBack } from "../countTry.js"
import { entryOf } from "../entryOf.js"
import { hashPassword } from "../hashPassword.js"
import type { Liveness } from "../sessions/Liveness.js"
import { useCode } from "./useCode.js"

export const resetPassword = (deps: {
  readonly audit: AuditLog.Service
  readonly codes: CodeHasher.Service
  readonly hasher: PasswordHasher.Service
  readonly ids: IdGenerator.Service
  readonly jewellers: JewellerStore.Service
  readonly liveness: Liveness
  readonly otps: OtpStore.Service
  readonly sessions: SessionStore.Service
  readonly tries: TryStore.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly users: UserStore.Service
}): Service["resetPassword"] =>
  Effect.fn("Sessions.resetPassword")(function*(email, code, password) {
    const counted = yield* countFrom(deps, "CODE_FROM")
    // What the account says about itself counts once the code has proven whose it is: a refusal would tell it exists.
    const passwordHash = yield* hashPassword(deps.hasher, password, { email, name: null, shopName: null })
    const user = Option.getOrNull(yield* deps.users.findByEmail(email))
    const ended = yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.gen(function*() {
        if (!(yield* useCode(deps, email, "RESET", code)) || user === null) return null
        const reasons = Password.faults(Redacted.value(password), yield* accountOf(deps.jewellers, user))
        // Failing takes the use of the code back, for another try with another password.
        if (reasons.length > 0) return yield* new PasswordRefused({ reasons })
        yield* deps.users.replacePasswordHash(user.id, user.passwordHash, passwordHash)
        const revoked = yield* deps.sessions.revokeAll(user.id, null, yield* DateTime.now)
        const { id: actorId, jewellerId } = user
        yield* deps.audit.append([yield* entryOf(deps.ids, { action: "PASSWORD_RESET", actorId, jewellerId })])
        yield* takeBack(deps, counted)
        return revoked
      })
    ).pipe(Effect.catchTag("JewellerNotFound", () => new CodeRefused()))
    if (ended === null) return yield* new CodeRefused()
    yield* deps.liveness.ended(ended)
  })
