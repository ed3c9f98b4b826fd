import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import { Contacts } from "@ektola/domain/contacts/Contacts"
import * as Effect from "effect/Effect"
import { Api } from "../../contract/Api.js"
import { Contact, SegmentStatistics } from "../../contract/ContactsApi.js"
import * as Paging from "../../contract/Paging.js"
import { answerTo } from "../answer.js"

export const layer = HttpApiBuilder.group(Api, "contacts", (handlers) =>
  Effect.gen(function*() {
    const contacts = yield* Contacts
    return handlers
      .handle("list", ({ urlParams }) =>
        Effect.map(
          answerTo((principal) =>
            contacts.list(principal, { segment: urlParams.segment ?? null }, Paging.toRequest(urlParams))
          ),
          (page) => Paging.toPage(page, (contact) => new Contact(contact, true))
        ))
      .handle("statistics", () =>
        Effect.map(
          answerTo((principal) => contacts.statistics(principal)),
          (segments) => ({ items: segments.map((segment) => new SegmentStatistics(segment, true)) })
        ))
      .handle("get", ({ path }) =>
        Effect.map(
          answerTo((principal) => contacts.get(principal, path.contactId)),
          (contact) => new Contact(contact, true)
        ))
      .handle("optOut", ({ path, payload }) =>
        Effect.map(
          answerTo((principal) => contacts.optOut(principal, path.contactId, payload.scope)),
          (contact) => new Contact(contact, true)
        ))
      .handle("optIn", ({ path, payload }) =>
        Effect.map(
          answerTo((principal) => contacts.optIn(principal, path.contactId, payload.reason)),
          (contact) => new Contact(contact, true)
        ))
  }))
