import { assert, describe, it } from "@effect/vitest"
import * as Templates from "@ektola/domain/templates/Templates"
import * as Effect from "effect/Effect"
import { admin, aShop, aTemplate, layer, Provider } from "../world.js"

describe("Templates.setApproval", () => {
  it.effect("a verdict without a category leaves the one that WhatsApp gave, per language", () =>
    Effect.gen(function*() {
      const templates = yield* Templates.Templates
      const shop = yield* aShop()
      const template = yield* aTemplate(shop, "UTILITY")
      const verdict = (approval: Partial<Templates.Approval>) =>
        Effect.map(
          templates.setApproval(admin, template.id, {
            jewellerId: shop.jewellerId,
            language: null,
            status: "APPROVED",
            category: null,
            reason: null,
            ...approval
          }),
          (approvals) =>
            approvals.map(({ category, language, status }) => `${language} ${status} ${category}`).toSorted()
        )
      yield* verdict({ language: "hi", category: "MARKETING" })
      assert.deepStrictEqual(yield* verdict({ status: "PAUSED" }), ["en PAUSED UTILITY", "hi PAUSED MARKETING"])
      assert.deepStrictEqual(yield* verdict({ category: "UTILITY" }), ["en APPROVED UTILITY", "hi APPROVED UTILITY"])
    }).pipe(Effect.provide(layer(new Provider()))))
})
