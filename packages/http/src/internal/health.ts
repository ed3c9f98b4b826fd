import * as Effect from "effect/Effect"
import * as Runtime from "effect/Runtime"
import { Router } from "express"
import type { Checks } from "../Server.js"
import { requestIdOf } from "./shellError.js"

/** `/health/live`: the process runs. `/health/ready`: send requests here. Causes go to the log only. */
export const health = (runtime: Runtime.Runtime<never>, checks: Checks): Router => {
  const run = Effect.forEach(
    Object.entries(checks),
    ([name, check]) =>
      check.pipe(
        // A check that waits for the database cannot be interrupted; the answer must not wait with it.
        Effect.disconnect,
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
      const isStopping = request.app.locals["stopping"] === true
      const status = isStopping ? "stopping" : results.every(([, result]) => result === "ok") ? "ready" : "not ready"
      response.status(status === "ready" ? 200 : 503).json({ status, checks: Object.fromEntries(results) })
    })
}
