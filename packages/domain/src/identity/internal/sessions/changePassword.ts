import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as AuditLog from "../../../ports/AuditLog.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as JewellerStore from "../../../ports/JewellerStore.js"
import type * as PasswordHasher from "../../../ports/PasswordHasher.js"
import type * as SessionStore from "../../../ports/SessionStore.js"
import type * as TryStore from "../../../ports/TryStore.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import type * as UserStore from "../../../ports/UserStore.js"
import * as TenantScope from "../../../tenancy/TenantScope.js"
import { CurrentPasswordWrong } from "../../IdentityError.js"
import * as Principal from "../../Principal.js"
import type { Service } from "../../Sessions.js"
import { accountOf } from "../accountOf.js"
import { countPassword, takeBack } from "../countTry.js"
import { entryBy } from "../entryOf.js"
import { hashPassword } from "../hashPassword.js"
import { provePassword } from "../provePassword.js"
import type { Liveness } from "./Liveness.js"

export const changePassword = (deps: {
  readonly audit: AuditLog.Service
  readonly hasher: PasswordHasher.Service
  readonly ids: IdGenerator.Service
  readonly jewellers: JewellerStore.Service
  readonly liveness: Liveness
  readonly sessions: SessionStore.Service
  readonly tries: TryStore.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly users: UserStore.Service
}): Service["changePassword"] =>
  Effect.fn("Sessions.changePassword")(function*(principal, passwords) {
    yield* Principal.authorise(principal, "self.changePassword")
    const account = yield* deps.users.get(principal.userId)
    // Whoever has found an open session must not find the password with it.
    const counted = yield* countPassword(deps, account.email)
    const user = yield* provePassword(deps, account, passwords.current)
    if (user === null) return yield* new CurrentPasswordWrong()
    // Hashed outside the transaction: it takes tens of milliseconds on purpose.
    const passwordHash = yield* hashPassword(deps.hasher, passwords.next, yield* accountOf(deps.jewellers, user))
    const entry = yield* entryBy(deps.ids, principal, { action: "PASSWORD_CHANGED" })
    const ended = yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.gen(function*() {
        // Somebody else was faster, so what was typed is not the present password any more.
        const replaced = yield* deps.users.replacePasswordHash(user.id, user.passwordHash, passwordHash)
        if (!replaced) return yield* new CurrentPasswordWrong()
        const revoked = yield* deps.sessions.revokeAll(user.id, principal.sessionId, yield* DateTime.now)
        yield* deps.audit.append([entry])
        yield* takeBack(deps, counted)
        return revoked
      })
    )
    yield* deps.liveness.ended(ended)
  })
