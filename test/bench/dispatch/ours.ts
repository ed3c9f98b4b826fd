/** Our side: the dispatcher with its loop and that of the figures, composed as `packages/worker` composes them. */
import * as IdGenerator from "@ektola/adapters/crypto/IdGenerator"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import * as TokenCipherJwe from "@ektola/adapters/crypto/TokenCipherJwe"
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as SendBudgetRedis from "@ektola/adapters/redis/SendBudgetRedis"
import * as WhatsAppSender from "@ektola/adapters/whatsapp/WhatsAppSender"
import * as Dispatcher from "@ektola/domain/messaging/Dispatcher"
import * as Sending from "@ektola/domain/messaging/Sending"
import { WorkerId } from "@ektola/domain/messaging/WorkerProcess"
import { FigureStore } from "@ektola/domain/ports/FigureStore"
import { MessageSender } from "@ektola/domain/ports/MessageSender"
import * as Loop from "@ektola/worker/Loop"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import { randomUUID } from "node:crypto"
import type { Settings } from "./protocol.js"
import { serve } from "./serve.js"

const countTaken = (taken: { count: number }, sender: Layer.Layer<MessageSender>) =>
  Layer.map(sender, (context) => {
    const { send, sendAll } = Context.get(context, MessageSender)
    return Context.make(MessageSender, {
      send,
      sendAll: (requests, tell) =>
        sendAll(requests, (place, outcome) => {
          if (outcome._tag === "Accepted") taken.count++
          tell(place, outcome)
        })
    })
  })

const layer = (settings: Settings, taken: { count: number }) => {
  const ports = Layer.mergeAll(
    Layer.provide(
      Postgres.layer,
      Postgres.layerConnection({ url: Redacted.make(settings.databaseUrl), applicationName: "ours" })
    ),
    IdGenerator.layer,
    TokenCipherJwe.layer(Either.getOrThrow(TokenKeys.parse(settings.tokenKeys))),
    PersonHasherHmac.layer(Redacted.make(settings.personKey)),
    countTaken(
      taken,
      WhatsAppSender.layer({ baseUrl: settings.whatsappUrl, version: "v25.0", connections: settings.inFlight })
    ),
    // Nobody was promised anything under a name that is new.
    SendBudgetRedis.layer({ url: Redacted.make(settings.redisUrl), prefix: settings.prefix, holdAfterLoss: 1 })
  )
  const dispatcher = Dispatcher.layer({
    worker: { id: WorkerId.make(randomUUID()), host: `bench-${process.pid}` },
    // Leased and unrecorded; the sender bounds the requests in flight.
    inFlight: settings.inFlight * 4,
    aliveFor: Dispatcher.defaults.aliveFor
  })
  return Layer.provideMerge(Layer.provide(dispatcher, Sending.layer({ name: "bench", keyId: "000000000000" })), ports)
    .pipe(Layer.provideMerge(Logger.json))
}

/** The worker's loops, until that many messages were taken and all of them are recorded. */
const sendAll = (messages: number, taken: { count: number }) =>
  Effect.gen(function*() {
    const dispatcher = yield* Dispatcher.Dispatcher
    taken.count = 0
    const step = Effect.map(Effect.zipRight(dispatcher.room, dispatcher.poll), (leased) => leased > 0)
    const done = Effect.repeat(Effect.sleep("5 millis"), { until: () => taken.count >= messages })
    const figures = yield* FigureStore
    const loops = [
      Loop.forever({ name: "dispatcher", step, rest: "100 millis" }),
      Loop.forever({ name: "figures", step: Effect.as(figures.fold(10_000), false), rest: "1 second" })
    ]
    yield* Effect.raceFirst(done, Effect.all(loops, { concurrency: "unbounded", discard: true }))
    yield* dispatcher.drain
  })

await serve(async (settings) => {
  const taken = { count: 0 }
  const runtime = ManagedRuntime.make(layer(settings, taken))
  await runtime.runPromise(Dispatcher.Dispatcher)
  return { sendAll: (messages) => runtime.runPromise(sendAll(messages, taken)) }
})
