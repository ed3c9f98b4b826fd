/**
 * How many requests one address and one account may make. The counts are shared by all HTTP processes through Redis, or
 * each process counts for itself.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible"
import { connect } from "./internal/limitsRedis.js"

/**
 * What requests have in common: `sign-in` costs a slow hash or a mail and can be used to guess, `upload` holds a file.
 *
 * @since 0.1.0
 * @category model
 */
export type RouteClass = "sign-in" | "upload" | "write" | "read"

/**
 * So many requests in so many seconds, counted from the first.
 *
 * @since 0.1.0
 * @category model
 */
export interface Allowance {
  readonly requests: number
  readonly seconds: number
}

/**
 * `address` is the network address of the caller (of IPv6 its /64), `account` the person that is logged in.
 *
 * @since 0.1.0
 * @category model
 */
export type Subject = "address" | "account"

/**
 * @since 0.1.0
 * @category model
 */
export type Allowances = Readonly<Record<Subject, Readonly<Record<RouteClass, Allowance>>>>

// A shop is many people behind one address, so an address may do more than an account; guessing is slow for both.
const standard: Allowances = {
  address: {
    "sign-in": { requests: 20, seconds: 60 },
    "upload": { requests: 60, seconds: 600 },
    "write": { requests: 600, seconds: 60 },
    "read": { requests: 1800, seconds: 60 }
  },
  account: {
    "sign-in": { requests: 20, seconds: 60 },
    "upload": { requests: 30, seconds: 600 },
    "write": { requests: 240, seconds: 60 },
    "read": { requests: 900, seconds: 60 }
  }
}

/**
 * What a request may still do after it was counted. `name` is the policy's, for people and headers.
 *
 * @since 0.1.0
 * @category model
 */
export interface Verdict {
  readonly isAllowed: boolean
  readonly name: string
  readonly allowance: Allowance
  readonly remaining: number
  readonly resetSeconds: number
}

/**
 * Counts one request of the subject. Never fails: without Redis the process counts for itself until it is back, so that
 * neither an outage of Redis closes the API nor does it open the limits.
 *
 * @since 0.1.0
 * @category model
 */
export type RequestLimits = (subject: Subject, id: string, routeClass: RouteClass) => Effect.Effect<Verdict>

/**
 * Counts in this process alone, so that two of them allow twice as much.
 *
 * @since 0.1.0
 * @category constructors
 */
export const perProcess = (allowances: Allowances = standard): RequestLimits =>
  make(
    allowances,
    (name, { requests, seconds }) => new RateLimiterMemory({ keyPrefix: name, points: requests, duration: seconds })
  )

/**
 * Counts in Redis under the prefix.
 *
 * @since 0.1.0
 * @category constructors
 */
export const shared = (
  options: {
    readonly url: Redacted.Redacted<string>
    readonly prefix: string
    readonly allowances?: Allowances | undefined
  }
): Effect.Effect<RequestLimits, never, Scope.Scope> =>
  Effect.map(connect(options.url), (redis) =>
    make(options.allowances ?? standard, (name, { requests, seconds }) => {
      const common = { keyPrefix: `${options.prefix}:limit:${name}`, points: requests, duration: seconds }
      return new RateLimiterRedis({
        ...common,
        storeClient: redis,
        rejectIfRedisNotReady: true,
        insuranceLimiter: new RateLimiterMemory(common),
        // Who is over the limit costs Redis nothing more.
        inMemoryBlockOnConsumed: requests + 1
      })
    }))

/**
 * Shared when there is a Redis, else per process. The log says which.
 *
 * @since 0.1.0
 * @category constructors
 */
export const fromSettings = (
  redisUrl: Option.Option<Redacted.Redacted<string>>
): Effect.Effect<RequestLimits, never, Scope.Scope> =>
  Option.match(redisUrl, {
    onNone: () =>
      Effect.as(
        Effect.logInfo("request limits hold per process: several HTTP processes need REDIS_URL to share them"),
        perProcess()
      ),
    onSome: (url) =>
      Effect.zipRight(
        Effect.logInfo("request limits are in Redis, shared by all HTTP processes"),
        shared({ url, prefix: "ektola" })
      )
  })

const make = (
  allowances: Allowances,
  limiter: (name: string, allowance: Allowance) => RateLimiterAbstract
): RequestLimits => {
  const limiters = new Map<string, { readonly allowance: Allowance; readonly limiter: RateLimiterAbstract }>()
  for (const subject of ["address", "account"] as const) {
    for (const [routeClass, allowance] of Object.entries(allowances[subject])) {
      const name = `${routeClass}-${subject}`
      limiters.set(name, { allowance, limiter: limiter(name, allowance) })
    }
  }
  return (subject, id, routeClass) => {
    const name = `${routeClass}-${subject}`
    const { allowance, limiter } = limiters.get(name)!
    return Effect.promise(async () => {
      const { isAllowed, result } = await limiter.consume(id).then(
        (result) => ({ isAllowed: true, result }),
        (result: unknown) => ({ isAllowed: false, result })
      )
      // A refusal looks like this; anything else is a fault.
      if (!(result instanceof RateLimiterRes)) throw result
      return {
        isAllowed,
        name,
        allowance,
        remaining: Math.max(0, result.remainingPoints),
        resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000))
      }
    })
  }
}
