import { assert } from "@effect/vitest"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as Effect from "effect/Effect"
import { describeCases, elsewhere } from "./table.js"
import { aRunTo, body, inWorld, receive, sendAll, stateOf, statusChange, wamidOf } from "./whatsapp.js"

const http = (title: string) => elsewhere("packages/http/test/webhook.test.ts", title)
const signature = elsewhere("packages/http/test/webhook.test.ts", "signature-cases.json")

/** Everything that is stored, except the events themselves. */
const written = Effect.map(MemoryDatabase, ({ tables }) =>
  Object.entries(tables).flatMap(([name, table]) => name === "webhooks" ? [] : [[...table.entries()]]))

const notes = Effect.map(MemoryDatabase, ({ tables }) => [...tables.webhooks.values()].map(({ note }) => note))

describeCases("webhooks from public bug reports", "webhook.json", {
  "WHK-01": signature,
  "WHK-02": [signature, elsewhere("packages/adapters/test/whatsapp/WebhookSignature.test.ts", "refuses every other form")],
  "WHK-03": [signature, http("stores exactly the bytes")],
  "WHK-04": [signature, http("stores exactly the bytes")],
  "WHK-05": [
    http("answers the challenge as plain text"),
    http("never as a page"),
    http("without the challenge")
  ],
  "WHK-07": [
    http("takes 2.5 MB at once"),
    http("refuses more than 4 MB"),
    inWorld((provider) =>
      Effect.gen(function*() {
        const { report } = yield* aRunTo(250)
        yield* sendAll
        const thousand = ["read", "sent", "delivered", "read"].flatMap((status) =>
          provider.seen.map(({ token }) => ({ id: token, status, token }))
        )
        assert.strictEqual(thousand.length, 1000)
        yield* receive(body(statusChange(thousand)))
        assert.strictEqual((yield* report).figures.byState.READ, 250)
        const { tables } = yield* MemoryDatabase
        assert.strictEqual(tables.statusEvents.size, 750)
      })
    )
  ],
  "WHK-08": inWorld((provider) =>
    Effect.gen(function*() {
      yield* aRunTo(2)
      yield* sendAll
      const [first, second] = provider.seen
      assert(first !== undefined && second !== undefined)
      yield* receive(body(
        statusChange([{ id: wamidOf(first), status: "delivered", token: first.token, at: "abc" }]),
        statusChange([{ id: wamidOf(second), status: "delivered", token: second.token }])
      ))
      assert.deepStrictEqual([yield* stateOf(1), yield* stateOf(2)], ["SENT", "DELIVERED"])
      assert.match((yield* notes)[0] ?? "", /statuses\[0\]: no readable timestamp/)
    })
  ),
  "WHK-09": [
    http("is 503 while the store is down"),
    http("is 503 within seconds while the store hangs")
  ],
  "WHK-10": [
    http("stores ${body}: what it means is for later"),
    http("[\"nul\", \"nul\"]"),
    inWorld(() =>
      Effect.gen(function*() {
        yield* aRunTo(1)
        yield* sendAll
        const before = yield* written
        yield* receive(
          "{}",
          "[]",
          "{\"object\":\"page\",\"entry\":[]}",
          "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[{\"value\":{}}]}]}",
          "nul"
        )
        assert.deepStrictEqual(yield* written, before)
        const { tables } = yield* MemoryDatabase
        // Each is dealt with and comes no more.
        assert.deepStrictEqual([...tables.webhooks.values()].map(({ dueAt }) => dueAt), Array(5).fill(Infinity))
      })
    )
  ],
  "WHK-11": inWorld((provider) =>
    Effect.gen(function*() {
      yield* aRunTo(1)
      yield* sendAll
      const before = yield* written
      const [request] = provider.seen
      assert(request)
      const inbound = {
        field: "messages",
        value: {
          metadata: { display_phone_number: "919800009999", phone_number_id: "9999" },
          messages: [{ from: "919800000001", id: "wamid.T1", timestamp: "1740000000", type: "text", text: { body: "Hi" } }]
        }
      }
      const { token } = request
      yield* receive(
        body(inbound),
        // Not even with our own token and message id: they belong to another number.
        body(statusChange([{ id: wamidOf(request), status: "read", token }], "200000000009999"))
      )
      assert.deepStrictEqual(yield* written, before)
      assert.deepStrictEqual(yield* notes, ["messages is not applied", "1 statuses match no attempt"])
    })
  )
})
