/** Two units of work at once, and who waits for whom. */
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"

export const system = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.flatMap(UnitOfWork, (unitOfWork) => unitOfWork.transact(TenantScope.system, work))

/** Runs `other` while a unit of work holds what `holding` locked, and ends that afterwards. */
export const whileHeld = <A, E, R, B, E2, R2>(holding: Effect.Effect<A, E, R>, other: Effect.Effect<B, E2, R2>) =>
  Effect.gen(function*() {
    const held = yield* Deferred.make<A>()
    const release = yield* Deferred.make<void>()
    const holder = yield* Effect.fork(system(
      Effect.gen(function*() {
        yield* Deferred.succeed(held, yield* holding)
        yield* Deferred.await(release)
      })
    ))
    const locked = yield* Deferred.await(held)
    const result = yield* Effect.ensuring(other, Deferred.succeed(release, void 0))
    yield* Fiber.join(holder)
    return [locked, result] as const
  })

/** Whether an effect is still waiting after a moment; it ends with the lock that it waits for. */
export const waits = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(effect)
    yield* Effect.sleep("100 millis")
    return { waited: Option.isNone(yield* Fiber.poll(fiber)), result: fiber }
  })
