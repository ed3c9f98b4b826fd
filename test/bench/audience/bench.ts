/**
 * A run's audience, materialised: our scheduler, which decides each contact by the domain's rules in chunks that survive a
 * crash, and one INSERT … SELECT. Both in processes that may have 160 MB of heap; sides take turns.
 */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { migratedDatabase } from "../../providers/postgresDatabase.js"
import * as Options from "./options.js"
import type { Told } from "./report.js"
import { optedOut, reset, seed } from "./seed.js"

const heap = 160

const runSide = async (name: Options.SideName, url: string, profile: string | null): Promise<Told> => {
  const child = fork(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), [url], {
    execArgv: [
      ...process.execArgv,
      `--max-old-space-size=${heap}`,
      ...profile === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`]
    ],
    // The last line of our own output is for machines.
    stdio: ["ignore", 2, 2, "ipc"]
  })
  const told = once(child, "message").then(([word]) => word as Told)
  const [code] = await once(child, "exit") as [number | null]
  if (code !== 0) throw new Error(`${name} ended with ${String(code)}`)
  return told
}

const check = async (client: pg.Client, contacts: number): Promise<void> => {
  const { rows: [row] } = await client.query<{ messages: number; status: string; planned: number }>(`
    select count(*)::int as messages, min(run.status) as status, min(run.planned) as planned
    from messages m join campaign_runs run on run.id = m.run_id
  `)
  const expected = Array.from({ length: contacts }, (_, place) => place % 100 >= optedOut).filter(Boolean).length
  if (row?.messages !== expected || row.planned !== expected || row.status !== "READY") {
    throw new Error(`expected a READY run of ${expected} messages, found ${JSON.stringify(row)}`)
  }
}

const median = (numbers: ReadonlyArray<number>): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))

const result = ({ contacts }: Options.Options, rounds: ReadonlyArray<ReadonlyMap<Options.SideName, Told>>): void => {
  const of = (name: Options.SideName, part: (told: Told) => number) => {
    const values = rounds.flatMap((round) => {
      const told = round.get(name)
      return told === undefined ? [] : [part(told)]
    })
    return values.length === 0 ? null : median(values)
  }
  const rate = (name: Options.SideName) => of(name, ({ seconds }) => contacts / seconds)
  console.log(`\n${"".padEnd(6)} contacts/s   own CPU s per 1,000   most memory, MB`)
  for (const name of Options.sides) {
    const [speed, cpu, memory] = [
      rate(name),
      of(name, (told) => told.cpu * 1000 / contacts),
      of(name, (told) => told.memory)
    ]
    if (speed === null) continue
    console.log(
      `${name.padEnd(6)} ${Math.round(speed).toLocaleString("en-IN").padStart(10)}   ${
        cpu?.toFixed(4).padStart(19)
      }   ` +
        `${memory?.toFixed(0).padStart(15)}`
    )
  }
  const ratios = rounds.flatMap((round) => {
    const [ours, bare] = [round.get("ours"), round.get("bare")]
    return ours === undefined || bare === undefined ? [] : [bare.seconds / ours.seconds]
  })
  const whole = (value: number | null) => value === null ? null : Math.round(value)
  console.log(JSON.stringify({
    bench: "audience",
    ours: whole(rate("ours")),
    peer: whole(rate("bare")),
    ratio: ratios.length === 0 ? null : rounded(median(ratios), 2),
    memory: whole(of("ours", (told) => told.memory))
  }))
}

export const run = async (): Promise<void> => {
  const options = Options.read(process.argv.slice(3))
  const scope = Effect.runSync(Scope.make())
  const url = await Effect.runPromise(Scope.extend(migratedDatabase, scope))
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    await seed(client, options.contacts)
    console.log(`${options.contacts.toLocaleString("en-IN")} contacts, ${options.rounds} rounds, ${heap} MB of heap`)
    const rounds: Array<ReadonlyMap<Options.SideName, Told>> = []
    for (let round = 0; round < options.rounds; round++) {
      const told = new Map<Options.SideName, Told>()
      // Another one begins each time.
      for (const index of options.sides.keys()) {
        const name = options.sides[(index + round) % options.sides.length]
        if (name === undefined) continue
        await reset(client)
        told.set(name, await runSide(name, url, options.profile))
        await check(client, options.contacts)
      }
      rounds.push(told)
      console.log(
        `  round ${round + 1}: ${[...told].map(([name, { seconds }]) => `${name} ${seconds.toFixed(1)} s`).join(", ")}`
      )
    }
    result(options, rounds)
  } finally {
    await client.end()
    await Effect.runPromise(Scope.close(scope, Exit.void))
  }
}
