/** Our side: the scheduler on PostgreSQL, as `packages/worker` composes it, until its run is READY. */
import * as IdGenerator from "@ektola/adapters/crypto/IdGenerator"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as Scheduler from "@ektola/domain/campaigns/Scheduler"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import { report } from "./report.js"

const ports = Layer.mergeAll(
  Layer.provide(
    Postgres.layer,
    Postgres.layerConnection({ url: Redacted.make(process.argv[2] ?? ""), applicationName: "ours" })
  ),
  IdGenerator.layer,
  PersonHasherHmac.layer(Redacted.make("a bench's key, which hashes nobody's number"))
)
const runtime = ManagedRuntime.make(Layer.provide(Scheduler.layer(Scheduler.defaults), ports))
const scheduler = await runtime.runPromise(Scheduler.Scheduler)
await report(() =>
  runtime.runPromise(Effect.asVoid(Effect.repeat(scheduler.step, { while: ({ prepared }) => prepared > 0 })))
)
await runtime.dispose()
