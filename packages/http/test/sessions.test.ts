import { RefreshFamilyId } from "@ektola/domain/identity/RefreshFamily"
import * as Redacted from "effect/Redacted"
import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose"
import { generateKeyPairSync, randomUUID } from "node:crypto"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as W from "./world.js"

let world: W.World
let shop: Awaited<ReturnType<typeof W.aShop>>
beforeAll(async () => {
  world = await W.start()
  shop = await W.aShop(world)
})
afterAll(() => world.stop())

const logIn = async (password = W.password) => {
  const { body } = await world.call("POST", "/v1/auth/login", { json: { email: shop.email, password } })
  return body as { readonly accessToken: string; readonly refreshToken: string; readonly refreshExpiresAt: string }
}
const refresh = (refreshToken: string) => world.call("POST", "/v1/auth/refresh", { json: { refreshToken } })
const me = async (token: string) => (await world.call("GET", "/v1/auth/me", { token })).status
const family = async (token: string) =>
  (await world.tables()).sessions.get(RefreshFamilyId.make(String(decodeJwt(token)["sid"])))

describe("a session", () => {
  it("of ten parallel refreshes has one live successor, which all of them get", async () => {
    const first = await logIn()
    const before = (await world.tables()).sessions.size
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(first.refreshToken)))
    assert.deepStrictEqual(answers.map(({ status }) => status), Array(10).fill(200))
    assert.lengthOf([...new Set(answers.map(({ body }) => body.refreshToken))], 1)
    assert.strictEqual((await world.tables()).sessions.size, before)
    const stored = await family(first.accessToken)
    assert.deepStrictEqual([stored?.generation, stored?.revokedAt], [2, null])
    for (const { body } of answers) assert.strictEqual(await me(body.accessToken), 200)
    assert.strictEqual((await refresh(answers[0]!.body.refreshToken)).body.user.email, shop.email)
  })

  it("gives the identical successor when an answer was lost, and none of its tokens is stored", async () => {
    const first = await logIn()
    const lost = await refresh(first.refreshToken)
    const again = await refresh(first.refreshToken)
    assert.strictEqual(again.body.refreshToken, lost.body.refreshToken)
    assert.notInclude(JSON.stringify([...(await world.tables()).sessions.values()]), lost.body.refreshToken)
    for (const text of [first.refreshToken, lost.body.refreshToken, first.accessToken]) {
      assert.notInclude(world.logs.join("\n"), text)
    }
  })

  it("ends as a whole when a token two generations back comes, and other sessions go on", async () => {
    const other = await logIn()
    const first = await logIn()
    const second = (await refresh(first.refreshToken)).body
    const third = (await refresh(second.refreshToken)).body
    const { body, status } = await refresh(first.refreshToken)
    assert.deepStrictEqual([status, body._tag], [401, "RefreshRefused"])
    assert.strictEqual((await refresh(third.refreshToken)).status, 401)
    assert.strictEqual(await me(third.accessToken), 401)
    assert.strictEqual(await me(other.accessToken), 200)
    assert.strictEqual((await refresh(other.refreshToken)).status, 200)
  })

  it("ends at once with log-out, and others with log-out everywhere", async () => {
    const [one, two, three] = [await logIn(), await logIn(), await logIn()]
    for (const { accessToken } of [one, two, three]) assert.strictEqual(await me(accessToken), 200)
    assert.strictEqual((await world.call("POST", "/v1/auth/logout", { token: one.accessToken })).status, 204)
    assert.deepStrictEqual([await me(one.accessToken), await me(two.accessToken)], [401, 200])
    assert.strictEqual((await refresh(one.refreshToken)).status, 401)
    assert.strictEqual((await world.call("POST", "/v1/auth/logout", { token: one.accessToken })).status, 401)
    assert.strictEqual((await world.call("POST", "/v1/auth/logout-all", { token: two.accessToken })).status, 204)
    assert.deepStrictEqual([await me(two.accessToken), await me(three.accessToken)], [401, 401])
    assert.strictEqual((await refresh(three.refreshToken)).status, 401)
    assert.strictEqual(await me((await logIn()).accessToken), 200)
  })

  it("that changes the password goes on, and the others end", async () => {
    const [mine, stolen] = [await logIn(), await logIn()]
    const change = (currentPassword: string, newPassword: string) =>
      world.call("PUT", "/v1/auth/password", { token: mine.accessToken, json: { currentPassword, newPassword } })
    const wrong = await change("something else", "violet harbour lamp")
    assert.deepStrictEqual([wrong.status, wrong.body._tag], [422, "CurrentPasswordWrong"])
    const weak = await change(W.password, shop.email)
    assert.deepStrictEqual([weak.status, weak.body._tag], [422, "PasswordRefused"])
    assert.strictEqual(await me(stolen.accessToken), 200)

    assert.strictEqual((await change(W.password, "violet harbour lamp")).status, 204)
    assert.deepStrictEqual([await me(mine.accessToken), await me(stolen.accessToken)], [200, 401])
    assert.strictEqual((await refresh(stolen.refreshToken)).status, 401)
    assert.strictEqual((await refresh(mine.refreshToken)).status, 200)
    assert.isUndefined((await logIn()).accessToken)
    assert.isString((await logIn("violet harbour lamp")).accessToken)
    await change("violet harbour lamp", W.password)
  })
})

describe("a token that is not ours is 401", () => {
  const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const secret = Buffer.from(Redacted.value(W.jwtSecret))
  const now = () => Math.floor(Date.now() / 1000)

  const forgeries: Readonly<Record<string, (token: string) => string | Promise<string>>> = {
    "alg none": (token) => `${base64url({ alg: "none", kid: kidOf(token) })}.${token.split(".")[1]}.`,
    "HS512 with the right secret": (token) => signed(token, {}, { alg: "HS512" }),
    "RS256 with a key of its own": (token) =>
      new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: "RS256", kid: kidOf(token) })
        .sign(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey),
    "an unknown key": (token) => signed(token, {}, { kid: "unknown" }),
    "no key at all": (token) => signed(token, {}, { kid: undefined }),
    "expired": (token) => signed(token, { iat: now() - 3600, exp: now() - 1 }),
    "not yet valid": (token) => signed(token, { nbf: now() + 3600 }),
    "issued in the future": (token) => signed(token, { iat: now() + 3600, exp: now() + 5400 }),
    "another audience": (token) => signed(token, { aud: "another-api" }),
    "another issuer": (token) => signed(token, { iss: "somebody" }),
    "changed claims": (token) => {
      const [header, , signature] = token.split(".")
      return `${header}.${base64url({ ...decodeJwt(token), role: "ADMIN", jewellerId: null })}.${signature}`
    },
    "no session": (token) => signed(token, { sid: undefined }),
    "a session that never was": (token) => signed(token, { sid: randomUUID() })
  }
  const kidOf = (token: string) => decodeProtectedHeader(token).kid!
  const signed = (token: string, claims: object, header: object = {}) =>
    new SignJWT({ ...decodeJwt(token), ...claims })
      .setProtectedHeader({ alg: "HS256", kid: kidOf(token), ...header }).sign(secret)

  for (const [name, forge] of Object.entries(forgeries)) {
    it(name, async () => {
      const { accessToken } = await logIn()
      assert.strictEqual(await me(await signed(accessToken, {})), 200)
      assert.strictEqual(await me(await forge(accessToken)), 401)
    })
  }

  it("a refresh token as an access token, and the reverse", async () => {
    const { accessToken, refreshToken } = await logIn()
    assert.strictEqual(await me(refreshToken), 401)
    assert.strictEqual((await refresh(accessToken)).status, 401)
  })

  it("a changed refresh token, without harm to the session", async () => {
    const { refreshToken } = await logIn()
    const [, id, , signature] = refreshToken.split(".")
    for (
      const text of ["", "ekr", `ekr.${id}.2.${signature}`, `${refreshToken}x`, `ekr.${randomUUID()}.1.${signature}`]
    ) {
      assert.strictEqual((await refresh(text)).status, 401)
    }
    assert.strictEqual((await refresh(refreshToken)).status, 200)
  })
})
