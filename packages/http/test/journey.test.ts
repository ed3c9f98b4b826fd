import * as HttpApi from "@effect/platform/HttpApi"
import { Api } from "@ektola/http/contract/Api"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as W from "./world.js"

let world: W.World
const answered = new Set<string>()

const ok = async (status: number, method: string, route: string, params: Record<string, string>, call: W.Call = {}) => {
  const path = route.replace(/:(\w+)/g, (_, name) => params[name]!)
  const answer = await world.call(method, path, call)
  assert.strictEqual(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`)
  answered.add(`${method} ${route.replace(/\?.*/, "")}`)
  return answer.body
}

beforeAll(async () => {
  world = await W.start()
})
afterAll(() => world.stop())

describe("a jeweller's way from registration to the report", () => {
  let admin = ""
  let token = ""
  const id: Record<string, string> = {}

  it("registers, PENDING, and logs in with any spelling of the address", async () => {
    const account = await ok(201, "POST", "/v1/auth/register", {}, {
      json: { jewellerName: "Asha Jewellers", name: "Asha", email: " Asha@Example.COM ", password: W.password }
    })
    assert.strictEqual(account.jeweller.status, "PENDING")
    assert.strictEqual(account.jeweller.zone, "Asia/Kolkata")
    assert.isNull(account.jeweller.allowedHours)
    assert.strictEqual(account.user.email, "asha@example.com")
    assert.notProperty(account.user, "passwordHash")
    id.jewellerId = account.jeweller.id

    const session = await ok(200, "POST", "/v1/auth/login", {}, {
      json: { email: "ASHA@example.com", password: W.password }
    })
    assert.deepStrictEqual(session.user, account.user)
    const minutes = (Date.parse(session.expiresAt) - Date.now()) / 60_000
    assert.isTrue(minutes > 29 && minutes <= 30)
    token = session.accessToken
    assert.deepStrictEqual(await ok(200, "GET", "/v1/auth/me", {}, { token }), account)
  })

  it("is listed for the admin and approved", async () => {
    admin = await world.admin()
    const list = await ok(200, "GET", "/v1/admin/jewellers", {}, { token: admin })
    assert.include(list.items.map((jeweller: any) => jeweller.id), id.jewellerId)
    const approved = await ok(200, "POST", "/v1/admin/jewellers/:jewellerId/approve", id, { token: admin })
    assert.strictEqual(approved.status, "ACTIVE")
    const [letter] = (await world.mails()).filter(({ to }) => to === "asha@example.com")
    assert.match(letter?.text ?? "", /Asha Jewellers is approved/)
    const me = await ok(200, "GET", "/v1/auth/me", {}, { token: admin })
    assert.isNull(me.jeweller)
    assert.strictEqual(me.user.role, "ADMIN")
  })

  it("connects WhatsApp; the token never comes back, and is stored encrypted", async () => {
    const connection = W.connection(1)
    const account = await ok(200, "PUT", "/v1/whatsapp-account", {}, { token, json: connection })
    assert.strictEqual(account.status, "CONNECTED")
    assert.strictEqual(account.ratePerSecond, 80)
    const { messagingLimit, pauseClass, pauseReason, portfolioId, resumeAt } = account
    assert.deepStrictEqual([portfolioId, messagingLimit, pauseReason, pauseClass, resumeAt], [
      null,
      null,
      null,
      null,
      null
    ])
    assert.deepStrictEqual(await ok(200, "GET", "/v1/whatsapp-account", {}, { token }), account)
    assert.notInclude(JSON.stringify(account), connection.accessToken)
    assert.notProperty(account, "encryptedToken")
    const [stored] = [...(await world.tables()).accounts.values()]
    assert.strictEqual(stored!.encryptedToken.split(".").length, 5)
  })

  it("uploads contacts and sees the progress and what was wrong", async () => {
    const job = await ok(202, "POST", "/v1/imports", {}, { token, body: W.upload(W.csv, "ग्राहक नवंबर.csv") })
    assert.strictEqual(job.status, "QUEUED")
    assert.strictEqual(job.fileName, "ग्राहक नवंबर.csv")
    assert.strictEqual(job.bytes, Buffer.byteLength(W.csv))
    assert.strictEqual(job.percent, 0)
    id.importId = job.id

    await world.work()
    const done = await ok(200, "GET", "/v1/imports/:importId", id, { token })
    assert.strictEqual(done.status, "COMPLETED")
    assert.strictEqual(done.percent, 100)
    assert.deepStrictEqual(done.counts, { total: 5, created: 3, updated: 0, duplicates: 1, failed: 1 })

    const rows = await ok(200, "GET", "/v1/imports/:importId/rows", id, { token })
    assert.deepStrictEqual(rows.items.map(({ kind, row }: any) => [row, kind]), [[5, "FAILED"], [6, "DUPLICATE"]])
    assert.isNull(rows.nextCursor)
    const first = await ok(200, "GET", "/v1/imports/:importId/rows?limit=1", id, { token })
    assert.deepStrictEqual(first.items, rows.items.slice(0, 1))
    const second = await ok(200, "GET", `/v1/imports/:importId/rows?limit=1&cursor=${first.nextCursor}`, id, { token })
    assert.deepStrictEqual(second.items, rows.items.slice(1))
    assert.isNull(second.nextCursor)
    const failed = await ok(200, "GET", "/v1/imports/:importId/rows?kind=FAILED", id, { token })
    assert.deepStrictEqual(failed.items, rows.items.slice(0, 1))
  })

  it("lists contacts by page and segment, shows one, and records a refusal", async () => {
    const all = await ok(200, "GET", "/v1/contacts?segment=GOLD_LOAN", {}, { token })
    assert.deepStrictEqual(all.items.map((contact: any) => contact.phone), [
      "+919800000001",
      "+919800000002",
      "+919800000003"
    ])
    assert.strictEqual((await ok(200, "GET", "/v1/contacts?segment=MARKETING", {}, { token })).items.length, 0)
    const paged: Array<unknown> = []
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: any = await ok(200, "GET", `/v1/contacts?limit=2${cursor && `&cursor=${cursor}`}`, {}, { token })
      assert.isAtMost(page.items.length, 2)
      paged.push(...page.items)
      cursor = page.nextCursor
    }
    assert.deepStrictEqual(paged, all.items)

    id.contactId = all.items[1].id
    const contact = await ok(200, "GET", "/v1/contacts/:contactId", id, { token })
    assert.deepStrictEqual(contact, all.items[1])
    assert.notProperty(contact, "jewellerId")
    const capitals = { contactId: id.contactId!.toUpperCase() }
    assert.deepStrictEqual(await ok(200, "GET", "/v1/contacts/:contactId", capitals, { token }), contact)

    const refused = await ok(200, "POST", "/v1/contacts/:contactId/opt-out", id, { token, json: { scope: "ALL" } })
    assert.strictEqual(refused.optOut, "ALL")
    const narrower = { token, json: { scope: "MARKETING" } }
    assert.strictEqual((await ok(200, "POST", "/v1/contacts/:contactId/opt-out", id, narrower)).optOut, "ALL")
    const reason = { token, json: { reason: "asked for it in the shop" } }
    const back = await ok(200, "POST", "/v1/contacts/:contactId/opt-in", id, reason)
    assert.deepStrictEqual([back.optOut, back.optedOutAt], [null, null])
    assert.strictEqual((await ok(200, "POST", "/v1/contacts/:contactId/opt-out", id, narrower)).optOut, "MARKETING")
    await ok(200, "POST", "/v1/contacts/:contactId/opt-out", id, { token, json: { scope: "ALL" } })
  })

  it("finds a template that the admin has made and WhatsApp approved", async () => {
    const created = await ok(201, "POST", "/v1/templates", {}, { token: admin, json: W.template("interest_due") })
    id.templateId = created.id
    assert.strictEqual(created.parameterFormat, "POSITIONAL")
    assert.deepStrictEqual([created.translations[0].buttons, created.warnings], [[], []])
    assert.deepStrictEqual(created.variables, { "1": { from: "contact", field: "name", fallback: null } })
    assert.deepStrictEqual(await ok(200, "GET", "/v1/templates/:templateId", id, { token }), created)
    assert.deepStrictEqual((await ok(200, "GET", "/v1/templates", {}, { token })).items, [created])
    assert.deepStrictEqual(await ok(200, "GET", "/v1/templates/:templateId/approvals", id, { token }), { items: [] })

    const verdict = { jewellerId: id.jewellerId, status: "APPROVED" }
    const approvals = await ok(200, "PUT", "/v1/templates/:templateId/approvals", id, { token: admin, json: verdict })
    assert.deepStrictEqual(approvals.items.map(({ language, status }: any) => [language, status]), [
      ["en", "APPROVED"],
      ["hi", "APPROVED"]
    ])
    assert.deepStrictEqual(await ok(200, "GET", "/v1/templates/:templateId/approvals", id, { token }), approvals)

    const coverage = await ok(200, "GET", "/v1/templates/:templateId/coverage", id, { token })
    assert.deepStrictEqual(coverage.translations.map(({ isUsable }: any) => isUsable), [true, true])
    assert.deepStrictEqual(
      coverage.languages.map(({ contacts, language, sentIn }: any) => [language, sentIn, contacts]),
      [
        ["en", "en", 1],
        ["hi", "hi", 1],
        ["kn", "en", 0],
        ["ta", "en", 0],
        ["pa", "en", 0],
        [null, "en", 0]
      ]
    )
    assert.deepStrictEqual(coverage.totals, { own: 2, fallback: 0, unreachable: 0 })
  })

  it("creates, activates, pauses and resumes a campaign", async () => {
    const draft = await ok(201, "POST", "/v1/campaigns", {}, {
      token,
      json: { name: "November interest", templateId: id.templateId, segments: ["GOLD_LOAN"], schedule: W.once() }
    })
    id.campaignId = draft.id
    assert.strictEqual(draft.status, "DRAFT")
    assert.strictEqual(draft.schedule.zone, "Asia/Kolkata")
    assert.deepStrictEqual(await ok(200, "GET", "/v1/campaigns/:campaignId", id, { token }), draft)
    assert.deepStrictEqual((await ok(200, "GET", "/v1/campaigns", {}, { token })).items, [draft])
    const active = await ok(200, "POST", "/v1/campaigns/:campaignId/activate", id, { token })
    assert.strictEqual(active.status, "ACTIVE")
    assert.match(active.nextRunAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    assert.strictEqual((await ok(200, "POST", "/v1/campaigns/:campaignId/pause", id, { token })).status, "PAUSED")
    assert.strictEqual((await ok(200, "POST", "/v1/campaigns/:campaignId/activate", id, { token })).status, "ACTIVE")
  })

  it("reads the report of the run, its messages and who was left out", async () => {
    await world.work()
    const runs = await ok(200, "GET", "/v1/campaigns/:campaignId/runs", id, { token })
    assert.strictEqual(runs.items.length, 1)
    id.runId = runs.items[0].id

    const report = await ok(200, "GET", "/v1/runs/:runId", id, { token })
    assert.deepStrictEqual(report.run, runs.items[0])
    assert.deepStrictEqual(report.byState, {
      QUEUED: 1,
      SENDING: 0,
      UNCONFIRMED: 0,
      SENT: 0,
      DELIVERED: 0,
      READ: 0,
      FAILED: 0,
      CANCELLED: 0
    })
    assert.deepStrictEqual(report.funnel, { planned: 1, sent: 0, delivered: 0, read: 0 })
    assert.deepStrictEqual(report.byLanguage.map((each: any) => each.language), ["hi"])
    assert.deepStrictEqual(report.byLanguage[0].byState, report.byState)
    assert.deepStrictEqual([report.failures, report.cancellations], [[], []])
    assert.deepStrictEqual(report.skips, [{ reason: "MISSING_VARIABLE", count: 1 }, { reason: "OPTED_OUT", count: 1 }])
    const { run: _, ...figures } = report
    assert.deepStrictEqual(await ok(200, "GET", "/v1/campaigns/:campaignId/figures", id, { token }), figures)

    const messages = await ok(200, "GET", "/v1/runs/:runId/messages?state=QUEUED", id, { token })
    assert.deepStrictEqual(messages.items.map(({ language, phone }: any) => [phone, language]), [
      ["+919800000001", "hi"]
    ])
    for (const field of ["rendered", "jewellerId", "phoneNumberId"]) assert.notProperty(messages.items[0], field)
    assert.strictEqual((await ok(200, "GET", "/v1/runs/:runId/messages?state=READ", id, { token })).items.length, 0)

    const skips = await ok(200, "GET", "/v1/runs/:runId/skips", id, { token })
    assert.deepStrictEqual(skips.items.map(({ reason }: any) => reason), ["OPTED_OUT", "MISSING_VARIABLE"])
    assert.isNull(skips.items[0].detail)
    assert.include(skips.items[1].detail, "1")
  })

  it("asks why each of them got a message or none", async () => {
    const contacts = (await ok(200, "GET", "/v1/contacts", {}, { token })).items
    const told: Array<unknown> = []
    for (const { id: contactId } of contacts) {
      const answer = await ok(200, "GET", "/v1/runs/:runId/contacts/:contactId", { ...id, contactId }, { token })
      assert.strictEqual(answer.contactId, contactId)
      told.push([answer.name, answer.answer, answer.known, answer.reason, answer.message?.state ?? null])
      assert.match(answer.sentence, /^(The message to Asha|Mala|This customer) .*\.$/)
    }
    assert.deepStrictEqual(told, [
      ["Asha", "MESSAGE", "STORED", null, "QUEUED"],
      ["Mala", "SKIPPED", "STORED", "OPTED_OUT", null],
      [null, "SKIPPED", "STORED", "MISSING_VARIABLE", null]
    ])
  })

  it("counts whom the next campaign could reach", async () => {
    const { items } = await ok(200, "GET", "/v1/contacts/statistics", {}, { token })
    assert.deepStrictEqual(items[0], {
      segment: "GOLD_LOAN",
      contacts: 3,
      reachable: { UTILITY: 2, MARKETING: 2 },
      optedOut: { MARKETING: 0, ALL: 1 },
      withoutPhone: 0,
      byLanguage: [{ language: "en", contacts: 2 }, { language: "hi", contacts: 1 }]
    })
    assert.deepStrictEqual(items.map(({ contacts, segment }: any) => [segment, contacts]), [
      ["GOLD_LOAN", 3],
      ["GOLD_SIP", 0],
      ["MARKETING", 0]
    ])
  })

  it("plans reminders: sees what a schedule means, gives it to a campaign, and asks who is due", async () => {
    const json = { schedule: W.reminders(), count: 2 }
    const preview = await ok(200, "POST", "/v1/schedules/preview", {}, { token, json })
    assert.deepStrictEqual(preview.occurrences, [
      { local: "2090-01-01T10:00:00", zone: "Asia/Kolkata", instant: "2090-01-01T04:30:00.000Z" },
      { local: "2090-01-02T10:00:00", zone: "Asia/Kolkata", instant: "2090-01-02T04:30:00.000Z" }
    ])

    const changed = await ok(200, "PUT", "/v1/campaigns/:campaignId/schedule", id, {
      token,
      json: { schedule: json.schedule }
    })
    assert.strictEqual(changed.schedule.kind, "CONTACT_DATE")
    assert.strictEqual(changed.nextRunAt, "2090-01-01T04:30:00.000Z")
    const next = await ok(200, "GET", "/v1/campaigns/:campaignId/occurrences?count=2", id, { token })
    assert.deepStrictEqual(next, preview)

    const due = await ok(200, "GET", "/v1/campaigns/:campaignId/due?on=2090-03-02", id, { token })
    assert.deepStrictEqual(due.items.map(({ name, reason }: any) => [name, reason]), [
      ["Asha", "NO_DATE"],
      ["Mala", "NO_DATE"],
      [null, "NO_DATE"]
    ])
  })

  it("sees that nobody has written yet, and the admin that nothing was set aside", async () => {
    const nothing = { items: [], nextCursor: null }
    assert.deepStrictEqual(await ok(200, "GET", "/v1/inbound", {}, { token }), nothing)
    assert.deepStrictEqual(await ok(200, "GET", "/v1/admin/webhooks/set-aside", {}, { token: admin }), nothing)
  })

  it("shows and changes the shop", async () => {
    const before = await ok(200, "GET", "/v1/auth/me/jeweller", {}, { token })
    const allowedHours = { from: "09:00", to: "21:00" }
    const changed = await ok(200, "PATCH", "/v1/auth/me/jeweller", {}, { token, json: { allowedHours } })
    assert.deepStrictEqual(changed, { ...before, allowedHours })
    assert.deepStrictEqual(await ok(200, "GET", "/v1/auth/me/jeweller", {}, { token }), changed)
    const back = { allowedHours: null, name: ` ${before.name} ` }
    assert.deepStrictEqual(await ok(200, "PATCH", "/v1/auth/me/jeweller", {}, { token, json: back }), before)
  })

  it("continues the session, changes the password and logs out", async () => {
    const json = { email: "asha@example.com", password: W.password }
    const first = await ok(200, "POST", "/v1/auth/login", {}, { json })
    const next = await ok(200, "POST", "/v1/auth/refresh", {}, { json: { refreshToken: first.refreshToken } })
    const days = (Date.parse(next.refreshExpiresAt) - Date.now()) / 86_400_000
    assert.isTrue(days > 6.9 && days <= 7)
    const change = { currentPassword: W.password, newPassword: "violet harbour lamp" }
    await ok(204, "PUT", "/v1/auth/password", {}, { token: next.accessToken, json: change })
    await ok(204, "POST", "/v1/auth/logout", {}, { token: next.accessToken })
    const again = await ok(200, "POST", "/v1/auth/login", {}, { json: { ...json, password: change.newPassword } })
    await ok(204, "POST", "/v1/auth/logout-all", {}, { token: again.accessToken })
  })

  it("logs in with a code, and sets a new password with another", async () => {
    const email = "asha@example.com"
    const codeOf = async () => /^\d{6}$/m.exec((await world.mails()).at(-1)?.text ?? "")?.[0]
    await ok(204, "POST", "/v1/auth/otp/request", {}, { json: { email } })
    await ok(200, "POST", "/v1/auth/otp/verify", {}, { json: { email, code: await codeOf() } })
    await ok(204, "POST", "/v1/auth/password/forgot", {}, { json: { email } })
    const json = { email, code: await codeOf(), newPassword: W.password }
    await ok(204, "POST", "/v1/auth/password/reset", {}, { json })
  })

  it("takes somebody into the shop, and an invitation back", async () => {
    const token = await world.logIn("asha@example.com")
    const json = { email: "Ravi@example.com", role: "STAFF" }
    await ok(201, "POST", "/v1/team/invitations", {}, { token, json })
    const [secret = ""] = /^ek1\.\S+$/m.exec((await world.mails()).at(-1)?.text ?? "") ?? []
    const acceptance = { secret, name: "Ravi", password: W.password }
    const user = await ok(201, "POST", "/v1/team/invitations/accept", {}, { json: acceptance })
    assert.deepInclude(user, { email: "ravi@example.com", role: "STAFF", name: "Ravi" })
    const other = await ok(201, "POST", "/v1/team/invitations", {}, {
      token,
      json: { ...json, email: "m@example.com" }
    })
    const path = "/v1/team/invitations/:invitationId/revoke"
    await ok(200, "POST", path, { invitationId: other.id }, { token })
    const listed = await ok(200, "GET", "/v1/team/invitations", {}, { token })
    assert.deepStrictEqual(listed.items.map(({ standing }: any) => standing), ["ACCEPTED", "REVOKED"])
  })

  it("of another shop is turned away, and this one suspended for a while", async () => {
    const other = await W.aShop(world)
    const reason = { token: admin, json: { reason: "no licence <yet>" } }
    const rejected = await ok(
      200,
      "POST",
      "/v1/admin/jewellers/:jewellerId/reject",
      { jewellerId: other.jewellerId },
      reason
    )
    assert.deepStrictEqual([rejected.status, rejected.statusReason], ["REJECTED", "no licence <yet>"])
    const letters = (await world.mails()).filter(({ to }) => to === other.email)
    assert.lengthOf(letters, 1)
    assert.include(letters[0]?.text, "no licence <yet>")
    await ok(200, "POST", "/v1/admin/jewellers/:jewellerId/reject", { jewellerId: other.jewellerId }, reason)
    assert.lengthOf((await world.mails()).filter(({ to }) => to === other.email), 1)

    const suspended = await ok(200, "POST", "/v1/admin/jewellers/:jewellerId/suspend", id, reason)
    assert.strictEqual(suspended.status, "SUSPENDED")
    const active = await ok(200, "POST", "/v1/admin/jewellers/:jewellerId/activate", id, { token: admin })
    assert.deepStrictEqual([active.status, active.statusReason], ["ACTIVE", null])
  })

  it("is looked after by an admin", async () => {
    const by = { token: admin }
    const listed = await ok(200, "GET", "/v1/admin/jewellers", {}, by)
    assert.include(listed.items.map(({ id }: any) => id), id.jewellerId)
    const counts = await ok(200, "GET", "/v1/admin/jewellers/counts", {}, by)
    assert.isAtLeast(counts.ACTIVE, 1)
    const note = { ...by, json: { text: "called the owner" } }
    await ok(201, "POST", "/v1/admin/jewellers/:jewellerId/notes", id, note)
    const reason = { ...by, json: { reason: "complaints" } }
    await ok(200, "POST", "/v1/admin/sending/stop", {}, reason)
    await ok(200, "POST", "/v1/admin/jewellers/:jewellerId/stop", id, reason)
    const stops = await ok(200, "GET", "/v1/admin/sending", {}, by)
    assert.deepStrictEqual(stops.items.map(({ jewellerId }: any) => jewellerId), [null, id.jewellerId])
    const shown = await ok(200, "GET", "/v1/admin/jewellers/:jewellerId", id, by)
    assert.deepStrictEqual(shown.notes.map(({ text }: any) => text), ["called the owner"])
    assert.strictEqual(shown.stops.length, 2)
    assert.strictEqual(shown.whatsApp.status, "CONNECTED")
    assert.strictEqual(shown.owners[0].email, "asha@example.com")
    await ok(200, "POST", "/v1/admin/sending/release", {}, by)
    const left = await ok(200, "POST", "/v1/admin/jewellers/:jewellerId/release", id, by)
    assert.deepStrictEqual(left.items, [])
    const { items } = await ok(200, "GET", "/v1/admin/audit", {}, by)
    assert.deepStrictEqual(items.slice(0, 5).map(({ action }: any) => action), [
      "SENDING_RELEASED",
      "SENDING_RELEASED",
      "SENDING_STOPPED",
      "SENDING_STOPPED",
      "NOTE_ADDED"
    ])
    await ok(200, "GET", "/v1/admin/mails/dead", {}, by)
  })

  it("has called every route of the contract", () => {
    const routes: Array<string> = []
    HttpApi.reflect(Api, {
      onGroup: () => {},
      onEndpoint: ({ endpoint }) => routes.push(`${endpoint.method} ${endpoint.path}`)
    })
    assert.deepStrictEqual([...answered].toSorted(), routes.toSorted())
  })
})
