import { hostname } from "node:os"
import type pg from "pg"
import { until } from "../e2e/until.js"
import type * as Asked from "./Asked.js"
import type { Running } from "./Fleet.js"
import { countConnected, countLeased } from "./Stored.js"

/** What workers that were killed together, or the database server under all of them, left behind. */
export interface Death {
  readonly round: number
  /** None when it was the database server that died. */
  readonly workers: ReadonlyArray<Running>
  readonly at: number
  /** Messages they had leased and not begun. */
  readonly leased: number
  /** Tokens of attempts that had begun and had no recorded answer, of whichever worker. */
  readonly begun: ReadonlyArray<string>
  /** Tokens of open attempts whose answer had been given up: the process was too slow, or WhatsApp gave none. */
  readonly givenUp: ReadonlyArray<string>
}

/**
 * Reads what the dead left, as soon as the server has heard of their end: a commit that was on its way is done by then,
 * or undone.
 */
export const lookAfter = async (
  pool: pg.Pool,
  round: number,
  dead: ReadonlyArray<{ readonly was: Running; readonly at: number }>
): Promise<Death> => {
  const applications = dead.map(({ was }) => was.application)
  await until(
    `the end of the connections of ${applications.join(" and ")}`,
    () => countConnected(pool, applications),
    (connected) => connected === 0,
    { every: 2, within: 10_000 }
  )
  const [owners, open] = await Promise.all([leaseOwners(pool, dead.map(({ was }) => was.pid)), openNow(pool)])
  return {
    round,
    workers: dead.map(({ was }) => was),
    at: Math.max(...dead.map(({ at }) => at)),
    leased: await countLeased(pool, owners),
    ...open
  }
}

/** What a crash of the database left: attempts whose commit nobody heard of are among them. */
export const lookAfterDatabase = async (pool: pg.Pool, round: number, at: number): Promise<Death> => ({
  round,
  workers: [],
  at,
  leased: 0,
  ...await openNow(pool)
})

// Under which ids processes lease.
const leaseOwners = async (pool: pg.Pool, pids: ReadonlyArray<number>): Promise<ReadonlyArray<string>> => {
  const hosts = pids.map((pid) => `${hostname()}-${pid}`)
  const { rows } = await pool.query<{ id: string }>("select id from workers where host = any($1)", [hosts])
  return rows.map(({ id }) => id)
}

// The senders are asked for so that an index is used.
const openNow = async (pool: pg.Pool): Promise<Pick<Death, "begun" | "givenUp">> => {
  const { rows } = await pool.query<{ token: string; state: string }>(`
    select token, state from message_attempts
    where phone_number_id in (select phone_number_id from whatsapp_accounts)
      and begun_at > clock_timestamp() - interval '1 minute' and (state = 'BEGUN' or open)
  `)
  const tokens = (isBegun: boolean) =>
    rows.filter(({ state }) => (state === "BEGUN") === isBegun).map(({ token }) => token)
  return { begun: tokens(true), givenUp: tokens(false) }
}

/** Messages of a dead worker by what was the last that had happened to them. */
export interface Phases {
  readonly leased: number
  readonly begun: number
  readonly written: number
  readonly answered: number
}

/**
 * Told at the end, when it is known what the simulator has never seen; one entry per death in which a worker died.
 * An attempt whose answer was lost stays begun in the table when a status confirms it, so what an earlier death had left
 * is left out.
 */
export const phasesOf = (deaths: ReadonlyArray<Death>, asked: Asked.Record): ReadonlyArray<Phases> => {
  const left = new Set<string>()
  return deaths.filter(({ workers }) => workers.length > 0).map((death) => {
    let [begun, written, answered] = [0, 0, 0]
    for (const token of [...death.begun, ...death.givenUp]) {
      if (asked.byToken(token).length > 0) continue
      if (!left.has(token)) begun++
      left.add(token)
    }
    for (const token of death.begun) {
      const [first] = asked.byToken(token)
      if (first === undefined) continue
      if (death.workers.some(({ name, startedAt }) => first.worker === name && first.at >= startedAt)) {
        if (first.answeredAt === null || first.answeredAt > death.at) written++
        else answered++
      }
    }
    return { leased: death.leased, begun, written, answered }
  })
}
