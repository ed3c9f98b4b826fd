import type { Probabilities } from "@ektola/adapters/simulator/Faults"
import type { SendEntry } from "@ektola/adapters/simulator/Journal"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import { rm } from "node:fs/promises"
import { monitorEventLoopDelay } from "node:perf_hooks"
import { setTimeout as pause } from "node:timers/promises"
import { until } from "../e2e/until.js"
import { type Death, lookAfter, lookAfterDatabase, type Phases, phasesOf } from "./Death.js"
import type { Ground } from "./Ground.js"
import * as Limits from "./Limits.js"
import type { Mutation } from "./mutation.js"
import { type Outage, type Plan, plan, type WorkerName, workers } from "./Plan.js"
import { findPostgres } from "./PostgresServer.js"
import { reckon, type Reckoning } from "./Reckoning.js"
import { findRedis } from "./RedisServer.js"
import { templateOf } from "./Shop.js"
import * as Stage from "./Stage.js"
import { countOpen, countQueued, readMessages } from "./Stored.js"

/**
 * - `patience`: how long each wait for an end may take, in milliseconds
 * - `say` hears of every round
 * - `signal` stops the suite, which ends what it has started
 */
export interface Options {
  readonly rounds: number
  readonly seed: number
  readonly mutation: Mutation | null
  readonly patience: number
  readonly say: (line: string) => void
  readonly signal?: AbortSignal
}

/** What a suite found. */
export interface Result {
  readonly reckoning: Reckoning
  /** One per kill of one worker or of both at once. */
  readonly kills: ReadonlyArray<Phases>
  readonly outages: Readonly<Record<Outage, number>>
  readonly limits: ReadonlyArray<Limits.SenderLimits>
  /** The longest pause of the process that holds simulator and HTTP, in milliseconds: arrivals bunch by as much. */
  readonly longestPause: number
  /** The last words of workers that nobody had killed; one that starts while there is no database ends at once. */
  readonly endedAlone: ReadonlyArray<string>
  /** Why the suite stopped before its end; it reckons all the same. */
  readonly stopped: string | null
  /** Where the logs of the workers lie, which are kept when something is wrong. */
  readonly folder: string
}

/** Messages per second of each jeweller's number. */
const rates = [200, 400, 1_000]
const customersPerSegment = 80
const perRound = rates.length * customersPerSegment

// None of these pauses a sender or a campaign, or opts anybody out: the shops go on through all rounds.
const faults: Probabilities = {
  HANG_AFTER_ACCEPT: 0.01,
  HANG: 0.003,
  CLOSE_AFTER_ACCEPT: 0.01,
  CLOSE: 0.003,
  HTML_502_AFTER_ACCEPT: 0.01,
  CODE_131000_AFTER_ACCEPT: 0.01,
  CODE_130429: 0.01,
  CODE_130429_HTTP_429: 0.005,
  CODE_131056: 0.003,
  FAILS_131026: 0.03,
  FAILS_131049: 0.02,
  STAYS_SENT: 0.03,
  NEVER_READ: 0.05,
  DUPLICATE: 0.05,
  DELIVERED_BEFORE_SENT: 0.05,
  READ_WITHOUT_DELIVERED: 0.05,
  LATE: 0.05
}

const settings = {
  EKTOLA_LEASE_FOR: "2 seconds",
  // Longer than a worker keeps a begun message that it has not written.
  EKTOLA_ANSWER_WITHIN: "11 seconds",
  EKTOLA_UNCONFIRMED_DEADLINE: "2 seconds"
}

const reach = ({ postgres, redis }: Ground) => Effect.succeed({ databaseUrl: postgres.url, redisUrl: redis.url })

/** A round begins when no more than so many messages of those before it have no end yet. */
const mostOpen = perRound

/** Fails with `Missing` on a machine that lacks a server. */
export const run = async (options: Options): Promise<Result> => {
  await findPostgres()
  await findRedis()
  const stage = Stage.make({ ...options, rates, customersPerSegment, faults, settings, reach })
  const result = await stage.pipe(
    Effect.flatMap((stage) => Effect.promise(() => play(stage, options))),
    Effect.scoped,
    Effect.provide(Logger.minimumLogLevel(LogLevel.None)),
    (effect) => Effect.runPromise(effect, options.signal === undefined ? {} : { signal: options.signal })
  )
  if (result.reckoning.violations.length === 0 && result.stopped === null) await rm(result.folder, { recursive: true })
  return result
}

const play = async (stage: Stage.Stage, options: Options): Promise<Result> => {
  const pauses = monitorEventLoopDelay({ resolution: 5 })
  const deaths: Array<Death> = []
  const outages = { NONE: 0, POSTGRES: 0, REDIS_FLUSH: 0, REDIS_RESTART: 0 }
  let launched = 0
  let stopped: string | null = null
  workers.forEach((name) => stage.fleet.start(name))
  pauses.enable()
  try {
    while (launched < options.rounds) {
      const round = plan(options.seed, launched + 1)
      // What is to be killed was killed before, perhaps, and must be up to be hit at its work.
      await until("the start of the victims", () => Stage.areUp(stage, round.victims), (up) => up, { within: 60_000 })
      await stage.launch(round.round)
      launched++
      const died = await strike(stage, round)
      deaths.push(...died)
      outages[round.outage]++
      options.say(describe(round, died))
      await until("the end of earlier rounds", () => countOpen(stage.pool), (open) => open <= mostOpen, {
        every: 50,
        within: options.patience
      })
    }
    await settle(stage, ++launched, options.patience)
  } catch (error) {
    stopped = error instanceof Error ? error.message : String(error)
  }
  const begun = new Set(deaths.flatMap(({ begun, givenUp }) => [...begun, ...givenUp]))
  const expected = new Map(Array.from({ length: launched }, (_, index) => [templateOf(index + 1), perRound]))
  return {
    reckoning: reckon({
      messages: await readMessages(stage.pool),
      sends: stage.simulator.log().filter((entry): entry is SendEntry => entry._tag === "Send"),
      expected,
      begun
    }),
    kills: phasesOf(deaths, stage.asked),
    outages,
    limits: stage.shops.map((shop) => Limits.measure(stage.asked.all, shop)),
    longestPause: pauses.max / 1e6,
    endedAlone: stage.fleet.ended,
    stopped,
    folder: stage.folder
  }
}

/** Kills in the middle of a round, and starts again what was killed. */
const strike = async (stage: Stage.Stage, round: Plan): Promise<ReadonlyArray<Death>> => {
  const { asked, fleet, postgres, redis } = stage
  const isAtWork = (name: WorkerName) => asked.lastOf(name) > (fleet.running(name)?.startedAt ?? Infinity)
  await until(
    `the middle of round ${round.round}`,
    async () => asked.count(templateOf(round.round)),
    // A victim has sent something, unless the other one was quicker and left it nothing.
    (count) => count >= perRound || count >= round.after * perRound && round.victims.every(isAtWork),
    { every: 2, within: 120_000 }
  )
  await pause(round.pause)

  const deaths: Array<Death> = []
  const crashedAt = Date.now()
  if (round.outage === "POSTGRES") await postgres.crash()
  if (round.outage === "REDIS_FLUSH") await redis.flush()
  if (round.outage === "REDIS_RESTART") await redis.kill()
  if (round.outage === "POSTGRES" || round.outage === "REDIS_RESTART") await pause(round.away)
  const dead = (await Promise.all(round.victims.map(fleet.kill))).filter((each) => each !== null)
  if (round.outage === "POSTGRES") {
    await postgres.start()
    deaths.push(await lookAfterDatabase(stage.pool, round.round, crashedAt))
  }
  if (round.outage === "REDIS_RESTART") await redis.start()
  deaths.push(await lookAfter(stage.pool, round.round, dead))
  dead.forEach(({ was }) => fleet.start(was.name))
  return deaths
}

/**
 * Waits for the end of everything. A lost attempt ends when a later one of its sender has got statuses, so a calm round
 * comes last.
 */
const settle = async (stage: Stage.Stage, round: number, within: number): Promise<void> => {
  await until("an empty queue", () => countQueued(stage.pool), (queued) => queued === 0, { every: 100, within })
  stage.simulator.setFaults({})
  await stage.launch(round)
  await until("the calm round", async () => stage.asked.count(templateOf(round)), (count) => count >= perRound, {
    within
  })
  await Stage.untilOver(stage, within)
}

const describe = ({ outage, round, victims }: Plan, deaths: ReadonlyArray<Death>): string =>
  `round ${round}: killed ${victims.join(" and ")}${outage === "NONE" ? "" : `, ${outage}`}; ` +
  deaths.map(({ begun, leased }) => `${leased} leased, ${begun.length} begun`).join("; ")
