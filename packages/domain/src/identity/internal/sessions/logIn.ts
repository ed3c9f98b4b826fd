import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as AuditLog from "../../../ports/AuditLog.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as PasswordHasher from "../../../ports/PasswordHasher.js"
import type * as RefreshTokens from "../../../ports/RefreshTokens.js"
import type * as SessionStore from "../../../ports/SessionStore.js"
import type * as TryStore from "../../../ports/TryStore.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import type * as UserStore from "../../../ports/UserStore.js"
import * as TenantScope from "../../../tenancy/TenantScope.js"
import { LogInRefused } from "../../IdentityError.js"
import type { Service } from "../../Sessions.js"
import type { Email, User } from "../../User.js"
import { countPassword, takeBack } from "../countTry.js"
import { entryOf } from "../entryOf.js"
import { provePassword } from "../provePassword.js"
import { begin } from "./begin.js"

export const logIn = (deps: {
  readonly audit: AuditLog.Service
  readonly hasher: PasswordHasher.Service
  readonly ids: IdGenerator.Service
  readonly sessions: SessionStore.Service
  readonly tokens: RefreshTokens.Service
  readonly tries: TryStore.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly users: UserStore.Service
}): Service["logIn"] =>
  Effect.fn("Sessions.logIn")(function*(email, password) {
    const counted = yield* countPassword(deps, email)
    const found = Option.getOrNull(yield* deps.users.findByEmail(email))
    const user = yield* provePassword(deps, found, password)
    if (user === null) {
      if (counted.isLast) yield* tellLocked(deps, email, found)
      return yield* new LogInRefused()
    }
    return yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.tap(begin(deps, user, "password"), () => takeBack(deps, counted))
    )
  })

// Once per lock, and for addresses without an account as well: both are the same to whoever tries.
const tellLocked = Effect.fnUntraced(function*(
  deps: Pick<Parameters<typeof logIn>[0], "audit" | "ids">,
  email: Email,
  user: User | null
) {
  yield* deps.audit.append([
    yield* entryOf(deps.ids, {
      action: "LOG_IN_LOCKED",
      jewellerId: user?.jewellerId ?? null,
      subject: user?.id ?? null,
      detail: { email }
    })
  ])
})
