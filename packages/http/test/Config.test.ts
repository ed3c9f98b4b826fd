import { assert, describe, it } from "@effect/vitest"
import * as Config from "@ektola/http/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { randomBytes } from "node:crypto"

const hex = () => randomBytes(32).toString("hex")
const good = {
  DATABASE_URL: "postgres://ektola:pw@localhost:5432/ektola",
  EKTOLA_JWT_SECRET: hex(),
  EKTOLA_TOKEN_KEYS: `2026-11:${randomBytes(32).toString("base64url")}`,
  EKTOLA_PERSON_KEY: randomBytes(32).toString("base64url"),
  WHATSAPP_APP_SECRET: hex().slice(0, 32),
  WHATSAPP_VERIFY_TOKEN: hex()
}

const load = (environment: Record<string, string>) =>
  Effect.withConfigProvider(
    Config.load,
    ConfigProvider.fromMap(new Map(Object.entries(environment)), { pathDelim: "_" })
  )
const faults = (environment: Record<string, string>) =>
  Effect.map(Effect.flip(load(environment)), (error) => error.faults)

describe("Config", () => {
  it.effect("takes a complete environment, with defaults for the address", () =>
    Effect.gen(function*() {
      const settings = yield* load(good)
      assert.strictEqual(settings.host, "0.0.0.0")
      assert.strictEqual(settings.port, 8000)
      assert.strictEqual(Redacted.value(settings.databaseUrl), good.DATABASE_URL)
      assert.lengthOf(settings.tokenKeys, 1)
      const set = yield* load({ ...good, HOST: "127.0.0.1", PORT: "0" })
      assert.deepStrictEqual([set.host, set.port], ["127.0.0.1", 0])
    }))

  it.effect("takes several secrets, the newest first", () =>
    Effect.gen(function*() {
      const [a, b] = [hex(), hex()]
      const settings = yield* load({ ...good, EKTOLA_JWT_SECRET: `${a}, ${b}`, WHATSAPP_APP_SECRET: `${b},${a}` })
      assert.deepStrictEqual(settings.accessTokenSecrets.map(Redacted.value), [a, b])
      assert.deepStrictEqual(settings.appSecrets.map(Redacted.value), [b, a])
    }))

  it.effect("names everything that is missing at once", () =>
    Effect.gen(function*() {
      const missing = yield* faults({})
      assert.deepStrictEqual(missing.map((fault) => fault.split(" ")[0]), Object.keys(good))
      missing.forEach((fault) => assert.include(fault, "is missing"))
      assert.deepStrictEqual(yield* faults(Object.fromEntries(Object.keys(good).map((name) => [name, ""]))), missing)
    }))

  it.effect("names everything that is weak or wrong at once, without its value", () =>
    Effect.gen(function*() {
      const bad = {
        PORT: "http",
        DATABASE_URL: "mysql://root:pw@localhost/ektola",
        EKTOLA_JWT_SECRET: "changeme-short",
        EKTOLA_TOKEN_KEYS: "k:c2hvcnQ",
        EKTOLA_PERSON_KEY: "persons",
        WHATSAPP_APP_SECRET: `${hex()},${"a".repeat(64)}`,
        WHATSAPP_VERIFY_TOKEN: "verify"
      }
      const found = yield* faults(bad)
      assert.deepStrictEqual(found.map((fault) => fault.split(" ")[0]), Object.keys(bad))
      for (const secret of ["changeme", "c2hvcnQ", "persons", "aaaa", "root"]) {
        assert.notInclude(found.join("\n"), secret)
      }
      assert.include(found[5], "entry 2")
    }))

  it.effect("says it in one text for the terminal", () =>
    Effect.gen(function*() {
      const { message } = yield* Effect.flip(load({}))
      assert.match(message, /^EkTola does not start:\n {2}DATABASE_URL is missing\n/)
    }))
})
