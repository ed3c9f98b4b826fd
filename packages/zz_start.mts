const t0 = performance.now()
const Effect = await import("effect/Effect")
const Redacted = await import("effect/Redacted")
const Embedded = await import("@ektola/adapters/embedded/Embedded")
const { layer, layerConnection } = await import("@ektola/adapters/postgres/layer")
const Layer = await import("effect/Layer")
const Migrations = await import("@ektola/adapters/postgres/Migrations")
const t1 = performance.now(); let t2 = 0, t3 = 0
await Effect.runPromise(Effect.scoped(Effect.gen(function*() {
  const e = yield* Embedded.start({ dataDir: process.argv[2]! }); t2 = performance.now()
  yield* Layer.build(Layer.provide(Layer.provideMerge(layer, Layer.effectDiscard(Migrations.migrate)), layerConnection({ url: Redacted.make(e.url), maxConnections: 1 }))); t3 = performance.now()
})))
const u = process.cpuUsage()
console.log("import", Math.round(t1 - t0), "start", Math.round(t2 - t1), "migrate+layer", Math.round(t3 - t2), "close", Math.round(performance.now() - t3), "total", Math.round(performance.now() - t0), "cpu ms", Math.round((u.user + u.system) / 1000))
