import * as SqlClient from "@effect/sql/SqlClient"
import { assert } from "@effect/vitest"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { InboundStore } from "@ektola/domain/ports/InboundStore"
import { SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import { onPostgres } from "../../providers/onPostgres.js"
import { aContact, aLine, anAttempt, anInbound, aSuppression, at, newJewellerId } from "../builders.js"
import { aLaunch, aShop, aTenant, saveAttempts, someMessages } from "../stage.js"

/** A jeweller with a row in most tables. */
const aBusyTenant = Effect.gen(function*() {
  const contacts = yield* ContactStore
  const shop = yield* aShop()
  const suppressions = yield* SuppressionStore
  const contact = aContact()
  yield* contacts.upsertMany(shop.jewellerId, [contact], "REPLACE", at(0))
  yield* suppressions.record(shop.jewellerId, [aSuppression({ refusedAll: at(0) })], [aLine()])
  yield* Effect.flatMap(InboundStore, (inbound) => inbound.insertMany(shop.jewellerId, [anInbound()]))
  const { run } = yield* aLaunch(shop)
  const [message] = yield* someMessages(shop, run, [{}])
  assert(message)
  yield* saveAttempts({ ...message, state: "SENDING", attempts: 1 }, [anAttempt(message)])
  return shop.jewellerId
})

const within = <A, E, R>(scope: TenantScope.TenantScope, work: Effect.Effect<A, E, R>) =>
  Effect.flatMap(UnitOfWork, (unitOfWork) => unitOfWork.transact(scope, work))

const tables = [
  "whatsapp_accounts",
  "contacts",
  "consent_ledger",
  "suppressions",
  "waba_templates",
  "campaigns",
  "campaign_runs",
  "inbound_messages",
  "messages",
  "message_attempts"
]

const owners = (table: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<{ readonly jeweller_id: JewellerId }>`select distinct jeweller_id from ${sql(table)}`,
      (rows) => rows.map((row) => row.jeweller_id)
    ))

onPostgres((it) => {
  it("a tenant's unit of work sees its own rows without asking for them", () =>
    Effect.gen(function*() {
      const [own, other] = [yield* aBusyTenant, yield* aBusyTenant]
      for (const table of tables) {
        assert.deepStrictEqual([table, yield* within(TenantScope.tenant(own), owners(table))], [table, [own]])
        const all = yield* within(TenantScope.system, owners(table))
        assert.includeMembers([...all], [own, other])
      }
    }))

  it("a unit of work of a tenant without rows sees none", () =>
    Effect.gen(function*() {
      yield* aBusyTenant
      for (const table of tables) {
        assert.deepStrictEqual([table, yield* within(TenantScope.tenant(newJewellerId()), owners(table))], [table, []])
      }
    }))

  it("the tenant role without a tenant sees no row of any table", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      yield* aBusyTenant
      for (const table of [...tables, "jewellers", "message_events"]) {
        const rows = yield* sql.withTransaction(
          Effect.zipRight(sql`set local role ektola_app`, sql`select * from ${sql(table)} limit 1`)
        )
        assert.deepStrictEqual([table, rows], [table, []])
      }
    }))

  it("the tenant role may not touch users and webhooks at all", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      for (const table of ["users", "webhook_events"]) {
        const exit = yield* Effect.exit(within(
          TenantScope.tenant(newJewellerId()),
          sql`select * from ${sql(table)} limit 1`
        ))
        assert.isTrue(exit._tag === "Failure", table)
      }
    }))

  it("a tenant cannot write a row of another", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const [own, other] = [yield* aBusyTenant, yield* aTenant()]
      const insert = sql`
        insert into contacts (jeweller_id, id, phone, segment, attributes, created_at, updated_at)
        values (${other}, ${aContact().id}, ${aContact().input.phone}, 'MARKETING', '{}', now(), now())
      `
      const move = sql`update contacts set jeweller_id = ${other}`
      for (const write of [insert, move]) {
        const error = yield* Effect.flip(within(TenantScope.tenant(own), write))
        assert.match(String("cause" in error && error.cause), /row-level security/)
      }
    }))

  it("role and tenant are gone after the transaction, whether it succeeds or fails", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const jewellerId = yield* aTenant()
      const look = sql<{ readonly tenant: string; readonly role: string; readonly timeout: string }>`
        select current_setting('app.jeweller_id', true) as tenant, current_setting('role') as role,
          current_setting('statement_timeout') as timeout
      `
      const inside = yield* within(TenantScope.tenant(jewellerId), look)
      assert.deepStrictEqual(inside, [{ tenant: jewellerId, role: "ektola_app", timeout: "30s" }])
      yield* Effect.flip(within(TenantScope.tenant(jewellerId), Effect.fail("enough")))
      // Every connection of the pool, whoever used it before.
      const connections = yield* Effect.all(
        Array.from({ length: 10 }, () => Effect.zipLeft(look, sql`select pg_sleep(0.05)`)),
        {
          concurrency: "unbounded"
        }
      )
      for (const [after] of connections) {
        assert.include(["", null], after?.tenant)
        assert.deepStrictEqual([after?.role, after?.timeout], ["none", "0"])
      }
    }))

  it("a tenant id that is no UUID never reaches the server", () =>
    Effect.gen(function*() {
      const forged = "x', true); drop table messages; --" as JewellerId
      const exit = yield* Effect.exit(within(TenantScope.tenant(forged), Effect.void))
      assert.isTrue(exit._tag === "Failure" && exit.cause._tag === "Die")
    }))
})
