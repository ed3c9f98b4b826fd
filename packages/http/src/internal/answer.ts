import * as HttpApp from "@effect/platform/HttpApp"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import { TooManyInvitations, TooManyTries } from "@ektola/domain/identity/IdentityError"
import type { SessionPrincipal } from "@ektola/domain/identity/Session"
import { StoreUnavailable } from "@ektola/domain/ports/StoreUnavailable"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import { CurrentPrincipal } from "../contract/Authentication.js"
import { Unavailable } from "../contract/ContractError.js"

/** Whether the use case of this request has answered: what cannot be decoded or encoded afterwards is a fault of ours. */
export const answered: FiberRef.FiberRef<boolean> = FiberRef.unsafeMake(false)

/** A use case as a route answers it. The driver's words go to the log, never to the client. */
export const answer = <A, E, R>(
  useCase: Effect.Effect<A, E, R>
): Effect.Effect<A, Exclude<E, StoreUnavailable> | Unavailable, R> =>
  useCase.pipe(
    Effect.catchAll((error): Effect.Effect<never, Exclude<E, StoreUnavailable> | Unavailable> =>
      error instanceof StoreUnavailable
        ? Effect.zipRight(Effect.logError("the store did not answer", error), new Unavailable())
        : error instanceof TooManyTries || error instanceof TooManyInvitations
        ? Effect.zipRight(retryAfter(error.retryAfterSeconds), Effect.fail(error as Exclude<E, StoreUnavailable>))
        : Effect.fail(error as Exclude<E, StoreUnavailable>)
    ),
    Effect.tap(() => FiberRef.set(answered, true))
  )

const retryAfter = (seconds: number) =>
  HttpApp.appendPreResponseHandler((_, response) =>
    Effect.succeed(HttpServerResponse.setHeader(response, "retry-after", String(seconds)))
  )

/** The same for a use case that somebody asks for. */
export const answerTo = <A, E, R>(useCase: (principal: SessionPrincipal) => Effect.Effect<A, E, R>) =>
  Effect.flatMap(CurrentPrincipal, (principal) => answer(useCase(principal)))
