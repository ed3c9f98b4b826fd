import * as HttpApi from "@effect/platform/HttpApi"
import { Api } from "@ektola/http/contract/Api"
import { randomUUID } from "node:crypto"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as W from "./world.js"

interface Route {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly params: ReadonlyArray<string>
}

const routes: Array<Route> = []
HttpApi.reflect(Api, {
  onGroup: () => {},
  onEndpoint: ({ endpoint, group }) => {
    const params = Array.from(endpoint.path.matchAll(/:(\w+)/g), ([, name]) => name!)
    routes.push({ name: `${group.identifier}.${endpoint.name}`, method: endpoint.method, path: endpoint.path, params })
  }
})

/** Bodies of routes that want one. The walk must get past the shape, or it would prove nothing. */
const bodies: Record<string, (ids: Record<string, string>) => unknown> = {
  "admin.rejectJeweller": () => ({ reason: "no papers" }),
  "admin.suspendJeweller": () => ({ reason: "no papers" }),
  "campaigns.changeSchedule": () => ({ schedule: W.reminders() }),
  "contacts.optIn": () => ({ reason: "asked for it in the shop" }),
  "contacts.optOut": () => ({ scope: "ALL" }),
  "templates.setApproval": (ids) => ({ jewellerId: ids.jewellerId, status: "APPROVED" })
}

/** Routes whose ids are nobody's: the catalogue of templates is the same for all. The reason stands beside each. */
const shared: Record<string, string> = {
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
  "templates.setApproval"
])

const publicRoutes = new Set([
  "auth.register",
  "auth.login",
  "auth.refresh",
  "auth.requestOtp",
  "auth.verifyOtp",
  "auth.forgotPassword",
  "auth.resetPassword"
])

let world: W.World
let a: Awaited<ReturnType<typeof W.aBusyShop>>
let b: Awaited<ReturnType<typeof W.aBusyShop>>
let remindersOfA = ""

beforeAll(async () => {
  world = await W.start()
  a = await W.aBusyShop(world)
  b = await W.aBusyShop(world)
  const json = { name: "Reminders", templateId: a.templateId, segments: ["GOLD_LOAN"], schedule: W.reminders() }
  remindersOfA = (await world.call("POST", "/v1/campaigns", { token: a.token, json })).body.id
})
afterAll(() => world.stop())

const ids = (route: Route): Record<string, string> => ({
  contactId: a.contactId,
  importId: a.importId,
  // Only a campaign of reminders has an answer to this.
  campaignId: route.name === "campaigns.explainDue" ? remindersOfA : a.campaignId,
  runId: a.runId,
  templateId: a.templateId,
  jewellerId: a.jewellerId
})

const call = async (route: Route, given: Record<string, string>, token: string | undefined) => {
  const path = route.path.replace(/:(\w+)/g, (_, name) => given[name]!)
  const json = bodies[route.name]?.(given)
  const { body, status } = await world.call(route.method, path, { token, ...(json === undefined ? {} : { json }) })
  // What the caller sent himself, and the request id, may differ.
  const echoed = Object.values(given).reduce((text, id) => text.replaceAll(id, "<id>"), JSON.stringify(body))
  return { status, body: echoed.replace(body.requestId, "<request>") }
}

describe("tenant B with an id of tenant A", () => {
  for (const route of routes.filter(({ params }) => params.length > 0)) {
    it(`${route.method} ${route.path} answers as for an unknown id`, async () => {
      const known = ids(route)
      for (const param of route.params) assert.property(known, param, `the walk has no ${param} of tenant A`)
      const own = await call(route, known, a.token)
      if (route.name in shared) {
        assert.strictEqual((await call(route, known, b.token)).status, 200, shared[route.name])
        return
      }
      const unknown = Object.fromEntries(Object.keys(known).map((name) => [name, randomUUID()]))
      const foreign = await call(route, known, b.token)
      const nobodys = await call(route, unknown, b.token)
      assert.deepStrictEqual(foreign, nobodys)
      assert.strictEqual(foreign.status, adminOnly.has(route.name) ? 403 : 404)
      // A route that refuses its owner too would pass everything above.
      if (!adminOnly.has(route.name)) assert.include([200, 409], own.status, own.body)
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

  it("finds nothing of A in lists", async () => {
    for (const path of ["/v1/contacts", "/v1/campaigns"]) {
      const text = JSON.stringify((await world.call("GET", path, b)).body)
      for (const id of [a.contactId, a.campaignId, remindersOfA, a.jewellerId]) assert.notInclude(text, id)
    }
  })

  it("finds nothing with A's cursor", async () => {
    const cursor = Buffer.from("00000000-0000-7000-8000-000000000000").toString("base64url")
    const { body } = await world.call("GET", `/v1/contacts?limit=200&cursor=${cursor}`, b)
    assert.isNotEmpty(body.items)
    assert.notInclude(JSON.stringify(body), a.contactId)
  })

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
      const known = ids(route)
      const { status } = await call(route, known, undefined)
      assert.strictEqual(status, publicRoutes.has(route.name) ? 400 : 401)
    })
  }
})
