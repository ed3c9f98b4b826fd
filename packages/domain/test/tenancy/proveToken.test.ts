import { assert, describe, it } from "@effect/vitest"
import { BusinessManagement, type TokenInfo } from "@ektola/domain/ports/BusinessManagement"
import { ManagementRefused } from "@ektola/domain/ports/ManagementError"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { aShop, layer, Provider } from "../world.js"

// The WABA of the first shop of the tests.
const waba = "100000000000001"
const scopes = ["whatsapp_business_management", "whatsapp_business_messaging"]

const info = (over: Partial<TokenInfo>): TokenInfo => ({
  isValid: true,
  reason: null,
  appId: "500000000000001",
  type: "SYSTEM_USER",
  issuedAt: null,
  expiresAt: null,
  dataAccessExpiresAt: null,
  scopes,
  wabaIds: [waba],
  ...over
})

/** Connects a shop whose token WhatsApp says this of: what was refused, the WABAs subscribed, and what is stored. */
const connect = (over: Partial<TokenInfo>, subscribe: Effect.Effect<void, ManagementRefused> = Effect.void) => {
  const subscribed: Array<string> = []
  const whatsApp = Layer.mock(BusinessManagement, {
    debugToken: () => Effect.succeed(info(over)),
    subscribeApp: (_, wabaId) => Effect.tap(subscribe, () => void subscribed.push(wabaId))
  })
  return Effect.gen(function*() {
    const result = yield* Effect.either(aShop(1))
    const { tables } = yield* MemoryDatabase
    const reason = result._tag === "Left" && result.left._tag === "WhatsAppTokenRefused" ? result.left.reason : null
    return { reason, subscribed, stored: tables.accounts.size }
  }).pipe(Effect.provide(Layer.provide(layer(new Provider()), whatsApp)))
}

describe("a token that WhatsApp is asked about", () => {
  it.effect("is stored when it is good, and its app hears the WABA", () =>
    Effect.gen(function*() {
      const good = { reason: null, subscribed: [waba], stored: 1 }
      for (const over of [{}, { scopes: [], wabaIds: [] }, { wabaIds: ["1", waba] }]) {
        assert.deepStrictEqual(yield* connect(over), good)
      }
    }))

  it.effect("is not stored when it is not valid, lacks a right, or is for another WABA", () =>
    Effect.gen(function*() {
      const refusals: ReadonlyArray<readonly [Partial<TokenInfo>, string]> = [
        [{ isValid: false, reason: "The session has expired" }, "The session has expired"],
        [{ isValid: false }, "it is not valid"],
        [{ scopes: ["whatsapp_business_management"] }, "it lacks whatsapp_business_messaging"],
        [{ scopes: ["email"] }, "it lacks whatsapp_business_management and whatsapp_business_messaging"],
        [{ wabaIds: ["100000000000009"] }, `it is not for the WABA ${waba}`]
      ]
      for (const [over, reason] of refusals) {
        assert.deepStrictEqual(yield* connect(over), { reason, subscribed: [], stored: 0 })
      }
    }))

  it.effect("is not stored when its app may not hear the WABA", () =>
    Effect.gen(function*() {
      const error = new ManagementRefused({
        operation: "subscribeApp",
        class: "ACCOUNT",
        code: 200,
        subcode: null,
        reason: "Permissions error",
        traceId: null
      })
      assert.deepStrictEqual(yield* connect({}, Effect.fail(error)), {
        reason: "Permissions error",
        subscribed: [],
        stored: 0
      })
    }))
})
