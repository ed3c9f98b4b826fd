/**
 * @since 0.1.0
 */
import type { ContactId } from "@ektola/domain/contacts/Contact"
import { ContactNotFound } from "@ektola/domain/contacts/ContactsError"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import * as Page from "@ektola/domain/ports/Page"
import type { Group } from "@ektola/domain/segmentation/Statistics"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { type ContactRow, toContact } from "./internal/contactRow.js"
import { upsertContacts } from "./internal/upsertContacts.js"
import { json, plainArray, toDate } from "./internal/values.js"

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<ContactStore, never, Database> = Layer.effect(
  ContactStore,
  Effect.map(Database, ({ call, sql }) => {
    const upsert = upsertContacts(sql)
    const found = (contactId: ContactId, rows: ReadonlyArray<ContactRow>) =>
      rows[0] === undefined ? new ContactNotFound({ contactId }) : Effect.succeed(toContact(rows[0]))

    return ContactStore.of({
      upsertMany: (jewellerId, contacts, mode, at) =>
        call(TenantScope.tenant(jewellerId), "ContactStore.upsertMany", upsert(jewellerId, contacts, mode, at)),
      get: (jewellerId, contactId) =>
        call(
          TenantScope.tenant(jewellerId),
          "ContactStore.get",
          Effect.flatMap(
            sql<ContactRow>`select * from contacts where jeweller_id = ${jewellerId} and id = ${contactId}`,
            (rows) => found(contactId, rows)
          )
        ),
      listPage: (jewellerId, { segment }, { after, limit }) =>
        call(
          TenantScope.tenant(jewellerId),
          "ContactStore.listPage",
          Effect.map(
            sql<ContactRow>`
              select * from contacts
              where jeweller_id = ${jewellerId} and deleted_at is null
                and (${segment}::text is null or segment = ${segment})
                and (${after}::uuid is null or id > ${after})
              order by id limit ${limit + 1}
            `,
            (rows) => Page.fromItems(rows.map(toContact), limit)
          )
        ),
      lockPersons: (jewellerId, { ids, phones, waUserIds }) =>
        call(
          TenantScope.tenant(jewellerId),
          "ContactStore.lockPersons",
          Effect.map(
            sql<ContactRow>`
              select * from contacts
              where jeweller_id = ${jewellerId} and (
                id = any(${plainArray(ids)}::uuid[])
                or phone = any(${plainArray(phones)}::text[])
                or wa_user_id = any(array(select json_array_elements_text(${json(waUserIds)}::json)))
              )
              order by id for update
            `,
            (rows) => rows.map(toContact)
          )
        ),
      saveOptOuts: (jewellerId, contacts, at) =>
        call(
          TenantScope.tenant(jewellerId),
          "ContactStore.saveOptOuts",
          Effect.asVoid(sql`
            update contacts stored set
              opt_out = given."optOut", opted_out_at = given."optedOutAt", updated_at = ${toDate(at)}
            from json_to_recordset(${
            json(contacts.map(({ id, optedOutAt, optOut }) => ({ id, optOut, optedOutAt })))
          }::json) as given (id uuid, "optOut" text, "optedOutAt" timestamptz)
            where stored.jeweller_id = ${jewellerId} and stored.id = given.id
          `)
        ),
      changePhones: (jewellerId, contacts, at) =>
        call(
          TenantScope.tenant(jewellerId),
          "ContactStore.changePhones",
          Effect.asVoid(sql`
            update contacts stored set phone = given.phone, wa_user_id = null, updated_at = ${toDate(at)}
            from json_to_recordset(${json(contacts)}::json) as given (id uuid, phone text)
            where stored.jeweller_id = ${jewellerId} and stored.id = given.id
          `)
        ),
      learnUserIds: (jewellerId, persons, at) =>
        call(
          TenantScope.tenant(jewellerId),
          "ContactStore.learnUserIds",
          Effect.map(
            sql<ContactRow>`
              with unknown as materialized (
                select stored.id, given."waUserId"
                from json_to_recordset(${json(persons)}::json) as given (phone text, "waUserId" text)
                join contacts stored on stored.jeweller_id = ${jewellerId} and stored.phone = given.phone
                where stored.wa_user_id is null
                order by stored.id for update of stored
              )
              update contacts stored set wa_user_id = unknown."waUserId", updated_at = ${toDate(at)}
              from unknown where stored.jeweller_id = ${jewellerId} and stored.id = unknown.id
              returning stored.*
            `,
            (rows) => rows.map(toContact)
          )
        ),
      listForAudience: (jewellerId, { after, cutoff, limit, segments }) =>
        call(
          TenantScope.tenant(jewellerId),
          "ContactStore.listForAudience",
          Effect.map(
            sql<ContactRow>`
              select * from contacts
              where jeweller_id = ${jewellerId} and created_at <= ${toDate(cutoff)}
                and (${segments.length === 0} or segment = any(${plainArray(segments)}::text[]))
                and (${after}::uuid is null or id > ${after})
              order by id limit ${limit}
            `,
            (rows) => rows.map(toContact)
          )
        ),
      countGroups: (jewellerId) =>
        call(
          TenantScope.tenant(jewellerId),
          "ContactStore.countGroups",
          sql<Group>`
            select
              segment, language, opt_out as "optOut", phone is not null as "hasPhone",
              wa_user_id is not null as "hasUserId", count(*)::int as count
            from contacts
            where jeweller_id = ${jewellerId} and deleted_at is null
            group by 1, 2, 3, 4, 5
          `
        )
    })
  })
)
