import type { Campaign, CampaignId } from "@ektola/domain/campaigns/Campaign"
import type { Run, RunId } from "@ektola/domain/campaigns/Run"
import type { ContactId } from "@ektola/domain/contacts/Contact"
import type { TemplateId } from "@ektola/domain/templates/Template"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import { instant, instantOrNull } from "./values.js"

export interface CampaignRow {
  readonly id: string
  readonly jeweller_id: string
  readonly name: string
  readonly template_id: string
  readonly category: string
  readonly segments: ReadonlyArray<string>
  readonly recurrence: unknown
  readonly send_within_minutes: number
  readonly status: string
  readonly pause_reason: string | null
  readonly next_run_at: Date | null
  readonly created_at: Date
}

export const toCampaign = (row: CampaignRow): Campaign => ({
  id: row.id as CampaignId,
  jewellerId: row.jeweller_id as JewellerId,
  name: row.name,
  templateId: row.template_id as TemplateId,
  category: row.category as Campaign["category"],
  segments: row.segments as Campaign["segments"],
  recurrence: row.recurrence as Campaign["recurrence"],
  sendWithinMinutes: row.send_within_minutes,
  status: row.status as Campaign["status"],
  pauseReason: row.pause_reason,
  nextRunAt: instantOrNull(row.next_run_at),
  createdAt: instant(row.created_at)
})

export interface RunRow {
  readonly id: string
  readonly jeweller_id: string
  readonly campaign_id: string
  readonly occurrence: string
  readonly zone: string
  readonly scheduled_at: Date
  readonly not_after: Date
  readonly status: string
  readonly cutoff_at: Date
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
  cutoffAt: instant(row.cutoff_at),
  watermark: row.watermark as ContactId | null,
  planned: row.planned,
  skipped: row.skipped,
  createdAt: instant(row.created_at),
  completedAt: instantOrNull(row.completed_at)
})
