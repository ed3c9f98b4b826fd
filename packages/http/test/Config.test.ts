import { assert, describe, it } from "@effect/vitest"
import * as Config from "@ektola/http/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"

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
      const [a, b, c] = [hex(), hex(), hex()]
      const settings = yield* load({ ...good, EKTOLA_JWT_SECRET: `${a}, ${b}`, WHATSAPP_APP_SECRET: `${c},${hex()}` })
      assert.deepStrictEqual(settings.accessTokenSecrets.map(Redacted.value), [a, b])
      assert.deepStrictEqual(settings.appSecrets.length, 2)
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

  it.effect("names each one that is missing or weak by itself, and nothing else", () =>
    Effect.gen(function*() {
      const weak: Record<keyof typeof good, ReadonlyArray<string>> = {
        DATABASE_URL: ["postgres://ektola:secret@localhost/ektola", "postgres://ektola:ektola@localhost/ektola"],
        EKTOLA_JWT_SECRET: ["a".repeat(64), "REPLACE_WITH_AT_LEAST_32_RANDOM_BYTES", hex().slice(0, 31)],
        EKTOLA_TOKEN_KEYS: [
          "k1:REPLACE_WITH_32_RANDOM_BYTES_IN_BASE64URL",
          `k1:${Buffer.alloc(32).toString("base64url")}`
        ],
        EKTOLA_PERSON_KEY: ["REPLACE_WITH_AT_LEAST_32_RANDOM_CHARACTERS", "change-me-change-me-change-me-please"],
        WHATSAPP_APP_SECRET: ["REPLACE_WITH_THE_APP_SECRET", "a-secret-of-my-app-1"],
        WHATSAPP_VERIFY_TOKEN: ["REPLACE_WITH_A_RANDOM_WORD", "verify-me"]
      }
      for (const [name, values] of Object.entries(weak)) {
        for (const value of ["", ...values]) {
          const found = yield* faults({ ...good, [name]: value })
          assert.deepStrictEqual(found.map((fault) => fault.split(" ")[0]), [name], value)
        }
      }
    }))

  it.effect("refuses everything that stands in .env.example", () =>
    Effect.gen(function*() {
      const text = readFileSync(new URL("../../../.env.example", import.meta.url), "utf8")
      const given = Object.fromEntries(Array.from(text.matchAll(/^(\w+)=(.*)$/gm), ([, name, value]) => [name, value]))
      assert.deepStrictEqual((yield* faults(given)).map((fault) => fault.split(" ")[0]), Object.keys(good))
    }))

  it.effect("refuses one secret for two things", () =>
    Effect.gen(function*() {
      const found = yield* faults({ ...good, WHATSAPP_VERIFY_TOKEN: good.EKTOLA_JWT_SECRET })
      assert.deepStrictEqual(found, ["WHATSAPP_VERIFY_TOKEN is the same as EKTOLA_JWT_SECRET"])
    }))

  it.effect("takes how many proxies are in front, and a page for invitations", () =>
    Effect.gen(function*() {
      const settings = yield* load(good)
      assert.deepStrictEqual([settings.trustedProxies, settings.invitationUrl], [0, null])
      const page = "https://app.example.com/invitation"
      const set = yield* load({ ...good, EKTOLA_TRUSTED_PROXIES: "2", EKTOLA_INVITATION_URL: page })
      assert.deepStrictEqual([set.trustedProxies, set.invitationUrl], [2, page])
      const bad = { EKTOLA_TRUSTED_PROXIES: "true", EKTOLA_INVITATION_URL: "http://app.example.com/#x" }
      const found = yield* faults({ ...good, ...bad })
      assert.deepStrictEqual(found.map((fault) => fault.split(" ")[0]), Object.keys(bad))
    }))

  it.effect("takes proxies and origins, and neither everybody nor half an address", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual((yield* load(good)).trustedProxies, 0)
      assert.strictEqual((yield* load({ ...good, EKTOLA_TRUSTED_PROXIES: "1" })).trustedProxies, 1)
      const networks = ["10.0.0.0/8", "2001:db8::/32", "127.0.0.1"]
      assert.deepStrictEqual(
        (yield* load({ ...good, EKTOLA_TRUSTED_PROXIES: networks.join(", ") })).trustedProxies,
        networks
      )
      const origins = ["https://console.example.com", "http://localhost:5173"]
      assert.deepStrictEqual((yield* load({ ...good, CORS_ORIGINS: origins.join(",") })).corsOrigins, origins)
      for (const value of ["true", "*", "10.0.0.0/99", "proxy", "12"]) {
        assert.match(
          String(yield* faults({ ...good, EKTOLA_TRUSTED_PROXIES: value })),
          /^EKTOLA_TRUSTED_PROXIES is neither/
        )
      }
      for (const value of ["*", "console.example.com", "https://console.example.com/", "null", "file:///x"]) {
        assert.match(String(yield* faults({ ...good, CORS_ORIGINS: value })), /^CORS_ORIGINS is no list/)
      }
    }))

  it.effect("says it in one text for the terminal", () =>
    Effect.gen(function*() {
      const { message } = yield* Effect.flip(load({}))
      assert.match(message, /^EkTola does not start:\n {2}DATABASE_URL is missing\n/)
    }))
})
