import { assert } from "@effect/vitest"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { aShop, someContacts } from "../../packages/domain/test/world.js"
import { describeCases, elsewhere } from "./table.js"
import { aRunTo, body, inWorld, receive, reportOf, sendAll, statusChange } from "./whatsapp.js"

const http = (title: string) => elsewhere("packages/http/test/tenancy.test.ts", title)
const postgres = (title: string) => elsewhere("test/contract/postgres/tenancy.test.ts", title)

describeCases("tenants from public bug reports", "tenancy.json", {
  "TEN-01": [http("answers as for an unknown id"), http("has changed nothing of A")],
  "TEN-02": http("a campaign with an unknown template is 404 and creates nothing"),
  "TEN-03": elsewhere("packages/http/test/errors.test.ts", "so that nobody can write himself another tenant or role"),
  "TEN-04": postgres("role and tenant are gone after the transaction, whether it succeeds or fails"),
  "TEN-05": postgres("the tenant role without a tenant sees no row of any table"),
  "TEN-06": elsewhere("test/contract/postgres/schema.test.ts", "every tenant table has row-level security"),
  "TEN-07": inWorld(() =>
    Effect.gen(function*() {
      const contacts = yield* ContactStore
      const [a, b] = [yield* aShop(1), yield* aShop(2)]
      const [ofA] = yield* someContacts(a, [{ number: 1, name: "Asha" }])
      const [ofB] = yield* someContacts(b, [{ number: 1, name: "Bina" }])
      assert(ofA !== undefined && ofB !== undefined && ofA !== ofB)
      assert.strictEqual((yield* contacts.get(a.jewellerId, ofA)).name, "Asha")
      assert.strictEqual((yield* contacts.get(b.jewellerId, ofB)).name, "Bina")
      const refused = yield* Effect.exit(contacts.get(a.jewellerId, ofB))
      assert.isTrue(Exit.isFailure(refused))
    })
  ),
  "TEN-08": inWorld((provider) =>
    Effect.gen(function*() {
      const a = yield* aRunTo(1, 1)
      const b = yield* aRunTo(1, 2)
      yield* sendAll
      const tokens = new Map(provider.seen.map(({ phoneNumberId, token }) => [String(phoneNumberId), token]))
      const [numberA, numberB] = ["200000000000001", "200000000000002"]
      const [tokenA, tokenB] = [tokens.get(numberA) ?? "", tokens.get(numberB) ?? ""]
      const figures = Effect.all([reportOf(a.shop, a.run), reportOf(b.shop, b.run)]).pipe(
        Effect.map((reports) => reports.map(({ figures: { funnel } }) => [funnel.sent, funnel.delivered, funnel.read]))
      )
      // B's number with A's token, and with A's message id, says nothing about A.
      yield* receive(body(
        statusChange([{ id: "wamid.other", status: "read", token: tokenA }], numberB),
        statusChange([{ id: "wamid.1", status: "read" }, { id: "wamid.2", status: "read" }], "200000000000003")
      ))
      assert.deepStrictEqual(yield* figures, [[1, 0, 0], [1, 0, 0]])
      yield* receive(body(
        statusChange([{ id: "wamid.a", status: "delivered", token: tokenA }], numberA),
        statusChange([{ id: "wamid.b", status: "read", token: tokenB }], numberB)
      ))
      assert.deepStrictEqual(yield* figures, [[1, 1, 0], [1, 1, 1]])
    })
  ),
  "TEN-09": [
    elsewhere("test/contract/UnitOfWork.contract.ts", "keeps none when the work dies, and dies as the work did"),
    inWorld(() =>
      Effect.gen(function*() {
        const { tables } = yield* MemoryDatabase
        const { transact } = yield* UnitOfWork
        const [a, b] = [yield* aShop(1), yield* aShop(2)]
        for (let round = 1; round <= 20; round++) {
          const job = (shop: typeof a, fails: boolean) =>
            transact(
              TenantScope.tenant(shop.jewellerId),
              Effect.zipRight(
                someContacts(shop, [{ number: round }]),
                fails ? Effect.die(new Error("made up")) : Effect.void
              )
            )
          const exits = yield* Effect.all([Effect.exit(job(a, round % 2 === 0)), Effect.exit(job(b, false))], {
            concurrency: 2
          })
          assert.deepStrictEqual(exits.map(Exit.isSuccess), [round % 2 === 1, true])
        }
        const owners = [...tables.contacts.values()].map(({ jewellerId }) => jewellerId)
        assert.strictEqual(owners.filter((owner) => owner === a.jewellerId).length, 10)
        assert.strictEqual(owners.filter((owner) => owner === b.jewellerId).length, 20)
      })
    )
  ],
  "TEN-10": elsewhere(
    "packages/http/test/errors.test.ts",
    "LogInRefused is the same for an unknown address and a wrong password"
  )
})
