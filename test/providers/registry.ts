/**
 * The implementations of the store ports that the contract suites run over. TEST_PROVIDER picks some of them by name
 * (`TEST_PROVIDER=memory,postgres npm test`); without it every provider runs that can.
 */
import { it, layer, type Vitest } from "@effect/vitest"
import type { CoreStores } from "@ektola/adapters/postgres/layer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Backdoor } from "./Backdoor.js"
import { type Name, select } from "./selection.js"

export type Stores = Backdoor | CoreStores

/** A test on the provider's stores, with the real clock: a database does not wait for a virtual one. */
export type Test = Vitest.Tester<Stores>

export interface Provider {
  readonly name: Name
  readonly it: Test
}

// Loaded when they run, so that memory alone needs no driver.
const load = (module: () => Promise<{ readonly layer: Layer.Layer<Stores, unknown> }>) =>
  Layer.unwrapEffect(Effect.map(Effect.promise(module), (loaded) => loaded.layer))

const layers: Readonly<Record<Name, Layer.Layer<Stores, unknown>>> = {
  memory: load(() => import("./memory.js")),
  pglite: load(() => import("./pglite.js")),
  postgres: load(() => import("./postgres.js"))
}

/** Registers the suites once per provider; all suites of a test file share one database. */
export const onEveryProvider = (suites: (provider: Provider) => void): void => {
  const { leftOut, run } = select(process.env)
  for (const name of run) {
    layer(layers[name], { excludeTestServices: true, timeout: "60 seconds" })(
      name,
      ({ effect }) => suites({ name, it: effect })
    )
  }
  if (leftOut !== null) it.skip(leftOut, () => {})
}
