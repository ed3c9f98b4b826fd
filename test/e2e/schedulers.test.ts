import { assert, describe, it } from "@effect/vitest"
import * as IdGenerator from "@ektola/adapters/crypto/IdGenerator"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as Campaigns from "@ektola/domain/campaigns/Campaigns"
import type { Principal } from "@ektola/domain/identity/Principal"
import { UserId } from "@ektola/domain/identity/User"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import type { Schedule } from "@ektola/domain/recurrence/Schedule"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { build } from "esbuild"
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { aContact, aJeweller, anAccount, approvalsOf, aTemplate, uuid } from "../contract/builders.js"
import { migratedDatabase } from "../providers/postgresDatabase.js"
import { clockThatShows } from "./clock.js"
import type { Word } from "./schedulerProcess.js"
import { until } from "./until.js"

const days = 100
const seed = 20_261_201
const zone = "Asia/Kolkata"
const time = "09:00"
const daysBefore = [3, 0]
/** Of every contact; 30 and 31 also in months that lack them. */
const paymentDays = [...Array.from({ length: 28 }, (_, index) => index + 1), 30, 31]

const personKey = "the-same-for-as-long-as-the-data-lives-0123"

const millisPerDay = 86_400_000
const firstDay = Date.UTC(2026, 11, 1)
const dateOf = (millis: number) => new Date(millis).toISOString().slice(0, 10)
const datesOfRuns = Array.from({ length: days }, (_, index) => dateOf(firstDay + index * millisPerDay))
const instantOf = (date: string) => Date.parse(`${date}T${time}:00+05:30`)

/** Which contact is reminded on which date of which due date, worked out from the calendar alone. */
const expectedReminders = (): ReadonlyArray<string> => {
  const expected: Array<string> = []
  for (const paymentDay of paymentDays) {
    for (let month = 0; month < 6; month++) {
      const lastDay = new Date(Date.UTC(2026, 12 + month, 0)).getUTCDate()
      const due = Date.UTC(2026, 11 + month, Math.min(paymentDay, lastDay))
      for (const before of daysBefore) {
        const on = dateOf(due - before * millisPerDay)
        if (datesOfRuns.includes(on)) expected.push(`day ${paymentDay}: on ${on} of ${dateOf(due)}`)
      }
    }
  }
  return expected.toSorted()
}

/** An approved and connected jeweller, contacts with payment days, a daily campaign and one that reminds. */
const aShopWithTwoCampaigns = Effect.gen(function*() {
  const campaigns = yield* Campaigns.Campaigns
  const now = yield* DateTime.now
  const jeweller = aJeweller({ defaultLanguage: "en" })
  yield* Effect.flatMap(JewellerStore, (jewellers) => jewellers.insert(jeweller))
  const account = yield* Effect.flatMap(WhatsAppAccountStore, (accounts) => accounts.connect(anAccount(jeweller.id)))
  const template = aTemplate({
    parameterFormat: "POSITIONAL",
    variables: { "1": { from: "reminder", field: "dueDate", fallback: "every day" } }
  })
  const translations = template.translations.slice(0, 1)
    .map((translation) => ({ ...translation, language: "en" as const, header: null, body: "Due: {{1}}" }))
  yield* Effect.flatMap(TemplateStore, (templates) =>
    Effect.zipRight(
      templates.insert({ ...template, translations }),
      templates.saveApprovals(approvalsOf({ ...template, translations }, account))
    ))
  const contacts = paymentDays.map((paymentDay) => aContact({ segment: "GOLD_LOAN", language: null, paymentDay }))
  yield* Effect.flatMap(ContactStore, (store) => store.upsertMany(jeweller.id, contacts, "REPLACE", now))
  const owner: Principal = { userId: UserId.make(uuid()), role: "OWNER", jewellerId: jeweller.id }
  const launch = (name: string, schedule: Schedule) =>
    Effect.gen(function*() {
      const draft = yield* campaigns.create(owner, {
        name,
        templateId: template.id,
        segments: ["GOLD_LOAN"],
        schedule,
        missedRuns: null,
        sendWithinMinutes: null
      })
      return (yield* campaigns.activate(owner, draft.id)).id
    })
  const shared = { start: dateOf(firstDay), time, zone }
  return {
    daily: yield* launch("Every day", {
      kind: "DAILY",
      interval: 1,
      end: { count: days },
      excluded: [],
      extra: [],
      ...shared
    }),
    reminding: yield* launch("Payment days", {
      kind: "CONTACT_DATE",
      date: "PAYMENT_DAY",
      daysBefore,
      shortMonths: "CLAMP",
      end: null,
      ...shared
    })
  }
})

/** The program of the processes in one file, which starts in a fifth of the time. */
const bundled = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "ektola-schedulers-"))),
  (folder) => Effect.promise(() => rm(folder, { recursive: true, force: true }))
).pipe(Effect.flatMap((folder) =>
  Effect.promise(async () => {
    const outfile = join(folder, "scheduler.cjs")
    await build({
      entryPoints: [fileURLToPath(new URL("./schedulerProcess.ts", import.meta.url))],
      outfile,
      bundle: true,
      platform: "node",
      format: "cjs",
      conditions: ["@ektola/source"],
      external: ["pg-native"],
      logLevel: "error"
    })
    return outfile
  })
))

interface Started {
  readonly process: ChildProcess
  readonly ready: Promise<void>
  readonly gone: Promise<void>
  readonly kill: () => void
}

/** Scheduler processes: some that work, and some that have started and wait until one is needed. */
class Processes {
  readonly working: Array<Started> = []
  retried = 0
  /** Why a process ended that nobody killed. */
  readonly failures: Array<string> = []
  private readonly waiting: Array<Started> = []
  private now = 0

  constructor(private readonly program: string, private readonly databaseUrl: string, spares: number) {
    for (let spare = 0; spare < spares; spare++) this.waiting.push(this.start())
  }

  /** Another process begins to work in the place of one that was killed. */
  async add(): Promise<void> {
    const next = this.waiting.shift() ?? this.start()
    this.waiting.push(this.start())
    await next.ready
    this.working.push(next)
    this.say(next)
  }

  setTime(now: number): void {
    this.now = now
    this.working.forEach((each) => this.say(each))
  }

  async kill(victims: ReadonlyArray<Started>): Promise<void> {
    for (const victim of victims) {
      victim.kill()
      this.working.splice(this.working.indexOf(victim), 1)
    }
    await Promise.all(victims.map(({ gone }) => gone))
  }

  async end(): Promise<void> {
    const all = [...this.working.splice(0), ...this.waiting.splice(0)]
    all.forEach((each) => each.kill())
    await Promise.all(all.map(({ gone }) => gone))
  }

  private say({ process }: Started): void {
    process.send({ now: this.now } satisfies Word)
  }

  private start(): Started {
    const child = spawn(process.execPath, ["--enable-source-maps", this.program], {
      env: { ...process.env, NODE_OPTIONS: "", DATABASE_URL: this.databaseUrl, EKTOLA_PERSON_KEY: personKey },
      stdio: ["ignore", "ignore", "inherit", "ipc"]
    })
    let isKilled = false
    const gone = new Promise<void>((resolve) =>
      child.once("exit", (code, signal) => {
        if (!isKilled) this.failures.push(`a process ended by itself with ${code ?? signal}`)
        resolve()
      })
    )
    const ready = new Promise<void>((resolve) =>
      child.on("message", (word) => word === "ready" ? resolve() : void this.retried++)
    )
    return {
      process: child,
      ready: Promise.race([ready, gone]),
      gone,
      kill: () => {
        isKilled = true
        child.kill("SIGKILL")
      }
    }
  }
}

/** Numbers from 0 to 1 that are the same every time. */
const randomNumbers = (state: number) => () => {
  state = (state * 48_271) % 2_147_483_647
  return state / 2_147_483_647
}

const withClient = <A>(url: string, use: (client: pg.Client) => Promise<A>) =>
  Effect.acquireUseRelease(
    Effect.promise(async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
    (client) => Effect.promise(() => use(client)),
    (client) => Effect.promise(() => client.end())
  )

/** Lets a hundred mornings come, and on a third of them kills one or both processes while they work. */
const hundredDays = async (client: pg.Client, processes: Processes) => {
  const random = randomNumbers(seed)
  const readyOn = async (date: string) => {
    const { rows: [row] } = await client.query<{ ready: number }>(
      "select count(*)::int as ready from campaign_runs where occurrence = $1 and status = 'READY'",
      [`${date}T${time}:00`]
    )
    return row?.ready ?? 0
  }
  let [kills, early] = [0, 0]
  for (const date of datesOfRuns) {
    processes.setTime(instantOf(date))
    if (random() < 1 / 3) {
      const isBoth = random() < 0.5
      const victims = isBoth ? [...processes.working] : processes.working.slice(random() < 0.5 ? -1 : 0).slice(0, 1)
      await pause(random() * 60)
      await processes.kill(victims)
      kills += victims.length
      if (await readyOn(date) < 2) early++
      for (let added = 0; added < victims.length; added++) await processes.add()
    }
    await until(`both runs of ${date}`, () => readyOn(date), (ready) => ready === 2 || processes.failures.length > 0, {
      every: 4,
      within: 20_000
    })
    if (processes.failures.length > 0) throw new Error(processes.failures.join("\n"))
  }
  return { kills, early }
}

describe("two schedulers that are killed at any moment (needs DATABASE_URL)", () => {
  it.skipIf(process.env["DATABASE_URL"] === undefined)(
    `make each of ${days} occurrences run once and each contact's message once, and lose none`,
    { timeout: 120_000 },
    () =>
      Effect.gen(function*() {
        const url = yield* migratedDatabase
        const ports = Layer.mergeAll(
          Layer.provide(Postgres.layer, Postgres.layerConnection({ url: Redacted.make(url), maxConnections: 2 })),
          IdGenerator.layer,
          PersonHasherHmac.layer(Redacted.make(personKey))
        )
        const { daily, reminding } = yield* aShopWithTwoCampaigns.pipe(
          Effect.withClock(clockThatShows(() => firstDay - millisPerDay / 2)),
          Effect.provide(Layer.provideMerge(Campaigns.layer, ports))
        )

        const program = yield* bundled
        const processes = yield* Effect.acquireRelease(
          Effect.sync(() => new Processes(program, url, 2)),
          (processes) => Effect.promise(() => processes.end())
        )
        yield* withClient(url, async (client) => {
          await processes.add()
          await processes.add()
          const { early, kills } = await hundredDays(client, processes)
          await processes.end()

          const rows = async <Row extends pg.QueryResultRow>(query: string, ...values: ReadonlyArray<string>) =>
            (await client.query<Row>(query, [...values])).rows
          const runs = await rows<{ date: string; status: string; planned: number; skipped: number; messages: number }>(
            `select left(occurrence, 10) as date, status, planned, skipped,
               (select count(distinct contact_id)::int from messages where run_id = run.id) as messages
             from campaign_runs run where campaign_id = $1 order by occurrence`,
            daily
          )
          assert.deepStrictEqual(runs.map(({ date }) => date), datesOfRuns)
          const wrong = runs.filter(({ messages, planned, skipped, status }) =>
            status !== "READY" || planned !== paymentDays.length || skipped !== 0 || messages !== paymentDays.length
          )
          assert.deepStrictEqual(wrong.slice(0, 3), [])

          const days = await rows<{ runs: number; dates: number; missed: number }>(
            `select count(*)::int as runs, count(distinct occurrence)::int as dates,
               count(*) filter (where status <> 'READY')::int as missed
             from campaign_runs where campaign_id = $1`,
            reminding
          )
          assert.deepStrictEqual(days, [{ runs: 100, dates: 100, missed: 0 }])
          const reminders = await rows<{ what: string }>(
            `select 'day ' || payment_day || ': on ' || left(occurrence, 10) || ' of '
               || to_char(to_date(rendered -> 'body' -> 0 ->> 'text', 'DD-MM-YYYY'), 'YYYY-MM-DD') as what
             from messages
             join campaign_runs run on run.id = messages.run_id
             join contacts on contacts.id = messages.contact_id
             where run.campaign_id = $1`,
            reminding
          )
          const [sent, expected] = [reminders.map(({ what }) => what).toSorted(), expectedReminders()]
          assert.deepStrictEqual(sent.filter((what, index) => what === sent[index + 1]), [], "given twice")
          assert.deepStrictEqual(expected.filter((what) => !sent.includes(what)), [], "lost")
          assert.deepStrictEqual(sent.filter((what) => !expected.includes(what)), [], "nobody wanted")

          const [totals] = await rows<Record<"messages" | "twice" | "keys" | "skips" | "left", number>>(
            `select
               (select count(*)::int from messages) as messages,
               (select count(*)::int from (select from messages group by run_id, contact_id having count(*) > 1) t)
                 as twice,
               (select count(*)::int from reminders) as keys,
               (select count(*)::int from run_skips) as skips,
               (select count(*)::int from campaigns where id = $1 and next_run_at is not null) as left`,
            daily
          )
          const messages = 100 * paymentDays.length + expected.length
          assert.deepStrictEqual(totals, { messages, twice: 0, keys: expected.length, skips: 0, left: 0 })
          assert.isAbove(early, 0, "no kill came before the runs were ready, so nothing was proven")
          console.log(
            `${kills} processes killed, on ${early} of the days before both runs were ready; ${datesOfRuns.length} ` +
              `occurrences, ${runs.length} + ${days[0]?.runs} runs, ${messages} messages, ${expected.length} of them ` +
              `reminders; ${processes.retried} steps were tried again`
          )
        })
      }).pipe(Effect.scoped, Effect.runPromise)
  )
})
