import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { fromSend, MessageSender } from "@ektola/domain/ports/MessageSender"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { ReminderStore } from "@ektola/domain/ports/ReminderStore"
import { BudgetUnavailable, SendBudget } from "@ektola/domain/ports/SendBudget"
import { StoreUnavailable } from "@ektola/domain/ports/StoreUnavailable"
import { SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import { WebhookInbox } from "@ektola/domain/ports/WebhookInbox"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import type { Chance } from "./Chance.js"

/** How often a port call of a process goes wrong, each from 0 to 1. */
export interface Weather {
  readonly crash: number
  readonly outage: number
  readonly lostAnswer: number
  readonly stall: number
}

export const calm: Weather = { crash: 0, outage: 0, lostAnswer: 0, stall: 0 }

/** The weather of a seed: some of it bad, and how bad. */
export const someWeather = (chance: Chance): Weather => ({
  crash: chance.sometimes(0.01),
  outage: chance.sometimes(0.02),
  lostAnswer: chance.sometimes(0.02),
  stall: chance.sometimes(0.02)
})

type Fault = "NONE" | "CRASH_BEFORE" | "CRASH_AFTER" | "FAIL_BEFORE" | "FAIL_AFTER" | "STALL_BEFORE" | "STALL_AFTER"

/** Ends a unit of work of a process that is no more, so that it is rolled back; nobody ever sees it. */
const crashed = "the process crashed in a unit of work"

// Not Effect.never, which keeps a timer of the real clock.
const gone = Effect.async<never>(() => undefined)

const inUnitOfWork = FiberRef.unsafeMake(false)

/**
 * A process: the ports as one of them sees them. It can die before and after every port call, and then does nothing more,
 * not even clean up; the store can be away, or take something and not say so; and it can stall.
 */
export class Process {
  isDead = false
  weather: Weather = calm

  constructor(
    readonly name: string,
    private readonly chance: Chance,
    private readonly tell: (line: string) => void,
    private readonly onUnitOfWork: (isOpen: boolean) => void
  ) {}

  /** The shared ports, with what can go wrong between this process and them. */
  ports<R>(shared: Context.Context<R>): Context.Context<R> {
    let context = shared
    const store = <I, S extends object>(tag: Context.Tag<I, S>) => {
      context = this.replace(context, tag, (service) => this.faulty(tag.key, service, storeAway))
    }
    store(CampaignStore)
    store(ContactStore)
    store(JewellerStore)
    store(MessageStore)
    store(ReminderStore)
    store(SuppressionStore)
    store(TemplateStore)
    store(WebhookInbox)
    store(WhatsAppAccountStore)
    context = this.replace(context, SendBudget, (budget) => this.faulty(SendBudget.key, budget, budgetAway))
    // Each POST for itself: a process can die between two that leave together.
    context = this.replace(
      context,
      MessageSender,
      (sender) => fromSend(this.faulty(MessageSender.key, sender, null).send)
    )
    return this.replace(context, UnitOfWork, (unitOfWork) => ({ transact: this.transact(unitOfWork) }))
  }

  private replace<R, I, S>(
    context: Context.Context<R>,
    tag: Context.Tag<I, S>,
    change: (service: S) => S
  ): Context.Context<R> {
    return Context.add(context, tag, change(Context.unsafeGet(context, tag))) as Context.Context<R>
  }

  private faulty<S extends object>(port: string, service: S, away: ((operation: string) => unknown) | null): S {
    const name = port.slice(port.lastIndexOf("/") + 1)
    const call = (operation: string, effect: Effect.Effect<unknown, unknown>) =>
      Effect.flatMap(FiberRef.get(inUnitOfWork), (inside) => this.call(`${name}.${operation}`, effect, away, inside))
    return Object.fromEntries(
      Object.entries(service).map(([operation, member]) => [
        operation,
        Effect.isEffect(member)
          ? call(operation, member as Effect.Effect<unknown, unknown>)
          : typeof member !== "function"
          ? member
          : (...input: ReadonlyArray<unknown>) => call(operation, member(...input))
      ])
    ) as S
  }

  private call<A, E, R>(
    operation: string,
    effect: Effect.Effect<A, E, R>,
    away: ((operation: string) => E) | null,
    inside: boolean
  ): Effect.Effect<A, E, R> {
    const halt = inside ? Effect.die(crashed) : gone
    return Effect.yieldNow().pipe(Effect.zipRight(Effect.suspend(() => {
      if (this.isDead) return halt
      const ended = (result: Effect.Effect<A, E, R>) => Effect.suspend(() => this.isDead ? halt : result)
      // Inside a unit of work only the commit can be lost, and a stall would stop the whole world.
      const fault = this.fault(operation, { canFail: away !== null, canStall: !inside, canLose: !inside })
      const failed = away === null ? halt : Effect.suspend(() => Effect.fail(away(operation)))
      switch (fault) {
        case "CRASH_BEFORE":
          return this.crash(halt)
        case "FAIL_BEFORE":
          return failed
        case "STALL_BEFORE":
          return Effect.zipRight(this.stall, ended(effect))
        case "NONE":
          return Effect.flatMap(effect, (value) => ended(Effect.succeed(value)))
        case "CRASH_AFTER":
          return Effect.zipRight(effect, this.crash(halt))
        case "FAIL_AFTER":
          return Effect.zipRight(effect, ended(failed))
        case "STALL_AFTER":
          return Effect.flatMap(effect, (value) => ended(Effect.as(this.stall, value)))
      }
    })))
  }

  private transact(unitOfWork: UnitOfWork["Type"]): UnitOfWork["Type"]["transact"] {
    return (scope, work) =>
      Effect.flatMap(FiberRef.get(inUnitOfWork), (inside) => {
        if (inside) return unitOfWork.transact(scope, work)
        const whole = unitOfWork.transact(
          scope,
          Effect.suspend(() => {
            this.onUnitOfWork(true)
            return this.isDead ? Effect.die(crashed) : Effect.locally(work, inUnitOfWork, true)
          })
        ).pipe(
          Effect.onExit(() => Effect.sync(() => this.onUnitOfWork(false))),
          Effect.catchAllCause((cause) => this.isDead ? gone : Effect.failCause(cause))
        )
        return this.call("UnitOfWork.transact", whole, storeAway, false)
      })
  }

  private fault(
    operation: string,
    may: { readonly canFail: boolean; readonly canStall: boolean; readonly canLose: boolean }
  ): Fault {
    const { crash, lostAnswer, outage, stall } = this.weather
    let roll = this.chance.next()
    const within = (probability: number) => (roll -= probability) < 0
    // The moments around a POST are those that matter most.
    const fault: Fault = within(operation === "MessageSender.send" ? crash * 10 : crash)
      ? this.chance.happens(0.5) ? "CRASH_BEFORE" : "CRASH_AFTER"
      : within(outage) && may.canFail
      ? "FAIL_BEFORE"
      : within(lostAnswer) && may.canFail && may.canLose
      ? "FAIL_AFTER"
      : within(stall) && may.canStall
      ? this.chance.happens(0.5) ? "STALL_BEFORE" : "STALL_AFTER"
      : "NONE"
    if (fault !== "NONE") this.tell(`${this.name}: ${fault} ${operation}`)
    return fault
  }

  private crash(halt: Effect.Effect<never>): Effect.Effect<never> {
    return Effect.suspend(() => {
      this.isDead = true
      return halt
    })
  }

  private get stall(): Effect.Effect<void> {
    return Effect.suspend(() => Effect.sleep(Duration.seconds(this.chance.pick([1, 9, 12, 40, 150, 600]))))
  }
}

const storeAway = (operation: string): StoreUnavailable =>
  new StoreUnavailable({ operation, retryable: false, cause: new Error("away") })

const budgetAway = (): BudgetUnavailable => new BudgetUnavailable({ cause: new Error("away") })
