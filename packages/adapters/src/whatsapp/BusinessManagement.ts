/**
 * WhatsApp's Business Management API behind the domain's port. One request per call and per page of a list, and no
 * repeats.
 *
 * @since 0.1.0
 */
import { type AccessToken, BusinessManagement, type Service } from "@ektola/domain/ports/BusinessManagement"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Connection from "./Connection.js"
import * as accounts from "./internal/accountDecoding.js"
import * as fetchTransport from "./internal/fetchTransport.js"
import * as graphCall from "./internal/graphCall.js"
import { id } from "./internal/json.js"
import { listTemplates } from "./internal/listTemplates.js"
import * as mediaEncoding from "./internal/mediaEncoding.js"
import * as templates from "./internal/templateDecoding.js"
import * as templateEncoding from "./internal/templateEncoding.js"
import type { Transport } from "./internal/transport.js"
import * as undiciTransport from "./internal/undiciTransport.js"

/**
 * Calls over undici on an agent of its own, so that a slow upload takes no connection from messages.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (config: Connection.Config): Layer.Layer<BusinessManagement> =>
  Layer.scoped(
    BusinessManagement,
    Effect.map(undiciTransport.make(Connection.limitsOf(config)), (transport) => make(config, transport))
  )

/**
 * Calls over the global `fetch`, which request-mocking libraries can intercept.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerFetch = (config: Connection.Config): Layer.Layer<BusinessManagement> =>
  Layer.sync(BusinessManagement, () => make(config, fetchTransport.make(Connection.limitsOf(config))))

const json = (body: string) => ({ contentType: "application/json", body })

const make = (config: Connection.Config, transport: Transport): Service => {
  const call = graphCall.make(config, transport)
  /** A call of which only the success matters. */
  const change = (accessToken: AccessToken, request: graphCall.Request) =>
    Effect.flatMap(call(accessToken, request, (body) => body), graphCall.confirmed(request.operation))
  return {
    listTemplates: listTemplates(call),
    getTemplate: (accessToken, templateId) =>
      call(accessToken, {
        operation: "getTemplate",
        method: "GET",
        path: [templateId],
        query: { fields: templates.fields },
        attributes: { templateId }
      }, templates.template),
    createTemplate: (accessToken, wabaId, draft) =>
      call(accessToken, {
        operation: "createTemplate",
        method: "POST",
        path: [wabaId, "message_templates"],
        content: json(templateEncoding.create(draft)),
        attributes: { wabaId }
      }, templates.created),
    editTemplate: (accessToken, templateId, edit) =>
      change(accessToken, {
        operation: "editTemplate",
        method: "POST",
        path: [templateId],
        content: json(templateEncoding.edit(edit)),
        attributes: { templateId }
      }),
    deleteTemplate: (accessToken, wabaId, { name, templateId }) =>
      change(accessToken, {
        operation: "deleteTemplate",
        method: "DELETE",
        path: [wabaId, "message_templates"],
        query: templateId === null ? { name } : { hsm_id: templateId, name },
        attributes: { wabaId }
      }),
    unpauseTemplate: (accessToken, templateId) =>
      change(accessToken, {
        operation: "unpauseTemplate",
        method: "POST",
        path: [templateId, "unpause"],
        attributes: { templateId }
      }),
    uploadMedia: (accessToken, phoneNumberId, media) =>
      call(accessToken, {
        operation: "uploadMedia",
        method: "POST",
        path: [phoneNumberId, "media"],
        content: mediaEncoding.encode(media),
        attributes: { phoneNumberId }
      }, (body) => id(body["id"])),
    debugToken: (accessToken, inspected) =>
      call(accessToken, {
        operation: "debugToken",
        method: "GET",
        path: ["debug_token"],
        query: { input_token: Redacted.value(inspected) },
        secrets: [Redacted.value(inspected), encodeURIComponent(Redacted.value(inspected))]
      }, accounts.tokenInfo),
    subscribeApp: (accessToken, wabaId) =>
      change(accessToken, {
        operation: "subscribeApp",
        method: "POST",
        path: [wabaId, "subscribed_apps"],
        attributes: { wabaId }
      }),
    listSubscribedApps: (accessToken, wabaId) =>
      call(accessToken, {
        operation: "listSubscribedApps",
        method: "GET",
        path: [wabaId, "subscribed_apps"],
        attributes: { wabaId }
      }, accounts.subscribedApps),
    getPhoneNumber: (accessToken, phoneNumberId) =>
      call(accessToken, {
        operation: "getPhoneNumber",
        method: "GET",
        path: [phoneNumberId],
        query: { fields: accounts.phoneNumberFields },
        attributes: { phoneNumberId }
      }, accounts.phoneNumber),
    getMessagingLimit: (accessToken, phoneNumberId) =>
      call(accessToken, {
        operation: "getMessagingLimit",
        method: "GET",
        path: [phoneNumberId],
        query: { fields: accounts.messagingLimitField },
        attributes: { phoneNumberId }
      }, (body) => accounts.messagingLimit(body[accounts.messagingLimitField]))
  }
}
