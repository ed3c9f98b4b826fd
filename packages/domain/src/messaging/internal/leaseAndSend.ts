import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as SendBudget from "../../ports/SendBudget.js"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.js"
import type { MessageId } from "../Message.js"
import type { WorkerId } from "../WorkerProcess.js"
import { budgetAway, type Needs, reserve } from "./reserve.js"
import type { SenderBook } from "./SenderBook.js"
import type { Turn } from "./sendTurns.js"

/** Lanes that are new, or have got something since, are found after this many milliseconds at the latest. */
const listEvery = 250

/** A sender that has to wait for longer is asked for again, since a limit may be raised. */
const longestBlock = 60_000

/** When a lease whose answer was lost may have been committed: before it is missed, or as late as the store lets it live. */
const lostLeaseAfter = [0, 60_000]

/** Leases what there is room for and starts sending it in the background. */
export const leaseAndSend = (deps: {
  readonly book: SenderBook
  readonly budget: SendBudget.Service
  readonly needs: () => Needs
  readonly mayLease: Effect.Effect<boolean, StoreUnavailable>
  readonly messages: MessageStore.Service
  readonly owner: WorkerId
  readonly running: FiberSet.FiberSet
  readonly send: (turns: ReadonlyArray<Turn>) => Effect.Effect<void>
  readonly postpone: (waits: ReadonlyMap<MessageId, Duration.Duration>) => Effect.Effect<void, StoreUnavailable>
}) => {
  const { book, messages } = deps
  const ask = reserve(deps)
  let listedAt = -Infinity
  let lost: ReadonlyArray<number> = []

  const claimAll = (claims: ReadonlyArray<SendBudget.Claim>) =>
    ask(claims, deps.needs()).pipe(
      Effect.catchTags({
        BudgetUnavailable: (error) =>
          Effect.gen(function*() {
            yield* Effect.logWarning("nothing is sent without a budget", error)
            book.blockEverybody((yield* Clock.currentTimeMillis) + budgetAway)
            return []
          }),
        StoreUnavailable: (error) => Effect.as(Effect.logWarning("a budget waits for the store", error), [])
      })
    )

  /** Each of the leased is sent, put off, or given back. */
  const sendAll = Effect.fnUntraced(function*(leased: ReadonlyArray<MessageStore.Leased>) {
    const claimed = leased.flatMap((each) => {
      const claim = book.claimOf(each)
      return claim === null ? [] : [{ each, claim }]
    })
    const places = yield* claimAll(claimed.map(({ claim }) => claim))
    const now = yield* Clock.currentTimeMillis
    const turns: Array<Turn> = []
    const later: Array<readonly [MessageStore.Leased, Duration.Duration]> = []
    for (const [index, { claim, each }] of claimed.entries()) {
      const place = places[index]
      if (place === undefined) book.giveBack(each)
      else if (place._tag === "Granted") {
        book.unblock(each.phoneNumberId)
        turns.push({ leased: each, claim, at: place.at, instant: place.instant })
      } else if (place.scope === "RECIPIENT") later.push([each, place.wait])
      else {
        const until = now + Math.min(longestBlock, Duration.toMillis(place.wait))
        if (place.scope === "SENDER") book.block(each.phoneNumberId, until)
        else book.blockEverybody(until)
        book.giveBack(each)
      }
    }
    for (const slice of slices(turns)) yield* FiberSet.run(deps.running, deps.send(slice))
    yield* Effect.matchEffect(deps.postpone(new Map(later.map(([{ messageId }, wait]) => [messageId, wait]))), {
      onSuccess: () => Effect.sync(() => later.forEach(([each]) => book.end(each))),
      onFailure: (error) =>
        Effect.zipRight(
          Effect.logWarning("messages could not be put off", error),
          Effect.sync(() => later.forEach(([each]) => book.giveBack(each)))
        )
    })
  })

  const giveBackWhenItDies = (leased: ReadonlyArray<MessageStore.Leased>) =>
    Effect.catchAllDefect(sendAll(leased), (defect) =>
      Effect.zipRight(
        Effect.logError("leased messages could not be sent", defect),
        Effect.sync(() => leased.forEach((each) => book.giveBack(each)))
      ))

  return Effect.gen(function*() {
    const unused = book.unused()
    if (unused.length > 0) {
      yield* messages.release(deps.owner, unused)
      book.released(unused)
    }
    if (!(yield* deps.mayLease)) return 0
    const now = yield* DateTime.now
    if (!book.isHungry || now.epochMillis - listedAt >= listEvery) {
      book.list(yield* messages.listLanes(now))
      listedAt = now.epochMillis
    }
    if (lost.some((at) => at <= now.epochMillis)) {
      yield* messages.releaseAllBut(deps.owner, book.leases)
      lost = lost.filter((at) => at > now.epochMillis)
    }
    const wanted = book.wanted(now.epochMillis)
    if (wanted.length === 0) return 0
    const leased = yield* Effect.tapError(
      messages.lease({ owner: deps.owner, now, senders: wanted }),
      () =>
        Effect.sync(() => {
          lost = lostLeaseAfter.map((millis) => now.epochMillis + millis)
        })
    )
    book.took(wanted, leased)
    if (leased.length > 0) yield* FiberSet.run(deps.running, giveBackWhenItDies(leased))
    return leased.length
  }).pipe(Effect.withSpan("Dispatcher.poll"))
}

/** What leaves within so many milliseconds is begun together: sooner would be long before its instant. */
const together = 100

const slices = (turns: ReadonlyArray<Turn>): Iterable<ReadonlyArray<Turn>> => {
  const found = new Map<number, Array<Turn>>()
  for (const turn of turns) {
    const slice = Math.floor(turn.at / together)
    const known = found.get(slice)
    if (known === undefined) found.set(slice, [turn])
    else known.push(turn)
  }
  return found.values()
}
