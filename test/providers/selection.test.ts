import { assert, describe, it } from "@effect/vitest"
import { select } from "./selection.js"

const DATABASE_URL = "postgres://localhost/postgres"
const REDIS_URL = "redis://localhost"

describe("the providers of the contract suites", () => {
  it("are memory and pglite without a database, and one line says what is left out", () => {
    const { leftOut, run } = select({})
    assert.deepStrictEqual(run, ["memory", "pglite"])
    assert.match(leftOut ?? "", /^postgres is left out; set DATABASE_URL/)
  })

  it("are all of them with a database", () => {
    assert.deepStrictEqual(select({ DATABASE_URL }), { run: ["memory", "pglite", "postgres"], leftOut: null })
  })

  it("are those that TEST_PROVIDER names", () => {
    assert.deepStrictEqual(select({ TEST_PROVIDER: "memory" }).run, ["memory"])
    assert.deepStrictEqual(select({ TEST_PROVIDER: " postgres, memory", DATABASE_URL }).run, ["memory", "postgres"])
    assert.deepStrictEqual(select({ TEST_PROVIDER: "", DATABASE_URL }).run, ["memory", "pglite", "postgres"])
  })

  it("are never none: an unknown name throws", () => {
    assert.throws(() => select({ TEST_PROVIDER: "memory,postgress" }), "no provider: postgress")
  })

  it("are never none: postgres without a database throws", () => {
    assert.throws(() => select({ TEST_PROVIDER: "postgres" }), "needs DATABASE_URL")
  })
})

describe("the providers of the send budget", () => {
  it("are memory, and redis where there is one", () => {
    const { leftOut, run } = select({}, "budgets")
    assert.deepStrictEqual(run, ["memory"])
    assert.match(leftOut ?? "", /^redis is left out; set REDIS_URL/)
    assert.deepStrictEqual(select({ REDIS_URL }, "budgets"), { run: ["memory", "redis"], leftOut: null })
  })

  it("are those that TEST_PROVIDER names, and all when it names only others", () => {
    assert.deepStrictEqual(select({ TEST_PROVIDER: "redis", REDIS_URL }, "budgets").run, ["redis"])
    assert.deepStrictEqual(select({ TEST_PROVIDER: "redis", REDIS_URL }).run, ["memory", "pglite"])
    assert.deepStrictEqual(select({ TEST_PROVIDER: "postgres", DATABASE_URL, REDIS_URL }, "budgets").run, [
      "memory",
      "redis"
    ])
  })

  it("are never none: redis without a server throws", () => {
    assert.throws(() => select({ TEST_PROVIDER: "redis" }, "budgets"), "needs REDIS_URL")
  })
})

for (const family of ["stores", "budgets"] as const) {
  const { leftOut, run } = select(process.env, family)
  console.info(`contract suites of ${family} run on ${run.join(", ")}`)
  if (leftOut !== null) console.info(leftOut)
}
