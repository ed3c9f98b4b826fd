import * as Effect from "effect/Effect"
import type * as AuditLog from "../../ports/AuditLog.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as PasswordHasher from "../../ports/PasswordHasher.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type * as UserStore from "../../ports/UserStore.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import type { Service } from "../Identity.js"
import { type User, UserId } from "../User.js"
import { entryOf } from "./entryOf.js"
import { hashPassword } from "./hashPassword.js"

export const createAdmin = (deps: {
  readonly audit: AuditLog.Service
  readonly ids: IdGenerator.Service
  readonly hasher: PasswordHasher.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly users: UserStore.Service
}): Service["createAdmin"] =>
  Effect.fn("Identity.createAdmin")(function*(admin) {
    const user: User = {
      id: UserId.make(yield* deps.ids.id),
      jewellerId: null,
      email: admin.email,
      name: admin.name,
      role: "ADMIN",
      passwordHash: yield* hashPassword(deps.hasher, admin.password, {
        email: admin.email,
        name: admin.name,
        shopName: null
      })
    }
    const entry = yield* entryOf(deps.ids, { action: "ADMIN_CREATED", subject: user.id, detail: { email: user.email } })
    yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.zipRight(deps.users.insert(user), deps.audit.append([entry]))
    )
    return user
  })
