/**
 * The send budget of all workers, in Redis 6.2 or newer, or Valkey. Each call is one atomic script on the server's time.
 *
 * The server needs `maxmemory-policy noeviction`. It may lose everything: then nothing is granted until all that it
 * granted is over. All names begin with `{prefix}:budget`, so on a cluster they are on one node, and all of them end by
 * themselves. When its clock is set back, what was granted before stays ahead, and senders wait until it is reached.
 *
 * @since 0.1.0
 */
import * as Throughput from "@ektola/domain/messaging/Throughput"
import { BudgetUnavailable, type Claim, type Grant, SendBudget } from "@ektola/domain/ports/SendBudget"
import * as Chunk from "effect/Chunk"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import { connect } from "./internal/connect.js"
import * as scripts from "./internal/scripts.js"
import { ServerClock } from "./internal/ServerClock.js"
import { decodeAnswers, encodeClaims, type Kind } from "./internal/wire.js"

/**
 * Where the budget is, and what its names begin with: workers of one platform share a prefix, other platforms on the same
 * server have another. The periods are those of `Throughput` unless a test cannot wait for them.
 *
 * @since 0.1.0
 * @category model
 */
export interface Options {
  readonly url: Redacted.Redacted<string>
  readonly prefix: string
  readonly horizon?: Duration.DurationInput | undefined
  readonly pairInterval?: Duration.DurationInput | undefined
  readonly holdAfterLoss?: Duration.DurationInput | undefined
}

/**
 * Gives the budget. It is there at once, and answers `BudgetUnavailable` within two seconds for as long as the server
 * is away.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<SendBudget> => Layer.scoped(SendBudget, make(options))

const make = Effect.fnUntraced(function*(options: Options) {
  const redis = yield* connect(options.url)
  const base = `{${options.prefix.replace(/[{}]/g, "")}}:budget`
  const periods = [
    options.pairInterval ?? Throughput.pairInterval,
    options.holdAfterLoss ?? Throughput.holdAfterLoss,
    options.horizon ?? Throughput.horizon,
    Throughput.reachWindow
  ].map(toMicros)
  const clock = new ServerClock()

  const run = (script: scripts.Script, input: ReadonlyArray<string | number>) =>
    Effect.tryPromise({
      try: async () => {
        const parameters = [1, base, ...periods, ...input] as const
        const asked = performance.now()
        try {
          return { asked, reply: await redis.evalsha(script.sha, ...parameters) }
        } catch (error) {
          // A flushed or new server does not know it; from now on it does.
          if (!String(error).includes("NOSCRIPT")) throw error
          return { asked: performance.now(), reply: await redis.eval(script.text, ...parameters) }
        }
      },
      catch: (cause) => new BudgetUnavailable({ cause })
    })

  /** A process that has just started, or has much to do, has had no quick answer yet. */
  const lookAtTheClock = Effect.suspend(() => {
    if (clock.uncertainty <= sharp) return Effect.void
    const asked = performance.now()
    return Effect.map(
      Effect.tryPromise({ try: () => redis.time(), catch: (cause) => new BudgetUnavailable({ cause }) }),
      ([seconds, micros]) => clock.observe(Number(seconds) * 1000 + Number(micros) / 1000, asked, performance.now())
    )
  })

  const giveBack = (unused: ReadonlyArray<{ readonly claim: Claim; readonly instant: number }>) =>
    unused.length === 0
      ? Effect.void
      : run(
        scripts.giveBack,
        unused.flatMap(({ claim: { messageId, phoneNumberId, portfolio, recipient }, instant }) => [
          phoneNumberId,
          messageId,
          recipient,
          portfolio?.id ?? "",
          Math.round(instant * 1000)
        ])
      )

  const reserve = Effect.fnUntraced(function*(
    claims: ReadonlyArray<Claim>,
    lead: Duration.Duration,
    apart: Duration.Duration = Duration.zero
  ) {
    if (claims.length === 0) return []
    const input = [toMicros(lead), toMicros(apart), ...encodeClaims(claims)]
    const { asked, reply } = yield* run(scripts.reserve, input)
    const answers = decodeAnswers(reply as ReadonlyArray<number>)
    clock.observe(answers.now / 1000, asked, performance.now())
    yield* Effect.repeat(lookAtTheClock, { until: () => clock.uncertainty <= sharp, times: 4 })
    const isKnown = clock.uncertainty <= Duration.toMillis(Throughput.patience)
    const answered = performance.now()
    const late: Array<{ readonly claim: Claim; readonly instant: number }> = []
    const grants = claims.map((claim, index): Grant => {
      const { kind, period } = answers.of(index)
      if (kind !== "GRANTED") return notGranted(claim, kind, period)
      const instant = (answers.now + period) / 1000
      const wait = instant - clock.at(answered)
      const isInTime = wait >= -Duration.toMillis(Throughput.punctual)
      if (isKnown && isInTime) return { _tag: "Granted", wait: toWait(wait), instant }
      late.push({ claim, instant })
      const reason = isInTime
        ? "the budget's clock is not known well enough"
        : "the budget's answer came after the instant"
      return { _tag: "Later", scope: "SENDER", wait: lead, reason }
    })
    yield* Effect.ignore(giveBack(late))
    return grants
  })

  const restore = (
    portfolioId: string,
    reached: ReadonlyArray<{ readonly recipient: string; readonly at: DateTime.Utc }>
  ): Effect.Effect<void, BudgetUnavailable> => {
    const pieces = reached.length === 0 ? [[]] : Chunk.toReadonlyArray(
      Chunk.map(Chunk.chunksOf(Chunk.fromIterable(reached), 5_000), Chunk.toReadonlyArray)
    )
    return Effect.reduce(pieces, "", (epoch, piece, index) =>
      Effect.flatMap(
        run(scripts.restore, [
          portfolioId,
          epoch,
          index === pieces.length - 1 ? 1 : 0,
          ...piece.flatMap(({ at, recipient }) => [DateTime.toEpochMillis(at), recipient])
        ]),
        ({ reply }) =>
          typeof reply === "string"
            ? Effect.succeed(reply)
            : Effect.fail(new BudgetUnavailable({ cause: "Redis lost its memory while recipients were restored" }))
      )).pipe(Effect.asVoid)
  }

  return SendBudget.of({
    isShared: true,
    reserve,
    giveBack,
    restore,
    hold: (phoneNumberId, period) => Effect.asVoid(run(scripts.hold, [phoneNumberId ?? "", toMicros(period)]))
  })
})

/** So well is the server's clock known when a single quick answer has come, in milliseconds. */
const sharp = 10

const notGranted = (claim: Claim, kind: Exclude<Kind, "GRANTED">, period: number): Grant => {
  const later = (scope: "RECIPIENT" | "SENDER" | "EVERYBODY", reason: string): Grant => ({
    _tag: "Later",
    scope,
    wait: toWait(period / 1000),
    reason
  })
  switch (kind) {
    case "RECIPIENT":
      return later("RECIPIENT", "the person was written to a moment ago")
    case "SENDER_HELD":
      return later("SENDER", "the number is held")
    case "SENDER_BUSY":
      return later("SENDER", "the next instants are all given out")
    case "PORTFOLIO_FULL":
      return later("SENDER", "the portfolio's recipients of 24 hours are used up")
    case "LOST":
      return later("EVERYBODY", "the budget may have lost its memory, and waits until what it granted is over")
    case "ALL_HELD":
      return later("EVERYBODY", "everybody is held")
    case "UNKNOWN":
      return { _tag: "Unknown", portfolioId: claim.portfolio?.id ?? "" }
  }
}

// Whole milliseconds, as timers have; rounded down it would end a moment too early.
const toWait = (millis: number): Duration.Duration => Duration.millis(Math.max(0, Math.ceil(millis)))

const toMicros = (duration: Duration.DurationInput): number => Math.ceil(Duration.toMillis(duration) * 1000)
