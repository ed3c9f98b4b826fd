import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import { DatabaseRefused } from "../DatabaseRefused.js"

/** Row-level security protects tenants only while the tenant role can neither bypass it nor act as the system role. */
export const checkRoles = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const [row] = yield* sql<{ usable: boolean; bypasses: boolean; widened: boolean }>`
    select
      pg_has_role(current_user, 'ektola_app', 'MEMBER')
        and pg_has_role(current_user, 'ektola_system', 'MEMBER') as usable,
      (select rolsuper or rolbypassrls from pg_roles where rolname = 'ektola_app') as bypasses,
      pg_has_role('ektola_app', 'ektola_system', 'MEMBER') as widened
  `
  if (row === undefined || !row.usable) {
    return yield* new DatabaseRefused({
      reason: "The database log-in may not act as ektola_app and ektola_system. Grant it both roles."
    })
  }
  if (row.bypasses || row.widened) {
    return yield* new DatabaseRefused({
      reason: "The role ektola_app can see every jeweller's rows. " +
        "Take SUPERUSER, BYPASSRLS and membership in ektola_system from it."
    })
  }
})
