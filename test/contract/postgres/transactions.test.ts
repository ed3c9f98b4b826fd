import * as SqlClient from "@effect/sql/SqlClient"
import { assert } from "@effect/vitest"
import { Database, layer as databaseLayer } from "@ektola/adapters/postgres/Database"
import * as Postgres from "@ektola/adapters/postgres/layer"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { onPostgres } from "../../providers/onPostgres.js"
import { aContact, aJeweller, at } from "../builders.js"
import { aTenant, eventually } from "../stage.js"

const system = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.flatMap(UnitOfWork, (unitOfWork) => unitOfWork.transact(TenantScope.system, work))

/** The typed failure of a unit of work. */
const unavailable = <A, E extends { readonly _tag: string }, R>(work: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(system(work)), (error) => {
    assert(error._tag === "StoreUnavailable" && "retryable" in error && "cause" in error, error._tag)
    return { retryable: error.retryable, cause: String(error.cause) }
  })

const setUp = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  sql.unsafe(`
    create table if not exists deferred (id int primary key, other int references deferred deferrable initially deferred);
    create table if not exists contested (id int);
    create or replace function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'could not serialize access' using errcode = '40001'; end $$;
    drop trigger if exists refuse_at_commit on contested;
    create constraint trigger refuse_at_commit after insert on contested deferrable initially deferred
      for each row execute function refuse();
    grant all on deferred, contested to ektola_system;
  `))

onPostgres((it) => {
  it("a commit that fails is a typed error, and nothing is kept", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      yield* setUp
      const error = yield* unavailable(sql`insert into deferred values (1, 99)`.pipe(Effect.orDie))
      assert.isFalse(error.retryable)
      assert.match(error.cause, /23503/)
      assert.deepStrictEqual(yield* sql`select * from deferred`, [])
    }))

  it("a serialization failure at every commit is told in the end, as one that may be retried", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      yield* setUp
      const error = yield* unavailable(sql`insert into contested values (1)`.pipe(Effect.orDie))
      assert.isTrue(error.retryable)
      assert.match(error.cause, /40001/)
    }))

  it("a unit of work that loses a deadlock is run again", () =>
    Effect.gen(function*() {
      const jewellers = yield* JewellerStore
      const [a, b] = [yield* aTenant(), yield* aTenant()]
      const bothHold = yield* Deferred.make<void>()
      let begun = 0
      const suspend = (first: typeof a, second: typeof a, reason: string) =>
        system(
          Effect.gen(function*() {
            yield* jewellers.setStatus(first, "SUSPENDED", reason)
            if (++begun === 2) yield* Deferred.succeed(bothHold, void 0)
            yield* Deferred.await(bothHold)
            yield* jewellers.setStatus(second, "SUSPENDED", reason)
          })
        )
      yield* Effect.all([suspend(a, b, "one"), suspend(b, a, "the other")], { concurrency: 2 })
      assert.strictEqual(begun, 3)
      // Both were kept as a whole, one after the other.
      const reasons = yield* Effect.forEach(
        [a, b],
        (id) => Effect.map(jewellers.get(id), (found) => found.statusReason)
      )
      assert.strictEqual(reasons[0], reasons[1])
    }))

  it("a failed statement whose failure was passed over is not reported as kept", () =>
    Effect.gen(function*() {
      const jewellers = yield* JewellerStore
      const jeweller = aJeweller()
      const twice = jewellers.insert(jeweller).pipe(Effect.zipRight(Effect.ignore(jewellers.insert(jeweller))))
      const error = yield* unavailable(twice)
      assert.match(error.cause, /passed over/)
      assert.strictEqual((yield* Effect.flip(jewellers.get(jeweller.id)))._tag, "JewellerNotFound")
    }))

  it("a lost connection is a typed error, and the pool goes on with a new one", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const jewellers = yield* JewellerStore
      const jewellerId = yield* aTenant()
      const kill = sql`select pg_terminate_backend(pg_backend_pid())`
      const error = yield* unavailable(Effect.zipRight(Effect.ignore(kill), jewellers.get(jewellerId)))
      assert.isFalse(error.retryable)
      assert.strictEqual((yield* jewellers.get(jewellerId)).id, jewellerId)
    }))

  it("what goes wrong names no values of rows", () =>
    Effect.gen(function*() {
      const jewellers = yield* JewellerStore
      const sql = yield* SqlClient.SqlClient
      const database = yield* Effect.provide(
        Database,
        Layer.provide(databaseLayer, Layer.succeed(SqlClient.SqlClient, sql))
      )
      const jewellerId = yield* aTenant()
      const { phone } = aContact().input
      const insert = sql`
        insert into contacts (jeweller_id, id, phone, segment, attributes, created_at, updated_at)
        values (${jewellerId}, ${aContact().id}, ${phone}, 'MARKETING', '{}', now(), now())
      `
      yield* database.call(TenantScope.system, "test", insert)
      const error = yield* Effect.flip(database.call(TenantScope.system, "test", insert))
      assert.match(String(error.cause), /contacts_(pkey|phone_key)/)
      assert.notInclude(`${String(error.cause)} ${JSON.stringify(error)} ${String(error)}`, phone)
      assert.strictEqual((yield* jewellers.get(jewellerId)).id, jewellerId)
    }))

  it("a unit of work that has ended cannot be used again", () =>
    Effect.gen(function*() {
      const contacts = yield* ContactStore
      const jewellerId = yield* aTenant()
      const late = yield* Deferred.make<void>()
      const fiber = yield* system(
        Effect.forkDaemon(
          Effect.zipRight(
            Deferred.await(late),
            contacts.listPage(jewellerId, { segment: null }, { after: null, limit: 1 })
          )
        )
      )
      yield* Deferred.succeed(late, void 0)
      const exit = yield* Fiber.await(fiber)
      assert.isTrue(exit._tag === "Failure" && exit.cause._tag === "Die")
    }))

  it("interrupting many leaves no transaction open", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const contacts = yield* ContactStore
      const jewellerId = yield* aTenant()
      const add = contacts.upsertMany(jewellerId, [aContact()], "REPLACE", at(0))
      yield* Effect.forEach(
        Array.from({ length: 40 }, (_, number) => number),
        (number) => Effect.exit(Effect.timeout(system(Effect.forever(add)), `${number % 7} millis`)),
        { concurrency: 20 }
      )
      yield* eventually(
        sql<{ readonly open: number }>`
          select count(*)::int as open from pg_stat_activity
          where datname = current_database() and state like 'idle in transaction%'
        `,
        ([row]) => row?.open === 0
      )
      const page = yield* contacts.listPage(jewellerId, { segment: null }, { after: null, limit: 1 })
      assert.deepStrictEqual(page.items, [])
    }))

  it("names inside stored JSON stay as they are", () =>
    Effect.gen(function*() {
      const contacts = yield* ContactStore
      const jewellerId = yield* aTenant()
      const contact = aContact({
        attributes: { snake_key: "1", camelKey: "2", "no\u0000NUL \ud83d": "half\ud83d\u0000" }
      })
      yield* contacts.upsertMany(jewellerId, [contact], "REPLACE", at(0))
      const { attributes } = yield* contacts.get(jewellerId, contact.id)
      assert.deepStrictEqual(attributes, { snake_key: "1", camelKey: "2", "noNUL \ufffd": "half\ufffd" })
    }))

  it("a server that is away is a typed failure when the process starts", () =>
    Effect.gen(function*() {
      const url = Redacted.make("postgres://nobody@127.0.0.1:1/none")
      const error = yield* Effect.scoped(Effect.flip(Layer.build(Postgres.layerConnection({ url }))))
      assert.strictEqual(error._tag, "SqlError")
    }))
})
