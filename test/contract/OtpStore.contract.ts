import { assert, describe } from "@effect/vitest"
import * as Otp from "@ektola/domain/identity/Otp"
import { Email } from "@ektola/domain/identity/User"
import { OtpStore } from "@ektola/domain/ports/OtpStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import type { Provider } from "../providers/registry.js"
import { at, aUser, uuid } from "./builders.js"

const otp: Otp.Otp = {
  newest: { hash: "a hash", issuedAt: at(1.5), wrongTries: 2, usedAt: null },
  requestedAt: [at(0), at(1.5)],
  wrongAt: [at(2), at(3.001)]
}

export const suite = ({ it, name }: Provider) =>
  describe(`OtpStore on ${name}`, () => {
    it("gives nothing at first, then what was saved, by address and purpose", () =>
      Effect.gen(function*() {
        const otps = yield* OtpStore
        const { email } = aUser()
        assert.deepStrictEqual(yield* otps.lock(email, "LOG_IN"), Otp.none)
        yield* otps.save(email, "LOG_IN", otp)
        assert.deepStrictEqual(yield* otps.lock(email, "LOG_IN"), otp)
        const used = { ...otp, newest: { ...otp.newest!, usedAt: at(9) } }
        yield* otps.save(email, "LOG_IN", used)
        assert.deepStrictEqual(yield* otps.lock(email, "LOG_IN"), used)
        assert.deepStrictEqual(yield* otps.lock(email, "RESET"), Otp.none)
        assert.deepStrictEqual(yield* otps.lock(aUser().email, "LOG_IN"), Otp.none)
      }))

    it("lock lets one of many at once go after the other, the first time too", () =>
      Effect.gen(function*() {
        const otps = yield* OtpStore
        const { transact } = yield* UnitOfWork
        const { email } = aUser()
        const ask = transact(
          TenantScope.system,
          Effect.gen(function*() {
            const found = yield* otps.lock(email, "RESET")
            yield* otps.save(email, "RESET", { ...found, requestedAt: [...found.requestedAt, at(1)] })
          })
        )
        yield* Effect.all(Array.from({ length: 6 }, () => ask), { concurrency: "unbounded" })
        assert.lengthOf((yield* otps.lock(email, "RESET")).requestedAt, 6)
      }))

    it("removeBefore removes at most so many addresses of which nothing happened since", () =>
      Effect.gen(function*() {
        const otps = yield* OtpStore
        const asked = (seconds: number): Otp.Otp => ({
          newest: { hash: "x", issuedAt: at(seconds), wrongTries: 0, usedAt: null },
          requestedAt: [at(seconds)],
          wrongAt: []
        })
        const kept: Otp.Otp = { ...asked(-20_000_000), wrongAt: [at(-1)] }
        const addresses = Array.from({ length: 3 }, () => Email.make(`${uuid()}@example.com`))
        const [old, older, young] = addresses
        yield* otps.save(old!, "LOG_IN", asked(-10_000_000))
        yield* otps.save(older!, "LOG_IN", asked(-20_000_000))
        yield* otps.save(young!, "LOG_IN", kept)
        assert.strictEqual(yield* otps.removeBefore(at(-5_000_000), 1), 1)
        yield* Effect.repeat(otps.removeBefore(at(-5_000_000), 1), { until: (removed) => removed === 0 })
        const left = yield* Effect.forEach(addresses, (address) => otps.lock(address, "LOG_IN"))
        assert.deepStrictEqual(left, [Otp.none, Otp.none, kept])
      }))
  })
