import { assert, describe, it } from "@effect/vitest"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import { Templates } from "@ektola/domain/templates/Templates"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { admin, approve, aRun, aShop, aTemplate, layer, Provider, someContacts } from "../world.js"

const start = TestClock.setTime(1_795_564_800_000)

const page = { after: null, limit: 100 }

describe("a run", () => {
  it.effect("sends values in every part of the template, and tells who has none or one that is too long", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      yield* start
      const shop = yield* aShop()
      const templates = yield* Templates
      const template = yield* templates.create(admin, {
        name: "pay_interest",
        category: "UTILITY",
        parameterFormat: "NAMED",
        variables: {
          name: { from: "contact", field: "name", fallback: null },
          loan: { from: "attribute", key: "loan", fallback: null }
        },
        translations: [{
          language: "en",
          header: "For {{name}}",
          body: "Dear {{name}}, the interest on {{loan}} is due today.",
          footer: "Shree Jewellers",
          buttons: [
            { type: "QUICK_REPLY", text: "Stop promotions", payload: "OPTOUT:MARKETING" },
            { type: "URL", text: "Pay", url: "https://example.com/pay/{{loan}}" }
          ]
        }]
      })
      yield* approve(shop, template)
      const [, blank, long] = yield* someContacts(shop, [
        { number: 1, name: "Asha\n\tRao      Didi", attributes: { loan: "GL 1/2" } },
        { number: 2, name: "\u200b", attributes: { loan: "GL 2" } },
        { number: 3, name: "आ".repeat(57), attributes: { loan: "GL 3" } }
      ])
      assert(blank !== undefined && long !== undefined)
      const { run } = yield* aRun(shop, template)
      const campaigns = yield* Campaigns
      const { items } = yield* campaigns.listSkips(shop.owner, run.id, page)
      assert.deepStrictEqual(items.map(({ contactId, detail, reason }) => ({ contactId, reason, detail })), [
        { contactId: blank, reason: "MISSING_VARIABLE", detail: "{{name}}, name" },
        {
          contactId: long,
          reason: "VALUE_TOO_LONG",
          detail: "the header would have 61 characters, and WhatsApp takes 60; the longest value is {{name}}, name"
        }
      ])

      const dispatcher = yield* Dispatcher
      yield* dispatcher.poll
      yield* dispatcher.drain
      assert.deepStrictEqual(provider.seen.map(({ template }) => template), [{
        name: "pay_interest",
        language: "en",
        category: "UTILITY",
        header: [{ name: "name", text: "Asha Rao Didi" }],
        body: [{ name: "name", text: "Asha Rao Didi" }, { name: "loan", text: "GL 1/2" }],
        buttons: [
          { type: "QUICK_REPLY", index: 0, payload: "OPTOUT:MARKETING" },
          { type: "URL", index: 1, text: "GL%201%2F2" }
        ]
      }])
    }).pipe(Effect.provide(layer(provider)))
  })
})

describe("a campaign whose template WhatsApp has moved to MARKETING", () => {
  const moved = Effect.gen(function*() {
    yield* start
    const shop = yield* aShop()
    const template = yield* aTemplate(shop, "UTILITY")
    const templates = yield* Templates
    const move = (language: "en" | "hi") =>
      templates.setApproval(admin, template.id, {
        jewellerId: shop.jewellerId,
        language,
        status: "APPROVED",
        category: "MARKETING",
        reason: null
      })
    return { shop, template, move }
  })

  it.effect("is not activated when no language is left for it", () =>
    Effect.gen(function*() {
      const { move, shop, template } = yield* moved
      yield* move("en")
      yield* move("hi")
      const error = yield* Effect.flip(aRun(shop, template))
      assert.strictEqual(
        error.message,
        "The campaign was made for UTILITY messages, and WhatsApp takes the template for MARKETING. Use another template, " +
          "or make a campaign for that category."
      )
    }).pipe(Effect.provide(layer(new Provider()))))

  it.effect("tells why nobody of the moved language gets a message, and sends to the others", () =>
    Effect.gen(function*() {
      const { move, shop, template } = yield* moved
      yield* move("hi")
      const [, hindi] = yield* someContacts(shop, [{ number: 1, language: "en" }, { number: 2, language: "hi" }])
      const { run } = yield* aRun(shop, template)
      const campaigns = yield* Campaigns
      const { items: [skip, ...others] } = yield* campaigns.listSkips(shop.owner, run.id, page)
      assert.deepStrictEqual([skip?.contactId, skip?.reason, skip?.detail], [
        hindi,
        "CATEGORY_CHANGED",
        "hi is MARKETING now"
      ])
      assert.deepStrictEqual(others, [])
      assert.strictEqual((yield* campaigns.getRun(shop.owner, run.id)).figures.funnel.planned, 1)
    }).pipe(Effect.provide(layer(new Provider()))))
})
