/**
 * The platform's templates and their approval by WhatsApp.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import { Language } from "@ektola/domain/contacts/Language"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import { WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Domain from "@ektola/domain/templates/Template"
import { VariableSource } from "@ektola/domain/templates/VariableSource"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Authentication } from "./Authentication.js"
import { body, Instant, pathId, query } from "./internal/fields.js"
import * as Paging from "./Paging.js"

const Variables = Schema.Record({ key: Schema.String, value: VariableSource }).annotations({
  description: "Where the value of each placeholder comes from, by its name (`1`, `2`, … or `first_name`). A value that " +
    "is missing and has no fallback makes the contact be skipped."
})

const translation = {
  language: Language,
  header: Schema.NullOr(Schema.String),
  body: Schema.String,
  footer: Schema.NullOr(Schema.String)
}

/**
 * @since 0.1.0
 * @category model
 */
export class Template extends Schema.Class<Template>("Template")({
  id: Domain.TemplateId,
  name: Domain.TemplateName,
  category: Domain.Category,
  parameterFormat: Domain.ParameterFormat,
  variables: Variables,
  translations: Schema.Array(Schema.Struct({ id: Domain.TranslationId, ...translation })),
  createdAt: Instant
}) {}

/**
 * WhatsApp's verdict on one translation in one WhatsApp Business Account.
 *
 * @since 0.1.0
 * @category model
 */
export class TemplateApproval extends Schema.Class<TemplateApproval>("TemplateApproval")({
  templateId: Domain.TemplateId,
  translationId: Domain.TranslationId,
  wabaId: WabaId,
  language: Language,
  status: Schema.String.annotations({ description: "WhatsApp's word for it. Only APPROVED translations are sent." }),
  category: Domain.Category.annotations({ description: "What WhatsApp takes it for; it may differ from the template's." }),
  reason: Schema.NullOr(Schema.String)
}) {}

const Approvals = Schema.Struct({ items: Schema.Array(TemplateApproval) }).annotations({
  identifier: "TemplateApprovals",
  description: "One per translation that WhatsApp has judged; at most one per language."
})

const absent = { default: () => null } as const

/**
 * @since 0.1.0
 * @category model
 */
export const NewTemplate = body("NewTemplate", {
  name: Domain.TemplateName.annotations({ description: "Its name at WhatsApp." }),
  category: Domain.Category.annotations({ description: "UTILITY is tied to the customer's own account." }),
  parameterFormat: Schema.optionalWith(Domain.ParameterFormat, { default: () => "POSITIONAL" as const }).annotations({
    description: "POSITIONAL placeholders are {{1}}, {{2}}, …; NAMED ones are {{first_name}}."
  }),
  variables: Schema.optionalWith(Variables, { default: () => ({}) }),
  translations: Schema.Array(
    Schema.Struct({
      ...translation,
      header: Schema.optionalWith(translation.header, absent),
      footer: Schema.optionalWith(translation.footer, absent)
    })
  ).annotations({ description: "One per language." })
})

/**
 * @since 0.1.0
 * @category model
 */
export const NewApproval = body("NewApproval", {
  jewellerId: JewellerId.annotations({ description: "Whose WhatsApp account it is about." }),
  language: Schema.optionalWith(Schema.NullOr(Language), absent).annotations({
    description: "Null or absent: every translation."
  }),
  status: Schema.String.pipe(
    Schema.pattern(/^[A-Z][A-Z_]{0,63}$/, { message: () => "must be WhatsApp's word in capitals, such as APPROVED" })
  ),
  category: Schema.optionalWith(Schema.NullOr(Domain.Category), absent).annotations({
    description: "Null or absent: the template's own."
  }),
  reason: Schema.optionalWith(Schema.NullOr(Schema.String), absent)
})

const TemplatePath = Schema.Struct({ templateId: pathId(Domain.TemplateId) })

const create = HttpApiEndpoint.post("create", "/v1/templates")
  .setPayload(NewTemplate)
  .addSuccess(Template, { status: 201 })
  .addError(ApiError.TemplateNameTaken)
  .addError(ApiError.TemplateRefused)
  .annotateContext(OpenApi.annotations({
    summary: "Add a template to the catalogue",
    description: "For admins. The texts are checked against WhatsApp's rules; a refusal names every place."
  }))

const list = HttpApiEndpoint.get("list", "/v1/templates")
  .setUrlParams(query(Paging.params(Domain.TemplateId)))
  .addSuccess(Paging.page("TemplatePage", Template))
  .annotateContext(OpenApi.annotations({
    summary: "List templates",
    description: "The catalogue that all jewellers share, the oldest first."
  }))

const get = HttpApiEndpoint.get("get", "/v1/templates/:templateId")
  .setPath(TemplatePath)
  .addSuccess(Template)
  .addError(ApiError.TemplateNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "Show one template",
    description: "With all its translations and where its variables come from."
  }))

const setApproval = HttpApiEndpoint.put("setApproval", "/v1/templates/:templateId/approvals")
  .setPath(TemplatePath)
  .setPayload(NewApproval)
  .addSuccess(Approvals)
  .addError(ApiError.TemplateNotFound)
  .addError(ApiError.TranslationNotFound)
  .addError(ApiError.WhatsAppNotConnected)
  .annotateContext(OpenApi.annotations({
    summary: "Record WhatsApp's verdict for a jeweller",
    description: "For admins. It holds for the account the jeweller has connected now, and answers with all verdicts there."
  }))

const listApprovals = HttpApiEndpoint.get("listApprovals", "/v1/templates/:templateId/approvals")
  .setPath(TemplatePath)
  .addSuccess(Approvals)
  .addError(ApiError.TemplateNotFound)
  .addError(ApiError.WhatsAppNotConnected)
  .annotateContext(OpenApi.annotations({
    summary: "Show WhatsApp's verdict for oneself",
    description: "Which translations of the template are approved in the caller's WhatsApp account."
  }))

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("templates")
  .add(create)
  .add(list)
  .add(get)
  .add(setApproval)
  .add(listApprovals)
  .addError(ApiError.Forbidden)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({
    title: "Templates",
    description: "The texts that WhatsApp has to approve before they can be sent."
  }))
