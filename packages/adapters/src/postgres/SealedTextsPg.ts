/**
 * @since 0.1.0
 */
import { type SealedText, SealedTexts } from "@ektola/domain/ports/SealedTexts"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"

const places = {
  WHATSAPP_TOKEN: { table: "whatsapp_accounts", column: "encrypted_token" },
  LETTER: { table: "outbox_emails", column: "sealed" }
} as const

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<SealedTexts, never, Database> = Layer.effect(
  SealedTexts,
  Effect.map(Database, ({ call, sql }) =>
    SealedTexts.of({
      list: (kind, after, limit) => {
        const { column, table } = places[kind]
        return call(
          TenantScope.system,
          "SealedTexts.list",
          sql<SealedText>`
            select id, ${sql(column)} as sealed from ${sql(table)}
            where ${sql(column)} <> '' and (${after}::uuid is null or id > ${after}) order by id limit ${limit}
          `
        )
      },
      replace: (kind, { id, sealed }, to) => {
        const { column, table } = places[kind]
        return call(
          TenantScope.system,
          "SealedTexts.replace",
          Effect.map(
            sql`update ${sql(table)} set ${sql(column)} = ${to} where id = ${id} and ${
              sql(column)
            } = ${sealed} returning 1`,
            (rows) => rows.length > 0
          )
        )
      }
    }))
)
