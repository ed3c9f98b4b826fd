/**
 * The platform's templates and their approval by WhatsApp.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import { Language } from "@ektola/domain/contacts/Language"
import { Button } from "@ektola/domain/templates/Button"
import * as Domain from "@ektola/domain/templates/Template"
import { VariableSource } from "@ektola/domain/templates/VariableSource"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import { WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Authentication } from "./Authentication.js"
import { about, body, count, instant, pathId, query } from "./internal/fields.js"
import * as Paging from "./Paging.js"

const Variables = about(
  Schema.Record({ key: Schema.String, value: VariableSource }),
  "Where the value of each placeholder comes from, by its name (`1`, `2`, … or `first_name`). A value that is missing " +
    "and has no fallback makes the contact be skipped."
)

const TemplateButton = Button.annotations({
  identifier: "TemplateButton",
  description:
    "At most 10: 2 URL (their one placeholder at the end), 1 PHONE_NUMBER, 1 COPY_CODE, and quick replies side by side. A " +
    "quick reply with the payload OPTOUT:MARKETING ends promotions for whoever presses it."
})

const translation = {
  language: Language,
  header: Schema.NullOr(Schema.String),
  body: Schema.String,
  footer: Schema.NullOr(Schema.String),
  buttons: Schema.Array(TemplateButton)
}

const Warnings = about(
  Schema.Array(Schema.Struct({ path: Schema.String, reason: Schema.String })),
  "What WhatsApp may refuse, or what looks like an oversight. It can be submitted as it is."
)

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
  warnings: Warnings,
  createdAt: instant()
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
  status: about(Schema.String, "WhatsApp's word for it. Only APPROVED translations are sent."),
  category: about(Domain.Category, "What WhatsApp takes it for; it may differ from the template's."),
  reason: Schema.NullOr(Schema.String),
  quality: about(
    Schema.NullOr(Schema.Struct({ score: Schema.String, at: instant() })),
    "GREEN, YELLOW, RED or UNKNOWN; WhatsApp pauses a translation that stays RED. Null: not told."
  ),
  notice: about(
    Schema.NullOr(Schema.Struct({
      category: Schema.NullOr(Domain.Category),
      dueAt: Schema.NullOr(instant()),
      at: instant()
    })),
    "WhatsApp will take it for `category` from `dueAt`; null in it: nothing is announced any more."
  )
}) {}

const Approvals = Schema.Struct({ items: Schema.Array(TemplateApproval) }).annotations({
  identifier: "TemplateApprovals",
  description: "One per translation that WhatsApp has judged; at most one per language."
})

/**
 * @since 0.1.0
 * @category model
 */
export class TemplateCoverage extends Schema.Class<TemplateCoverage>("TemplateCoverage")({
  category: about(Domain.Category, "What the template was made for."),
  translations: about(
    Schema.Array(Schema.Struct({
      language: Language,
      status: about(Schema.NullOr(Schema.String), "WhatsApp's word for it; null while it has not judged."),
      category: about(
        Schema.NullOr(Domain.Category),
        "What WhatsApp takes it for. In another category than the template's it is not sent."
      ),
      reason: Schema.NullOr(Schema.String),
      isUsable: about(Schema.Boolean, "Whether messages can go out in it now.")
    })),
    "One per language of the template."
  ),
  languages: about(
    Schema.Array(Schema.Struct({
      language: about(Schema.NullOr(Language), "What customers want; null: they have said nothing."),
      sentIn: about(Schema.NullOr(Language), "What they get; null: nothing, for no language that would do is usable."),
      isFallback: about(Schema.Boolean, "Whether that is another language than they want."),
      contacts: count("How many they are.")
    })),
    "Every language customers may want, and nothing said. Those count who have a number, or are known to WhatsApp, and " +
      "have not refused messages of the category; of all segments."
  ),
  totals: about(
    Schema.Struct({ own: count(), fallback: count(), unreachable: count() }),
    "How many of them get their own language, another one, or nothing."
  )
}) {}

const absent = { default: () => null } as const

const NewTemplate = body("NewTemplate", {
  name: about(Domain.TemplateName, "Its name at WhatsApp."),
  category: about(Domain.Category, "UTILITY is tied to the customer's own account."),
  parameterFormat: Schema.optionalWith(
    about(Domain.ParameterFormat, "POSITIONAL (if left out) is {{1}}, {{2}}, …; NAMED is {{first_name}}."),
    { default: () => "POSITIONAL" as const }
  ),
  variables: Schema.optionalWith(Variables, { default: () => ({}) }),
  translations: about(
    Schema.Array(
      Schema.Struct({
        ...translation,
        header: Schema.optionalWith(translation.header, absent),
        footer: Schema.optionalWith(translation.footer, absent),
        buttons: Schema.optionalWith(translation.buttons, { default: () => [] })
      })
    ),
    "One per language."
  )
})

const NewApproval = body("NewApproval", {
  jewellerId: about(JewellerId, "Whose WhatsApp account it is about."),
  language: Schema.optionalWith(about(Schema.NullOr(Language), "Null or absent: every translation."), absent),
  status: Schema.String.pipe(
    Schema.pattern(/^[A-Z][A-Z_]{0,63}$/, { message: () => "must be WhatsApp's word in capitals, such as APPROVED" })
  ),
  category: Schema.optionalWith(
    about(Schema.NullOr(Domain.Category), "Null or absent: as WhatsApp said before, at first the template's own."),
    absent
  ),
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
    description:
      "For admins. It holds for the account the jeweller has connected now, and answers with all verdicts there."
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

const coverage = HttpApiEndpoint.get("coverage", "/v1/templates/:templateId/coverage")
  .setPath(TemplatePath)
  .addSuccess(TemplateCoverage)
  .addError(ApiError.TemplateNotFound)
  .addError(ApiError.JewellerNotFound)
  .addError(ApiError.WhatsAppNotConnected)
  .annotateContext(OpenApi.annotations({
    summary: "Show which languages a template reaches",
    description:
      "For the caller's WhatsApp account: which translations can be sent, and for each language of customers how many " +
      "they are and what they would get: their own, the shop's, English, or nothing."
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
  .add(coverage)
  .addError(ApiError.Forbidden)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({
    title: "Templates",
    description: "The texts that WhatsApp has to approve before they can be sent."
  }))
