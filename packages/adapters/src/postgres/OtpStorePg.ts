/**
 * @since 0.1.0
 */
import * as Otp from "@ektola/domain/identity/Otp"
import { OtpStore } from "@ektola/domain/ports/OtpStore"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { json } from "./internal/values.js"

/** Instants as JSON has them. */
interface State {
  readonly newest: (Omit<Otp.Issued, "issuedAt" | "usedAt"> & IssuedTimes) | null
  readonly requestedAt: ReadonlyArray<string>
  readonly wrongAt: ReadonlyArray<string>
}

interface IssuedTimes {
  readonly issuedAt: string
  readonly usedAt: string | null
}

const toOtp = ({ newest, requestedAt, wrongAt }: State): Otp.Otp => ({
  newest: newest === null
    ? null
    : {
      ...newest,
      issuedAt: DateTime.unsafeMake(newest.issuedAt),
      usedAt: newest.usedAt === null ? null : DateTime.unsafeMake(newest.usedAt)
    },
  requestedAt: requestedAt.map((at) => DateTime.unsafeMake(at)),
  wrongAt: wrongAt.map((at) => DateTime.unsafeMake(at))
})

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<OtpStore, never, Database> = Layer.effect(
  OtpStore,
  Effect.map(Database, ({ call, sql }) =>
    OtpStore.of({
      lock: (email, purpose) =>
        call(
          TenantScope.system,
          "OtpStore.lock",
          Effect.map(
            // The row is made first: there has to be one to lock.
            sql`
              insert into otps (email, purpose) values (${email}, ${purpose}) on conflict do nothing
            `.pipe(
              Effect.zipRight(sql<{ state: State | null }>`
                select state from otps where email = ${email} and purpose = ${purpose} for update
              `)
            ),
            (rows) => rows[0]?.state ? toOtp(rows[0].state) : Otp.none
          )
        ),
      save: (email, purpose, otp) =>
        call(
          TenantScope.system,
          "OtpStore.save",
          Effect.asVoid(sql`
            insert into otps (email, purpose, state) values (${email}, ${purpose}, ${json(otp)}::jsonb)
            on conflict (email, purpose) do update set state = excluded.state
          `)
        ),
      // Instants as texts of one form and in UTC have their order.
      removeBefore: (before, limit) =>
        call(
          TenantScope.system,
          "OtpStore.removeBefore",
          Effect.map(
            sql`
              delete from otps where (email, purpose) in (
                select email, purpose from otps
                where coalesce((
                  select max(at #>> '{}') from (
                    select jsonb_array_elements(state -> 'requestedAt') as at
                    union all select jsonb_array_elements(state -> 'wrongAt')
                    union all select state #> '{newest,issuedAt}'
                    union all select state #> '{newest,usedAt}'
                  ) as times
                ), '') < ${DateTime.formatIso(before)}
                limit ${limit} for update skip locked
              )
              returning 1
            `,
            (rows) => rows.length
          )
        )
    }))
)
