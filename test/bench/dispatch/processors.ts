/** Processor time of the servers, as far as they run on this machine. */
import type { Redis } from "ioredis"
import { readFile } from "node:fs/promises"
import type pg from "pg"

export interface Servers {
  /** By process. Null when their processes cannot be seen from here. */
  readonly backends: ReadonlyMap<number, number> | null
  readonly redis: number
}

// The kernel counts in hundredths of a second on every Linux there is.
const ticksPerSecond = 100

/** Of one process of this machine; `program` is what it must be. */
export const secondsOf = async (pid: number, program = "node"): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8")
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  if (!stat.includes(`(${program})`)) throw new Error("another process has this number here")
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** Seconds by process, of everybody else in this database. */
export const backendsOf = async (client: pg.Client): Promise<Servers["backends"]> => {
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
  )
  try {
    return new Map(await Promise.all(rows.map(async ({ pid }) => [pid, await secondsOf(pid, "postgres")] as const)))
  } catch {
    return null
  }
}

export const look = async (client: pg.Client, redis: Redis): Promise<Servers> => {
  const [backends, info] = await Promise.all([backendsOf(client), redis.info("cpu")])
  const used = [...info.matchAll(/^used_cpu_(?:sys|user):([\d.]+)/gm)].reduce(
    (sum, [, value]) => sum + Number(value),
    0
  )
  return { backends, redis: used }
}

/** Seconds between two looks. A backend that ended in between is not counted. */
export const between = (
  before: Servers,
  after: Servers
): { readonly postgres: number | null; readonly redis: number } => ({
  postgres: after.backends === null ? null : [...after.backends]
    .reduce((sum, [pid, seconds]) => sum + seconds - (before.backends?.get(pid) ?? 0), 0),
  redis: after.redis - before.redis
})
