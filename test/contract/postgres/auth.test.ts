import * as SqlClient from "@effect/sql/SqlClient"
import * as PasswordHasherArgon2 from "@ektola/adapters/crypto/PasswordHasherArgon2"
import { PasswordHasher } from "@ektola/domain/ports/PasswordHasher"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { randomUUID } from "node:crypto"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as W from "../../../packages/http/test/world.js"
import { select } from "../../providers/selection.js"
import { statements } from "./statements.js"

const { leftOut, run } = select(process.env)

describe.skipIf(!run.includes("postgres"))(`accounts on postgres${leftOut === null ? "" : `, ${leftOut}`}`, () => {
  let world: W.World
  const seen = statements()
  const hashes: Array<string> = []

  // The real hasher: what it does is part of the time.
  const hasher = Layer.effect(
    PasswordHasher,
    Effect.map(PasswordHasher, (real) =>
      PasswordHasher.of({
        hash: (password) => Effect.suspend(() => (hashes.push("hash"), real.hash(password))),
        verify: (stored, password) => Effect.suspend(() => (hashes.push("verify"), real.verify(stored, password))),
        isOutdated: real.isOutdated
      }))
  ).pipe(Layer.provide(PasswordHasherArgon2.layer))

  beforeAll(async () => {
    const { layer } = await import("../../providers/postgres.js")
    // Every test has networks of its own.
    world = await W.start({ trustedProxies: 1 }, Layer.provideMerge(layer, seen.layer), hasher)
  }, 60_000)
  afterAll(() => world.stop())

  let networks = 0
  const post = (path: string, json: unknown) =>
    world.call("POST", path, { json, headers: { "x-forwarded-for": `192.0.2.${(networks += 1) % 250}` } })
  const logIn = async (email: string) =>
    (await post("/v1/auth/login", { email, password: W.password })).body as Record<
      "accessToken" | "refreshToken",
      string
    >
  const refresh = (refreshToken: string) => post("/v1/auth/refresh", { refreshToken })
  const mailed = async (email: string, pattern: RegExp) => {
    const letter = (await world.mails()).filter(({ to }) => to === email).at(-1)
    return pattern.exec(letter?.text ?? "")?.[0] ?? assert.fail(`nothing for ${email}`)
  }
  const rows = <A extends object>(text: string): Promise<ReadonlyArray<A>> =>
    world.runtime.runPromise(
      Effect.flatMap(Effect.serviceOption(SqlClient.SqlClient), (sql) =>
        sql._tag === "Some" ? sql.value.unsafe<A>(text) : Effect.die("no database")) as Effect.Effect<ReadonlyArray<A>>
    )
  const sessionsOf = (email: string) =>
    rows<{ generation: number; ended: boolean }>(`
      select generation, revoked_at is not null as ended from sessions
      join users on users.id = sessions.user_id where email = '${email}' order by sessions.id
    `)

  it("ten parallel refreshes of one client end in one family with one live successor", async () => {
    const { email } = await W.aShop(world)
    const before = await sessionsOf(email)
    const { refreshToken } = await logIn(email)
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(refreshToken)))
    assert.deepStrictEqual(answers.map(({ status }) => status), Array(10).fill(200))
    assert.strictEqual(new Set(answers.map(({ body }) => body.refreshToken)).size, 1)
    assert.deepStrictEqual((await sessionsOf(email)).slice(before.length), [{ generation: 2, ended: false }])
  })

  it("a lost answer is repeated with the identical successor, and reuse ends that session alone", async () => {
    const { email } = await W.aShop(world)
    const other = await logIn(email)
    const first = await logIn(email)
    const second = (await refresh(first.refreshToken)).body
    assert.strictEqual((await refresh(first.refreshToken)).body.refreshToken, second.refreshToken)
    const third = (await refresh(second.refreshToken)).body
    assert.strictEqual((await refresh(first.refreshToken)).status, 401)
    assert.strictEqual((await refresh(third.refreshToken)).status, 401)
    assert.strictEqual((await refresh(other.refreshToken)).status, 200)
    const reused = await rows<{ count: number }>(`
      select count(*)::int as count from audit_log
      join users on users.id = actor_id where email = '${email}' and action = 'REFRESH_TOKEN_REUSED'
    `)
    assert.deepStrictEqual(reused, [{ count: 1 }])
  })

  it("of ten who use one code at once one gets in", async () => {
    const { email } = await W.aShop(world)
    await post("/v1/auth/otp/request", { email })
    const code = await mailed(email, /^\d{6}$/m)
    const answers = await Promise.all(Array.from({ length: 10 }, () => post("/v1/auth/otp/verify", { email, code })))
    assert.deepStrictEqual(answers.map(({ status }) => status).toSorted((a, b) => a - b), [200, ...Array(9).fill(401)])
  })

  it("of ten who accept one invitation at once one gets the account", async () => {
    const { token } = await W.aShop(world)
    const email = `${randomUUID()}@example.com`
    await world.call("POST", "/v1/team/invitations", { token, json: { email, role: "STAFF" } })
    const secret = await mailed(email, /^ek1\.\S+$/m)
    const acceptance = { secret, name: "Ravi", password: W.password }
    const answers = await Promise.all(Array.from({ length: 10 }, () => post("/v1/team/invitations/accept", acceptance)))
    assert.deepStrictEqual(answers.map(({ status }) => status).toSorted((a, b) => a - b), [201, ...Array(9).fill(401)])
  })

  it("an address is one account, however it is written, also for two who register at once", async () => {
    const name = randomUUID()
    const registration = { jewellerName: "Shop", name: "Owner", password: W.password }
    const spelt = [`Owner.${name}@Example.invalid`, `OWNER.${name}@example.invalid`]
    const answers = await Promise.all(spelt.map((email) => post("/v1/auth/register", { ...registration, email })))
    assert.sameMembers(answers.map(({ status }) => status), [201, 409])
    const email = ` owner.${name}@example.INVALID `
    assert.strictEqual((await post("/v1/auth/login", { email, password: W.password })).status, 200)
    const third = await post("/v1/auth/register", { ...registration, email: spelt[1] })
    assert.deepStrictEqual([third.status, third.body._tag], [409, "EmailTaken"])
  })

  it("no answer sets a cookie, nor clears one", async () => {
    const { email } = await W.aShop(world)
    const { refreshToken } = await logIn(email)
    const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken), refresh("ekr.made.up")])
    assert.deepStrictEqual(answers.map(({ status }) => status), [200, 200, 401])
    for (const { headers } of answers) assert.isNull(headers.get("set-cookie"))
  })

  it("neither a code, a token, an invitation nor a password stands in any table or log", async () => {
    const { email, token } = await W.aShop(world)
    const session = await logIn(email)
    await post("/v1/auth/otp/request", { email })
    const code = await mailed(email, /^\d{6}$/m)
    const answered = await post("/v1/auth/otp/verify", { email, code })
    assert.notInclude(JSON.stringify(answered.body), code)
    const staff = `${randomUUID()}@example.com`
    const invited = await world.call("POST", "/v1/team/invitations", { token, json: { email: staff, role: "STAFF" } })
    const waiting = JSON.stringify(await rows("select to_jsonb(t) from outbox_emails t"))
    const secret = await mailed(staff, /^ek1\.\S+$/m)
    assert.notInclude(JSON.stringify(invited.body), secret)
    const tables = await rows<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"
    )
    const all = await Promise.all(tables.map(({ name }) => rows(`select to_jsonb(t)::text as row from "${name}" t`)))
    const kept = [JSON.stringify(all), waiting, world.logs.join("\n")].join("\n")
    assert.include(kept, email)
    // Six digits stand in times and ids as well: as a word of its own a code would be seen.
    assert.notMatch(kept, new RegExp(`(?<![\\w.:-])${code}(?![\\w.:-])`))
    for (const text of [secret, session.refreshToken, session.accessToken, W.password]) assert.notInclude(kept, text)
  })

  /** What a person can send of whom it may not be told whether there is an account. */
  const asked: ReadonlyArray<readonly [path: string, body: object]> = [
    ["/v1/auth/login", { password: "a wrong password" }],
    ["/v1/auth/otp/request", {}],
    ["/v1/auth/otp/verify", { code: "000000" }],
    ["/v1/auth/password/forgot", {}],
    ["/v1/auth/password/reset", { code: "000000", newPassword: "violet harbour lamp" }]
  ]

  const unknown = () => `${randomUUID()}@example.com`

  for (const [path, body] of asked) {
    it(`an unknown address takes the same statements and hashes as a known one: ${path}`, async () => {
      const known = (await W.aShop(world)).email
      const done = async (email: string) => {
        hashes.length = 0
        const from = seen.all.length
        const { body: answer, headers, status } = await post(path, { ...body, email })
        const { message, _tag } = answer === "" ? { message: "", _tag: "" } : answer
        const names = [...headers.keys()].filter((name) => name !== "x-request-id" && name !== "date").toSorted()
        return { status, message, _tag, names, hashes: [...hashes], statements: seen.all.slice(from) }
      }
      // Once before: a first time has rows to make.
      const fresh = [await done(known), await done(unknown())]
      assert.deepStrictEqual(fresh[0], fresh[1])
      assert.isAbove(fresh[0]!.statements.length, 3)
      if (path.endsWith("login")) assert.deepStrictEqual(fresh[0]!.hashes, ["verify"])
    })
  }

  it("an unknown address takes the same time as a known one", async () => {
    const median = (times: ReadonlyArray<number>) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!
    const time = async (path: string, json: object) => {
      const from = performance.now()
      await post(path, json)
      return performance.now() - from
    }
    for (const [path, body] of asked.filter(([path]) => !path.endsWith("reset"))) {
      // As many as one account may ask for. Somebody else may need the processors for a while: one quiet round of five proves it.
      const ratios: Array<number> = []
      while (ratios.length < 5 && !ratios.some((ratio) => ratio > 0.8 && ratio < 1.25)) {
        const [known, others]: [Array<number>, Array<number>] = [[], []]
        const { email } = await W.aShop(world)
        for (let index = 0; index < 5; index++) {
          known.push(await time(path, { ...body, email }))
          others.push(await time(path, { ...body, email: unknown() }))
        }
        ratios.push(median(known) / median(others))
      }
      assert.isTrue(ratios.some((ratio) => ratio > 0.8 && ratio < 1.25), `${path}: ${ratios.join(", ")}`)
    }
  }, 60_000)
})
