import { hostname } from "node:os"
import type pg from "pg"
import { until } from "../e2e/until.js"
import type * as Asked from "./Asked.js"
import type { Running } from "./Fleet.js"
import { count } from "./Stored.js"

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
    () => count(pool, "select count(*) from pg_stat_activity where application_name = any($1)", [applications]),
    (connections) => connections === 0,
    { every: 2, within: 10_000 }
  )
  const [owners, begun] = await Promise.all([leaseOwners(pool, dead.map(({ was }) => was.pid)), begunNow(pool)])
  return {
    round,
    workers: dead.map(({ was }) => was),
    at: Math.max(...dead.map(({ at }) => at)),
    leased: await count(pool, "select count(*) from messages where queued and lease_owner = any($1)", [owners]),
    begun
  }
}

/** What a crash of the database left: attempts whose commit nobody heard of are among them. */
export const lookAfterDatabase = async (pool: pg.Pool, round: number, at: number): Promise<Death> => ({
  round,
  workers: [],
  at,
  leased: 0,
  begun: await begunNow(pool)
})

// Under which names processes lease: host and process id, or what the table of workers calls them.
const leaseOwners = async (pool: pg.Pool, pids: ReadonlyArray<number>): Promise<ReadonlyArray<string>> => {
  const names = pids.map((pid) => `${hostname()}-${pid}`)
  const { rows: [table] } = await pool.query<{ exists: boolean }>(
    "select to_regclass('workers') is not null as exists"
  )
  if (table?.exists !== true) return names
  const { rows } = await pool.query<{ id: string }>("select id::text from workers where pid = any($1)", [pids])
  return [...names, ...rows.map(({ id }) => id)]
}

// The senders are asked for so that an index is used; what is older has been judged lost long ago.
const begunNow = async (pool: pg.Pool): Promise<ReadonlyArray<string>> => {
  const { rows } = await pool.query<{ token: string }>(`
    select token from message_attempts
    where phone_number_id in (select phone_number_id from whatsapp_accounts)
      and begun_at > clock_timestamp() - interval '1 minute' and state = 'BEGUN'
  `)
  return rows.map(({ token }) => token)
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
  return deaths.flatMap((death) => {
    let [begun, written, answered] = [0, 0, 0]
    for (const token of death.begun) {
      const [first] = asked.byToken(token)
      if (first === undefined) {
        if (!left.has(token)) begun++
        left.add(token)
      } else if (death.workers.some(({ name, startedAt }) => first.worker === name && first.at >= startedAt)) {
        if (first.answeredAt === null || first.answeredAt > death.at) written++
        else answered++
      }
    }
    return death.workers.length === 0 ? [] : [{ leased: death.leased, begun, written, answered }]
  })
}
