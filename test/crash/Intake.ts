/** Kills of whoever prepares runs, takes webhooks in and applies them; in the end everything is recounted. */
import * as AuditViewPg from "@ektola/adapters/postgres/AuditViewPg"
import * as Database from "@ektola/adapters/postgres/Database"
import { layerConnection } from "@ektola/adapters/postgres/layer"
import type { Probabilities } from "@ektola/adapters/simulator/Faults"
import type { SendEntry } from "@ektola/adapters/simulator/Journal"
import * as Random from "@ektola/adapters/simulator/Random"
import * as Verification from "@ektola/domain/messaging/Verification"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Redacted from "effect/Redacted"
import { rm } from "node:fs/promises"
import { setTimeout as pause } from "node:timers/promises"
import { until } from "../e2e/until.js"
import { type Death, lookAfter } from "./Death.js"
import * as HttpProcess from "./HttpProcess.js"
import { workers } from "./Plan.js"
import { findPostgres } from "./PostgresServer.js"
import { reckon } from "./Reckoning.js"
import { findRedis } from "./RedisServer.js"
import { templateOf } from "./Shop.js"
import * as Stage from "./Stage.js"
import { countOpen, countQueued, readIntake, readMessages, readRuns } from "./Stored.js"

/** As those of the suite about sending. */
export interface Options {
  readonly rounds: number
  readonly seed: number
  readonly patience: number
  readonly say: (line: string) => void
  readonly signal?: AbortSignal
}

/** What a suite found. */
export interface Result {
  /** What must not be: a run planned twice or not whole, a status not applied, a figure that a count does not give. */
  readonly differences: ReadonlyArray<string>
  readonly kills: { readonly worker: number; readonly http: number }
  /** How many kills fell while a run was in preparation, and while webhooks waited to be applied. */
  readonly fell: { readonly preparing: number; readonly waiting: number }
  readonly summary: Verification.Summary
  readonly stopped: string | null
  readonly folder: string
}

const rates = [400, 1_000]
const customersPerSegment = 40
const perRound = rates.length * customersPerSegment

const faults: Probabilities = {
  FAILS_131026: 0.05,
  FAILS_131049: 0.05,
  STAYS_SENT: 0.03,
  NEVER_READ: 0.05,
  DUPLICATE: 0.1,
  DELIVERED_BEFORE_SENT: 0.1,
  READ_WITHOUT_DELIVERED: 0.1,
  LATE: 0.05
}

const settings = {
  EKTOLA_LEASE_FOR: "2 seconds",
  // Longer than a worker keeps a begun message that it has not written.
  EKTOLA_ANSWER_WITHIN: "11 seconds",
  EKTOLA_UNCONFIRMED_DEADLINE: "2 seconds"
}

/** Fails with `Missing` on a machine that lacks a server. */
export const run = async (options: Options): Promise<Result> => {
  await findPostgres()
  await findRedis()
  const result = await Effect.gen(function*() {
    let http: HttpProcess.HttpProcess | undefined
    const stage = yield* Stage.make({
      seed: options.seed,
      mutation: null,
      rates,
      customersPerSegment,
      faults,
      settings,
      reach: ({ postgres, redis }) => Effect.succeed({ databaseUrl: postgres.url, redisUrl: redis.url }),
      webhookUrl: (ground) =>
        Effect.map(HttpProcess.make(ground), (made) => {
          http = made
          return made.webhookUrl
        })
    })
    return yield* Effect.promise(() => play(stage, http!, options))
  }).pipe(
    Effect.scoped,
    Effect.provide(Logger.minimumLogLevel(LogLevel.None)),
    (effect) => Effect.runPromise(effect, options.signal === undefined ? {} : { signal: options.signal })
  )
  if (result.differences.length === 0 && result.stopped === null) await rm(result.folder, { recursive: true })
  return result
}

const play = async (stage: Stage.Stage, http: HttpProcess.HttpProcess, options: Options): Promise<Result> => {
  const deaths: Array<Death> = []
  const kills = { worker: 0, http: 0 }
  const fell = { preparing: 0, waiting: 0 }
  let launched = 0
  let stopped: string | null = null
  workers.forEach((name) => stage.fleet.start(name))
  try {
    while (launched < options.rounds) {
      const round = launched + 1
      const unit = (name: string) => Random.unit(options.seed, `intake ${name} ${round}`)
      // Who was killed before must be up to be hit at its work.
      await until("the start of the workers", () => Stage.areUp(stage, workers), (up) => up, { within: 60_000 })
      await http.isUp()
      await stage.launch(round)
      launched++
      // While its runs are prepared, while webhooks wait to be applied, or at any moment up to its last statuses.
      const aim = (["preparing", "waiting", null] as const)[Math.floor(3 * unit("aim"))] ?? null
      if (aim === null) await pause(Math.floor(1_500 * unit("pause")))
      const before = await caught(stage, aim)
      if (before.preparing > 0) fell.preparing++
      if (before.waiting > 0) fell.waiting++
      const drawn = unit("victim")
      // Whoever prepares is one of the two.
      const victims = aim === "preparing"
        ? workers
        : drawn < 0.35
        ? []
        : drawn < 0.9
        ? [workers[drawn < 0.62 ? 0 : 1]]
        : workers
      const alsoHttp = drawn < 0.45 || drawn > 0.85
      const [dead] = await Promise.all([
        Promise.all(victims.map(stage.fleet.kill)),
        alsoHttp ? http.crash() : Promise.resolve()
      ])
      const gone = dead.filter((each) => each !== null)
      if (gone.length > 0) deaths.push(await lookAfter(stage.pool, round, gone))
      gone.forEach(({ was }) => stage.fleet.start(was.name))
      kills.worker += gone.length
      if (alsoHttp) kills.http++
      options.say(
        `round ${round}: killed ${[...gone.map(({ was }) => was.name), ...alsoHttp ? ["HTTP"] : []].join(" and ")}; ` +
          `${before.preparing} runs in preparation, ${before.waiting} webhooks waited`
      )
      await until("the end of earlier rounds", () => countOpen(stage.pool), (open) => open <= perRound, {
        every: 50,
        within: options.patience
      })
    }
    await until("an empty queue", () => countQueued(stage.pool), (queued) => queued === 0, {
      every: 100,
      within: options.patience
    })
    // A lost attempt ends when a later one of its sender has got statuses.
    await stage.launch(++launched)
    await until("the last round", async () => stage.asked.count(templateOf(launched)), (count) => count >= perRound, {
      within: options.patience
    })
    await Stage.untilOver(stage, options.patience)
  } catch (error) {
    stopped = error instanceof Error ? error.message : String(error)
  }

  const { violations } = reckon({
    messages: await readMessages(stage.pool),
    sends: stage.simulator.log().filter((entry): entry is SendEntry => entry._tag === "Send"),
    expected: new Map(Array.from({ length: launched }, (_, index) => [templateOf(index + 1), perRound])),
    begun: new Set(deaths.flatMap(({ begun, givenUp }) => [...begun, ...givenUp]))
  })
  const differences = violations.map(({ kind, what }) => `${kind}: ${what}`)
  const runs = await readRuns(stage.pool)
  if (runs.length !== launched * rates.length) {
    differences.push(`${runs.length} campaigns have a run, and ${launched * rates.length} were launched`)
  }
  for (const { campaign, count, planned, skipped } of runs) {
    if (count !== 1 || planned !== customersPerSegment || skipped !== 0) {
      differences.push(`campaign ${campaign} has ${count} runs, with ${planned} planned and ${skipped} skipped`)
    }
  }
  const { setAside } = await readIntake(stage.pool)
  if (setAside > 0) differences.push(`${setAside} webhooks are set aside`)
  const summary = await Effect.runPromise(verify(stage.postgres.url, (difference) => differences.push(difference)))
  return { differences, kills, fell, summary, stopped, folder: stage.folder }
}

const aimFor = 3_000

/** What there is to hit, as soon as there is what was aimed at; others may have been quicker. */
const caught = async ({ pool }: Stage.Stage, aim: "preparing" | "waiting" | null) => {
  const end = Date.now() + aimFor
  while (true) {
    const found = await readIntake(pool)
    if (aim === null || found[aim] > 0 || Date.now() > end) return found
  }
}

const verify = (url: string, tell: (difference: string) => void) =>
  Effect.flatMap(
    Verification.Verification,
    ({ verify }) => verify(({ about, difference, id }) => Effect.sync(() => tell(`${about} ${id}: ${difference}`)))
  ).pipe(
    Effect.provide(
      Verification.layer.pipe(
        Layer.provide(AuditViewPg.layer),
        Layer.provide(Database.layer),
        Layer.provide(layerConnection({ url: Redacted.make(url), maxConnections: 1 }))
      )
    )
  )

const shown = 10

/** What a suite found, for people. */
export const report = ({ differences, fell, kills, stopped, summary }: Result): string =>
  [
    ...differences.slice(0, shown),
    ...differences.length > shown ? [`… and ${differences.length - shown} more`] : [],
    ...stopped === null ? [] : [`stopped early: ${stopped}`],
    `  ${kills.worker} kills of workers, ${kills.http} of HTTP; in ${fell.preparing} rounds a run was in preparation, in ` +
    `${fell.waiting} webhooks waited to be applied`,
    `  ${summary.runs} runs, ${summary.messages} messages, ${summary.attempts} attempts, ${summary.events} status events; ` +
    `${differences.length} differences`
  ].join("\n")
