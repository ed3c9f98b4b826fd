import * as Effect from "effect/Effect"
import { SessionEnded } from "../../IdentityError.js"
import type { Service } from "../../Sessions.js"
import type { Liveness } from "./Liveness.js"

export const check = (deps: { readonly liveness: Liveness }): Service["check"] => (sessionId) =>
  Effect.flatMap(deps.liveness.goesOn(sessionId), (goesOn) => goesOn ? Effect.void : new SessionEnded())
