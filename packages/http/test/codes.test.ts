import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as W from "./world.js"

let world: W.World
beforeAll(async () => {
  world = await W.start()
})
afterAll(() => world.stop())

const ask = (email: string, what = "otp/request") => world.call("POST", `/v1/auth/${what}`, { json: { email } })
const verify = (email: string, code: unknown) => world.call("POST", "/v1/auth/otp/verify", { json: { email, code } })
const reset = (email: string, code: string, newPassword = "violet harbour lamp") =>
  world.call("POST", "/v1/auth/password/reset", { json: { email, code, newPassword } })

/** The newest code that was mailed to this address. */
const mailed = async (email: string) => {
  const letters = (await world.mails()).filter(({ to }) => to === email)
  return /^\d{6}$/m.exec(letters.at(-1)?.text ?? "")?.[0] ?? assert.fail(`no code for ${email}`)
}
const wrong = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, "0")

describe("a code by e-mail", () => {
  it("lets its reader in, once", async () => {
    const { email } = await W.aShop(world)
    assert.strictEqual((await ask(` ${email.toUpperCase()} `)).status, 204)
    const code = await mailed(email)
    const session = await verify(email, code)
    assert.strictEqual(session.status, 200)
    assert.strictEqual(
      (await world.call("GET", "/v1/auth/me", { token: session.body.accessToken })).body.user.email,
      email
    )
    const again = await verify(email, code)
    assert.deepStrictEqual([again.status, again.body._tag], [401, "CodeRefused"])
  })

  it("lets one of two in who use it at once", async () => {
    const { email } = await W.aShop(world)
    await ask(email)
    const code = await mailed(email)
    const answers = await Promise.all([verify(email, code), verify(email, code)])
    assert.sameMembers(answers.map(({ status }) => status), [200, 401])
  })

  it("is locked after five wrong tries, also for the right one, and a new one is needed", async () => {
    const { email } = await W.aShop(world)
    await ask(email)
    const code = await mailed(email)
    for (const by of [1, 2, 3, 4, 5]) assert.strictEqual((await verify(email, wrong(code, by))).status, 401)
    assert.strictEqual((await verify(email, code)).status, 401)
    await ask(email)
    const next = await mailed(email)
    assert.strictEqual((await verify(email, next)).status, 200)
  })

  it("is replaced by a newer one, and six digits as text", async () => {
    const { email } = await W.aShop(world)
    await ask(email)
    const first = await mailed(email)
    await ask(email)
    const second = await mailed(email)
    if (first !== second) assert.strictEqual((await verify(email, first)).status, 401)
    for (const code of [Number(second), second.slice(1), `${second}0`, ""]) {
      assert.strictEqual((await verify(email, code)).status, 400)
    }
    assert.strictEqual((await verify(email, second)).status, 200)
  })

  it("is mailed five times an hour at most, with the same answer", async () => {
    const { email } = await W.aShop(world)
    const statuses: Array<number> = []
    for (let count = 0; count < 7; count++) statuses.push((await ask(email)).status)
    assert.deepStrictEqual(statuses, Array(7).fill(204))
    assert.lengthOf((await world.mails()).filter(({ to }) => to === email), 5)
  })

  it("looks the same for an address that nobody has: answers, stored codes and mails", async () => {
    const [{ email }, nobody] = [await W.aShop(world), "nobody@example.com"]
    const grown = async (address: string, what: string) => {
      const { otps, outbox } = await world.tables()
      const before = [otps.size, outbox.size]
      const { body, headers, status } = await ask(address, what)
      const kept = [...headers].filter(([name]) => !["date", "x-request-id"].includes(name))
      return { body, status, kept, grown: [otps.size - before[0]!, outbox.size - before[1]!] }
    }
    for (const what of ["otp/request", "password/forgot"]) {
      const known = await grown(email, what)
      assert.deepStrictEqual(known.grown, [1, 1])
      assert.deepStrictEqual(await grown(nobody, what), known)
    }
    assert.deepStrictEqual((await world.mails()).filter(({ to }) => to === nobody), [])
    const { requestId: _, ...refusal } = (await verify(nobody, "123456")).body
    const { requestId: __, ...same } = (await verify(email, wrong(await mailed(email)))).body
    assert.deepStrictEqual(refusal, same)
  })

  it("stands in no table and no log", async () => {
    const { email } = await W.aShop(world)
    await ask(email)
    const { otps, outbox } = await world.tables()
    const stored = JSON.stringify([[...otps], [...outbox]])
    const code = await mailed(email)
    await verify(email, wrong(code))
    await verify(email, code)
    for (const text of [stored, world.logs.join("\n")]) {
      assert.notMatch(text, new RegExp(`(?<![0-9a-f.])${code}(?![0-9a-f])`))
    }
  })
})

describe("a forgotten password", () => {
  it("is replaced with a code, and every session ends", async () => {
    const { email, token } = await W.aShop(world)
    assert.strictEqual((await ask(email, "password/forgot")).status, 204)
    const code = await mailed(email)
    assert.strictEqual((await verify(email, code)).status, 401)
    assert.strictEqual((await reset(email, wrong(code))).body._tag, "CodeRefused")
    const weak = await reset(email, code, "owner-123456")
    assert.deepStrictEqual([weak.status, weak.body._tag], [422, "PasswordRefused"])
    assert.strictEqual((await reset(email, code)).status, 204)
    assert.strictEqual((await world.call("GET", "/v1/auth/me", { token })).status, 401)
    assert.isUndefined(await world.logIn(email))
    const json = { email, password: "violet harbour lamp" }
    assert.strictEqual((await world.call("POST", "/v1/auth/login", { json })).status, 200)
    assert.strictEqual((await reset(email, code)).body._tag, "CodeRefused")
  })

  it("of an address that nobody has is refused as a wrong code is", async () => {
    assert.strictEqual((await reset("nobody@example.com", "123456")).body._tag, "CodeRefused")
  })
})
