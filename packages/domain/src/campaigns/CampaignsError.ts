/**
 * Refusals about campaigns and runs.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
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
 * The campaign's only time has passed.
 *
 * @since 0.1.0
 * @category errors
 */
export class CampaignTimePassed extends Schema.TaggedError<CampaignTimePassed>("@ektola/domain/CampaignTimePassed")(
  "CampaignTimePassed",
  { at: Schema.String, zone: Schema.String }
) {
  override get message() {
    return `${this.at} (${this.zone}) has passed. Choose a later time.`
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
