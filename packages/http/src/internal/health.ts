import * as Effect from "effect/Effect"
import * as Runtime from "effect/Runtime"
import { Router } from "express"
import { requestIdOf } from "./shellError.js"

/** What has to work before requests should come here, by name. A check that takes longer than two seconds fails. */
export type Checks = Readonly<Record<string, Effect.Effect<unknown, unknown>>>

/** `/health/live`: the process runs. `/health/ready`: send requests here. Causes go to the log only. */
export const health = (runtime: Runtime.Runtime<never>, checks: Checks, isStopping: () => boolean): Router => {
  const run = Effect.forEach(
    Object.entries(checks),
    ([name, check]) =>
      check.pipe(
        Effect.timeout("2 seconds"),
        Effect.as([name, "ok"] as const),
        Effect.catchAllCause((cause) =>
          Effect.as(Effect.logWarning(`the check "${name}" failed`, cause), [name, "failed"] as const)
        )
      ),
    { concurrency: "unbounded" }
  )
  return Router()
    .get("/live", (_, response) => {
      response.json({ status: "live" })
    })
    .get("/ready", async (request, response) => {
      const results = await Runtime.runPromise(runtime)(Effect.annotateLogs(run, "requestId", requestIdOf(request)))
      const status = isStopping() ? "stopping" : results.every(([, result]) => result === "ok") ? "ready" : "not ready"
      response.status(status === "ready" ? 200 : 503).json({ status, checks: Object.fromEntries(results) })
    })
}
