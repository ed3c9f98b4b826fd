import type { SendEntry } from "@ektola/adapters/simulator/Journal"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import { readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { monitorEventLoopDelay } from "node:perf_hooks"
import { setTimeout as pause } from "node:timers/promises"
import * as Ground from "../crash/Ground.js"
import * as Limits from "../crash/Limits.js"
import { workers } from "../crash/Plan.js"
import { findPostgres } from "../crash/PostgresServer.js"
import { reckon, type Reckoning } from "../crash/Reckoning.js"
import { findRedis } from "../crash/RedisServer.js"
import { templateOf } from "../crash/Shop.js"
import * as Stage from "../crash/Stage.js"
import { countConnected, readMessages } from "../crash/Stored.js"
import { until } from "../e2e/until.js"
import * as Outage from "./Outage.js"
import * as TcpProxy from "./TcpProxy.js"

/** `seconds`: how long each outage lasts. */
export interface Options {
  readonly kinds: ReadonlyArray<Outage.Kind>
  readonly seconds: number
  readonly say: (line: string) => void
}

/** One outage. Times are in milliseconds. */
export interface Passed {
  readonly kind: Outage.Kind
  /** From its beginning to the last request in it, and from its end to the first request after it. */
  readonly lastSent: number
  readonly firstSent: number
  /** Lines per second and worker that were logged in it. */
  readonly linesPerSecond: number
}

export interface Result {
  readonly passed: ReadonlyArray<Passed>
  readonly reckoning: Reckoning
  readonly limits: ReadonlyArray<Limits.SenderLimits>
  /** The longest pause of this process, which holds the simulator, in milliseconds: arrivals bunch by as much. */
  readonly longestPause: number
  readonly endedAlone: ReadonlyArray<string>
  /** Where the logs of the workers lie, which are kept when something is wrong. */
  readonly folder: string
}

const rates = [40, 80, 80]
const customersPerSegment = 240
const perRound = rates.length * customersPerSegment

/** Everybody's messages have to be on their way when something goes away. */
const shareBefore = 0.15

export const run = async (options: Options): Promise<Result> => {
  await findPostgres()
  await findRedis()
  const result = await Effect.gen(function*() {
    let proxies: Outage.Proxies | null = null
    const stage = yield* Stage.make({
      seed: 1,
      mutation: null,
      rates,
      customersPerSegment,
      faults: {},
      settings: {},
      reach: ({ postgres, redis }) =>
        Effect.gen(function*() {
          const before = { postgres: yield* proxyOf(postgres.url), redis: yield* proxyOf(redis.url) }
          proxies = before
          return {
            databaseUrl: before.postgres.through(postgres.url),
            redisUrl: before.redis.through(redis.url)
          }
        })
    })
    if (proxies === null) return yield* Effect.dieMessage("the stage did not ask how to reach its servers")
    return yield* Effect.promise(() => play(stage, proxies!, options))
  }).pipe(Effect.scoped, Effect.provide(Logger.minimumLogLevel(LogLevel.None)), Effect.runPromise)
  if (result.reckoning.violations.length === 0) await rm(result.folder, { recursive: true })
  return result
}

const proxyOf = (url: string) => {
  const { hostname, port } = new URL(url)
  return Ground.acquire(
    () => TcpProxy.make({ host: hostname, port: Number(port) }),
    (proxy) => proxy.close()
  )
}

const play = async (stage: Stage.Stage, proxies: Outage.Proxies, options: Options): Promise<Result> => {
  const applications = workers.map((name) => stage.fleet.start(name).application)
  await until("the workers", () => countConnected(stage.pool, applications), (count) => count === workers.length)
  const pauses = monitorEventLoopDelay({ resolution: 5 })
  pauses.enable()
  const passed: Array<Passed> = []
  for (const [index, kind] of options.kinds.entries()) {
    const outage = await pass(stage, proxies, kind, index + 1, options.seconds)
    passed.push(outage)
    options.say(describe(outage))
  }
  await Stage.untilOver(stage, 120_000)
  return {
    passed,
    reckoning: reckon({
      messages: await readMessages(stage.pool),
      sends: stage.simulator.log().filter((entry): entry is SendEntry => entry._tag === "Send"),
      expected: new Map(options.kinds.map((_, index) => [templateOf(index + 1), perRound])),
      begun: new Set()
    }),
    limits: stage.shops.map((shop) => Limits.measure(stage.asked.all, shop)),
    longestPause: pauses.max / 1e6,
    endedAlone: stage.fleet.ended,
    folder: stage.folder
  }
}

/** A round of messages, in whose middle something is away for some seconds. */
const pass = async (
  stage: Stage.Stage,
  proxies: Outage.Proxies,
  kind: Outage.Kind,
  round: number,
  seconds: number
): Promise<Passed> => {
  const { asked } = stage
  await stage.launch(round)
  await until(
    `the middle of round ${round}`,
    async () => asked.count(templateOf(round)),
    (count) => count >= shareBefore * perRound,
    { every: 2, within: 60_000 }
  )
  const linesBefore = await countLines(stage)
  const beganAt = Date.now()
  const end = await Outage.begin(kind, stage, proxies)
  await pause(seconds * 1_000 - (Date.now() - beganAt))
  const lastSent = Math.max(beganAt, ...asked.all.slice(-perRound).map(({ at }) => at)) - beganAt
  const linesPerSecond = (await countLines(stage) - linesBefore) / workers.length / seconds
  await end()
  const endedAt = Date.now()
  const first = await until(
    `something sent after ${kind}`,
    async () => asked.all.find(({ at }) => at >= endedAt)?.at ?? null,
    (at) => at !== null,
    { within: 120_000 }
  )
  await until(
    `the end of round ${round}`,
    async () => asked.count(templateOf(round)),
    (count) => count >= perRound,
    { every: 50, within: 120_000 }
  )
  return { kind, lastSent, firstSent: (first ?? 0) - endedAt, linesPerSecond }
}

const countLines = async ({ fleet, folder }: Stage.Stage): Promise<number> => {
  const logs = await Promise.all(workers.map(async (name) => {
    const running = fleet.running(name)
    return running === undefined ? "" : readFile(join(folder, `${running.application}.log`), "utf8")
  }))
  return logs.reduce((sum, log) => sum + log.split("\n").length - 1, 0)
}

const describe = ({ firstSent, kind, lastSent, linesPerSecond }: Passed): string =>
  `${kind}: the last message left ${lastSent} ms after its beginning, the next ${firstSent} ms after its end; ` +
  `${linesPerSecond.toFixed(1)} lines per second and worker`

/** What was found, for people. */
export const report = (result: Result): string => {
  const { accepted, byState, messages, violations } = result.reckoning
  return [
    ...violations.slice(0, 5).map(({ kind, what }) => `${kind}: ${what}`),
    ...result.passed.map((outage) => `  ${describe(outage)}`),
    ...result.limits.map((limits) =>
      `  ${limits.sender}, ${limits.ratePerSecond}/s: at most ${limits.mostInASecond} in a second, ${limits.surelyInASecond} of them surely; ` +
      `${limits.closePairs} pairs within 6 s` + (Limits.isWithin(limits) ? "" : "  (over its limits)")
    ),
    `  longest pause of the simulator's process: ${result.longestPause.toFixed(0)} ms`,
    `  ${messages} messages, ${accepted} accepted; ${violations.length} lost, twice or untrue; ` +
    Object.entries(byState).map(([state, times]) => `${state} ${times}`).join(", "),
    ...result.endedAlone.map((words) => `  a worker ended by itself: ${words}`)
  ].join("\n")
}
