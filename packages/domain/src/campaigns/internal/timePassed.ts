import type * as DateTime from "effect/DateTime"
import * as Recurrence from "../../recurrence/Recurrence.js"
import { CampaignTimePassed } from "../CampaignsError.js"

/** Says which time was the last. */
export const timePassed = (recurrence: Recurrence.Recurrence, now: DateTime.Utc): CampaignTimePassed => {
  const last = Recurrence.latest(recurrence, now)
  return new CampaignTimePassed({ at: last?.local ?? "", zone: recurrence.zone })
}
