import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import { rm } from "node:fs/promises"
import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { workers } from "../crash/Plan.js"
import { findPostgres } from "../crash/PostgresServer.js"
import { findRedis } from "../crash/RedisServer.js"
import { until } from "../e2e/until.js"
import * as Stand from "./Stand.js"
import * as Tenant from "./Tenant.js"

/** How a small tenant fared while others had much to send and WhatsApp was slow to answer them. */
export interface Fared {
  readonly situation: string
  /** For each time that it committed its messages: milliseconds from then until WhatsApp had the last of them. */
  readonly took: ReadonlyArray<number>
  /** What the others had on their way meanwhile, and how many of their messages waited. */
  readonly hogsHeld: number
  readonly hogsWaiting: number
  /** The longest lease that was seen under way, in milliseconds. */
  readonly longestLease: number
}

const answerDelay = [5_000, 10_000] as const

const hog = (index: number): Tenant.Tenant => ({ index, ratePerSecond: 1_000, customers: 100_000, answerDelay })
const [first, ...others] = [hog(0), hog(1), hog(2)] as const
const small: Tenant.Tenant = { index: 3, ratePerSecond: 80, customers: 1_000, answerDelay: [5, 40] }

const handful = 10

/** So many milliseconds after its commit at the latest all of them are sent. */
export const within = 2_000

/** In every situation the small tenant commits 10 messages so many `times`. */
export const run = async (options: { readonly times: number; readonly say: (line: string) => void }) => {
  await findPostgres()
  await findRedis()
  const { fared, folder } = await Stand.make([first, ...others, small]).pipe(
    Effect.flatMap((stand) =>
      Effect.promise(async () => ({ folder: stand.folder, fared: await play(stand, options) }))
    ),
    Effect.scoped,
    Effect.provide(Logger.minimumLogLevel(LogLevel.None)),
    Effect.runPromise
  )
  await rm(folder, { recursive: true })
  return fared
}

const play = async (stand: Stand.Stand, { say, times }: Parameters<typeof run>[0]): Promise<ReadonlyArray<Fared>> => {
  const { client, fleet, pool, simulator } = stand
  const many = { messages: 100_000, first: 0, shared: 0 }
  await Tenant.queue(client, first, { ...many, number: 0, status: "ACTIVE" })
  await Tenant.queue(client, first, { ...many, number: 1, status: "ACTIVE" })
  for (const other of others) {
    await Tenant.queue(client, other, { ...many, messages: 20_000, number: 0, status: "PAUSED" })
  }
  await client.query("vacuum analyze")
  say("the hogs have queued theirs")
  workers.forEach((name) => fleet.start(name))

  let runs = 0
  const handOver = async (): Promise<number> => {
    const from = simulator.asked.length
    const committed = await Tenant.queue(client, small, {
      number: runs,
      messages: handful,
      first: handful * runs++,
      shared: 0,
      status: "ACTIVE"
    })
    const sent = await until(
      "the small tenant's messages",
      async () =>
        simulator.asked.slice(from).filter(({ sender }) => sender === Tenant.phoneNumberIdOf(small)).map(({ at }) =>
          at
        ),
      (sent) => sent.length >= handful,
      { every: 20, within: 60_000 }
    )
    return Math.max(...sent) - committed
  }
  const begun = async (tenant: Tenant.Tenant) => {
    const { rows: [row] } = await pool.query<{ count: number }>(
      "select count(*)::int as count from message_attempts where open and phone_number_id = $1",
      [Tenant.phoneNumberIdOf(tenant)]
    )
    return row?.count ?? 0
  }
  const hogging = (hogs: ReadonlyArray<Tenant.Tenant>, each: number) =>
    until(
      "hogs that hold what they may",
      () => Promise.all(hogs.map(begun)),
      (counts) => counts.every((count) => count >= each),
      { every: 50, within: 60_000 }
    )
  const observe = async (situation: string, hogs: ReadonlyArray<Tenant.Tenant>): Promise<Fared> => {
    const leases = watchLeases(pool)
    const took: Array<number> = []
    let hogsHeld = Infinity
    for (let time = 0; time < times; time++) {
      took.push(await handOver())
      hogsHeld = Math.min(hogsHeld, (await Promise.all(hogs.map(begun))).reduce((sum, count) => sum + count, 0))
      await pause(500)
    }
    const waiting = await Tenant.countWaiting(pool)
    say(situation)
    return {
      situation,
      took,
      hogsHeld,
      hogsWaiting: hogs.reduce((sum, each) => sum + (waiting.get(Tenant.phoneNumberIdOf(each)) ?? 0), 0),
      longestLease: await leases.end()
    }
  }

  // Two workers with 1,024 places each, of which one hog may fill half, and three of them three quarters.
  await hogging([first], 800)
  const alone = await observe("one hog with 200,000", [first])
  for (const other of others) await Tenant.activate(client, other)
  await hogging([first, ...others], 300)
  const three = await observe("three hogs", [first, ...others])

  const holder = new pg.Client({ connectionString: stand.postgres.url })
  await holder.connect()
  try {
    await holder.query("begin isolation level repeatable read")
    await holder.query("select count(*) from workers")
    const gone = await Tenant.sendInBulk(client, first, 0, 80_000)
    const held = await observe(`three hogs, and a snapshot from before ${gone} left the queue`, [first, ...others])
    return [alone, three, held]
  } finally {
    await holder.end()
  }
}

/** Looks often at what runs; what is quicker than that is not seen. */
const watchLeases = (pool: pg.Pool) => {
  let longest = 0
  let over = false
  const watching = (async () => {
    while (!over) {
      const { rows: [row] } = await pool.query<{ longest: number | null }>(`
        select max(extract(epoch from clock_timestamp() - query_start) * 1000)::float8 as longest from pg_stat_activity
        where state = 'active' and pid <> pg_backend_pid() and query like '%with lane as materialized%'
      `)
      longest = Math.max(longest, row?.longest ?? 0)
      await pause(10)
    }
  })()
  return {
    end: async () => {
      over = true
      await watching
      return longest
    }
  }
}

/** What was found, for people. */
export const report = (fared: ReadonlyArray<Fared>): string =>
  fared.map((each) =>
    `  ${each.situation}: 10 messages of another tenant were all sent ${
      each.took.join(", ")
    } ms after their commit; the ` +
    `hogs had ${each.hogsHeld} on their way or more, and ${each.hogsWaiting} waited; the longest lease took ` +
    `${each.longestLease.toFixed(0)} ms`
  ).join("\n")
