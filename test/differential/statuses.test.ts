/**
 * Statuses in random order, a third of them twice, against the same statuses as they happened. STATUSES says how many
 * (`STATUSES=100000`), STATUSES_SEED replays a failure.
 */
import { assert, it } from "@effect/vitest"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as TestClock from "effect/TestClock"
import { at } from "../contract/builders.js"
import * as Random from "./audience/random.js"
import { applyAll, layer, restore, rows, stage } from "./statuses.js"

const howMany = Number(process.env["STATUSES"] ?? 3000)
const seed = Number(process.env["STATUSES_SEED"] ?? 20_261_201)

/** When a message is due says nothing unless it waits. */
const meant = (row: unknown) =>
  Predicate.hasProperty(row, "dueAt") && Predicate.hasProperty(row, "state") && row.state !== "QUEUED"
    ? { ...row, dueAt: null }
    : row

it.effect(
  `${howMany} statuses in any order, 30 % of them twice, end in the rows of their order (seed ${seed})`,
  () =>
    Effect.gen(function*() {
      const random = Random.make(seed)
      const { tables } = yield* MemoryDatabase
      yield* TestClock.setTime(DateTime.toEpochMillis(at(7200)))
      const { account, statuses } = yield* stage(random, howMany)
      const before = rows(tables)
      yield* applyAll(account, statuses)
      const inOrder = rows(tables)
      const states = new Set([...tables.messages.values()].map(({ state }) => state))
      assert.includeMembers([...states], ["SENT", "DELIVERED", "READ", "FAILED", "QUEUED"])
      assert.notDeepEqual(inOrder, before)

      restore(tables, before)
      const twice = [...statuses, ...statuses.filter(() => random.chance(0.3))]
      const places = twice.map((status) => ({ status, place: random.next() }))
      yield* applyAll(account, places.sort((a, b) => a.place - b.place).map(({ status }) => status))
      assert.isAbove(twice.length, howMany * 1.2)
      for (const [name, table] of Object.entries(inOrder)) {
        const mixed = rows(tables)[name]
        assert.strictEqual(mixed?.size, table.size, name)
        for (const [key, row] of table) assert.deepStrictEqual(meant(mixed?.get(key)), meant(row), name)
      }
    }).pipe(Effect.provide(layer)),
  600_000
)
