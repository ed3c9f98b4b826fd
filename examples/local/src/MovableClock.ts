/** The time of a local stack, which can be put forward: what happens on the 2nd of next month can be watched today. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import express, { type RequestHandler, Router } from "express"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

export interface MovableClock {
  readonly clock: Clock.Clock
  readonly now: () => number
  /** False when it would go back. */
  readonly moveTo: (instant: number) => boolean
}

/** With a folder the stack goes on with the same time after a restart, since its data are of that time. */
export const make = (home: string | null): MovableClock => {
  const path = home === null ? null : join(home, "clock.json")
  const machine = Clock.make()
  let ahead = path !== null && existsSync(path) ? Number(JSON.parse(readFileSync(path, "utf8"))) : 0
  const now = () => machine.unsafeCurrentTimeMillis() + ahead
  const nanos = () => machine.unsafeCurrentTimeNanos() + BigInt(ahead) * 1_000_000n
  return {
    clock: {
      [Clock.ClockTypeId]: Clock.ClockTypeId,
      unsafeCurrentTimeMillis: now,
      unsafeCurrentTimeNanos: nanos,
      currentTimeMillis: Effect.sync(now),
      currentTimeNanos: Effect.sync(nanos),
      sleep: (duration) => machine.sleep(duration)
    },
    now,
    moveTo: (instant) => {
      const by = instant - now()
      if (by < 0) return false
      ahead += Math.ceil(by)
      if (path !== null) writeFileSync(path, `${ahead}\n`)
      return true
    }
  }
}

const withOffset = /(?:Z|[+-]\d\d:\d\d)$/

/** `GET` tells the stack's time; `PUT { "to": "2026-12-02T04:30:00Z" }` puts it forward. */
export const routes = (clock: MovableClock): RequestHandler => {
  const tell = () => ({ now: new Date(clock.now()).toISOString() })
  const router = Router()
  router.get("/", (_, response) => void response.json(tell()))
  router.put("/", express.json(), (request, response) => {
    const to = (request.body as { readonly to?: unknown } | undefined)?.to
    const instant = typeof to === "string" && withOffset.test(to) ? Date.parse(to) : NaN
    if (Number.isNaN(instant)) {
      response.status(400).json({
        message: "Send { \"to\": an instant } with Z or an offset, as 2026-12-02T10:00:00+05:30."
      })
    } else if (clock.moveTo(instant)) response.json(tell())
    else response.status(409).json({ message: "The clock cannot go back.", ...tell() })
  })
  return router
}
