import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { Agent, type Dispatcher, errors } from "undici"
import {
  type Call,
  describe,
  type Ended,
  headersOf,
  largestAnswer,
  type Limits,
  tooLarge,
  type Transport
} from "./transport.js"

/**
 * undici below its own `request`, because a dispatch handler is told of the moment before the bytes leave:
 * `onRequestStart` runs in the same tick as, and just before, the `undici:client:sendHeaders` event of that very
 * request. A request whose handler was never started was surely not written. It also lets us refuse a late start, and
 * refuse undici's own second try of a request.
 */
export const make = (limits: Limits): Effect.Effect<Transport, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() =>
        new Agent({
          connections: limits.connections,
          pipelining: 1,
          allowH2: false,
          connect: { timeout: limits.connectTimeout },
          headersTimeout: limits.headersTimeout,
          bodyTimeout: limits.bodyTimeout,
          maxResponseSize: largestAnswer
        })
      ),
      (agent) => Effect.promise(() => agent.destroy())
    ),
    (agent) => {
      const start = (call: Call, end: (ended: Ended) => void): Handler => {
        const handler = new Handler(limits.unwrittenTimeout, call.leaveBy, end)
        agent.dispatch({
          origin: call.origin,
          path: call.path,
          method: call.method,
          headers: headersOf(call),
          body: call.body
        }, handler)
        return handler
      }
      return {
        one: (call) =>
          Effect.async<Ended>((resume) => {
            const handler = start(call, (ended) => resume(Effect.succeed(ended)))
            return Effect.sync(() => handler.abort())
          }),
        all: (calls, tell) =>
          Effect.async<void>((resume) => {
            let open = calls.length
            if (open === 0) return resume(Effect.void)
            const handlers = calls.map((call, place) =>
              start(call, (ended) => {
                tell(place, ended)
                if (--open === 0) resume(Effect.void)
              })
            )
            return Effect.sync(() => handlers.forEach((handler) => handler.abort()))
          })
      }
    }
  )

class Handler implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null
  private given = false
  private status = 0
  private retryAfter: string | null = null
  private usage: string | null = null
  private readonly chunks: Array<Buffer> = []
  private readonly startedWaiting = Date.now()
  private readonly timer: NodeJS.Timeout

  constructor(
    private readonly unwrittenTimeout: number,
    private readonly leaveBy: number,
    private readonly end: (ended: Ended) => void
  ) {
    this.timer = setTimeout(() => this.drop(), unwrittenTimeout)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.controller === null) {
      const now = Date.now()
      // The timer may be late itself when the whole process stalled, so the clock is asked as well.
      if (now - this.startedWaiting > this.unwrittenTimeout) this.drop()
      else if (now > this.leaveBy) this.give({ _tag: "Late" })
    }
    // The second start would be undici's own repeat of a request that may have been read. Thrown, for an abort would close
    // the connection as well, which the next request can use.
    if (this.given || this.controller !== null) throw new Error("given up before it was written")
    this.controller = controller
    clearTimeout(this.timer)
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    this.status = status
    this.retryAfter = one(headers["retry-after"])
    this.usage = one(headers["x-business-use-case-usage"])
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk)
  }

  onResponseEnd(): void {
    const body = Buffer.concat(this.chunks).toString("utf8")
    const { retryAfter, status, usage } = this
    this.give({ _tag: "Answered", answer: { status, retryAfter, usage, body } })
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    const written = this.controller !== null
    if (error instanceof errors.ResponseExceededMaxSizeError) return this.give(tooLarge)
    this.give({ _tag: written ? "Lost" : "NotWritten", reason: describe(error) })
  }

  abort(): void {
    this.given = true
    clearTimeout(this.timer)
    this.controller?.abort(new Error("interrupted"))
  }

  private drop(): void {
    this.give({ _tag: "NotWritten", reason: `no connection was free within ${this.unwrittenTimeout} ms` })
  }

  private give(ended: Ended): void {
    if (this.given) return
    this.given = true
    clearTimeout(this.timer)
    this.end(ended)
  }
}

const one = (header: unknown): string | null => typeof header === "string" ? header : null
