import * as Effect from "effect/Effect"
import type pg from "pg"
import * as Fleet from "../crash/Fleet.js"
import * as Ground from "../crash/Ground.js"
import * as Instrument from "./Instrument.js"
import * as Tenant from "./Tenant.js"

/** Two workers on servers of their own, a simulator without faults and without statuses, and tenants with customers. */
export interface Stand extends Omit<Ground.Ground, "program"> {
  readonly simulator: Instrument.Instrument
  readonly fleet: Fleet.Fleet
  /** A connection of one's own, for transactions. */
  readonly client: pg.PoolClient
}

/** Ends with its scope. */
export const make = (tenants: ReadonlyArray<Tenant.Tenant>) =>
  Effect.gen(function*() {
    const { program, ...ground } = yield* Ground.make(null)
    const simulator = yield* Ground.acquire(Instrument.start, (simulator) => simulator.close())
    const client = yield* Ground.acquire(() => ground.pool.connect(), async (client) => client.release())
    yield* Effect.promise(() => Tenant.openAll(client, tenants))
    for (const tenant of tenants) yield* Effect.promise(() => simulator.register(Tenant.accountOf(tenant)))
    const fleet = yield* Ground.acquire(
      async () =>
        Fleet.make({
          program,
          folder: ground.folder,
          databaseUrl: ground.postgres.url,
          environment: { REDIS_URL: ground.redis.url },
          whatsAppUrlOf: simulator.urlOf
        }),
      (fleet) => fleet.endAll()
    )
    return { ...ground, simulator, fleet, client } satisfies Stand
  })
