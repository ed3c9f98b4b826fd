import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import { rm } from "node:fs/promises"
import { cpus } from "node:os"
import { setTimeout as pause } from "node:timers/promises"
import * as Limits from "../crash/Limits.js"
import { workers } from "../crash/Plan.js"
import { findPostgres } from "../crash/PostgresServer.js"
import { findRedis } from "../crash/RedisServer.js"
import { until } from "../e2e/until.js"
import * as Stand from "./Stand.js"
import * as Tenant from "./Tenant.js"

/** What one number did while everything was saturated, and over a flush of Redis in the end. */
export interface Use extends Limits.SenderLimits {
  /** The share of its limit that it used in the measured time. */
  readonly utilisation: number
  /** How many messages still waited at the end of that: with none it was not saturated. */
  readonly waiting: number
  /** Most requests in any second of the time around the flush. */
  readonly mostOverFlush: number
}

export interface Result {
  readonly uses: ReadonlyArray<Use>
  /** The share of every worker in all requests. */
  readonly shares: ReadonlyArray<number>
  /** How often a number wrote to one person more than once. */
  readonly pairs: number
  /** Milliseconds from the flush to the last request before the hold, and to the first after it. */
  readonly heldFrom: number
  readonly heldUntil: number
  readonly longestPause: number
  /** The share of the machine's processors that did nothing in the measured time: without any, nobody can be quick. */
  readonly idle: number
  readonly endedAlone: ReadonlyArray<string>
}

/** How much of its limit a number is to use, as a share. */
export const wanted = ({ ratePerSecond }: Pick<Use, "ratePerSecond">): number => ratePerSecond <= 80 ? 0.95 : 0.9

const rates = [80, 80, 80, 1_000]
const runs = 3
const share = 10

/** Seconds of sending before and after the measured ones. */
const [warming, afterwards] = [2, 3]

/**
 * Three numbers at 80 messages per second and one at 1,000, all with more than they can send for as long as it lasts, and
 * some persons in every run of their number. `seconds` are measured, then Redis is flushed.
 */
export const run = async (options: { readonly seconds: number; readonly say: (line: string) => void }) => {
  await findPostgres()
  await findRedis()
  const tenants = rates.map((ratePerSecond, index): Tenant.Tenant => {
    const messages = messagesPerRun(ratePerSecond, options.seconds)
    return { index, ratePerSecond, customers: runs * messages, answerDelay: [5, 40] }
  })
  const { folder, result } = await Stand.make(tenants).pipe(
    Effect.flatMap((stand) =>
      Effect.promise(async () => ({ folder: stand.folder, result: await play(stand, tenants, options) }))
    ),
    Effect.scoped,
    Effect.provide(Logger.minimumLogLevel(LogLevel.None)),
    Effect.runPromise
  )
  await rm(folder, { recursive: true })
  return result
}

const messagesPerRun = (ratePerSecond: number, seconds: number): number =>
  Math.ceil(ratePerSecond * (warming + seconds + afterwards + 4) / runs)

const play = async (
  stand: Stand.Stand,
  tenants: ReadonlyArray<Tenant.Tenant>,
  { say, seconds }: Parameters<typeof run>[0]
): Promise<Result> => {
  const { client, fleet, pool, redis, simulator: { asked, longestPause } } = stand
  for (const tenant of tenants) {
    for (let number = 0; number < runs; number++) {
      const messages = messagesPerRun(tenant.ratePerSecond, seconds)
      await Tenant.queue(client, tenant, {
        number,
        messages,
        first: number * messages,
        shared: share,
        status: "ACTIVE"
      })
    }
  }
  await client.query("vacuum analyze")
  const senders = tenants.map((tenant) => ({
    phoneNumberId: Tenant.phoneNumberIdOf(tenant),
    ratePerSecond: tenant.ratePerSecond
  }))
  const sentSince = (since: number) => {
    const counts = new Map<string, number>()
    for (const { at, sender } of asked) if (at >= since) counts.set(sender, (counts.get(sender) ?? 0) + 1)
    return counts
  }
  // Less than what it takes in that time, so that a slow machine only waits longer.
  const haveSent = (since: number, forSeconds: number) =>
    until(
      "every number at work",
      async () => sentSince(since),
      (counts) =>
        senders.every(({ phoneNumberId, ratePerSecond }) =>
          (counts.get(phoneNumberId) ?? 0) >= ratePerSecond * forSeconds * 0.9
        ),
      { every: 50, within: 60_000 }
    )

  workers.forEach((name) => fleet.start(name))
  await haveSent(0, warming)
  say("everything is at work")
  const idle = watchIdle()
  const from = Date.now()
  await pause(seconds * 1_000)
  const to = Date.now()
  const idleShare = idle()
  const waiting = await Tenant.countWaiting(pool)

  const flushedAt = Date.now()
  await redis.flush()
  say("Redis was flushed")
  const resumedAt = await until(
    "the end of the hold",
    async () => asked.find(({ at }) => at > flushedAt + 5_000)?.at,
    (at) => at !== undefined,
    { within: 60_000 }
  ) ?? 0
  await haveSent(resumedAt, afterwards)
  const all = [...asked]
  const uses = senders.map((sender): Use => ({
    ...Limits.measure(all, sender),
    utilisation: all.filter((each) => each.sender === sender.phoneNumberId && each.at >= from && each.at < to).length /
      ((to - from) / 1_000 * sender.ratePerSecond),
    waiting: waiting.get(sender.phoneNumberId) ?? 0,
    mostOverFlush: Limits.measure(all.filter(({ at }) => at > flushedAt - 1_000), sender).surelyInASecond
  }))
  return {
    uses,
    shares: workers.map((name) => all.filter(({ worker }) => worker === name).length / all.length),
    pairs: all.length - new Set(all.map(({ recipient, sender }) => `${sender} ${recipient}`)).size,
    heldFrom: Math.max(...all.filter(({ at }) => at < resumedAt).map(({ at }) => at)) - flushedAt,
    heldUntil: resumedAt - flushedAt,
    longestPause: longestPause(),
    idle: idleShare,
    endedAlone: fleet.ended
  }
}

const watchIdle = () => {
  const read = () =>
    cpus().reduce((sum, { times }) => ({
      idle: sum.idle + times.idle,
      all: sum.all + times.idle + times.user + times.sys + times.nice + times.irq
    }), { idle: 0, all: 0 })
  const before = read()
  return () => {
    const after = read()
    return (after.idle - before.idle) / (after.all - before.all)
  }
}

/** What was found, for people. */
export const report = (result: Result): string =>
  [
    ...result.uses.map((use) =>
      `  ${use.sender}, ${use.ratePerSecond}/s: ${(use.utilisation * 100).toFixed(1)} % used, at most ` +
      `${use.mostInASecond} in a second, ${use.surelyInASecond} of them surely (${use.mostOverFlush} around the flush); ` +
      `the closest pair ` +
      `${use.closest ?? "–"} ms; ${use.waiting} waited on` + (Limits.isWithin(use) ? "" : "  (over its limits)")
    ),
    `  ${result.pairs} messages to somebody who had got one; shares of the workers ` +
    result.shares.map((share) => `${(share * 100).toFixed(0)} %`).join(" and "),
    `  after the flush: the last request after ${result.heldFrom} ms, the next after ${result.heldUntil} ms`,
    `  longest pause of the simulator's process: ${result.longestPause.toFixed(0)} ms; the machine was idle for ` +
    `${(result.idle * 100).toFixed(0)} % of the measured time; ` +
    `${result.endedAlone.length} workers ended by themselves`
  ].join("\n")
