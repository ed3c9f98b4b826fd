import * as SqlClient from "@effect/sql/SqlClient"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { tenantTables } from "../../../../test/contract/postgres/isolation/probe.js"
import type { World } from "../world.js"

/** Everything that is stored of a jeweller, as one text that changes when any of it does. */
export const storedOf = (world: World, jewellerId: string): Promise<string> =>
  world.runtime.runPromise(Effect.flatMap(
    Effect.all([Effect.serviceOption(MemoryDatabase), Effect.serviceOption(SqlClient.SqlClient)]),
    ([memory, sql]) =>
      Option.match(memory, {
        onSome: ({ tables }) => Effect.succeed(inMemory(tables, jewellerId)),
        onNone: () => inDatabase(Option.getOrThrow(sql), jewellerId)
      })
  ))

const inMemory = (tables: object, jewellerId: string): string =>
  Object.entries(tables).flatMap(([name, table]) =>
    [...(table as ReadonlyMap<string, unknown>)]
      .map((row) => JSON.stringify(row))
      .filter((row) => row.includes(jewellerId))
      .map((row) => `${name} ${row}`)
  ).join("\n")

const inDatabase = (sql: SqlClient.SqlClient, jewellerId: string) =>
  tenantTables.pipe(
    Effect.provideService(SqlClient.SqlClient, sql),
    Effect.flatMap((tables) =>
      sql.unsafe<{ readonly row: string }>(
        tables.map(({ name, owner }) =>
          `select '${name} ' || to_jsonb(t)::text as row from "${name}" t where "${owner}" = '${jewellerId}'`
        ).join(" union all ") + " order by 1"
      )
    ),
    Effect.map((rows) => rows.map(({ row }) => row).join("\n")),
    Effect.orDie
  )
