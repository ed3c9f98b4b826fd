/**
 * Refusals about campaigns and runs.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Category } from "../templates/Template.js"
import { Status } from "./Campaign.js"

/**
 * No campaign with this id exists for the caller.
 *
 * @since 0.1.0
 * @category errors
 */
export class CampaignNotFound extends Schema.TaggedError<CampaignNotFound>("@ektola/domain/CampaignNotFound")(
  "CampaignNotFound",
  { campaignId: Schema.String }
) {
  override get message() {
    return `There is no campaign ${this.campaignId}.`
  }
}

/**
 * No run with this id exists for the caller.
 *
 * @since 0.1.0
 * @category errors
 */
export class RunNotFound extends Schema.TaggedError<RunNotFound>("@ektola/domain/RunNotFound")("RunNotFound", {
  runId: Schema.String
}) {
  override get message() {
    return `There is no run ${this.runId}.`
  }
}

/**
 * The campaign's status forbids the step.
 *
 * @since 0.1.0
 * @category errors
 */
export class CampaignStatusRefused
  extends Schema.TaggedError<CampaignStatusRefused>("@ektola/domain/CampaignStatusRefused")("CampaignStatusRefused", {
    status: Status,
    wanted: Status
  })
{
  override get message() {
    return `A campaign that is ${this.status} cannot become ${this.wanted}.`
  }
}

/**
 * The campaign is COMPLETED and keeps its schedule.
 *
 * @since 0.1.0
 * @category errors
 */
export class CampaignCompleted extends Schema.TaggedError<CampaignCompleted>("@ektola/domain/CampaignCompleted")(
  "CampaignCompleted",
  { campaignId: Schema.String }
) {
  override get message() {
    return "The campaign is completed. Make a new one instead."
  }
}

/**
 * The campaign goes by the calendar: on its dates it is for everybody, and nobody in particular is due.
 *
 * @since 0.1.0
 * @category errors
 */
export class NoReminders extends Schema.TaggedError<NoReminders>("@ektola/domain/NoReminders")("NoReminders", {
  campaignId: Schema.String
}) {
  override get message() {
    return "This campaign does not remind of dates of contacts; ask for its next occurrences instead."
  }
}

/**
 * A UTILITY campaign names no segment. Utility messages are tied to the customer's own account.
 *
 * @since 0.1.0
 * @category errors
 */
export class SegmentRequired extends Schema.TaggedError<SegmentRequired>("@ektola/domain/SegmentRequired")(
  "SegmentRequired",
  {}
) {
  override get message() {
    return "A UTILITY campaign needs at least one segment; only MARKETING may go to everybody."
  }
}

/**
 * No occurrence of the campaign is left that could still run. `at` is the last one there was.
 *
 * @since 0.1.0
 * @category errors
 */
export class CampaignTimePassed extends Schema.TaggedError<CampaignTimePassed>("@ektola/domain/CampaignTimePassed")(
  "CampaignTimePassed",
  { at: Schema.String, zone: Schema.String }
) {
  override get message() {
    return `Nothing is left to send: the last time, ${this.at} (${this.zone}), has passed. Choose a later one.`
  }
}

/**
 * No translation of the template is approved for the jeweller's WABA, so nobody could get a message.
 *
 * @since 0.1.0
 * @category errors
 */
export class NoApprovedTranslation
  extends Schema.TaggedError<NoApprovedTranslation>("@ektola/domain/NoApprovedTranslation")("NoApprovedTranslation", {
    templateId: Schema.String
  })
{
  override get message() {
    return `No translation of the template ${this.templateId} is approved for your WhatsApp account yet.`
  }
}

/**
 * WhatsApp takes every approved translation for another category than the campaign was made for, so nothing would be
 * sent.
 *
 * @since 0.1.0
 * @category errors
 */
export class TemplateCategoryChanged
  extends Schema.TaggedError<TemplateCategoryChanged>("@ektola/domain/TemplateCategoryChanged")(
    "TemplateCategoryChanged",
    { templateId: Schema.String, category: Category, approvedAs: Category }
  )
{
  override get message() {
    return `The campaign was made for ${this.category} messages, and WhatsApp takes the template for ` +
      `${this.approvedAs}. Use another template, or make a campaign for that category.`
  }
}
