import type { Probabilities } from "@ektola/adapters/simulator/Faults"
import type { Simulator } from "@ektola/adapters/simulator/Simulator"
import * as SimulatorServer from "@ektola/adapters/simulator/SimulatorServer"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { platform } from "../e2e/platform.js"
import { until } from "../e2e/until.js"
import * as Asked from "./Asked.js"
import * as Fleet from "./Fleet.js"
import * as Ground from "./Ground.js"
import type { Mutation } from "./mutation.js"
import { type WorkerName, workers } from "./Plan.js"
import { launch, openShops, type Shop } from "./Shop.js"
import { countConnected, countOpen, countUnfinished, countUnprocessed } from "./Stored.js"

/** Everything that runs: both servers, HTTP and the simulator in this process, two workers beside it. */
export interface Stage extends Omit<Ground.Ground, "program"> {
  readonly simulator: Simulator
  readonly asked: Asked.Record
  readonly fleet: Fleet.Fleet
  readonly shops: ReadonlyArray<Shop>
  /** Commits one campaign of every shop and resolves when all are active. */
  readonly launch: (round: number) => Promise<void>
}

/** Under which URLs the workers know the servers. */
export interface Urls {
  readonly databaseUrl: string
  readonly redisUrl: string
}

/**
 * - `settings`: what the workers' environment says beside where things are
 * - `reach`: how the workers reach the servers
 *
 * It ends with its scope.
 */
export const make = (options: {
  readonly seed: number
  readonly mutation: Mutation | null
  readonly rates: ReadonlyArray<number>
  readonly customersPerSegment: number
  readonly faults: Probabilities
  readonly settings: Readonly<Record<string, string>>
  readonly reach: (ground: Ground.Ground) => Effect.Effect<Urls, never, Scope.Scope>
  /** Where WhatsApp posts, when it is not the HTTP of this process. */
  readonly webhookUrl?: (ground: Ground.Ground) => Effect.Effect<string, never, Scope.Scope>
}) =>
  Effect.gen(function*() {
    const { program, ...ground } = yield* Ground.make(options.mutation)
    const { databaseUrl, redisUrl } = yield* options.reach({ program, ...ground })
    const { context, simulator, url } = yield* platform({
      databaseUrl: ground.postgres.url,
      simulator: {
        seed: options.seed,
        faults: options.faults,
        answerDelay: [5, 60],
        // Small webhooks would cost this process more than all the rest. WhatsApp goes on for days, so nothing is given up
        // while HTTP is killed again and again.
        webhooks: { batchWindow: 50, attempts: 10_000, longestRetry: 1_000 }
      }
    })
    const asked = Asked.make()
    const addresses = yield* listen(simulator, asked, { hangFor: 4_000 })
    const { admin, shops } = yield* Effect.provide(
      openShops({
        ...options,
        simulator,
        webhookUrl: options.webhookUrl === undefined
          ? `${url}/webhooks/whatsapp`
          : yield* options.webhookUrl({ program, ...ground })
      }),
      context
    )
    const fleet = yield* Ground.acquire(
      async () =>
        Fleet.make({
          program,
          folder: ground.folder,
          databaseUrl,
          environment: { ...options.settings, REDIS_URL: redisUrl },
          whatsAppUrlOf: (name) => addresses.get(name) ?? ""
        }),
      (fleet) => fleet.endAll()
    )
    const stage: Stage = {
      ...ground,
      simulator,
      asked,
      fleet,
      shops,
      launch: (round) => Effect.runPromise(Effect.provide(launch({ admin, shops, simulator, round }), context))
    }
    return stage
  })

/** A port of its own for every worker, so that it is known who asked. */
const listen = (simulator: Simulator, asked: Asked.Record, options: { readonly hangFor: number }) =>
  Effect.gen(function*() {
    const addresses = new Map<WorkerName, string>()
    for (const name of workers) {
      const server = yield* Ground.acquire(
        () => SimulatorServer.listen(asked.seenBy(name, simulator), options),
        (server) => server.close()
      )
      addresses.set(name, server.url)
    }
    return addresses
  })

/** Resolves when every message, webhook and run has come to its end. */
export const untilOver = async (stage: Stage, within: number): Promise<void> => {
  await until("an end of every message", () => countOpen(stage.pool), (open) => open === 0, { within })
  await stage.simulator.idle()
  await until("an empty webhook inbox", () => countUnprocessed(stage.pool), (events) => events === 0, { within })
  await until("the end of every run", () => countUnfinished(stage.pool), (runs) => runs === 0, { within })
}

/** Whether these workers have started. */
export const areUp = async ({ fleet, pool }: Stage, names: ReadonlyArray<WorkerName>): Promise<boolean> => {
  const applications = names.map((name) => fleet.running(name)?.application ?? "")
  return await countConnected(pool, applications) === names.length
}
