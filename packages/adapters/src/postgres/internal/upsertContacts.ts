import type * as SqlClient from "@effect/sql/SqlClient"
import { type ContactId, defaultSegment } from "@ektola/domain/contacts/Contact"
import type { Service, Upserted } from "@ektola/domain/ports/ContactStore"
import * as Effect from "effect/Effect"
import { json, toDate } from "./values.js"

interface UpsertedRow {
  readonly id: string | null
  readonly created: boolean
}

/**
 * The rule of merging as one statement. Rows are locked in the order of phones, so that two uploads of the same people
 * cannot block each other, and those that would not change are not touched.
 */
export const upsertContacts = (sql: SqlClient.SqlClient) => {
  // `stored` is the row that is there, `excluded` the one that was given.
  const merges = {
    REPLACE: {
      either: (column: string) => `coalesce(excluded.${column}, stored.${column})`,
      segment: "excluded.segment",
      attributes: "stored.attributes || excluded.attributes"
    },
    FILL: {
      either: (column: string) => `coalesce(stored.${column}, excluded.${column})`,
      segment: "stored.segment",
      attributes: "excluded.attributes || stored.attributes"
    }
  }

  // As `dateSetAt` of the domain: which date changed, or came back with its contact.
  const setAt = (date: string, given: string, stored: string) => `
    '${date}', case
      when ${given} is distinct from ${stored} or (stored.deleted_at is not null and ${given} is not null)
        then to_jsonb(excluded.updated_at)
    end`
  const attribute = (attributes: string, key: string) => `(${attributes}) ->> '${key}'`

  const upsert = (
    jewellerId: string,
    rows: string,
    mode: "REPLACE" | "FILL",
    at: Date
  ) => {
    const merge = merges[mode]
    const merged = sql.literal(`
      ${merge.either("name")}, ${merge.segment}, ${merge.either("language")}, ${merge.either("payment_day")},
      ${merge.attributes}
    `)
    const ofAttribute = (date: string, key: string) =>
      setAt(date, attribute(merge.attributes, key), attribute("stored.attributes", key))
    const dateSetAt = sql.literal(`
      stored.date_set_at || jsonb_strip_nulls(jsonb_build_object(
        ${setAt("PAYMENT_DAY", merge.either("payment_day"), "stored.payment_day")},
        ${ofAttribute("BIRTHDAY", "birthday")}, ${ofAttribute("ANNIVERSARY", "anniversary")},
        ${ofAttribute("MATURITY", "maturity_date")}
      ))
    `)
    return sql<UpsertedRow>`
      with given as materialized (
        select * from json_to_recordset(${rows}::json) as given (
          place int, id uuid, phone text, name text, segment text, language text, "paymentDay" int, attributes jsonb
        )
      ), before as materialized (
        select stored.phone, stored.segment from given
        join contacts stored on stored.jeweller_id = ${jewellerId} and stored.phone = given.phone
      ), written as (
        insert into contacts as stored (
          jeweller_id, id, phone, name, segment, language, payment_day, attributes, created_at, updated_at
        )
        select
          ${jewellerId}::uuid, given.id, given.phone, name, coalesce(given.segment, before.segment, ${defaultSegment}),
          language, "paymentDay", attributes, ${at}::timestamptz, ${at}::timestamptz
        from given left join before on before.phone = given.phone order by given.phone
        on conflict (jeweller_id, phone) do update set
          (name, segment, language, payment_day, attributes) = (${merged}),
          date_set_at = ${dateSetAt},
          deleted_at = null,
          updated_at = excluded.updated_at
        where stored.deleted_at is not null
          or (stored.name, stored.segment, stored.language, stored.payment_day, stored.attributes)
            is distinct from (${merged})
        returning id, phone, xmax = 0 as created
      )
      select coalesce(written.id, stored.id) as id, coalesce(written.created, false) as created
      from given
      left join written on written.phone = given.phone
      left join contacts stored on written.id is null and stored.jeweller_id = ${jewellerId}
        and stored.phone = given.phone
      order by given.place
    `
  }

  return (...[jewellerId, contacts, mode, at]: Parameters<Service["upsertMany"]>) => {
    const rows = json(contacts.map(({ id, input }, place) => ({ place, id, ...input })))
    const attempt = upsert(jewellerId, rows, mode, toDate(at))
    return attempt.pipe(
      // A row that another transaction made meanwhile and that needs no change is not in this statement's snapshot.
      Effect.flatMap((found) => found.every(({ id }) => id !== null) ? Effect.succeed(found) : attempt),
      Effect.map((found) => found.map((row): Upserted => ({ id: row.id as ContactId, created: row.created })))
    )
  }
}
