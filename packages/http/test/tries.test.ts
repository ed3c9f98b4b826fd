import { randomUUID } from "node:crypto"
import { afterEach, assert, beforeEach, describe, it } from "vitest"
import * as W from "./world.js"

let world: W.World
beforeEach(async () => {
  world = await W.start()
})
afterEach(() => world.stop())

/** The statuses of so many log-ins with these headers, one after the other. */
const logIns = async (
  on: W.World,
  email: string,
  count: number,
  headersOf: (index: number) => Record<string, string>
) => {
  const statuses: Array<number> = []
  for (let index = 0; index < count; index++) {
    const json = { email, password: "wrong" }
    statuses.push((await on.call("POST", "/v1/auth/login", { json, headers: headersOf(index) })).status)
  }
  return statuses
}

const forged = (index: number) => ({ "x-forwarded-for": `10.0.0.${index + 1}`, "x-ektola-address": `10.0.1.${index}` })

describe("wrong passwords", () => {
  it("of one account are limited, whatever the caller says of his address", async () => {
    const shop = await W.aShop(world)
    const statuses = await logIns(world, shop.email, 50, forged)
    assert.deepStrictEqual(statuses, [...Array(10).fill(401), ...Array(40).fill(429)])
  })

  it("lock an account that there is not in the same way, with the same answer", async () => {
    const shop = await W.aShop(world)
    const unknown = `${randomUUID()}@example.com`
    const answers = []
    for (const email of [shop.email, unknown]) {
      await logIns(world, email, 10, forged)
      const { body, status } = await world.call("POST", "/v1/auth/login", { json: { email, password: W.password } })
      answers.push([status, body._tag, Math.round(body.retryAfterSeconds / 60)])
    }
    assert.deepStrictEqual(answers, [[429, "TooManyTries", 15], [429, "TooManyTries", 15]])
  })

  it("do not keep the owner of the address out: a code still lets in", async () => {
    const shop = await W.aShop(world)
    await logIns(world, shop.email, 11, forged)
    await world.call("POST", "/v1/auth/otp/request", { json: { email: shop.email } })
    const letter = (await world.mails()).filter(({ to }) => to === shop.email).at(-1)
    const code = /^\d{6}$/m.exec(letter?.text ?? "")?.[0]
    const { status } = await world.call("POST", "/v1/auth/otp/verify", { json: { email: shop.email, code } })
    assert.strictEqual(status, 200)
  })

  it("are forgotten with the right one", async () => {
    const shop = await W.aShop(world)
    for (let round = 0; round < 3; round++) {
      assert.deepStrictEqual(await logIns(world, shop.email, 9, forged), Array(9).fill(401))
      assert.isString(await world.logIn(shop.email))
    }
  })

  it("at the same moment are no more than one after the other", async () => {
    const shop = await W.aShop(world)
    const json = { email: shop.email, password: "wrong" }
    const answers = await Promise.all(Array.from({ length: 30 }, () => world.call("POST", "/v1/auth/login", { json })))
    assert.strictEqual(answers.filter(({ status }) => status === 401).length, 10)
  })
})

describe("behind a proxy of ours", () => {
  it("a network is what the proxy saw, and its limit holds over all accounts", async () => {
    const behind = await W.start({ trustedProxies: 1 })
    try {
      const from = (address: string) => () => ({ "x-forwarded-for": `10.9.9.9, ${address}` })
      let accounts = 0
      const refused = async (address: string) => {
        const statuses: Array<number> = []
        for (let index = 0; index < 52; index++) {
          statuses.push(...await logIns(behind, `nobody${++accounts}@example.com`, 1, from(address)))
        }
        return statuses.filter((status) => status === 429).length
      }
      assert.strictEqual(await refused("192.0.2.1"), 2)
      assert.strictEqual(await refused("192.0.2.2"), 2)
      assert.deepStrictEqual(await logIns(behind, "nobody@example.com", 1, from("192.0.2.3")), [401])
      const { tables } = { tables: await behind.tables() }
      const locked = [...tables.audit.values()].filter(({ action }) => action === "LOG_IN_LOCKED")
      assert.sameMembers([...new Set(locked.map(({ address }) => address))], ["192.0.2.1", "192.0.2.2"])
      assert.lengthOf(locked, 2)
      assert.isTrue(locked.every(({ requestId }) => requestId !== null))
    } finally {
      await behind.stop()
    }
  })
})
