import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import type * as EnvironmentStore from "../../ports/EnvironmentStore.js"
import * as Environment from "../Environment.js"

/** Whether sending is held. `said` is what the log has said of it last, so that it is said once. */
export const checkSending = (deps: {
  readonly environment: EnvironmentStore.Service
  readonly name: string
  readonly keyId: string
  readonly said: Ref.Ref<string | null>
}) =>
  Effect.gen(function*() {
    const { server, stored } = yield* deps.environment.read
    const current: Environment.Fingerprint = { name: deps.name, keyId: deps.keyId, server }
    const verdict = Environment.judge(stored ?? (yield* claim(deps.environment, current)), current)
    const held = verdict._tag === "Held" ? verdict : null
    const reason = held === null ? null : held.differences.join(" ")
    const before = yield* Ref.getAndSet(deps.said, reason)
    if (reason === before) return held
    yield* reason === null
      ? Effect.logInfo("Sending is released.")
      : Effect.logError(
        `Sending is held. ${reason} If messages may leave from here, run \`npm run arm\`; nothing has to be restarted.`
      )
    return held
  }).pipe(Effect.withSpan("Sending.check"))

const claim = (environment: EnvironmentStore.Service, current: Environment.Fingerprint) =>
  Effect.gen(function*() {
    const stored = yield* environment.claim(current, yield* DateTime.now)
    yield* Effect.logInfo(`The database belongs to "${stored.name}" from now on.`)
    return stored
  })
