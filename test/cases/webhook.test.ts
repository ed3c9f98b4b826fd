import { assert } from "@effect/vitest"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as Effect from "effect/Effect"
import { describeCases, elsewhere } from "./table.js"
import { aRunTo, body, inboundChange, inWorld, receive, sendAll, stateOf, statusChange, wamidOf } from "./whatsapp.js"

const http = (title: string) => elsewhere("packages/http/test/webhook.test.ts", title)
const signature = elsewhere("packages/http/test/webhook.test.ts", "signature-cases.json")

/** Everything that is stored, except the events themselves. */
const written = Effect.map(MemoryDatabase, ({ tables }) =>
  Object.entries(tables).flatMap(([name, table]) => name === "webhooks" ? [] : [[...table.entries()]]))

/** What every contact has refused, and the ledger. */
const refusals = Effect.map(MemoryDatabase, ({ tables }) => ({
  contacts: [...tables.contacts.values()].map(({ optOut }) => optOut),
  ledger: [...tables.consents.values()].map(({ action, proof, scope }) => `${action} ${scope}, ${proof}`)
}))

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
  "WHK-06": inWorld(() =>
    Effect.gen(function*() {
      const webhooks = yield* Webhooks
      yield* aRunTo(1)
      const stop = body(inboundChange([{ id: "wamid.T9", from: 1, text: "STOP" }]))
      const post = Effect.zipRight(webhooks.receive(stop), webhooks.process(1))
      yield* Effect.all([post, post], { concurrency: "unbounded" })
      yield* receive(stop)
      assert.deepStrictEqual(yield* refusals, { contacts: ["ALL"], ledger: ["OPT_OUT ALL, message wamid.T9: STOP"] })
    })
  ),
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
      yield* aRunTo(1)
      yield* sendAll
      const [request] = provider.seen
      assert(request)
      yield* receive(body(
        statusChange([{ id: wamidOf(request), status: "delivered", token: request.token, at: "abc" }]),
        inboundChange([{ id: "wamid.T9", from: 1, text: "STOP" }])
      ))
      assert.strictEqual(yield* stateOf(1), "SENT")
      assert.deepStrictEqual(yield* refusals, { contacts: ["ALL"], ledger: ["OPT_OUT ALL, message wamid.T9: STOP"] })
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
      const { token } = request
      yield* receive(
        body(inboundChange([{ id: "wamid.T1", from: 1, text: "Hi" }], "9999")),
        body(inboundChange([{ id: "wamid.T2", from: 1, text: "STOP" }], "200000000009999")),
        // Not even with our own token and message id: they belong to another number.
        body(statusChange([{ id: wamidOf(request), status: "read", token }], "200000000009999"))
      )
      assert.deepStrictEqual(yield* written, before)
      assert.deepStrictEqual(yield* notes, [
        "entry[0].changes[0].value.messages[0]: no phone number id to route it by",
        "nobody has connected the number 200000000009999",
        "1 statuses match no attempt"
      ])
    })
  )
})
