import type { Campaign, CampaignId } from "@ektola/domain/campaigns/Campaign"
import type { Run, RunId } from "@ektola/domain/campaigns/Run"
import type { ContactId } from "@ektola/domain/contacts/Contact"
import type { TemplateId } from "@ektola/domain/templates/Template"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as DateTime from "effect/DateTime"
import { instant, instantOrNull } from "./values.js"

export interface CampaignRow {
  readonly id: string
  readonly jeweller_id: string
  readonly name: string
  readonly template_id: string
  readonly category: string
  readonly segments: ReadonlyArray<string>
  readonly schedule: unknown
  readonly missed_runs: unknown
  readonly send_within_minutes: number
  readonly when_template_paused: string
  readonly when_unconfirmed: string
  readonly status: string
  readonly pause_cause: string | null
  readonly pause_reason: string | null
  readonly next_run_at: Date | null
  readonly scheduled_since: Date | null
  readonly created_at: Date
}

export const toCampaign = (row: CampaignRow): Campaign => ({
  id: row.id as CampaignId,
  jewellerId: row.jeweller_id as JewellerId,
  name: row.name,
  templateId: row.template_id as TemplateId,
  category: row.category as Campaign["category"],
  segments: row.segments as Campaign["segments"],
  schedule: row.schedule as Campaign["schedule"],
  missedRuns: row.missed_runs as Campaign["missedRuns"],
  sendWithinMinutes: row.send_within_minutes,
  whenTemplatePaused: row.when_template_paused as Campaign["whenTemplatePaused"],
  whenUnconfirmed: row.when_unconfirmed as Campaign["whenUnconfirmed"],
  status: row.status as Campaign["status"],
  pauseCause: row.pause_cause as Campaign["pauseCause"],
  pauseReason: row.pause_reason,
  nextRunAt: instantOrNull(row.next_run_at),
  scheduledSince: instantOrNull(row.scheduled_since),
  createdAt: instant(row.created_at)
})

interface ReminderJson {
  readonly rule: NonNullable<Run["reminder"]>["rule"]
  readonly since: string
  readonly on: string
}

const toReminder = (stored: ReminderJson | null): Run["reminder"] =>
  stored === null ? null : { ...stored, since: DateTime.unsafeMake(stored.since) }

export interface RunRow {
  readonly id: string
  readonly jeweller_id: string
  readonly campaign_id: string
  readonly occurrence: string
  readonly zone: string
  readonly scheduled_at: Date
  readonly not_after: Date
  readonly status: string
  readonly missed_reason: string | null
  readonly cutoff_at: Date
  readonly reminder: unknown
  readonly watermark: string | null
  readonly planned: number
  readonly skipped: number
  readonly created_at: Date
  readonly completed_at: Date | null
}

export const toRun = (row: RunRow): Run => ({
  id: row.id as RunId,
  jewellerId: row.jeweller_id as JewellerId,
  campaignId: row.campaign_id as CampaignId,
  occurrence: row.occurrence,
  zone: row.zone,
  scheduledAt: instant(row.scheduled_at),
  notAfter: instant(row.not_after),
  status: row.status as Run["status"],
  missedReason: row.missed_reason as Run["missedReason"],
  cutoffAt: instant(row.cutoff_at),
  reminder: toReminder(row.reminder as ReminderJson | null),
  watermark: row.watermark as ContactId | null,
  planned: row.planned,
  skipped: row.skipped,
  createdAt: instant(row.created_at),
  completedAt: instantOrNull(row.completed_at)
})
