import { randomUUID } from "node:crypto"
import { assert, describe, it } from "vitest"
import { routesOf } from "./Route.js"
import { type Ground, walk } from "./walk.js"

/** A contract with one bulk route, which the real one does not have. */
const [bulk] = routesOf({
  paths: {
    "/v1/things/delete": {
      post: {
        operationId: "things.deleteMany",
        parameters: [],
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Things" } } } }
      }
    }
  },
  components: {
    schemas: {
      Things: { type: "object", properties: { thingIds: { type: "array", items: { type: "string", format: "uuid" } } } }
    }
  }
})

type Thing = { readonly id: string; readonly owner: string }

/** Deletes things of the stranger, all or none, and asks whose they are for as many of them as `checked` says. */
const ground = (checked: (ids: ReadonlyArray<string>) => ReadonlyArray<string>, knows = true): Ground => {
  const things = new Map<string, Thing>()
  const make = (owner: string) => {
    const id = randomUUID()
    things.set(id, { id, owner })
    return id
  }
  const foreign = make("other")
  return {
    foreign: () => knows ? foreign : undefined,
    own: async () => make("stranger"),
    stored: async () => JSON.stringify([...things.values()].filter(({ owner }) => owner === "other")),
    ask: async (_, given) => {
      const ids = [...given.values()].flat()
      if (checked(ids).some((id) => things.get(id)?.owner !== "stranger")) return { status: 404, body: null }
      for (const id of ids) things.delete(id)
      return { status: 200, body: null }
    }
  }
}

describe("the walk over a bulk route", () => {
  it("finds the list of ids in the contract", () => {
    assert.deepStrictEqual(bulk?.places, [{ in: "body", name: "thingId", field: ["thingIds"], list: true }])
  })

  it("is content when every id is looked at", async () => {
    assert.deepStrictEqual(await walk(bulk!, ground((ids) => ids)), [])
  })

  it("is not when only the first id is looked at, or only the last", async () => {
    assert.deepStrictEqual(await walk(bulk!, ground((ids) => ids.slice(0, 1))), [
      "a foreign thingId behind an own one changes something of the other tenant"
    ])
    assert.deepStrictEqual(await walk(bulk!, ground((ids) => ids.slice(-1))), [
      "a foreign thingId before an own one changes something of the other tenant"
    ])
  })

  it("refuses to pass over ids that it does not know", async () => {
    await walk(bulk!, ground((ids) => ids, false)).then(
      () => assert.fail("it passed"),
      (error: Error) => assert.match(error.message, /things\.deleteMany: the walk has no thingId of the other tenant/)
    )
  })
})
