import { assert } from "@effect/vitest"
import * as Config from "@ektola/worker/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import { describe, it } from "vitest"

const complete = {
  DATABASE_URL: "postgres://ektola@127.0.0.1:5432/ektola",
  EKTOLA_TOKEN_KEYS: `k1:${Buffer.alloc(32, "0123456789abcdef").toString("base64url")}`,
  EKTOLA_PERSON_KEY: "0123456789abcdef0123456789abcdef"
}

const load = (over: Readonly<Record<string, string>> = {}) =>
  Effect.runPromise(
    Effect.either(Config.load).pipe(
      Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries({ ...complete, ...over }))))
    )
  )

describe("the worker's settings", () => {
  it("use the standard version of the Graph API", async () => {
    const loaded = await load()
    assert.isTrue(loaded._tag === "Right" && loaded.right.whatsappVersion === "v25.0", JSON.stringify(loaded))
  })

  it("take another version, known or not", async () => {
    const loaded = await load({ WHATSAPP_API_VERSION: "v27.0" })
    assert.isTrue(loaded._tag === "Right" && loaded.right.whatsappVersion === "v27.0")
  })

  it("refuse what is no version, by name", async () => {
    for (const version of ["25.0", "", "v25"]) {
      const loaded = await load({ WHATSAPP_API_VERSION: version })
      assert.deepStrictEqual(loaded._tag === "Left" ? loaded.left.faults : [], [
        "WHATSAPP_API_VERSION is no version of the Graph API, such as v25.0"
      ])
    }
  })
})
