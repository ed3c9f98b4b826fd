/**
 * The guard around every transaction. It owns what `sql.withTransaction` leaves open: who may see which rows, joining
 * instead of savepoints, and typed errors for everything a commit can answer.
 *
 * @since 0.1.0
 */
import * as SqlClient from "@effect/sql/SqlClient"
import type { Connection } from "@effect/sql/SqlConnection"
import { SqlError } from "@effect/sql/SqlError"
import type { StoreUnavailable } from "@ektola/domain/ports/StoreUnavailable"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Scope from "effect/Scope"
import type { DatabaseRefused } from "./DatabaseRefused.js"
import { checkRoles } from "./internal/checkRoles.js"
import * as StoreError from "./internal/storeError.js"
import * as Migrations from "./Migrations.js"

/**
 * Whose rows a store call touches. `Nobody` has a tenant's rights without a tenant: enough for the catalogue.
 *
 * @since 0.1.0
 * @category model
 */
export type RowScope = TenantScope.TenantScope | { readonly _tag: "Nobody" }

/**
 * `Running` takes the scope of the running unit of work, whatever that is, and `alone` outside of any.
 *
 * @since 0.1.0
 * @category model
 */
export type CallScope = TenantScope.TenantScope | { readonly _tag: "Running"; readonly alone: RowScope }

/**
 * For the catalogue, which everybody may read.
 *
 * @since 0.1.0
 * @category constructors
 */
export const catalogue: CallScope = { _tag: "Running", alone: { _tag: "Nobody" } }

/**
 * For calls about rows of any tenant: in a tenant's unit of work only that tenant's rows exist.
 *
 * @since 0.1.0
 * @category constructors
 */
export const visible: CallScope = { _tag: "Running", alone: TenantScope.system }

/**
 * @since 0.1.0
 * @category model
 */
export interface Service {
  readonly sql: SqlClient.SqlClient
  readonly transact: <A, E, R>(
    scope: TenantScope.TenantScope,
    work: Effect.Effect<A, E, R>
  ) => Effect.Effect<A, E | StoreUnavailable, R>
  /**
   * One store call, in the running unit of work or in one of its own. Its statements are not interrupted half-way: the
   * driver cancels by asking the server to signal the session, which can hit the next statement instead.
   */
  readonly call: <A, E>(
    scope: CallScope,
    operation: string,
    statements: Effect.Effect<A, E>
  ) => Effect.Effect<A, Exclude<E, SqlError> | StoreUnavailable>
}

/**
 * @since 0.1.0
 * @category service
 */
export class Database extends Context.Tag("@ektola/adapters/postgres/Database")<Database, Service>() {}

interface Unit {
  readonly sql: SqlClient.SqlClient
  readonly scope: RowScope
  over: boolean
}

class Running extends Context.Tag("@ektola/adapters/postgres/Running")<Running, Unit>() {}

const make = (sql: SqlClient.SqlClient): Service => {
  const within = <A, E, R>(scope: CallScope, operation: string, work: Effect.Effect<A, E, R>) =>
    Effect.flatMap(
      Effect.serviceOption(Running),
      Option.match({
        onNone: () =>
          Effect.retry(open(sql, scope._tag === "Running" ? scope.alone : scope, operation, work), {
            while: isLost,
            times: repeats
          }),
        onSome: (unit) => join(sql, unit, scope, work)
      })
    )
  return {
    sql,
    transact: (scope, work) => within(scope, "UnitOfWork.transact", work),
    call: <A, E>(scope: CallScope, operation: string, statements: Effect.Effect<A, E>) =>
      within(
        scope,
        operation,
        Effect.uninterruptible(Effect.mapError(
          statements,
          (error): Exclude<E, SqlError> | StoreUnavailable =>
            isSqlError(error) ? StoreError.unavailable(operation, error) : error as Exclude<E, SqlError>
        ))
      )
  }
}

// Whoever loses a deadlock goes on as soon as the winner has ended: waiting first would only hold the caller.
const repeats = 3

const isLost = (error: unknown): boolean =>
  Predicate.isTagged(error, "StoreUnavailable") && Predicate.hasProperty(error, "retryable") && error.retryable === true

const isSqlError = (error: unknown): error is SqlError => Predicate.isTagged(error, "SqlError")

const join = <A, E, R>(
  sql: SqlClient.SqlClient,
  unit: Unit,
  scope: CallScope,
  work: Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  unit.over
    ? Effect.dieMessage("a unit of work that has ended was used again")
    : unit.sql !== sql
    ? Effect.dieMessage("a unit of work of one database was used for another")
    : !includes(unit.scope, scope)
    ? Effect.dieMessage("a unit of work may not widen its tenant scope")
    : work

const includes = (outer: RowScope, inner: CallScope): boolean =>
  inner._tag === "Running" || (outer._tag !== "Nobody" && TenantScope.includes(outer, inner))

const open = <A, E, R>(
  sql: SqlClient.SqlClient,
  scope: RowScope,
  operation: string,
  work: Effect.Effect<A, E, R>
): Effect.Effect<A, E | StoreUnavailable, R> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(Scope.make(), (lifetime) =>
      Effect.gen(function*() {
        const connection = yield* Scope.extend(sql.reserve, lifetime)
        const unit: Unit = { sql, scope, over: false }
        const exit = yield* Effect.zipRight(
          connection.executeUnprepared(beginning(scope), [], undefined),
          Effect.exit(restore(
            Effect.mapInputContext(work, (context: Context.Context<R>) =>
              context.pipe(
                Context.add(SqlClient.TransactionConnection, [connection, 0]),
                Context.add(Running, unit)
              ))
          ))
        ).pipe(Effect.onError(() => rollback(connection)))
        unit.over = true
        yield* Exit.isSuccess(exit) ? commit(connection) : rollback(connection)
        return exit
      }).pipe(
        Effect.mapError((error) => StoreError.unavailable(operation, error)),
        Effect.onExit((exit) => Scope.close(lifetime, exit)),
        Effect.flatten
      ))
  ).pipe(
    Effect.withSpan("sql.transaction", {
      kind: "client",
      captureStackTrace: false,
      attributes: { operation, scope: scope._tag }
    })
  )

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

// Statements that wait longer have met a lock or a plan that nobody foresaw.
const limits = "SET LOCAL statement_timeout = '30s'; SET LOCAL lock_timeout = '5s'; " +
  "SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL jit = off"

// Several statements in one text go over in one round trip, but can have no parameters: the id is checked instead.
const beginning = (scope: RowScope): string => {
  const role = scope._tag === "System" ? "ektola_system" : "ektola_app"
  const jewellerId = scope._tag === "Tenant" ? scope.jewellerId : ""
  if (jewellerId !== "" && !uuid.test(jewellerId)) throw new Error("a jeweller's id is not a UUID")
  return `BEGIN; SET LOCAL ROLE ${role}; SET LOCAL app.jeweller_id = '${jewellerId}'; ${limits}`
}

// COMMIT of a transaction in which a statement failed answers ROLLBACK and no error.
const commit = (connection: Connection): Effect.Effect<void, SqlError> =>
  Effect.flatMap(
    connection.executeRaw("COMMIT", []),
    (result) =>
      Predicate.hasProperty(result, "command") && result.command === "COMMIT"
        ? Effect.void
        : Effect.fail(
          new SqlError({
            cause: new Error("a statement failed earlier in this unit of work and its failure was passed over"),
            message: "Nothing was committed"
          })
        )
  )

// A second try, since a connection that stays in its transaction would hand it to the next user.
const rollback = (connection: Connection): Effect.Effect<void> =>
  Effect.ignore(Effect.retry(connection.executeRaw("ROLLBACK", []), { times: 1 }))

/**
 * Refuses a database whose roles do not separate tenants, or whose schema this version does not know.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Database, DatabaseRefused | SqlError, SqlClient.SqlClient> = Layer.effect(
  Database,
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    yield* Migrations.assertSchemaKnown
    yield* checkRoles
    return make(sql)
  })
)
