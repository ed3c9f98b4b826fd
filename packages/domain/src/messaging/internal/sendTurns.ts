import type * as Cache from "effect/Cache"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import type * as Redacted from "effect/Redacted"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as MessageSender from "../../ports/MessageSender.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as SendBudget from "../../ports/SendBudget.js"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.js"
import type { TokenUnreadable } from "../../ports/TokenCipher.js"
import type { MessageId } from "../Message.js"
import * as Throughput from "../Throughput.js"
import type { Begun } from "./beginMessages.js"
import type { Lead } from "./Lead.js"
import type { Answer } from "./recordOutcomes.js"
import { budgetAway, type Place } from "./reserve.js"
import type { SenderBook } from "./SenderBook.js"

/** A begun message that has waited longer than this for its turn is not sent any more: others may take it for lost. */
const stallMillis = 10_000

/** A message that cannot be begun waits for somebody to mend that. */
const unbeginnable = Duration.minutes(10)

/** A token that cannot be read here may be read by another worker, or when this one has got the right key. */
const unreadableMillis = 60_000

/** In milliseconds; less is not worth waking up for. */
const shortestStep = 20

const punctualMillis = Duration.toMillis(Throughput.punctual)
const patienceMillis = Duration.toMillis(Throughput.patience)

/** A leased message and the instant that it was granted: `at` by this process's clock, `instant` by the budget's. */
export interface Turn {
  readonly leased: MessageStore.Leased
  readonly claim: SendBudget.Claim
  readonly at: number
  readonly instant: number
}

interface Ready {
  readonly begun: Begun
  readonly turn: Turn
  /** Else it asks for an instant at the time of its turn. */
  readonly isGranted: boolean
}

interface Leaving {
  readonly ready: Ready
  readonly request: MessageSender.SendRequest
}

/** What messages that were begun together share: plain tokens by their ciphers, and when they count as lost. */
interface Departure {
  readonly run: (work: Effect.Effect<void>) => unknown
  readonly tokens: ReadonlyMap<string, Redacted.Redacted<string>>
  readonly stallsAt: number
}

/**
 * Leased messages from their granted instants to their answers. They are begun together, and each leaves at its own
 * instant.
 */
export const sendTurns = (deps: {
  /** Keeps what became of a begun message until it is recorded. */
  readonly answer: (answer: Answer, turn: Turn) => void
  readonly begin: (
    leased: ReadonlyArray<MessageStore.Leased>
  ) => Effect.Effect<ReadonlyArray<Begun | null>, StoreUnavailable>
  readonly book: SenderBook
  readonly budget: SendBudget.Service
  /** For messages that have missed their instants. */
  readonly claimAgain: (
    missed: ReadonlyArray<Turn>
  ) => Effect.Effect<ReadonlyArray<Place>, SendBudget.BudgetUnavailable | StoreUnavailable>
  readonly ids: IdGenerator.Service
  readonly isStopping: () => boolean
  readonly lead: Lead
  readonly postpone: (waits: ReadonlyMap<MessageId, Duration.Duration>) => Effect.Effect<void, StoreUnavailable>
  readonly running: FiberSet.FiberSet
  readonly sender: MessageSender.Service
  readonly tokens: Cache.Cache<string, Redacted.Redacted<string>, TokenUnreadable>
}) => {
  const giveBack = (unused: ReadonlyArray<Turn>) => Effect.ignore(deps.budget.giveBack(unused))

  const failed = Effect.fnUntraced(function*({ begun, turn }: Ready, outcome: MessageSender.SendOutcome) {
    deps.answer({ begun, outcome, jitter: yield* deps.ids.jitter }, turn)
    if (outcome._tag === "NotWritten") yield* giveBack([turn])
    if (outcome._tag === "Rejected") {
      const hold = Throughput.holdAfter(outcome.failure, outcome.retryAfter)
      if (hold === null) return
      const { phoneNumberId } = turn.claim
      const until = (yield* Clock.currentTimeMillis) + Duration.toMillis(hold.period)
      // Here as well: what was granted before and is not begun yet must not leave.
      const held = hold.scope === "SENDER" ? phoneNumberId : null
      deps.book.hold(held, until)
      yield* Effect.ignore(deps.budget.hold(held, hold.period))
    }
  })

  /** In a fiber of their own, and one for each that is not simply accepted. */
  const postAll = (leaving: ReadonlyArray<Leaving>, departure: Departure): void => {
    if (leaving.length === 0) return
    const unanswered = new Set(leaving)
    const tell = (place: number, outcome: MessageSender.SendOutcome | MessageSender.Late) => {
      const each = leaving[place]
      if (each === undefined || !unanswered.delete(each)) return
      const { begun, turn } = each.ready
      if (outcome._tag === "Accepted") deps.answer({ begun, outcome, jitter: 0 }, turn)
      else {
        departure.run(
          untilItDies(
            outcome._tag === "Late"
              ? depart([{ begun, turn, isGranted: false }], departure)
              : failed(each.ready, outcome),
            [each]
          )
        )
      }
    }
    for (const { ready: { turn } } of leaving) deps.book.posted(turn.leased)
    departure.run(untilItDies(deps.sender.sendAll(leaving.map(({ request }) => request), tell), unanswered))
  }

  const untilItDies = (work: Effect.Effect<void>, messages: Iterable<Leaving>) =>
    Effect.catchAllDefect(work, (defect) =>
      Effect.zipRight(
        Effect.logError("sending messages died", defect),
        Effect.sync(() => {
          for (const { ready } of messages) deps.book.end(ready.turn.leased)
        })
      ))

  /** New instants for those that missed theirs; whoever gets none asks again when it is told to. */
  const again = Effect.fnUntraced(function*(missed: ReadonlyArray<Ready>, now: number) {
    const places = yield* Effect.catchAll(
      deps.claimAgain(missed.map(({ turn }) => turn)),
      () => Effect.succeed<ReadonlyArray<Place>>([])
    )
    return missed.map(({ begun, turn }, index): Ready => {
      const place = places[index]
      return place?._tag === "Granted"
        ? { begun, turn: { ...turn, at: place.at, instant: place.instant }, isGranted: true }
        : {
          begun,
          turn: { ...turn, at: now + (place === undefined ? budgetAway : Duration.toMillis(place.wait)) },
          isGranted: false
        }
    })
  })

  const depart: (begun: ReadonlyArray<Ready>, departure: Departure) => Effect.Effect<void> = Effect.fnUntraced(
    function*(
      begun,
      departure
    ) {
      const { stallsAt, tokens } = departure
      const clock = yield* Effect.clock
      const readyAt = clock.unsafeCurrentTimeMillis()
      let waiting = begun
      while (waiting.length > 0) {
        const early: Array<Ready> = []
        const missed: Array<Ready> = []
        const startedAt = clock.unsafeCurrentTimeMillis()
        const leaving: Array<Leaving> = []
        for (const each of waiting) {
          const now = clock.unsafeCurrentTimeMillis()
          const token = tokens.get(each.begun.encryptedToken)
          if (now > stallsAt) yield* failed(each, notWritten("it did not get its turn in time"))
          else if (each.turn.at > now) early.push(each)
          else {
            // A begin that took long is no lateness of this process: the lead has counted it already.
            if (each.isGranted) deps.lead.wasLate(now - Math.max(each.turn.at, readyAt))
            if (!each.isGranted || now > each.turn.at + punctualMillis) missed.push(each)
            else if (token !== undefined) leaving.push({ ready: each, request: requestOf(each, token) })
          }
        }
        postAll(leaving, departure)
        deps.lead.posted(leaving.length, clock.unsafeCurrentTimeMillis() - startedAt)
        waiting = missed.length === 0 ? early : [...early, ...yield* again(missed, clock.unsafeCurrentTimeMillis())]
        if (waiting.length === 0) return
        const next = waiting.reduce((earliest, { turn: { at } }) => Math.min(earliest, at), stallsAt + 1)
        const pause = next - clock.unsafeCurrentTimeMillis()
        if (pause > 0) yield* Effect.sleep(pause)
      }
    }
  )

  /** Plain tokens by their ciphers. What has none that can be read ends here. */
  const readTokens = Effect.fnUntraced(function*(begun: ReadonlyArray<Ready>, now: number) {
    const tokens = new Map<string, Redacted.Redacted<string>>()
    const unreadable = new Map<string, string>()
    for (const each of begun) {
      const { encryptedToken } = each.begun
      if (!tokens.has(encryptedToken) && !unreadable.has(encryptedToken)) {
        const token = yield* Effect.either(deps.tokens.get(encryptedToken))
        if (token._tag === "Right") tokens.set(encryptedToken, token.right)
        else {
          unreadable.set(encryptedToken, token.left.message)
          yield* Effect.logError("a sender waits: this process cannot read its access token", token.left.message)
        }
      }
      const reason = unreadable.get(encryptedToken)
      if (reason === undefined) continue
      deps.book.block(each.turn.claim.phoneNumberId, now + unreadableMillis)
      yield* failed(each, notWritten(reason))
    }
    return tokens
  })

  /** One that cannot be begun must not keep the others from it: then each is begun alone, and that one put off. */
  const beginAll = (turns: ReadonlyArray<Turn>): Effect.Effect<ReadonlyArray<Begun | null>, StoreUnavailable> =>
    deps.begin(turns.map(({ leased }) => leased)).pipe(
      Effect.catchAllDefect((defect) =>
        turns.length > 1
          ? Effect.map(Effect.forEach(turns, (turn) => beginAll([turn])), (each) => each.flat())
          : Effect.logError("a message cannot be begun", defect).pipe(
            Effect.zipRight(
              deps.postpone(new Map(turns.map(({ leased }) => [leased.messageId, unbeginnable])))
            ),
            Effect.as([null])
          )
      )
    )

  return (granted: ReadonlyArray<Turn>) =>
    Effect.gen(function*() {
      const clock = yield* Effect.clock
      const first = granted.reduce((earliest, { at }) => Math.min(earliest, at), Infinity)
      // In ever shorter steps: what a begin takes may have changed until then.
      for (;;) {
        const spare = first - deps.lead.toBegin - clock.unsafeCurrentTimeMillis()
        if (spare <= 0) break
        yield* Effect.sleep(Math.max(shortestStep, spare / 2))
      }
      const begunAt = clock.unsafeCurrentTimeMillis()
      const mayLeave = (turn: Turn) => !deps.isStopping() && !deps.book.isHeld(turn.claim.phoneNumberId, begunAt)
      const turns = granted.filter(mayLeave)
      if (turns.length < granted.length) yield* giveBack(granted.filter((turn) => !turns.includes(turn)))
      if (turns.length === 0) return
      const begun = yield* beginAll(turns)
      deps.lead.began(clock.unsafeCurrentTimeMillis() - begunAt)
      const ready = turns.flatMap((turn, index): ReadonlyArray<Ready> => {
        const mine = begun[index] ?? null
        return mine === null ? [] : [{ begun: mine, turn, isGranted: true }]
      })
      for (const { turn } of ready) deps.book.begun(turn.leased)
      const refused = turns.filter((_, index) => (begun[index] ?? null) === null)
      if (refused.length > 0) yield* giveBack(refused)
      const tokens = yield* readTokens(ready, begunAt)
      const departure = { run: yield* FiberSet.runtime(deps.running)<never>(), tokens, stallsAt: begunAt + stallMillis }
      yield* depart(ready.filter(({ begun }) => tokens.has(begun.encryptedToken)), departure)
    }).pipe(
      Effect.catchTag("StoreUnavailable", (error) => Effect.logWarning("messages could not be begun", error)),
      Effect.catchAllDefect((defect) => Effect.logError("sending messages died", defect)),
      Effect.ensuring(Effect.sync(() => granted.forEach(({ leased }) => deps.book.leave(leased))))
    )
}

const requestOf = (
  { begun: { request }, turn }: Ready,
  accessToken: Redacted.Redacted<string>
): MessageSender.SendRequest => ({
  phoneNumberId: request.phoneNumberId,
  accessToken,
  recipient: request.recipient,
  template: request.template,
  token: request.token,
  leaveBy: turn.at + patienceMillis
})

const notWritten = (reason: string): MessageSender.SendOutcome => ({ _tag: "NotWritten", reason })
