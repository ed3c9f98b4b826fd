/**
 * The Business Management API of the simulator, used by the real client over both transports.
 */
import { assert } from "@effect/vitest"
import * as msw from "@ektola/adapters/simulator/msw"
import * as Simulator from "@ektola/adapters/simulator/Simulator"
import * as SimulatorServer from "@ektola/adapters/simulator/SimulatorServer"
import * as BusinessManagement from "@ektola/adapters/whatsapp/BusinessManagement"
import * as WhatsAppSender from "@ektola/adapters/whatsapp/WhatsAppSender"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import * as Port from "@ektola/domain/ports/BusinessManagement"
import type { ManagementError } from "@ektola/domain/ports/ManagementError"
import * as MessageSender from "@ektola/domain/ports/MessageSender"
import { PhoneNumberId, WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import { setupServer } from "msw/node"
import { afterEach, beforeEach, describe, it } from "vitest"
import { draft } from "../whatsapp/BusinessManagement.contract.js"
import { account, recipient } from "./world.js"

const token = Redacted.make(account.accessToken)
const wabaId = WabaId.make(account.wabaId)
const phoneNumberId = PhoneNumberId.make(account.phoneNumberId)

type Ports = Port.BusinessManagement | MessageSender.MessageSender
interface Stage {
  readonly layer: Layer.Layer<Ports>
  readonly close: () => Promise<unknown>
}

const stages: Readonly<Record<string, (simulator: Simulator.Simulator) => Promise<Stage>>> = {
  "undici on a real port": async (simulator) => {
    const server = await SimulatorServer.listen(simulator)
    const config = { baseUrl: server.url, version: "v25.0" }
    const sender = WhatsAppSender.layer({ ...config, marketingEndpoint: true })
    return { layer: Layer.merge(BusinessManagement.layer(config), sender), close: server.close }
  },
  "fetch under msw": async (simulator) => {
    const config = { baseUrl: "https://graph.facebook.com", version: "v25.0" }
    const server = setupServer(...msw.handlers(simulator, config.baseUrl))
    server.listen({ onUnhandledRequest: "error" })
    const sender = WhatsAppSender.layerFetch({ ...config, marketingEndpoint: true })
    return { layer: Layer.merge(BusinessManagement.layerFetch(config), sender), close: async () => server.close() }
  }
}

for (const [name, open] of Object.entries(stages)) {
  describe(`the simulator over ${name}`, () => {
    let simulator: Simulator.Simulator
    let stage: Stage
    let runtime: ManagedRuntime.ManagedRuntime<Ports, never>
    beforeEach(async () => {
      simulator = Simulator.make({ deliver: async () => 200 })
      simulator.register({ ...account, messagingTier: "TIER_2K" })
      stage = await open(simulator)
      runtime = ManagedRuntime.make(stage.layer)
    })
    afterEach(async () => {
      await runtime.dispose()
      await stage.close()
      await simulator.close()
    })
    type Use<A> = (api: Port.Service) => Effect.Effect<A, ManagementError>
    const attempt = <A>(use: Use<A>) => runtime.runPromise(Effect.either(Effect.flatMap(Port.BusinessManagement, use)))
    const succeed = async <A>(use: Use<A>): Promise<A> => Either.getOrThrow(await attempt(use))
    /** Class and code of a refusal. */
    const refused = async <A>(use: Use<A>): Promise<string> => {
      const result = await attempt(use)
      return result._tag === "Left" && result.left._tag === "ManagementRefused"
        ? `${result.left.class} ${result.left.code}`
        : result._tag
    }
    const send = async (over: Partial<MessageSender.SendRequest["template"]>, accessToken = token) => {
      const outcome = await runtime.runPromise(
        Effect.flatMap(MessageSender.MessageSender, (sender) =>
          sender.send({
            phoneNumberId,
            accessToken,
            recipient: { _tag: "Phone", phone: PhoneNumber.make(recipient(1)) },
            template: {
              name: "plain",
              language: "en",
              category: "UTILITY",
              header: [],
              body: [],
              buttons: [],
              ...over
            },
            token: "t1.c1.r1",
            leaveBy: Infinity
          }))
      )
      return outcome._tag === "Rejected" ? `${outcome.failure.class} ${outcome.failure.code}` : outcome._tag
    }

    it("takes a template through its life", async () => {
      const created = await succeed((api) => api.createTemplate(token, wabaId, draft))
      assert.deepInclude(created, { status: "PENDING", category: "MARKETING" })
      const offer = {
        name: "diwali_offer",
        language: "hi",
        category: "MARKETING",
        header: [{ name: "shop", text: "दुकान" }],
        body: [{ name: "discount", text: "10%" }, { name: "first_name", text: "आशा" }],
        buttons: [{ type: "URL", index: 0, text: "c42" }, { type: "COPY_CODE", index: 1, code: "DIWALI10" }]
      } as const
      assert.strictEqual(await send(offer), "TEMPLATE 132001")
      simulator.setTemplateStatus(account.wabaId, "diwali_offer", "hi", "APPROVED")
      assert.strictEqual(await send(offer), "Accepted")
      simulator.setTemplateStatus(account.wabaId, "diwali_offer", "hi", "PAUSED")
      assert.strictEqual(await send(offer), "TEMPLATE 132015")
      assert.deepInclude(await succeed((api) => api.getTemplate(token, created.id)), {
        status: "PAUSED",
        quality: "RED",
        parameterFormat: "NAMED",
        body: draft.body,
        footer: "Reply STOP to opt out"
      })
      await succeed((api) => api.unpauseTemplate(token, created.id))
      assert.strictEqual(await send(offer), "Accepted")
      assert.strictEqual(await refused((api) => api.unpauseTemplate(token, created.id)), "MESSAGE 100")

      const edit = { category: "UTILITY", content: null, timeToLiveSeconds: null } as const
      assert.strictEqual(await refused((api) => api.editTemplate(token, created.id, edit)), "MESSAGE 100")
      const content = { ...draft, body: "प्रिय {{first_name}}, {{discount}} छूट।" }
      await succeed((api) => api.editTemplate(token, created.id, { ...edit, category: null, content }))
      assert.deepInclude(await succeed((api) => api.getTemplate(token, created.id)), {
        id: created.id,
        status: "PENDING",
        body: content.body
      })
      assert.strictEqual(await refused((api) => api.editTemplate(token, created.id, edit)), "MESSAGE 100")

      simulator.setTemplateStatus(account.wabaId, "diwali_offer", "hi", "APPROVED")
      const one = { name: "diwali_offer", templateId: created.id }
      await succeed((api) => api.deleteTemplate(token, wabaId, one))
      assert.strictEqual(await refused((api) => api.getTemplate(token, created.id)), "ACCOUNT 33")
      assert.strictEqual(await refused((api) => api.deleteTemplate(token, wabaId, one)), "MESSAGE 100")
      assert.strictEqual(await refused((api) => api.createTemplate(token, wabaId, draft)), "TEMPLATE 2388023")
    })

    it("lists page by page, everything once and in order, and by name", async () => {
      for (let index = 0; index < 120; index++) {
        simulator.registerTemplate(account.wabaId, {
          name: `t${index % 60}`,
          language: index < 60 ? "en" : "hi",
          category: "UTILITY",
          status: "APPROVED",
          body: "Hello"
        })
      }
      const all = await succeed((api) => api.listTemplates(token, wabaId, null))
      assert.strictEqual(all.length, 120 + account.templates!.length)
      assert.strictEqual(new Set(all.map(({ id }) => id)).size, all.length)
      assert.deepStrictEqual(all.slice(-2).map(({ language, name }) => `${name} ${language}`), ["t58 hi", "t59 hi"])
      const some = await succeed((api) => api.listTemplates(token, wabaId, "t7"))
      assert.deepStrictEqual(some.map(({ language }) => language), ["en", "hi"])
      await succeed((api) => api.deleteTemplate(token, wabaId, { name: "t7", templateId: null }))
      assert.deepStrictEqual(await succeed((api) => api.listTemplates(token, wabaId, "t7")), [])
    })

    it("refuses a template that is there already, and one too many", async () => {
      await succeed((api) => api.createTemplate(token, wabaId, draft))
      assert.strictEqual(await refused((api) => api.createTemplate(token, wabaId, draft)), "TEMPLATE 2388024")
      await succeed((api) => api.createTemplate(token, wabaId, { ...draft, language: "en" }))
      simulator.configureWaba(account.wabaId, { templateLimit: account.templates!.length + 2 })
      assert.strictEqual(
        await refused((api) => api.createTemplate(token, wabaId, { ...draft, language: "kn" })),
        "TEMPLATE 2388019"
      )
    })

    it("stores a file, which only its own number may show", async () => {
      const content = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 255])
      const picture = { content, mimeType: "image/png", filename: "diwali.png" }
      const id = await succeed((api) => api.uploadMedia(token, phoneNumberId, picture))
      assert.deepStrictEqual(simulator.media(id), {
        phoneNumberId: account.phoneNumberId,
        mimeType: "image/png",
        filename: "diwali.png",
        content
      })
      for (const medium of ["IMAGE", "DOCUMENT"] as const) {
        simulator.registerTemplate(account.wabaId, {
          name: medium.toLowerCase(),
          language: "en",
          category: "UTILITY",
          status: "APPROVED",
          headerMedia: medium,
          body: "We are open."
        })
      }
      const shown = (source: MessageSender.MediaSource) => ({
        name: "image",
        header: [{ type: "IMAGE", source }] as const
      })
      assert.strictEqual(await send(shown({ id })), "Accepted")
      assert.strictEqual(await send(shown({ link: "https://example.com/a.png" })), "Accepted")
      assert.strictEqual(await send(shown({ id: "700000000009999" })), "TEMPLATE 131053")
      const beside = PhoneNumberId.make("200000000000011")
      simulator.register({ ...account, phoneNumberId: beside })
      const foreign = await succeed((api) => api.uploadMedia(token, beside, picture))
      assert.strictEqual(await send(shown({ id: foreign })), "TEMPLATE 131053")
      assert.strictEqual(await send(shown({ link: "a.png" })), "MESSAGE 131009")
      assert.strictEqual(await send({ name: "image" }), "TEMPLATE 132012")
      assert.strictEqual(await send({ name: "image", header: [{ name: null, text: "x" }] }), "TEMPLATE 132012")
      const receipt = { type: "DOCUMENT", source: { id }, filename: "receipt.pdf" } as const
      assert.strictEqual(await send({ name: "document", header: [receipt] }), "Accepted")
      assert.strictEqual(await send({ name: "image", header: [receipt] }), "TEMPLATE 132012")

      const odd = { ...picture, mimeType: "image/tiff" }
      assert.strictEqual(await refused((api) => api.uploadMedia(token, phoneNumberId, odd)), "TEMPLATE 131053")
      const empty = { ...picture, content: new Uint8Array() }
      assert.strictEqual(await refused((api) => api.uploadMedia(token, phoneNumberId, empty)), "TEMPLATE 131053")
    })

    it("takes marketing templates only at their own endpoint, and at the other one unless that is switched off", async () => {
      const named = {
        name: "named",
        category: "MARKETING",
        body: [{ name: "name", text: "Asha" }, { name: "offer", text: "10%" }]
      } as const
      simulator.configureWaba(account.wabaId, { marketingOnCloudApi: false })
      assert.strictEqual(await send(named), "Accepted")
      // The sender goes by the category that it is told.
      assert.strictEqual(await send({ ...named, category: "UTILITY" }), "TEMPLATE 131063")
      assert.strictEqual(await send({ category: "MARKETING" }), "TEMPLATE 134100")
      simulator.configureWaba(account.wabaId, { marketingOnCloudApi: true })
      assert.strictEqual(await send({ ...named, category: "UTILITY" }), "Accepted")
    })

    it("knows tokens that work, that expired and that it never gave", async () => {
      const inspect = (inspected: string, as = token) => (api: Port.Service) =>
        api.debugToken(as, Redacted.make(inspected))
      assert.deepInclude(await succeed(inspect(account.accessToken)), {
        isValid: true,
        expiresAt: null,
        wabaIds: [account.wabaId],
        scopes: ["whatsapp_business_management", "whatsapp_business_messaging"]
      })
      assert.deepInclude(await succeed(inspect("EAAG-never")), {
        isValid: false,
        reason: "The access token could not be decrypted"
      })
      simulator.reissueToken(account.accessToken, "EAAG-renewed")
      const renewed = Redacted.make("EAAG-renewed")
      assert.strictEqual(await refused(inspect("EAAG-renewed")), "ACCOUNT 190")
      assert.deepInclude(await succeed(inspect(account.accessToken, renewed)), {
        isValid: false,
        reason: "The session has expired"
      })
      assert.strictEqual(await send({}), "ACCOUNT 190")
      assert.strictEqual(await send({}, renewed), "Accepted")
    })

    it("lets an app hear the webhooks of a WABA, once however often it is asked", async () => {
      assert.deepStrictEqual(await succeed((api) => api.listSubscribedApps(token, wabaId)), [])
      await succeed((api) => api.subscribeApp(token, wabaId))
      await succeed((api) => api.subscribeApp(token, wabaId))
      assert.deepStrictEqual(await succeed((api) => api.listSubscribedApps(token, wabaId)), [
        { id: "500000000000001", name: "Simulated app", callbackUrl: null }
      ])
    })

    it("tells how a number stands and how many persons it may write to", async () => {
      assert.deepInclude(await succeed((api) => api.getPhoneNumber(token, phoneNumberId)), {
        displayPhoneNumber: account.displayPhoneNumber,
        quality: "GREEN",
        throughput: "STANDARD",
        status: "CONNECTED",
        nameStatus: "APPROVED"
      })
      assert.deepStrictEqual(await succeed((api) => api.getMessagingLimit(token, phoneNumberId)), {
        _tag: "Limited",
        tier: "TIER_2K",
        persons: 2_000
      })
    })

    it("shows nobody what belongs to another WABA", async () => {
      const other = { ...account, wabaId: "100000000000002", phoneNumberId: "200000000000002", accessToken: "EAAG-2" }
      simulator.register(other)
      const stranger = Redacted.make("EAAG-2")
      const [mine] = await succeed((api) => api.listTemplates(token, wabaId, "plain"))
      const uses: ReadonlyArray<Use<unknown>> = [
        (api) => api.listTemplates(stranger, wabaId, null),
        (api) => api.getTemplate(stranger, mine!.id),
        (api) => api.createTemplate(stranger, wabaId, draft),
        (api) => api.editTemplate(stranger, mine!.id, { category: null, content: null, timeToLiveSeconds: 60 }),
        (api) => api.deleteTemplate(stranger, wabaId, { name: "plain", templateId: null }),
        (api) => api.unpauseTemplate(stranger, mine!.id),
        (api) => api.subscribeApp(stranger, wabaId),
        (api) => api.listSubscribedApps(stranger, wabaId),
        (api) => api.getPhoneNumber(stranger, phoneNumberId),
        (api) => api.getMessagingLimit(stranger, phoneNumberId)
      ]
      for (const use of uses) assert.strictEqual(await refused(use), "ACCOUNT 33")
      assert.deepInclude(await succeed((api) => api.getTemplate(token, mine!.id)), { status: "APPROVED" })
    })
  })
}
