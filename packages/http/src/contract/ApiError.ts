/**
 * Every refusal and failure of the API with its status. Statuses live here and nowhere else: the domain knows none.
 *
 * @since 0.1.0
 */
import * as Campaigns from "@ektola/domain/campaigns/CampaignsError"
import * as Contacts from "@ektola/domain/contacts/ContactsError"
import * as Identity from "@ektola/domain/identity/IdentityError"
import * as Templates from "@ektola/domain/templates/TemplatesError"
import * as Tenancy from "@ektola/domain/tenancy/TenancyError"
import type * as Schema from "effect/Schema"
import * as Contract from "./ContractError.js"
import { wireError } from "./internal/wireError.js"

/**
 * @since 0.1.0
 * @category schemas
 */
export const BadRequest = wireError(Contract.BadRequest, {
  status: 400,
  description: "The request does not have the documented shape; `faults` names every place."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const Unauthorized = wireError(Contract.Unauthorized, {
  status: 401,
  description: "The access token is missing, wrong or too old."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const LogInRefused = wireError(Identity.LogInRefused, {
  status: 401,
  description: "Unknown address or wrong password; which of them is not told."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const RefreshRefused = wireError(Identity.RefreshRefused, {
  status: 401,
  description: "The refresh token is wrong, too old or was used before, or its session has ended."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const CodeRefused = wireError(Identity.CodeRefused, {
  status: 401,
  description: "The code is wrong, too old, used or was tried too often, or nobody has the address; which is not told."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const InvitationRefused = wireError(Identity.InvitationRefused, {
  status: 401,
  description: "The invitation is unknown, was accepted or revoked, or is too old; which of them is not told."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const InvitationNotFound = notFound(Identity.InvitationNotFound, "invitation")

/**
 * @since 0.1.0
 * @category schemas
 */
export const InvitationAccepted = wireError(Identity.InvitationAccepted, {
  status: 409,
  description: "The invitation was accepted, so that there is an account."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const TooManyInvitations = wireError(Identity.TooManyInvitations, {
  status: 429,
  description: "The shop has invited many people in 24 hours; Retry-After says when it may again."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const TooManyTries = wireError(Identity.TooManyTries, {
  status: 429,
  description: "This account or this network tried too often; nothing was compared. Retry-After says when it may again."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const CurrentPasswordWrong = wireError(Identity.CurrentPasswordWrong, {
  status: 422,
  description: "What was given as the present password is not it."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const Forbidden = wireError(Identity.Forbidden, {
  status: 403,
  description: "The role of the caller does not allow this."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const ContactNotFound = notFound(Contacts.ContactNotFound, "contact")

/**
 * @since 0.1.0
 * @category schemas
 */
export const ImportNotFound = notFound(Contacts.ImportNotFound, "import")

/**
 * @since 0.1.0
 * @category schemas
 */
export const CampaignNotFound = notFound(Campaigns.CampaignNotFound, "campaign")

/**
 * @since 0.1.0
 * @category schemas
 */
export const RunNotFound = notFound(Campaigns.RunNotFound, "run")

/**
 * @since 0.1.0
 * @category schemas
 */
export const JewellerNotFound = notFound(Tenancy.JewellerNotFound, "jeweller")

/**
 * @since 0.1.0
 * @category schemas
 */
export const TemplateNotFound = notFound(Templates.TemplateNotFound, "template")

/**
 * @since 0.1.0
 * @category schemas
 */
export const TranslationNotFound = wireError(Templates.TranslationNotFound, {
  status: 404,
  description: "The template has no translation in this language."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const EmailTaken = wireError(Identity.EmailTaken, {
  status: 409,
  description: "Another account has this e-mail address."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const TemplateNameTaken = wireError(Templates.TemplateNameTaken, {
  status: 409,
  description: "Another template has this name."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const PhoneNumberIdTaken = wireError(Tenancy.PhoneNumberIdTaken, {
  status: 409,
  description: "Another jeweller has connected this number."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const WhatsAppNotConnected = wireError(Tenancy.WhatsAppNotConnected, {
  status: 409,
  description: "The jeweller has not connected WhatsApp yet."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const WhatsAppTokenRefused = wireError(Tenancy.WhatsAppTokenRefused, {
  status: 422,
  description: "WhatsApp does not take the access token, or not for this WABA; `reason` says why. Nothing was stored."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const WhatsAppUnavailable = wireError(Tenancy.WhatsAppUnavailable, {
  status: 503,
  description: "WhatsApp could not be asked about the token. Nothing was stored; try again."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const JewellerStatusRefused = wireError(Tenancy.JewellerStatusRefused, {
  status: 409,
  description: "The status of the jeweller forbids this; `status` is the present one."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const CampaignStatusRefused = wireError(Campaigns.CampaignStatusRefused, {
  status: 409,
  description: "The status of the campaign forbids this; `status` is the present one."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const PayloadTooLarge = wireError(Contract.PayloadTooLarge, {
  status: 413,
  description: "The body is larger than this route takes."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const PasswordRefused = wireError(Identity.PasswordRefused, {
  status: 422,
  description: "The password is a common one, or says no more than the account does; `reasons` has a sentence for each."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const ReasonMissing = wireError(Contacts.ReasonMissing, {
  status: 422,
  description: "A refusal is not lifted without a reason."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const ImportFileRefused = wireError(Contacts.ImportFileRefused, {
  status: 422,
  description: "The file cannot be imported at all; `reason` says what to change."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const TemplateRefused = wireError(Templates.TemplateRefused, {
  status: 422,
  description: "The texts break WhatsApp's rules; `faults` names every place."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const SegmentRequired = wireError(Campaigns.SegmentRequired, {
  status: 422,
  description: "A UTILITY campaign names no segment."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const CampaignTimePassed = wireError(Campaigns.CampaignTimePassed, {
  status: 422,
  description: "No time of the campaign is left."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const CampaignCompleted = wireError(Campaigns.CampaignCompleted, {
  status: 409,
  description: "The campaign is completed and keeps its schedule."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const NoReminders = wireError(Campaigns.NoReminders, {
  status: 422,
  description: "The campaign goes by the calendar, and nobody in particular is due."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const TemplateCategoryChanged = wireError(Campaigns.TemplateCategoryChanged, {
  status: 422,
  description:
    "WhatsApp takes the template for another category than the campaign was made for, so nothing would be sent."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const NoApprovedTranslation = wireError(Campaigns.NoApprovedTranslation, {
  status: 422,
  description: "No translation is approved for the jeweller's WhatsApp account, so nobody could get a message."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const TooManyRequests = wireError(Contract.TooManyRequests, {
  status: 429,
  description: "The address or the account has made too many requests; the header Retry-After says when to come back."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const InternalError = wireError(Contract.InternalError, {
  status: 500,
  description: "A fault of ours; the log has it under the request id."
})

/**
 * @since 0.1.0
 * @category schemas
 */
export const Unavailable = wireError(Contract.Unavailable, {
  status: 503,
  description: "Something does not answer at the moment. Nothing was changed; try again."
})

function notFound<Self extends { readonly message: string }, Tag extends string, Fields extends Schema.Struct.Fields>(
  error: Schema.TaggedErrorClass<Self, Tag, Fields>,
  what: string
) {
  return wireError(error, {
    status: 404,
    description: `There is no such ${what} for the caller; it may belong to somebody else.`
  })
}
