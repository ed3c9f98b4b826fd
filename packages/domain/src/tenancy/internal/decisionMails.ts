import * as Effect from "effect/Effect"
import { mailOf } from "../../mail/internal/post.js"
import type { Letter } from "../../mail/Letter.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as TokenCipher from "../../ports/TokenCipher.js"
import type * as UserStore from "../../ports/UserStore.js"
import type * as Jeweller from "../Jeweller.js"

/** What the owners of a shop are told about a step; of most steps they are told nothing. */
export const decisionMails = Effect.fnUntraced(function*(
  deps: {
    readonly cipher: TokenCipher.Service
    readonly ids: IdGenerator.Service
    readonly users: UserStore.Service
  },
  step: Jeweller.Step,
  { id, name }: Jeweller.Jeweller,
  reason: Jeweller.StatusReason | null
) {
  const letter: Letter | null = step === "approve"
    ? { kind: "APPROVED", shopName: name }
    : step === "reject"
    ? { kind: "REJECTED", shopName: name, reason: reason ?? "" }
    : null
  if (letter === null) return []
  const owners = yield* deps.users.listOwners(id)
  return yield* Effect.forEach(owners, (owner) => mailOf(deps, owner.id, letter, null))
})
