import * as OpenApi from "@effect/platform/OpenApi"
import { RefreshFamilyId } from "@ektola/domain/identity/RefreshFamily"
import { UserId } from "@ektola/domain/identity/User"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import { AccessToken } from "@ektola/http/AccessToken"
import { Api } from "@ektola/http/contract/Api"
import * as Effect from "effect/Effect"
import { randomUUID } from "node:crypto"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as W from "./world.js"

let world: W.World
let shop: Awaited<ReturnType<typeof W.aBusyShop>>
let bare: Awaited<ReturnType<typeof W.aShop>>
const seen = new Set<string>()

/** Calls and demands a complete error with this status and tag; answers its further fields. */
const refused = async (status: number, tag: string, method: string, path: string, call: W.Call = {}) => {
  const { body, headers, status: got } = await world.call(method, path, call)
  assert.strictEqual(got, status, `${method} ${path}: ${JSON.stringify(body)}`)
  const { _tag, message, requestId, ...fields } = body
  assert.strictEqual(_tag, tag)
  assert.match(message, /^[A-Z0-9].*\.$/s)
  assert.strictEqual(requestId, headers.get("x-request-id"))
  seen.add(tag)
  return fields
}

const campaign = (fields: object = {}) => ({
  token: shop.token,
  json: { name: "Interest", templateId: shop.templateId, segments: ["GOLD_LOAN"], schedule: W.once(), ...fields }
})

const aDraft = async (fields: object = {}) =>
  (await world.call("POST", "/v1/campaigns", campaign(fields))).body.id as string

beforeAll(async () => {
  world = await W.start()
  shop = await W.aBusyShop(world)
  bare = await W.aShop(world)
})
afterAll(() => world.stop())

describe("401", () => {
  it("Unauthorized without a token, with a wrong one, and before anything of the request is read", async () => {
    const given = ["Bearer x", shop.token, `Digest ${shop.token}`, `Basic ${shop.token}`, "Bearer", "Bearer "]
    for (const headers of [{}, ...given.map((authorization) => ({ authorization }))]) {
      assert.deepStrictEqual(await refused(401, "Unauthorized", "GET", "/v1/contacts?limit=x", { headers }), {})
    }
    await refused(401, "Unauthorized", "POST", "/v1/campaigns", { json: { nonsense: true } })
    await refused(401, "Unauthorized", "POST", "/v1/imports", { body: W.upload(W.csv) })
  })

  it("Unauthorized when there is no such session", async () => {
    const { user } = (await world.call("GET", "/v1/auth/me", { token: shop.token })).body
    const gone = {
      userId: UserId.make(user.id),
      role: "OWNER",
      jewellerId: JewellerId.make(shop.jewellerId),
      sessionId: RefreshFamilyId.make(randomUUID())
    } as const
    const { token } = await world.runtime.runPromise(Effect.flatMap(AccessToken, ({ issue }) => issue(gone)))
    await refused(401, "Unauthorized", "GET", "/v1/auth/me", { token })
  })

  it("LogInRefused is the same for an unknown address and a wrong password", async () => {
    const attempt = (email: string, password: string) =>
      refused(401, "LogInRefused", "POST", "/v1/auth/login", { json: { email, password } })
    assert.deepStrictEqual(await attempt("nobody@example.com", W.password), {})
    assert.deepStrictEqual(await attempt(shop.email, "wrong"), {})
  })
})

describe("a session", () => {
  it("RefreshRefused for whatever is no refresh token", async () => {
    const json = { refreshToken: "ekr.made-up" }
    assert.deepStrictEqual(await refused(401, "RefreshRefused", "POST", "/v1/auth/refresh", { json }), {})
  })

  it("CodeRefused for whatever is not the newest code", async () => {
    const json = { email: shop.email, code: "123456" }
    assert.deepStrictEqual(await refused(401, "CodeRefused", "POST", "/v1/auth/otp/verify", { json }), {})
  })

  it("CurrentPasswordWrong, and nothing is changed", async () => {
    const json = { currentPassword: "wrong", newPassword: "violet harbour lamp" }
    const { token } = shop
    assert.deepStrictEqual(await refused(422, "CurrentPasswordWrong", "PUT", "/v1/auth/password", { token, json }), {})
    assert.isString(await world.logIn(shop.email))
  })
})

describe("invitations", () => {
  const invite = (token: string, email: string, role = "STAFF") => ({ token, json: { email, role } })

  it("InvitationRefused for a secret that nobody got", async () => {
    const json = { secret: "ek1.made-up", name: "Nobody", password: W.password }
    assert.deepStrictEqual(await refused(401, "InvitationRefused", "POST", "/v1/team/invitations/accept", { json }), {})
  })

  it("InvitationNotFound and InvitationAccepted", async () => {
    const id = randomUUID()
    const path = (invitationId: string) => `/v1/team/invitations/${invitationId}/revoke`
    assert.deepStrictEqual(await refused(404, "InvitationNotFound", "POST", path(id), shop), { invitationId: id })
    const email = "errors-staff@example.com"
    const { body } = await world.call("POST", "/v1/team/invitations", invite(bare.token, email))
    const letter = (await world.mails()).filter(({ to }) => to === email).at(-1)
    const [secret = ""] = /^ek1\.\S+$/m.exec(letter?.text ?? "") ?? []
    const json = { secret, name: "Ravi", password: W.password }
    assert.strictEqual((await world.call("POST", "/v1/team/invitations/accept", { json })).status, 201)
    assert.deepStrictEqual(await refused(409, "InvitationAccepted", "POST", path(body.id), bare), {})
  })

  it("TooManyInvitations, and when it may be tried again", async () => {
    const other = await W.aShop(world)
    for (let count = 0; count < 20; count++) {
      const call = invite(other.token, `many${count}@example.com`)
      assert.strictEqual((await world.call("POST", "/v1/team/invitations", call)).status, 201)
    }
    const call = invite(other.token, "one-too-many@example.com")
    const { retryAfterSeconds } = await refused(429, "TooManyInvitations", "POST", "/v1/team/invitations", call)
    assert.isTrue(retryAfterSeconds > 86_000 && retryAfterSeconds <= 86_400)
  })
})

describe("429", () => {
  it("TooManyTries for an account, and when it may be tried again", async () => {
    const call = { json: { email: "guessed@example.com", password: "wrong" } }
    for (let count = 0; count < 10; count++) await refused(401, "LogInRefused", "POST", "/v1/auth/login", call)
    const { retryAfterSeconds } = await refused(429, "TooManyTries", "POST", "/v1/auth/login", call)
    assert.isTrue(retryAfterSeconds > 800 && retryAfterSeconds <= 900)
    const { headers } = await world.call("POST", "/v1/auth/login", call)
    assert.isTrue(Math.abs(Number(headers.get("retry-after")) - retryAfterSeconds) <= 2)
  })
})

describe("a WhatsApp token", () => {
  it("WhatsAppTokenRefused and WhatsAppUnavailable, and nothing is stored", async () => {
    const other = await W.aShop(world)
    const connect = (accessToken: string) => ({
      token: other.token,
      json: { ...W.connection(other.number), accessToken }
    })
    const path = "/v1/whatsapp-account"
    const expired = await refused(422, "WhatsAppTokenRefused", "PUT", path, connect("EAAG-expired"))
    assert.deepStrictEqual(expired, { reason: "The session has expired" })
    assert.deepStrictEqual(await refused(503, "WhatsAppUnavailable", "PUT", path, connect("EAAG-unanswered")), {})
    await refused(409, "WhatsAppNotConnected", "GET", path, other)
  })
})

describe("403 Forbidden names the action and the role", () => {
  it("for jewellers on admin routes", async () => {
    assert.deepStrictEqual(await refused(403, "Forbidden", "GET", "/v1/admin/jewellers", shop), {
      action: "jeweller.list",
      role: "OWNER"
    })
    await refused(403, "Forbidden", "POST", "/v1/templates", { token: shop.token, json: W.template("own") })
  })

  it("for admins on a jeweller's routes", async () => {
    for (const path of ["/v1/contacts", `/v1/runs/${shop.runId}`, "/v1/whatsapp-account", "/v1/campaigns"]) {
      await refused(403, "Forbidden", "GET", path, { token: shop.admin })
    }
    await refused(403, "Forbidden", "POST", "/v1/imports", { token: shop.admin, body: W.upload(W.csv) })
  })
})

describe("404", () => {
  const id = randomUUID()
  const tags: ReadonlyArray<readonly [string, string, string, object]> = [
    ["ContactNotFound", "GET", `/v1/contacts/${id}`, { contactId: id }],
    ["ImportNotFound", "GET", `/v1/imports/${id}`, { importId: id }],
    ["TemplateNotFound", "GET", `/v1/templates/${id}`, { templateId: id }],
    ["CampaignNotFound", "GET", `/v1/campaigns/${id}`, { campaignId: id }],
    ["RunNotFound", "GET", `/v1/runs/${id}`, { runId: id }]
  ]
  for (const [tag, method, path, fields] of tags) {
    it(`${tag} names the id`, async () => {
      assert.deepStrictEqual(await refused(404, tag, method, path, { token: shop.token }), fields)
    })
  }

  it("JewellerNotFound for admins", async () => {
    assert.deepStrictEqual(
      await refused(404, "JewellerNotFound", "POST", `/v1/admin/jewellers/${id}/approve`, { token: shop.admin }),
      { jewellerId: id }
    )
  })

  it("TranslationNotFound names template and language", async () => {
    const json = { jewellerId: shop.jewellerId, language: "ta", status: "APPROVED" }
    assert.deepStrictEqual(
      await refused(404, "TranslationNotFound", "PUT", `/v1/templates/${shop.templateId}/approvals`, {
        token: shop.admin,
        json
      }),
      { templateId: shop.templateId, language: "ta" }
    )
  })
})

describe("409", () => {
  it("EmailTaken, however the address is written", async () => {
    const json = { jewellerName: "Copy", name: "Copy", email: shop.email.toUpperCase(), password: W.password }
    assert.deepStrictEqual(await refused(409, "EmailTaken", "POST", "/v1/auth/register", { json }), {})
  })

  it("TemplateNameTaken names it", async () => {
    const json = W.template("twice")
    await world.call("POST", "/v1/templates", { token: shop.admin, json })
    assert.deepStrictEqual(
      await refused(409, "TemplateNameTaken", "POST", "/v1/templates", { token: shop.admin, json }),
      { name: "twice" }
    )
  })

  it("PhoneNumberIdTaken names it", async () => {
    const json = W.connection(shop.number)
    assert.deepStrictEqual(
      await refused(409, "PhoneNumberIdTaken", "PUT", "/v1/whatsapp-account", { token: bare.token, json }),
      { phoneNumberId: json.phoneNumberId }
    )
  })

  it("WhatsAppNotConnected", async () => {
    await refused(409, "WhatsAppNotConnected", "GET", "/v1/whatsapp-account", bare)
    await refused(409, "WhatsAppNotConnected", "GET", `/v1/templates/${shop.templateId}/approvals`, bare)
  })

  it("CampaignStatusRefused tells the status and the wanted one", async () => {
    const draft = await aDraft()
    assert.deepStrictEqual(
      await refused(409, "CampaignStatusRefused", "POST", `/v1/campaigns/${draft}/pause`, shop),
      { status: "DRAFT", wanted: "PAUSED" }
    )
  })

  it("CampaignCompleted names the campaign", async () => {
    // Nobody is in this segment, so that the run is over as soon as it has begun.
    const id = await aDraft({ segments: ["GOLD_SIP"] })
    await world.call("POST", `/v1/campaigns/${id}/activate`, shop)
    await world.work()
    assert.strictEqual((await world.call("GET", `/v1/campaigns/${id}`, shop)).body.status, "COMPLETED")
    const json = { schedule: W.reminders() }
    assert.deepStrictEqual(
      await refused(409, "CampaignCompleted", "PUT", `/v1/campaigns/${id}/schedule`, { token: shop.token, json }),
      { campaignId: id }
    )
  })

  it("JewellerStatusRefused tells the status and what was wanted", async () => {
    const own = { ...campaign(), token: bare.token }
    const draft = (await world.call("POST", "/v1/campaigns", own)).body.id
    assert.deepStrictEqual(
      await refused(409, "JewellerStatusRefused", "POST", `/v1/campaigns/${draft}/activate`, bare),
      { status: "PENDING", wanted: "send messages" }
    )
  })
})

describe("422", () => {
  it("PasswordRefused tells every fault, and not the password", async () => {
    const json = { jewellerName: "Mehta Gold", name: "Asha", email: "asha@example.com", password: "Asha-123456" }
    assert.deepStrictEqual(await refused(422, "PasswordRefused", "POST", "/v1/auth/register", { json }), {
      reasons: [
        "The password repeats the e-mail address or a part of it. Use something else.",
        "The password repeats your name. Use something else."
      ]
    })
  })

  it("TemplateRefused tells every fault", async () => {
    const json = { ...W.template("bad"), translations: [{ language: "en", body: "{{2}}", footer: "f".repeat(61) }] }
    const { faults } = await refused(422, "TemplateRefused", "POST", "/v1/templates", { token: shop.admin, json })
    assert.includeMembers(faults.map(({ path }: any) => path), ["translations[0].body", "translations[0].footer"])
  })

  it("SegmentRequired for a utility campaign to everybody", async () => {
    assert.deepStrictEqual(
      await refused(422, "SegmentRequired", "POST", "/v1/campaigns", campaign({ segments: [] })),
      {}
    )
  })

  it("CampaignTimePassed tells the time and its zone", async () => {
    const draft = await aDraft({ schedule: { ...W.once(), at: "2020-01-01T10:00" } })
    assert.deepStrictEqual(
      await refused(422, "CampaignTimePassed", "POST", `/v1/campaigns/${draft}/activate`, shop),
      { at: "2020-01-01T10:00:00", zone: "Asia/Kolkata" }
    )
  })

  it("NoReminders for a campaign that goes by the calendar", async () => {
    const path = `/v1/campaigns/${shop.campaignId}/due`
    assert.deepStrictEqual(await refused(422, "NoReminders", "GET", path, shop), { campaignId: shop.campaignId })
  })

  it("NoApprovedTranslation names the template", async () => {
    const { body } = await world.call("POST", "/v1/templates", { token: shop.admin, json: W.template("unjudged") })
    const draft = await aDraft({ templateId: body.id })
    assert.deepStrictEqual(
      await refused(422, "NoApprovedTranslation", "POST", `/v1/campaigns/${draft}/activate`, shop),
      { templateId: body.id }
    )
  })

  it("TemplateCategoryChanged names both categories", async () => {
    const { body } = await world.call("POST", "/v1/templates", { token: shop.admin, json: W.template("moved") })
    await world.call("PUT", `/v1/templates/${body.id}/approvals`, {
      token: shop.admin,
      json: { jewellerId: shop.jewellerId, status: "APPROVED", category: "MARKETING" }
    })
    const draft = await aDraft({ templateId: body.id })
    assert.deepStrictEqual(
      await refused(422, "TemplateCategoryChanged", "POST", `/v1/campaigns/${draft}/activate`, shop),
      { templateId: body.id, category: "UTILITY", approvedAs: "MARKETING" }
    )
  })

  it("ReasonMissing for a refusal that is lifted without saying why", async () => {
    const path = `/v1/contacts/${shop.contactId}/opt-in`
    for (const json of [{ reason: "" }, { reason: " \n" }]) {
      assert.deepStrictEqual(await refused(422, "ReasonMissing", "POST", path, { token: shop.token, json }), {})
    }
  })

  it("ImportFileRefused says what to change", async () => {
    const { reason } = await refused(422, "ImportFileRefused", "POST", "/v1/imports", {
      token: shop.token,
      body: W.upload("")
    })
    assert.include(reason, "empty")
  })
})

describe("413 PayloadTooLarge", () => {
  it("for a JSON body over 1 MB", async () => {
    const text = JSON.stringify(campaign({ name: "x".repeat(1024 * 1024) }).json)
    const json = { token: shop.token, headers: { "content-type": "application/json" } }
    const limit = { maxBytes: 1024 * 1024 }
    assert.deepStrictEqual(
      await refused(413, "PayloadTooLarge", "POST", "/v1/campaigns", { ...json, body: text }),
      limit
    )
  })
})

it("a body over 1 MB that does not say so is cut off, and the server lives on", async () => {
  let left = 30
  const body = new ReadableStream({
    pull: (controller) => left-- > 0 ? controller.enqueue(Buffer.alloc(64 * 1024, " ")) : controller.close()
  })
  const headers = { authorization: `Bearer ${shop.token}`, "content-type": "application/json" }
  const outcome = await fetch(
    `${world.url}/v1/campaigns`,
    { method: "POST", body, headers, duplex: "half" } as RequestInit
  )
    .then(({ status }) => status, () => "cut off")
  assert.include([413, "cut off"], outcome)
  assert.strictEqual((await world.call("GET", "/v1/auth/me", shop)).status, 200)
})

it("429 TooManyRequests tells when to come back", async () => {
  const limited = await W.start({
    limits: () => Effect.succeed({ isAllowed: false, name: "x", allowance, remaining: 0, resetSeconds: 7 })
  })
  const { body, status } = await limited.call("GET", "/v1/contacts")
  await limited.stop()
  seen.add(body._tag)
  assert.deepStrictEqual([status, body._tag, body.retryAfterSeconds], [429, "TooManyRequests", 7])
  assert.include(body.message, "Try again in 7 seconds")
})

const allowance = { requests: 1, seconds: 60 }

describe("503 Unavailable", () => {
  it("when the store is down, without a word of the driver", async () => {
    world.faults.contacts = W.storeDown
    try {
      assert.deepStrictEqual(await refused(503, "Unavailable", "GET", "/v1/contacts", shop), {})
    } finally {
      world.faults.contacts = null
    }
    const line = world.logs.find((log) => log.includes("the store did not answer"))
    assert.include(line, "\"requestId\":")
  })
})

describe("500 InternalError", () => {
  const internal = async (requestId: string) => {
    const call = { token: shop.token, headers: { "x-request-id": requestId } }
    const fields = await refused(500, "InternalError", "GET", "/v1/contacts", call)
    assert.deepStrictEqual(fields, {})
    const line = world.logs.find((log) => log.includes(requestId) && log.includes("\"ERROR\""))
    return line ?? assert.fail("the log has no such line")
  }

  it("for a defect, which is in the log under the request id and nowhere else", async () => {
    world.faults.contacts = Effect.die(new Error("secret detail"))
    try {
      assert.include(await internal("defect-0001"), "secret detail")
    } finally {
      world.faults.contacts = null
    }
  })

  it("for a defect that is one of the API's own errors", async () => {
    const { ContactNotFound } = await import("@ektola/domain/contacts/ContactsError")
    world.faults.contacts = Effect.die(new ContactNotFound({ contactId: "x" }))
    try {
      await internal("defect-0002")
    } finally {
      world.faults.contacts = null
    }
  })

  it("for stored data that the contract cannot say: a fault of ours, not of the request", async () => {
    world.faults.contactPage = (page) => ({ ...page, items: page.items.map((it: any) => ({ ...it, id: "broken" })) })
    try {
      await internal("defect-0003")
    } finally {
      world.faults.contactPage = null
    }
  })
})

describe("BadRequest", () => {
  const faults = async (method: string, path: string, call: W.Call) =>
    (await refused(400, "BadRequest", method, path, call)).faults

  it("tells every fault of a body at once, in sentences", async () => {
    assert.deepStrictEqual(
      await faults("POST", "/v1/campaigns", {
        token: shop.token,
        json: {
          name: " ",
          templateId: "1",
          segments: ["GOLD", 7],
          schedule: { kind: "ONE_TIME", at: "2026-02-30T10:00", zone: "Asia/Kolkata" },
          sendWithinMinutes: 0,
          color: 1
        }
      }),
      [
        { path: "color", reason: "is not a known field" },
        { path: "name", reason: "must not be empty" },
        { path: "templateId", reason: "must be an id (a UUID)" },
        { path: "segments[0]", reason: "must be one of GOLD_LOAN, GOLD_SIP, MARKETING" },
        { path: "segments[1]", reason: "must be one of GOLD_LOAN, GOLD_SIP, MARKETING" },
        { path: "schedule.at", reason: "February 2026 has no day 30" },
        { path: "sendWithinMinutes", reason: "must be a whole number from 1 to 10080 or null" }
      ]
    )
  })

  it("tells what is missing and what has the wrong kind", async () => {
    assert.deepStrictEqual(
      await faults("POST", "/v1/auth/register", { json: { name: 7, zone: "Mars/Base", email: "x" } }),
      [
        { path: "jewellerName", reason: "is missing" },
        { path: "name", reason: "must be a text" },
        { path: "email", reason: "an e-mail address, such as owner@example.com" },
        { path: "password", reason: "is missing" },
        { path: "zone", reason: "\"Mars/Base\" is not a time zone; use an IANA name such as Asia/Kolkata" }
      ]
    )
  })

  it("tells that a refusal is to be lifted without a reason, and with one that is too long", async () => {
    const fault = async (json: object) => {
      const [fault] = await faults("POST", `/v1/contacts/${shop.contactId}/opt-in`, { token: shop.token, json })
      return [fault.path, fault.reason]
    }
    assert.deepStrictEqual(await fault({}), ["reason", "is missing"])
    assert.deepStrictEqual(await fault({ reason: "x".repeat(501) }), ["reason", "must have at most 500 characters"])
  })

  it("tells what of a shop's settings is wrong, and lets nobody but the owner change them", async () => {
    const wrong = async (json: unknown) =>
      (await faults("PATCH", "/v1/auth/me/jeweller", { token: shop.token, json })).map(({ path }: any) => path)
        .toSorted()
    assert.deepStrictEqual(await wrong({ name: " ", zone: "Mars/Base", defaultLanguage: "xx" }), [
      "defaultLanguage",
      "name",
      "zone"
    ])
    assert.deepStrictEqual(await wrong({ allowedHours: { from: "21:00", to: "09:00" } }), ["allowedHours.to"])
    assert.deepStrictEqual(await wrong({ allowedHours: { from: "9", to: "25:00" } }), [
      "allowedHours.from",
      "allowedHours.to"
    ])
    assert.deepStrictEqual(await wrong({ status: "ACTIVE" }), ["status"])
    const json = { name: "Mine now" }
    const byAdmin = await world.call("PATCH", "/v1/auth/me/jeweller", { token: shop.admin, json })
    assert.deepStrictEqual([byAdmin.status, byAdmin.body._tag], [403, "Forbidden"])
  })

  it("never repeats a secret", async () => {
    const short = await world.call("POST", "/v1/auth/register", {
      json: { jewellerName: "A", name: "A", email: "a@example.com", password: "tooshort" }
    })
    assert.deepStrictEqual(short.body.faults, [{ path: "password", reason: "must have 10 to 128 characters" }])
    const json = { ...W.connection(9), accessToken: "EAAG secret with blanks" }
    const answer = await world.call("PUT", "/v1/whatsapp-account", { token: shop.token, json })
    assert.strictEqual(answer.status, 400)
    assert.notInclude(JSON.stringify(answer.body), "EAAG")
    const wrongKind = { ...W.connection(9), accessToken: { token: "EAAG" } }
    const second = await world.call("PUT", "/v1/whatsapp-account", { token: shop.token, json: wrongKind })
    assert.deepStrictEqual(second.body.faults, [{ path: "accessToken", reason: "must be a text" }])
  })

  it("tells where in nested lists and records", async () => {
    const json = {
      ...W.template("nested"),
      variables: { "1": { from: "contact", field: "salary" }, "2": { from: "sky" } },
      translations: [{ language: "xx", body: "b" }, { language: "en", header: 1, body: "x", extra: true }]
    }
    assert.deepStrictEqual(
      (await faults("POST", "/v1/templates", { token: shop.admin, json })).map(({ path }: any) => path).toSorted(),
      [
        "translations[0].language",
        "translations[1].extra",
        "translations[1].header",
        "variables.1.field",
        "variables.2.from"
      ]
    )
  })

  it("refuses U+0000, which no database stores, wherever it stands", async () => {
    const json = { ...W.template("nul"), translations: [{ language: "en", body: "As\0ha" }] }
    assert.deepStrictEqual(await faults("POST", "/v1/templates", { token: shop.admin, json }), [
      { path: "translations[0].body", reason: "must not hold the character U+0000" }
    ])
    assert.deepStrictEqual(await faults("POST", "/v1/campaigns", campaign({ name: "a\0b" })), [
      { path: "name", reason: "must be one line, without control characters" }
    ])
  })

  it("says what kind of value is wanted, whatever the documentation says about it", async () => {
    const json = { ...campaign().json, segments: null, templateId: 7, missedRuns: "SKIP" }
    assert.deepStrictEqual(await faults("POST", "/v1/campaigns", { token: shop.token, json }), [
      { path: "templateId", reason: "must be a text" },
      { path: "segments", reason: "must be a list" },
      { path: "missedRuns", reason: "must be an object or null" }
    ])
    const nested = { ...W.template("kinds"), variables: { "1": 5 }, translations: {} }
    assert.deepStrictEqual(await faults("POST", "/v1/templates", { token: shop.admin, json: nested }), [
      { path: "variables.1", reason: "must be an object" },
      { path: "translations", reason: "must be a list" }
    ])
  })

  it("refuses a body that is nested without end or holds more than anybody sends, and explains none of it", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`
    const headers = { "content-type": "application/json" }
    for (
      const body of [
        deep,
        `{"email":${deep},"password":"x"}`,
        `{"email":"a@example.com","password":${"{\"a\":".repeat(21)}1${"}".repeat(21)}}`
      ]
    ) {
      assert.deepStrictEqual(await faults("POST", "/v1/auth/login", { body, headers }), [
        { path: "", reason: "is nested more than 20 deep" }
      ])
    }
    const many = { ...campaign().json, segments: Array.from({ length: 2000 }, () => "x") }
    assert.deepStrictEqual(await faults("POST", "/v1/campaigns", { token: shop.token, json: many }), [
      { path: "", reason: "holds more than 2000 values" }
    ])
  })

  for (
    const [name, body] of [
      ["broken JSON", "{\"name\": "],
      ["nothing", ""],
      ["null", "null"],
      ["a list", "[]"],
      ["a text", "\"x\""],
      ["a number", "1"]
    ] as const
  ) {
    it(`refuses ${name} as a body`, async () => {
      const headers = { "content-type": "application/json" }
      const [fault] = await faults("POST", "/v1/campaigns", { token: shop.token, body, headers })
      assert.strictEqual(fault.path, "")
      assert.include(["is not JSON", "must be an object"], fault.reason)
    })
  }

  for (
    const type of ["text/plain", "application/x-www-form-urlencoded", "application/octet-stream", "multipart/form-data"]
  ) {
    it(`refuses ${type} where JSON is wanted`, async () => {
      const headers = { "content-type": type }
      await faults("POST", "/v1/auth/login", { body: "{\"email\":\"a@example.com\",\"password\":\"b\"}", headers })
    })
  }

  for (
    const query of [
      "limit=0",
      "limit=-1",
      "limit=201",
      "limit=1000000",
      "limit=abc",
      "limit=1.5",
      "limit=1e2",
      "limit=",
      "limit=10&limit=20",
      "page=99999999999",
      "segment=gold",
      "segment=GOLD_SIP&segment=GOLD_LOAN",
      "cursor=",
      "cursor=abc",
      "cursor=%00",
      `cursor=${Buffer.from("not an id").toString("base64url")}`
    ]
  ) {
    it(`refuses ?${query}`, async () => {
      const [fault, ...more] = await faults("GET", `/v1/contacts?${query}`, { token: shop.token })
      assert.strictEqual(fault.path, query.split("=")[0])
      assert.isEmpty(more)
    })
  }

  it("refuses a cursor of another list's kind", async () => {
    await faults("GET", `/v1/contacts?cursor=${Buffer.from("17").toString("base64url")}`, { token: shop.token })
    const cursor = Buffer.from(shop.contactId).toString("base64url")
    await faults("GET", `/v1/imports/${shop.importId}/rows?cursor=${cursor}`, { token: shop.token })
  })

  for (const id of ["not-a-uuid", "123", "%00", "%27%20or%201=1", "..%2f..", `${randomUUID()}x`]) {
    it(`refuses the id ${id}`, async () => {
      assert.deepStrictEqual(await faults("GET", `/v1/contacts/${id}`, { token: shop.token }), [
        { path: "contactId", reason: "must be an id (a UUID)" }
      ])
    })
  }
})

describe("RouteNotFound", () => {
  for (const path of ["/", "/v1", "/v1/nothing", "/nothing", "/v1/contacts/%zz", "/docs/x", "/health"]) {
    it(`404 in JSON for ${path}`, async () => {
      assert.deepStrictEqual(await refused(404, "RouteNotFound", "GET", path, { token: shop.token }), {})
    })
  }

  it("404 in JSON for a method that a route does not have", async () => {
    await refused(404, "RouteNotFound", "DELETE", "/v1/contacts", { token: shop.token })
    await refused(404, "RouteNotFound", "PATCH", `/v1/campaigns/${shop.campaignId}`, { token: shop.token })
  })
})

describe("fields that are none of the caller's business", () => {
  it("are refused, so that nobody can write himself another tenant or role", async () => {
    const foreign = { jewellerId: bare.jewellerId, role: "ADMIN", status: "ACTIVE" }
    const { faults } = await refused(400, "BadRequest", "POST", "/v1/campaigns", campaign(foreign))
    assert.deepStrictEqual(faults.map(({ path }: any) => path).toSorted(), ["jewellerId", "role", "status"])
  })
})

it("every error of the contract was met once", () => {
  const tags = Object.values(OpenApi.fromApi(Api).components.schemas)
    .flatMap((schema: any) => schema.properties?._tag?.enum ?? [])
  assert.isAbove(tags.length, 20)
  assert.deepStrictEqual(tags.filter((tag) => !seen.has(tag)), [])
})
