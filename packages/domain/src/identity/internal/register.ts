import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as AuditLog from "../../ports/AuditLog.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as PasswordHasher from "../../ports/PasswordHasher.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type * as UserStore from "../../ports/UserStore.js"
import { type Jeweller, JewellerId } from "../../tenancy/Jeweller.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import type { Registration } from "../Identity.js"
import { type User, UserId } from "../User.js"
import { entryOf } from "./entryOf.js"
import { hashPassword } from "./hashPassword.js"

export const register = (deps: {
  readonly audit: AuditLog.Service
  readonly ids: IdGenerator.Service
  readonly jewellers: JewellerStore.Service
  readonly hasher: PasswordHasher.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly users: UserStore.Service
}) =>
  Effect.fn("Identity.register")(function*(registration: Registration) {
    const jeweller: Jeweller = {
      id: JewellerId.make(yield* deps.ids.id),
      name: registration.jewellerName,
      status: "PENDING",
      statusReason: null,
      zone: registration.zone,
      defaultLanguage: registration.defaultLanguage,
      allowedHours: null,
      createdAt: yield* DateTime.now
    }
    const user: User = {
      id: UserId.make(yield* deps.ids.id),
      jewellerId: jeweller.id,
      email: registration.email,
      name: registration.name,
      role: "OWNER",
      // Hashed outside the transaction: it takes tens of milliseconds on purpose.
      passwordHash: yield* hashPassword(deps.hasher, registration.password, {
        email: registration.email,
        name: registration.name,
        shopName: registration.jewellerName
      })
    }
    const entry = yield* entryOf(deps.ids, { action: "REGISTERED", actorId: user.id, jewellerId: jeweller.id })
    yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.all([deps.jewellers.insert(jeweller), deps.users.insert(user), deps.audit.append([entry])], {
        discard: true
      })
    )
    return { user, jeweller }
  })
