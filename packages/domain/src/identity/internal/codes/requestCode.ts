import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { mailOf } from "../../../mail/internal/post.js"
import type * as CodeHasher from "../../../ports/CodeHasher.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as OtpStore from "../../../ports/OtpStore.js"
import type * as Outbox from "../../../ports/Outbox.js"
import type * as TokenCipher from "../../../ports/TokenCipher.js"
import type * as TryStore from "../../../ports/TryStore.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import type * as UserStore from "../../../ports/UserStore.js"
import * as TenantScope from "../../../tenancy/TenantScope.js"
import * as Otp from "../../Otp.js"
import type { Service } from "../../Sessions.js"
import { countFrom } from "../countTry.js"

const kinds = { LOG_IN: "LOG_IN_CODE", RESET: "RESET_CODE" } as const

export const requestCode = (deps: {
  readonly cipher: TokenCipher.Service
  readonly codes: CodeHasher.Service
  readonly ids: IdGenerator.Service
  readonly otps: OtpStore.Service
  readonly outbox: Outbox.Service
  readonly tries: TryStore.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly users: UserStore.Service
}): Service["requestCode"] =>
  Effect.fn("Sessions.requestCode")(function*(email, purpose) {
    yield* countFrom(deps, "LETTER_FROM")
    const user = Option.getOrNull(yield* deps.users.findByEmail(email))
    // From here on an unknown address is treated as any other; only its mail has no reader.
    const code = Otp.fromChance(yield* deps.ids.jitter)
    const letter = { kind: kinds[purpose], code, minutes: Duration.toMinutes(Otp.lifetime) }
    const mail = yield* mailOf(deps, user?.id ?? null, letter, Otp.lifetime)
    const hash = deps.codes.hash({ email, purpose, code })
    const now = yield* DateTime.now
    yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.gen(function*() {
        const { next, outcome } = Otp.request(yield* deps.otps.lock(email, purpose), hash, now)
        if (outcome._tag === "TooMany") return
        yield* deps.otps.save(email, purpose, next)
        yield* deps.outbox.insert([mail])
      })
    )
  })
