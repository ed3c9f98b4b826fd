import { assert, describe, it } from "@effect/vitest"
import * as Config from "@ektola/worker/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { randomBytes } from "node:crypto"

const good = {
  EKTOLA_ENVIRONMENT: "production",
  EKTOLA_PERSON_KEY: randomBytes(32).toString("base64url"),
  DATABASE_URL: "postgres://ektola:pw@localhost:5432/ektola",
  EKTOLA_TOKEN_KEYS: `2026-11:${randomBytes(32).toString("base64url")}`
}

const load = (environment: Record<string, string>) =>
  Effect.withConfigProvider(
    Config.load,
    ConfigProvider.fromMap(new Map(Object.entries(environment)), { pathDelim: "_" })
  )

describe("Config", () => {
  it.effect("takes a complete environment", () =>
    Effect.map(load(good), ({ environment }) => assert.strictEqual(environment, "production")))

  it.effect("names everything that is missing at once", () =>
    Effect.gen(function*() {
      const { faults } = yield* Effect.flip(load({}))
      assert.sameMembers([...faults], Object.keys(good).map((name) => `${name} is missing`))
    }))

  it.effect("refuses what cannot name an environment", () =>
    Effect.gen(function*() {
      for (const name of ["", "  ", "our shop", "-x", "x".repeat(41)]) {
        const { faults } = yield* Effect.flip(load({ ...good, EKTOLA_ENVIRONMENT: name }))
        assert.lengthOf(faults, 1)
        assert.match(faults[0] ?? "", /^EKTOLA_ENVIRONMENT (is missing|must be a name)/)
      }
    }))

  it.effect("names each one that is missing or weak by itself, and nothing else", () =>
    Effect.gen(function*() {
      const weak: Record<keyof typeof good, ReadonlyArray<string>> = {
        EKTOLA_ENVIRONMENT: ["REPLACE_WITH_A_NAME"],
        EKTOLA_PERSON_KEY: ["REPLACE_WITH_AT_LEAST_32_RANDOM_CHARACTERS", "a".repeat(64)],
        DATABASE_URL: ["postgres://ektola:secret@localhost/ektola", "mysql://localhost/ektola"],
        EKTOLA_TOKEN_KEYS: ["k1:REPLACE_WITH_32_RANDOM_BYTES_IN_BASE64URL"]
      }
      for (const [name, values] of Object.entries(weak)) {
        for (const value of ["", ...values]) {
          const { faults } = yield* Effect.flip(load({ ...good, [name]: value }))
          assert.deepStrictEqual(faults.map((fault) => fault.split(" ")[0]), [name], value)
        }
      }
    }))

  it.effect("refuses in production what is for a first try, all of it at once", () =>
    Effect.gen(function*() {
      const tried = { WHATSAPP_BASE_URL: "http://localhost:9000", EKTOLA_SMTP_URL: "smtp://mail.example.com" }
      const { faults } = yield* Effect.flip(load({ ...good, ...tried }))
      assert.deepStrictEqual(faults.map((fault) => fault.split(" ")[0]), ["WHATSAPP_BASE_URL", "EKTOLA_MAIL_FROM"])
      const elsewhere = { ...good, ...tried, EKTOLA_ENVIRONMENT: "staging", EKTOLA_MAIL_FROM: "ektola@example.com" }
      assert.strictEqual((yield* load(elsewhere)).whatsappBaseUrl, tried.WHATSAPP_BASE_URL)
    }))

  it.effect("takes a mail server, does without one, and refuses what is none", () =>
    Effect.gen(function*() {
      assert.isTrue(Option.isNone((yield* load(good)).smtpUrl))
      const url = "smtps://user:secret@mail.example.com:465"
      const set = yield* load({ ...good, EKTOLA_SMTP_URL: url, EKTOLA_MAIL_FROM: "ektola@example.com" })
      assert.strictEqual(Redacted.value(Option.getOrThrow(set.smtpUrl)), url)
      assert.strictEqual(set.mailFrom, "ektola@example.com")
      const { faults } = yield* Effect.flip(
        load({ ...good, EKTOLA_SMTP_URL: "https://user:secret@mail.example.com", EKTOLA_MAIL_FROM: "nobody" })
      )
      assert.deepStrictEqual(faults.map((fault) => fault.split(" ")[0]), ["EKTOLA_SMTP_URL", "EKTOLA_MAIL_FROM"])
      assert.notInclude(faults.join(), "secret")
    }))

  it.effect("uses the standard version of the Graph API, and takes another one, known or not", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* load(good)).whatsappVersion, "v25.0")
      assert.strictEqual((yield* load({ ...good, WHATSAPP_API_VERSION: "v27.0" })).whatsappVersion, "v27.0")
    }))

  it.effect("refuses what is no version, by name", () =>
    Effect.gen(function*() {
      for (const version of ["25.0", "v25"]) {
        const { faults } = yield* Effect.flip(load({ ...good, WHATSAPP_API_VERSION: version }))
        assert.deepStrictEqual(faults, ["WHATSAPP_API_VERSION is no version of the Graph API, such as v25.0"])
      }
    }))
})
