/** Our side: the dispatcher and its loop, composed as `packages/worker` composes them. */
import * as IdGenerator from "@ektola/adapters/crypto/IdGenerator"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import * as TokenCipherJwe from "@ektola/adapters/crypto/TokenCipherJwe"
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as WhatsAppSender from "@ektola/adapters/whatsapp/WhatsAppSender"
import * as Dispatcher from "@ektola/domain/messaging/Dispatcher"
import * as Sending from "@ektola/domain/messaging/Sending"
import { WorkerId } from "@ektola/domain/messaging/WorkerProcess"
import * as SendBudgetMemory from "@ektola/domain/ports/memory/SendBudgetMemory"
import * as Loop from "@ektola/worker/Loop"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import { randomUUID } from "node:crypto"
import type { Settings } from "./protocol.js"
import { serve } from "./serve.js"

const layer = (settings: Settings) => {
  const ports = Layer.mergeAll(
    Layer.provide(
      Postgres.layer,
      Postgres.layerConnection({ url: Redacted.make(settings.databaseUrl), applicationName: "ours" })
    ),
    IdGenerator.layer,
    TokenCipherJwe.layer(Either.getOrThrow(TokenKeys.parse(settings.tokenKeys))),
    PersonHasherHmac.layer(Redacted.make(settings.personKey)),
    WhatsAppSender.layer({
      baseUrl: settings.whatsappUrl,
      version: "v25.0",
      connections: settings.inFlight
    }),
    SendBudgetMemory.layer
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

/** The worker's loop, until that many messages were leased and all of them are recorded. */
const sendAll = (messages: number) =>
  Effect.gen(function*() {
    const dispatcher = yield* Dispatcher.Dispatcher
    const done = yield* Deferred.make<void>()
    let leased = 0
    const step = Effect.flatMap(Effect.zipRight(dispatcher.room, dispatcher.poll), (count) => {
      leased += count
      return Effect.as(
        leased < messages ? Effect.void : Effect.zipRight(dispatcher.drain, Deferred.succeed(done, undefined)),
        count > 0
      )
    })
    yield* Effect.raceFirst(Deferred.await(done), Loop.forever({ name: "dispatcher", step, rest: "100 millis" }))
  })

await serve(async (settings) => {
  const runtime = ManagedRuntime.make(layer(settings))
  await runtime.runPromise(Dispatcher.Dispatcher)
  return { sendAll: (messages) => runtime.runPromise(sendAll(messages)) }
})
