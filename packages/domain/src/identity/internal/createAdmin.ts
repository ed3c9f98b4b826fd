import * as Effect from "effect/Effect"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as PasswordHasher from "../../ports/PasswordHasher.js"
import type * as UserStore from "../../ports/UserStore.js"
import type { Service } from "../Identity.js"
import { type User, UserId } from "../User.js"
import { hashPassword } from "./hashPassword.js"

export const createAdmin = (deps: {
  readonly ids: IdGenerator.Service
  readonly hasher: PasswordHasher.Service
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
    yield* deps.users.insert(user)
    return user
  })
