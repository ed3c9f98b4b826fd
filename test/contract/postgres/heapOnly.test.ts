import * as SqlClient from "@effect/sql/SqlClient"
import { assert } from "@effect/vitest"
import * as Attempt from "@ektola/domain/messaging/Attempt"
import * as Message from "@ektola/domain/messaging/Message"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import { onPostgres } from "../../providers/onPostgres.js"
import { anAttempt, aStatus, at, newWamid } from "../builders.js"
import { aQueue, eventually, leaseAll, occupyQueue, worker } from "../stage.js"

type Updates = Readonly<Record<"messages" | "message_attempts", { readonly all: number; readonly heapOnly: number }>>

/** Updates since the last look, once as many are known as there were. */
const updates = (since: Updates | null, expected: number) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const look = Effect.map(
      sql<{ readonly name: "messages" | "message_attempts"; readonly all: number; readonly hot: number }>`
        select relname as name, n_tup_upd::int as all, n_tup_hot_upd::int as hot from pg_stat_user_tables
        where relname in ('messages', 'message_attempts')
      `,
      (rows) =>
        Object.fromEntries(rows.map(({ all, hot, name }) => [name, {
          all: all - (since?.[name].all ?? 0),
          heapOnly: hot - (since?.[name].heapOnly ?? 0)
        }])) as Updates
    )
    return yield* eventually(look, ({ messages }) => messages.all >= expected)
  })

const sum = (a: Updates, b: Updates): Updates => {
  const both = (table: keyof Updates) => ({
    all: a[table].all + b[table].all,
    heapOnly: a[table].heapOnly + b[table].heapOnly
  })
  return { messages: both("messages"), message_attempts: both("message_attempts") }
}

onPostgres((it) => {
  it("leasing, answers and statuses leave the indexes of messages alone, statuses those of attempts", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const store = yield* MessageStore
      const unitOfWork = yield* UnitOfWork
      yield* occupyQueue
      const count = 300
      const { messages } = yield* aQueue(Array.from({ length: count }, () => ({})))
      let known = yield* updates(null, 0)
      const step = <R>(work: Effect.Effect<unknown, unknown, R>) =>
        Effect.gen(function*() {
          // On the same connection, which otherwise reports its counts once a second.
          yield* unitOfWork.transact(TenantScope.system, Effect.zipRight(work, sql`select pg_stat_force_next_flush()`))
          const made = yield* updates(known, count)
          known = sum(known, made)
          return made
        })

      const leased = yield* step(leaseAll(worker(1), { now: 1, room: count }))
      assert.isAtLeast(leased.messages.heapOnly, count * 0.95)

      let pairs = messages.map((message) => ({ message, attempt: anAttempt(message) }))
      const save = (change: (attempt: Attempt.Attempt) => Attempt.Attempt) => {
        pairs = pairs.map(({ attempt, message }) => {
          const next = change(attempt)
          return { message: Message.fold(message, [next]), attempt: next }
        })
        return step(store.save(pairs.map(({ attempt, message }) => ({ message, attempts: [attempt], events: [] }))))
      }
      const status = (status: string, seconds: number) => (attempt: Attempt.Attempt) =>
        Attempt.apply(attempt, {
          _tag: "StatusReported",
          update: aStatus(attempt, { status, occurredAt: at(seconds) }),
          retryAt: null,
          at: at(seconds)
        })

      const begun = yield* save((attempt) => attempt)
      assert.strictEqual(begun.messages.heapOnly, 0)
      const answered = yield* save((attempt) =>
        Attempt.apply(attempt, { _tag: "Accepted", wamid: newWamid(), at: at(11) })
      )
      assert.isAtLeast(answered.messages.heapOnly, count * 0.9)

      for (const [word, seconds] of [["sent", 12], ["delivered", 13], ["read", 14]] as const) {
        const made = yield* save(status(word, seconds))
        for (const table of ["messages", "message_attempts"] as const) {
          assert.strictEqual(made[table].all, count, `${word} ${table}`)
          assert.isAtLeast(made[table].heapOnly, count * 0.9, `${word} ${table}`)
        }
      }
      assert.deepStrictEqual([...new Set(pairs.map(({ message }) => message.state))], ["READ"])
    }))
})
