import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Scheduler from "effect/Scheduler"
import type { Chance } from "./Chance.js"

interface Sleeper {
  readonly at: number
  readonly order: number
  readonly wake: () => void
}

/**
 * Time that only moves when it is told to, and a scheduler that runs what is ready in an order of its own choice. All
 * fibers run in it, one task at a time, so that a seed decides everything.
 */
export class VirtualTime {
  private readonly tasks: Array<Scheduler.Task> = []
  private readonly sleepers = new Set<Sleeper>()
  private order = 0

  constructor(
    public now: number,
    private readonly chance: Chance,
    private readonly afterTask: () => void
  ) {}

  readonly scheduler: Scheduler.Scheduler = Scheduler.make((task) => {
    this.tasks.push(task)
  })

  readonly clock: Clock.Clock = {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: () => this.now,
    unsafeCurrentTimeNanos: () => BigInt(this.now) * 1_000_000n,
    currentTimeMillis: Effect.sync(() => this.now),
    currentTimeNanos: Effect.sync(() => BigInt(this.now) * 1_000_000n),
    sleep: (duration) =>
      Effect.async<void>((resume) => {
        const sleeper = {
          at: this.now + Math.max(0, Duration.toMillis(duration)),
          order: this.order++,
          wake: () => resume(Effect.void)
        }
        this.sleepers.add(sleeper)
        return Effect.sync(() => void this.sleepers.delete(sleeper))
      })
  }

  /** Runs ready tasks, `most` at most, each followed by a look at the world. */
  run(most = Infinity): void {
    for (let ran = 0; ran < most && this.tasks.length > 0; ran++) {
      if (ran > 1_000_000) throw new Error("the tasks do not come to an end")
      const place = this.chance.between(0, this.tasks.length - 1)
      const task = this.tasks[place]
      const last = this.tasks.pop()
      if (task !== last && last !== undefined) this.tasks[place] = last
      task?.()
      this.afterTask()
    }
  }

  /** When the next sleeper wakes; null when nobody sleeps. */
  get nextWake(): number | null {
    return this.first()?.at ?? null
  }

  /** Moves on to an instant; whoever wakes until then does so at the right time and does all it has to do. */
  advanceTo(instant: number): void {
    this.run()
    for (let next = this.first(); next !== undefined && next.at <= instant; next = this.first()) {
      this.now = Math.max(this.now, next.at)
      this.sleepers.delete(next)
      next.wake()
      this.run()
    }
    this.now = Math.max(this.now, instant)
  }

  private first(): Sleeper | undefined {
    let first: Sleeper | undefined
    for (const sleeper of this.sleepers) {
      if (first === undefined || sleeper.at < first.at || (sleeper.at === first.at && sleeper.order < first.order)) {
        first = sleeper
      }
    }
    return first
  }
}
