import * as Redacted from "effect/Redacted"
import { randomUUID } from "node:crypto"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { select } from "../../../test/providers/selection.js"
import { cursorSigner } from "../src/internal/cursorSigner.js"
import { type Place, type Route, routes } from "./walk/Route.js"
import { storedOf } from "./walk/stored.js"
import { type Given, walk } from "./walk/walk.js"
import * as W from "./world.js"

/** Bodies of routes that want one. The walk must get past the shape, or it would prove nothing. */
const bodies: Record<string, (ids: Record<string, string>) => any> = {
  "admin.rejectJeweller": () => ({ reason: "no papers" }),
  "admin.suspendJeweller": () => ({ reason: "no papers" }),
  "admin.addJewellerNote": () => ({ text: "called the owner" }),
  "admin.stopJeweller": () => ({ reason: "complaints" }),
  "campaigns.changeSchedule": () => ({ schedule: W.reminders() }),
  "campaigns.create": (ids) => ({
    name: "Interest",
    templateId: ids.templateId,
    segments: ["GOLD_LOAN"],
    schedule: W.reminders()
  }),
  "contacts.optIn": () => ({ reason: "asked for it in the shop" }),
  "contacts.optOut": () => ({ scope: "ALL" }),
  "templates.setApproval": (ids) => ({ jewellerId: ids.jewellerId, status: "APPROVED" })
}

/** Routes whose ids are nobody's: the catalogue of templates is the same for all. The reason stands beside each. */
const shared: Record<string, string> = {
  "campaigns.create": "the catalogue belongs to the platform; an unknown template has its own test below",
  "templates.coverage": "the catalogue belongs to the platform; the approvals and languages are the caller's own",
  "templates.get": "the catalogue belongs to the platform",
  "templates.listApprovals": "the catalogue belongs to the platform; the approvals shown are the caller's own"
}

/** Routes that only admins may call: the refusal must not depend on the id either. */
const adminOnly = new Set([
  "admin.approveJeweller",
  "admin.rejectJeweller",
  "admin.suspendJeweller",
  "admin.activateJeweller",
  "admin.getJeweller",
  "admin.addJewellerNote",
  "admin.stopJeweller",
  "admin.releaseJeweller",
  "admin.listAudit",
  "templates.setApproval"
])

const publicRoutes = new Set([
  "auth.register",
  "auth.login",
  "auth.refresh",
  "auth.requestOtp",
  "auth.verifyOtp",
  "auth.forgotPassword",
  "auth.resetPassword",
  "team.acceptInvitation"
])

type Shop = Awaited<ReturnType<typeof W.aBusyShop>> & { readonly remindersId: string }

let world: W.World
let a: Shop
let b: Shop

const aShop = async (): Promise<Shop> => {
  const shop = await W.aBusyShop(world)
  const json = { name: "Reminders", templateId: shop.templateId, segments: ["GOLD_LOAN"], schedule: W.reminders() }
  const { body } = await world.call("POST", "/v1/campaigns", { token: shop.token, json })
  return { ...shop, remindersId: body.id }
}

const idsOf = (shop: Shop, route: Route): Record<string, string> => ({
  contactId: shop.contactId,
  importId: shop.importId,
  // Only a campaign of reminders has an answer to this.
  campaignId: route.name === "campaigns.explainDue" ? shop.remindersId : shop.campaignId,
  runId: shop.runId,
  templateId: shop.templateId,
  jewellerId: shop.jewellerId,
  invitationId: shop.invitationId,
  actorId: userOf(shop.token)
})

const byName = (route: Route, id: (place: Place) => string): Record<string, string> =>
  Object.fromEntries(route.places.map((place) => [place.name, id(place)]))

/** The request with these ids: single ones by name, and, in a body, whatever the walk wants to stand in a field. */
const call = (route: Route, ids: Record<string, string>, token: string | undefined, given: Given = new Map()) => {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name) => ids[name]!)
  const query = new URLSearchParams()
  const json = bodies[route.name]?.(ids)
  for (const [{ field, in: where }, id] of given) {
    if (where === "query") query.set(String(field[0]), String(id))
    if (where === "body") put(json, field, id)
  }
  return world.call(route.method, `${path}?${query}`, { token, ...(json === undefined ? {} : { json }) })
}

const put = (json: any, field: Place["field"], value: unknown) => {
  const within = field.slice(0, -1).reduce((place, part) => place?.[part], json)
  assert.isDefined(within, `the walk has no body with the field ${field.join(".")}`)
  within[field.at(-1)!] = value
}

/** A cursor as the server would make it. */
const sealed = ({ address, owner, position, secret }: {
  readonly secret: typeof W.jwtSecret
  readonly owner: string
  readonly address: string
  readonly position: string
}): string => {
  const text = `${owner} ${address} ${position}`
  return Buffer.concat([cursorSigner([secret]).sign(text), Buffer.from(position)]).toString("base64url")
}

const userOf = (token: string): string => JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()).sub

const { leftOut, run } = select(process.env)

// Where there are roles, the rows are what they see.
const provider = run.includes("postgres") ? "postgres" : "memory"

describe(`on ${provider}`, () => {
  let stored: () => Promise<string>

  beforeAll(async () => {
    const stores = provider === "memory" ? undefined : (await import("../../../test/providers/postgres.js")).layer
    world = await W.start({}, stores)
    a = await aShop()
    b = await aShop()
    stored = () => storedOf(world, a.jewellerId)
  })
  afterAll(() => world.stop())

  describe("tenant B with an id of tenant A", () => {
    for (const route of routes.filter(({ places }) => places.length > 0)) {
      it(`${route.method} ${route.path} answers as for an unknown id`, async () => {
        if (route.name in shared) {
          assert.include([200, 201], (await call(route, idsOf(a, route), b.token)).status, shared[route.name])
          return
        }
        const found = await walk(route, {
          foreign: (route, name) => idsOf(a, route)[name],
          own: async (route, name, fresh) => fresh ? undefined : idsOf(b, route)[name],
          stored,
          ask: async (route, given) => {
            const answer = await call(
              route,
              byName(route, (place) => String([given.get(place)].flat()[0])),
              b.token,
              given
            )
            assert.strictEqual(answer.status, adminOnly.has(route.name) ? 403 : 404, JSON.stringify(answer.body))
            return answer
          }
        })
        assert.deepStrictEqual(found, [])
        // A route that refuses its owner too would pass everything above.
        const own = await call(route, idsOf(a, route), a.token)
        if (!adminOnly.has(route.name)) assert.include([200, 409], own.status, JSON.stringify(own.body))
      })
    }

    for (const route of routes.filter(({ method, places }) => method === "GET" && places.length === 0)) {
      it(`${route.method} ${route.path} tells nothing of A`, async () => {
        const { body } = await call(route, {}, b.token)
        const ids = [a.contactId, a.importId, a.campaignId, a.remindersId, a.runId, a.jewellerId, a.email]
        for (const id of ids) assert.notInclude(JSON.stringify(body), id)
      })
    }

    it("a contact of A in a run of B is as unknown as a contact of B in a run of A", async () => {
      const ask = async (runId: string, contactId: string) => {
        const { body, status } = await world.call("GET", `/v1/runs/${runId}/contacts/${contactId}`, b)
        return [status, body._tag]
      }
      assert.deepStrictEqual(await ask(b.runId, b.contactId), [200, undefined])
      assert.deepStrictEqual(await ask(b.runId, a.contactId), [404, "ContactNotFound"])
      assert.deepStrictEqual(await ask(a.runId, b.contactId), [404, "RunNotFound"])
    })

    it("counts no contact of A", async () => {
      const { body } = await world.call("GET", "/v1/contacts/statistics", b)
      const own = (await world.call("GET", "/v1/contacts", b)).body.items.length
      assert.strictEqual(body.items.reduce((sum: number, { contacts }: any) => sum + contacts, 0), own)
    })

    for (const route of routes.filter(({ hasCursor }) => hasCursor)) {
      const isAdmins = route.name.startsWith("admin.")

      it(`${route.method} ${route.path} takes no cursor of A, as it takes none that was changed or made up`, async () => {
        const [own, others] = isAdmins
          ? [{ ...b, token: b.admin }, { ...a, token: a.admin }]
          : [b, a]
        const addressOf = (shop: Shop) => route.path.replace(/\{(\w+)\}/g, (_, name) => idsOf(shop, route)[name]!)
        const page = async (cursor: string) => {
          const { body, status } = await world.call("GET", `${addressOf(own)}?limit=1&cursor=${cursor}`, own)
          return { status, faults: body.faults }
        }
        const position = route.name === "imports.listRows" ? "1" : "00000000-0000-7000-8000-000000000000"
        const cursorOf = (shop: Shop, address: string, secret = W.jwtSecret) =>
          sealed({ secret, owner: isAdmins ? userOf(shop.token) : shop.jewellerId, address, position })

        assert.strictEqual((await page(cursorOf(own, addressOf(own)))).status, 200)
        const refused = { status: 400, faults: [{ path: "cursor", reason: "must be a nextCursor of this list" }] }
        const changed = Buffer.from(cursorOf(own, addressOf(own)), "base64url")
        changed[changed.length - 1]! ^= 1
        const wrong = {
          "another tenant's": cursorOf(others, addressOf(own)),
          "another list's": cursorOf(own, `${addressOf(own)}/others`),
          "changed": changed.toString("base64url"),
          "made up": Buffer.from(position).toString("base64url"),
          "signed by somebody else": cursorOf(own, addressOf(own), Redacted.make("x".repeat(32))),
          "no cursor": "x",
          "nothing": ""
        }
        for (const [name, cursor] of Object.entries(wrong)) {
          assert.deepStrictEqual([name, await page(cursor)], [name, refused])
        }
      })
    }

    it("has changed nothing of A", async () => {
      const campaign = await world.call("GET", `/v1/campaigns/${a.campaignId}`, a)
      assert.strictEqual(campaign.status, 200)
      const pause = await world.call("POST", `/v1/campaigns/${a.campaignId}/pause`, b)
      assert.strictEqual(pause.status, 404)
      const contact = await world.call("GET", `/v1/contacts/${b.contactId}`, b)
      assert.isNull(contact.body.optOut)
    })
  })

  describe("ids in bodies", () => {
    it("a campaign with an unknown template is 404 and creates nothing", async () => {
      const before = (await world.call("GET", "/v1/campaigns", b)).body.items.length
      const templateId = randomUUID()
      const { body, status } = await world.call("POST", "/v1/campaigns", {
        token: b.token,
        json: { name: "Interest", templateId, segments: ["GOLD_LOAN"], schedule: W.once() }
      })
      assert.strictEqual(status, 404)
      assert.strictEqual(body._tag, "TemplateNotFound")
      assert.strictEqual(body.templateId, templateId)
      assert.strictEqual((await world.call("GET", "/v1/campaigns", b)).body.items.length, before)
    })

    it("an approval for an unknown jeweller is refused like one for a jeweller that is not connected", async () => {
      const bare = await W.aShop(world)
      const path = `/v1/templates/${a.templateId}/approvals`
      const approve = async (jewellerId: string) => {
        const json = { jewellerId, status: "APPROVED" }
        const { body, status } = await world.call("PUT", path, { token: a.admin, json })
        return { status, tag: body._tag }
      }
      assert.deepStrictEqual(await approve(randomUUID()), await approve(bare.jewellerId))
    })
  })

  describe("without a token", () => {
    for (const route of routes) {
      it(`${route.method} ${route.path} is ${publicRoutes.has(route.name) ? "open" : "401"}`, async () => {
        const known = idsOf(a, route)
        const { status } = await call(route, known, undefined)
        assert.strictEqual(status, publicRoutes.has(route.name) ? 400 : 401)
      })
    }
  })
})

if (leftOut !== null) it.skip(leftOut, () => {})
