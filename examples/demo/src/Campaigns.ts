/** Activates a campaign per template and watches their runs until nothing is open. */
import { pages } from "@ektola/sdk"
import { every, expect, poll } from "./Answer.js"
import { bar, Progress } from "./Progress.js"
import type { Shop } from "./Shop.js"
import type { Stack } from "./Stack.js"
import type { DemoTemplate } from "./Templates.js"

const states = ["QUEUED", "SENDING", "UNCONFIRMED", "SENT", "DELIVERED", "READ", "FAILED", "CANCELLED"] as const
export type ByState = Readonly<Record<(typeof states)[number], number>>
export interface Funnel {
  readonly planned: number
  readonly sent: number
  readonly delivered: number
  readonly read: number
}

export interface CampaignResult {
  readonly name: string
  readonly planned: number
  readonly byState: ByState
  readonly funnel: Funnel
  readonly byLanguage: ReadonlyArray<{ readonly language: string; readonly byState: ByState; readonly funnel: Funnel }>
  readonly failures: ReadonlyMap<string, number>
  readonly skips: ReadonlyArray<{ readonly reason: string; readonly detail: string | null; readonly name: string }>
}

const isOpen = (byState: ByState): number => byState.QUEUED + byState.SENDING + byState.UNCONFIRMED

export const runCampaigns = async (
  stack: Stack,
  shop: Shop,
  templates: ReadonlyArray<DemoTemplate>
): Promise<ReadonlyArray<CampaignResult>> => {
  const campaigns = []
  const at = (await stack.now()).toLocaleString("sv-SE", { timeZone: shop.zone }).replace(" ", "T")
  for (const { category, id: templateId } of templates) {
    const { id: campaignId, name } = await expect(
      "creating a campaign",
      shop.api.POST("/v1/campaigns", {
        body: {
          name: category === "UTILITY" ? "Interest due" : "Festive offer",
          templateId,
          segments: category === "UTILITY" ? ["GOLD_LOAN"] : [],
          schedule: { kind: "ONE_TIME", at, zone: shop.zone }
        }
      })
    )
    await expect(
      "activating a campaign",
      shop.api.POST("/v1/campaigns/{campaignId}/activate", { params: { path: { campaignId } } })
    )
    campaigns.push({ campaignId, name })
  }
  const watched = await watch(shop, campaigns)
  return Promise.all(watched.map(({ name, report }) => resultOf(shop, name, report)))
}

const reportOf = async (shop: Shop, campaignId: string) => {
  const { items: [run] } = await expect(
    "listing runs",
    shop.api.GET("/v1/campaigns/{campaignId}/runs", { params: { path: { campaignId }, query: {} } })
  )
  if (run === undefined) return null
  return expect("asking for a run", shop.api.GET("/v1/runs/{runId}", { params: { path: { runId: run.id } } }))
}
type Report = NonNullable<Awaited<ReturnType<typeof reportOf>>>

const watch = async (
  shop: Shop,
  campaigns: ReadonlyArray<{ readonly campaignId: string; readonly name: string }>
): Promise<ReadonlyArray<{ readonly name: string; readonly report: Report }>> => {
  const progress = new Progress()
  let quietSince: number | null = null
  let before = ""
  const last = await poll({
    ask: () =>
      Promise.all(campaigns.map(async ({ campaignId, name }) => ({ name, report: await reportOf(shop, campaignId) }))),
    // Statuses go on coming after the last message has left: the demo ends when the figures have come to rest.
    done: (all) => {
      const figures = JSON.stringify(all)
      if (figures !== before) quietSince = performance.now()
      before = figures
      const settled = all.every(({ report }) => report?.run.status === "COMPLETED")
      return settled && quietSince !== null && performance.now() - quietSince > 2_000
    },
    show: (all) => progress.draw(all.map(({ name, report }) => line(name, report))),
    every: 250,
    within: 40_000
  })
  progress.end()
  return last.map(({ name, report }) => {
    if (report === null) throw new Error(`the campaign "${name}" was never run; is the worker running?`)
    return { name, report }
  })
}

const line = (name: string, report: Report | null): string => {
  if (report === null || report.run.status === "PREPARING") return `${name.padEnd(14)} choosing the audience`
  const { byState, funnel } = report
  const done = funnel.planned === 0 ? 1 : (funnel.planned - isOpen(byState)) / funnel.planned
  return `${name.padEnd(14)} ${bar(done)} ${funnel.planned - isOpen(byState)}/${funnel.planned}` +
    `  sent ${funnel.sent}  delivered ${funnel.delivered}  read ${funnel.read}  failed ${byState.FAILED}` +
    `  unconfirmed ${byState.UNCONFIRMED}`
}

const resultOf = async (shop: Shop, name: string, report: Report): Promise<CampaignResult> => {
  const path = { runId: report.run.id }
  const failures = new Map<string, number>()
  const failed = pages(shop.api, "/v1/runs/{runId}/messages", { params: { path, query: { state: "FAILED" } } })
  for (const { failure } of await every("listing messages", failed)) {
    const code = failure?.code === null || failure?.code === undefined ? "" : ` ${failure.code}`
    const reason = `${failure?.class ?? "UNKNOWN"}${code}: ${failure?.reason ?? "no reason was given"}`
    failures.set(reason, (failures.get(reason) ?? 0) + 1)
  }
  const skips: Array<CampaignResult["skips"][number]> = []
  const skipped = pages(shop.api, "/v1/runs/{runId}/skips", { params: { path } })
  for (const { contactId, detail, reason } of await every("listing skips", skipped)) {
    const contact = await expect(
      "asking for a contact",
      shop.api.GET("/v1/contacts/{contactId}", { params: { path: { contactId } } })
    )
    skips.push({ reason, detail, name: contact.name ?? contact.phone ?? contactId })
  }
  const { byLanguage, byState, funnel, run } = report
  return { name, planned: run.planned, byState, funnel, byLanguage, failures, skips }
}
