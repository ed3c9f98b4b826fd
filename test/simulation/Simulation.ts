import { Scheduler } from "@ektola/domain/campaigns/Scheduler"
import * as Attempt from "@ektola/domain/messaging/Attempt"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import { Settler } from "@ektola/domain/messaging/Settler"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import type { MessageSender } from "@ektola/domain/ports/MessageSender"
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FiberRef from "effect/FiberRef"
import * as HashSet from "effect/HashSet"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Scope from "effect/Scope"
import { Chance } from "./Chance.js"
import { FakeWhatsApp, goodHabits, read, someHabits } from "./FakeWhatsApp.js"
import { Invariants } from "./Invariants.js"
import { calm, Process, someWeather, type Weather } from "./Process.js"
import { reckon } from "./Reckoning.js"
import { act, begin } from "./Users.js"
import { VirtualTime } from "./VirtualTime.js"
import { Words } from "./Words.js"
import { shared, type Shop, useCases } from "./World.js"

/** How a seed ended: what was not true, and all that happened, line by line. */
export interface Result {
  readonly seed: number
  readonly broken: ReadonlyArray<string>
  readonly trace: ReadonlyArray<string>
  readonly counts: Readonly<Record<string, number>>
}

type UseCases = Layer.Layer.Success<ReturnType<typeof useCases>>
type Shared = Layer.Layer.Success<ReturnType<typeof shared>> | MessageSender

/** One of the processes: it dies, and comes back under another name. */
interface Running {
  readonly process: Process
  readonly context: Context.Context<UseCases | Shared>
}

export class Simulation {
  readonly chance: Chance
  readonly whatsApp: FakeWhatsApp
  readonly shops: Array<Shop> = []
  readonly told = new Set<string>()
  readonly words: Words
  /** Campaigns whose schedule somebody changed, or tried to. */
  readonly rescheduled = new Set<string>()
  readonly beganAt: number
  /** How often an operator was told that a sender is paused. */
  alarms = 0
  private readonly time: VirtualTime
  private readonly trace: Array<string> = []
  private readonly broken: Array<string> = []
  private readonly running = new Map<string, Running>()
  private readonly ports: Context.Context<Shared>
  private readonly db: MemoryDatabase["Type"]
  private readonly invariants: Invariants
  private readonly faults: Chance
  private weather: Weather = calm
  private generation = 0
  private isOpen = false

  constructor(readonly seed: number) {
    this.chance = new Chance(seed)
    this.faults = this.chance.fork()
    // 08:30 in India, on a day on which reminders for the fifth begin.
    this.time = new VirtualTime(Date.UTC(2026, 11, 1, 3), this.chance.fork(), () => this.look())
    const provider = this.chance.fork()
    this.whatsApp = new FakeWhatsApp(
      this.time,
      provider,
      (request) => this.invariants.checkPost(request),
      (line) => this.tell(line)
    )
    this.beganAt = this.time.now
    const jitter = this.chance.fork()
    this.ports = this.built(
      Layer.merge(shared(() => jitter.next()), this.whatsApp.layer),
      Context.empty()
    )
    this.db = Context.unsafeGet(this.ports, MemoryDatabase)
    this.words = new Words(this.db.tables)
    this.invariants = new Invariants(this.db.tables, this.words, () => this.time.now, (what) => this.breaks(what))
  }

  tell(line: string): void {
    this.trace.push(`${new Date(this.time.now).toISOString().slice(5, 23)}  ${line}`)
  }

  get now(): number {
    return this.time.now
  }

  /** How often a sender was. */
  get pauses(): number {
    return this.invariants.pauses
  }

  get tables() {
    return this.db.tables
  }

  /** A campaign's working life with everything that may go wrong, and then a calm end. */
  run(steps: number): Result {
    begin(this)
    this.weather = someWeather(this.chance)
    this.whatsApp.habits = someHabits(this.chance)
    for (let step = 0; step < steps && this.broken.length === 0; step++) this.step()
    if (this.broken.length === 0) this.end()
    return { seed: this.seed, broken: this.broken, trace: this.trace, counts: this.count() }
  }

  /** Something of a user's, or set-up, in the web process. It may be refused, and the process may die in it. */
  inWeb(what: string, effect: Effect.Effect<unknown, unknown, UseCases | Shared>): void {
    this.tell(`web: ${what}`)
    this.fork("web", what, effect)
  }

  /** As `inWeb`, without faults, to its end. */
  surely<A>(effect: Effect.Effect<A, unknown, UseCases | Shared>): A {
    const { context, process } = this.alive("web")
    const before = process.weather
    process.weather = calm
    let exit: Exit.Exit<A, unknown> | undefined
    this.forked(Effect.onExit(Effect.provide(effect, context), (end) => Effect.sync(() => void (exit = end))))
    this.time.run()
    while (exit === undefined && this.time.nextWake !== null) this.time.advanceTo(this.time.nextWake)
    process.weather = before
    if (exit === undefined || Exit.isFailure(exit)) throw new Error(`set-up failed: ${JSON.stringify(exit)}`)
    return exit.value
  }

  private step(): void {
    const action = this.chance.weighted({ work: 8, round: 5, receive: 4, time: 6, user: 1, crash: 0.12 })
    switch (action) {
      case "work":
        this.work(this.chance.pick(["worker-1", "worker-2"]), this.chance.pick(jobs))
        break
      case "round": {
        const name = this.chance.pick(["worker-1", "worker-2"])
        for (const job of jobs) this.work(name, job)
        break
      }
      case "receive":
        this.receive()
        break
      case "user":
        act(this)
        break
      case "crash": {
        const name = this.chance.pick(["worker-1", "worker-2", "web"])
        this.tell(`${name}: killed`)
        this.alive(name).process.isDead = true
        break
      }
      case "time":
        this.passTime()
    }
    // Several things under way at once, more often than not.
    this.time.run(this.chance.happens(0.5) ? this.chance.between(0, 30) : Infinity)
  }

  private passTime(): void {
    const kind = this.chance.weighted({ moment: 6, seconds: 5, minutes: 1.2, next: 2.5, far: 0.15 })
    const next = this.nextInstant()
    const until = kind === "moment"
      ? this.time.nextWake ?? this.now
      : kind === "seconds"
      ? this.now + this.chance.between(100, 20_000)
      : kind === "minutes"
      ? this.now + this.chance.between(20_000, 20 * 60_000)
      : kind === "next"
      ? next + this.chance.pick([-1, 0, 0, 1, 1_000])
      : this.now + this.chance.between(3_600_000, 30 * 3_600_000)
    this.time.advanceTo(Math.max(this.now, until))
    this.tell("time passes")
  }

  /** The next instant at which something may be due. */
  private nextInstant(): number {
    const { attempts, campaigns, messages } = this.tables
    const instants = [this.time.nextWake ?? Infinity, ...this.whatsApp.posts.map(({ at }) => at)]
    for (const { dueAt, notAfter, state } of messages.values()) {
      if (state === "QUEUED") instants.push(DateTime.toEpochMillis(dueAt))
      if (state === "QUEUED" || state === "UNCONFIRMED") instants.push(DateTime.toEpochMillis(notAfter))
    }
    for (const { begunAt, evidence, firstStatusAt } of [...attempts.values()].flat()) {
      // An attempt without an answer is lost after two minutes; silence is proof a quarter of an hour after a status.
      if (evidence === "NONE") instants.push(begunAt.epochMillis + 2 * 60_000)
      if (firstStatusAt !== null) instants.push(firstStatusAt.epochMillis + 15 * 60_000)
    }
    for (const { nextRunAt } of campaigns.values()) if (nextRunAt !== null) instants.push(nextRunAt.epochMillis)
    const later = instants.filter((instant) => instant > this.now && instant < Infinity)
    return later.length === 0 ? this.now + 60_000 : Math.min(...later)
  }

  private work(name: string, job: (typeof jobs)[number]): void {
    this.tell(`${name}: ${job}`)
    this.fork(name, job, doing[job])
  }

  private receive(): void {
    for (const post of this.whatsApp.takeDue()) {
      const { context, process } = this.alive("web")
      const again = (why: string) => {
        this.tell(`web: a webhook is not answered (${why}) and will come again`)
        this.whatsApp.posts.push({ ...post, at: this.now + this.chance.between(1_000, 40 * 60_000) })
      }
      const receive = Effect.flatMap(Webhooks, ({ receive }) => receive(post.body)).pipe(
        Effect.matchEffect({
          onFailure: () => Effect.sync(() => again("500")),
          onSuccess: () =>
            Effect.sync(() =>
              read(post.body).statuses.forEach(({ status, wamid }) => this.told.add(`${wamid} ${status}`))
            )
        })
      )
      this.forked(Effect.provide(receive, context))
      this.time.run(this.chance.between(0, 40))
      if (process.isDead) again("killed")
    }
  }

  /** No more faults, all processes up, until nothing is left to do. */
  private end(): void {
    this.tell("the end begins")
    this.weather = calm
    this.whatsApp.habits = goodHabits
    for (const name of ["worker-1", "worker-2", "web"]) this.alive(name).process.weather = calm
    for (let round = 0; round < 400 && this.broken.length === 0; round++) {
      for (let again = 0; again < 3; again++) {
        this.receive()
        for (const job of jobs) this.work("worker-1", job)
        this.time.advanceTo(this.now + 2_000)
      }
      if (this.isOver()) break
      this.time.advanceTo(Math.max(this.now + 1_000, this.nextInstant()))
    }
    if (this.broken.length === 0) reckon(this, (what) => this.breaks(what))
  }

  private isOver(): boolean {
    const { campaigns, messages, runs, webhooks } = this.tables
    return this.whatsApp.posts.length === 0 &&
      [...webhooks.values()].every(({ dueAt }) => dueAt === Infinity) &&
      [...runs.values()].every(({ status }) => status === "COMPLETED" || status === "MISSED") &&
      [...campaigns.values()].every(({ nextRunAt, status }) => status !== "ACTIVE" || nextRunAt === null) &&
      [...messages.values()].every(({ state }) => state !== "QUEUED" && state !== "SENDING" && state !== "UNCONFIRMED")
  }

  /** The process of this name; when the last one died, a new one. */
  private alive(name: string): Running {
    const known = this.running.get(name)
    if (known !== undefined && !known.process.isDead) return known
    const process = new Process(
      `${name}#${++this.generation}`,
      this.faults,
      (line) => this.tell(line),
      (isOpen) => void (this.isOpen = isOpen)
    )
    const ports = process.ports(this.ports)
    const context = Context.merge(ports, this.built(useCases(this.generation), ports))
    const running = { process, context }
    process.weather = this.weather
    this.running.set(name, running)
    return running
  }

  private fork(name: string, what: string, effect: Effect.Effect<unknown, unknown, UseCases | Shared>): void {
    const { context } = this.alive(name)
    this.forked(
      Effect.catchAll(
        Effect.provide(effect, context),
        (error) => Effect.sync(() => this.tell(`${name}: ${what}: ${tagOf(error)}`))
      )
    )
  }

  private forked(effect: Effect.Effect<unknown, unknown>): void {
    const watched = Effect.catchAllCause(
      effect,
      (cause) => Effect.sync(() => this.breaks(`a defect: ${Cause.pretty(cause)}`))
    )
    Effect.runFork(this.placed(watched), { scheduler: this.time.scheduler })
  }

  private placed<A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> {
    return effect.pipe(
      Effect.withClock(this.time.clock),
      Effect.locally(FiberRef.currentLoggers, HashSet.make(this.logger)),
      Effect.withTracerEnabled(false)
    )
  }

  private readonly logger = Logger.make<unknown, void>(({ cause, logLevel, message }) => {
    const text = `${JSON.stringify(message)} ${Cause.isEmpty(cause) ? "" : Cause.pretty(cause)}`
    this.tell(`log ${logLevel.label}: ${text}`)
    if (text.includes(`"sender paused"`)) this.alarms++
    else if (LogLevel.greaterThanEqual(logLevel, LogLevel.Error)) this.breaks(`an error was logged: ${text}`)
  })

  private built<A, R>(layer: Layer.Layer<A, never, R>, context: Context.Context<R>): Context.Context<A> {
    let built: Context.Context<A> | undefined
    const scope = Effect.runSync(Scope.make())
    this.forked(
      Effect.provide(Layer.buildWithScope(layer, scope), context).pipe(
        Effect.tap((made) => Effect.sync(() => void (built = made)))
      )
    )
    this.time.run()
    if (built === undefined) throw new Error("the layers could not be built")
    return built
  }

  private look(): void {
    if (this.db !== undefined && !this.isOpen) this.invariants.check()
  }

  private breaks(what: string): void {
    if (this.broken.length > 20) return
    this.broken.push(what)
    this.tell(`NOT TRUE: ${what}`)
  }

  private count(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {}
    const add = (name: string) => (counts[name] = (counts[name] ?? 0) + 1)
    for (const { cancelReason, id, runId, state } of this.tables.messages.values()) {
      add(state === "CANCELLED" ? `CANCELLED ${cancelReason}` : state)
      if ((this.tables.runs.get(runId)?.reminder ?? null) !== null) add("reminders")
      const attempts = this.tables.attempts.get(id) ?? []
      if (attempts.slice(0, -1).some(({ failure }) => failure?.class === "DEFER")) add("sent again after a deferral")
      if (attempts.slice(0, -1).some(Attempt.isSilent)) add("sent again after silence")
      if (attempts.slice(0, -1).some(({ failure }) => failure?.class === "TEMPLATE")) {
        add("sent again with its template")
      }
    }
    for (const { reason } of this.tables.skips.values()) add(`skipped ${reason}`)
    for (const { status } of this.tables.runs.values()) add(`run ${status}`)
    for (const line of this.trace) {
      const told = /campaign waits for its template|campaign goes on with its template/.exec(line)
      if (told !== null) add(told[0])
      const fault = / (CRASH|FAIL|STALL)_(BEFORE|AFTER) /.exec(line)
      if (fault !== null) add(fault[0].trim())
      if (line.endsWith(": killed")) add("killed")
    }
    counts["posts"] = this.whatsApp.fates.length
    counts["senders paused"] = this.pauses
    return counts
  }
}

const doing = {
  schedule: Effect.flatMap(Scheduler, ({ step }) => step),
  send: Effect.flatMap(Dispatcher, ({ poll }) => poll),
  settle: Effect.flatMap(Settler, ({ sweep }) => sweep),
  process: Effect.flatMap(Webhooks, ({ process }) => process(5))
} as const

const jobs = ["schedule", "schedule", "send", "settle", "process"] as const

const tagOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "_tag" in error ? String(error._tag) : String(error)
