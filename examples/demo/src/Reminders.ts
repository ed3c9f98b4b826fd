/** A reminder "payment day minus 3", shown by putting the stack's clock forward to the day on which it goes out. */
import { pages } from "@ektola/sdk"
import { every, expect, poll } from "./Answer.js"
import type { ByState } from "./Campaigns.js"
import { Progress } from "./Progress.js"
import { logInAgain, type Shop } from "./Shop.js"
import type { Stack } from "./Stack.js"
import type { DemoTemplate } from "./Templates.js"

export interface ReminderResult {
  readonly sentence: string
  readonly days: ReadonlyArray<ReminderDay>
  /** Customers who got two reminders on the days that were watched. */
  readonly repeated: number
}

export interface ReminderDay {
  readonly date: string
  readonly due: ReadonlyArray<{ readonly name: string; readonly dueDate: string }>
  readonly planned: number
  readonly byState: ByState
}

const daysSearched = 35

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export const runReminders = async (
  stack: Stack,
  opened: Shop,
  template: DemoTemplate
): Promise<ReminderResult | null> => {
  let shop = opened
  const now = await stack.now()
  const today = now.toLocaleDateString("sv-SE", { timeZone: shop.zone })
  const { id: campaignId } = await expect(
    "creating a reminder",
    shop.api.POST("/v1/campaigns", {
      body: {
        name: "Payment reminder",
        templateId: template.id,
        segments: ["GOLD_LOAN", "GOLD_SIP"],
        schedule: {
          kind: "CONTACT_DATE",
          date: "PAYMENT_DAY",
          daysBefore: [3],
          start: today,
          time: "10:00",
          zone: shop.zone
        }
      }
    })
  )
  const path = { campaignId }
  await expect("activating it", shop.api.POST("/v1/campaigns/{campaignId}/activate", { params: { path } }))
  const { sentence } = await expect(
    "asking for its next times",
    shop.api.GET("/v1/campaigns/{campaignId}/occurrences", { params: { path } })
  )

  const dueOn = (on: string) =>
    every(
      "asking who is due",
      pages(shop.api, "/v1/campaigns/{campaignId}/due", { params: { path, query: { on, due: "true" } } })
    )
  let date = today
  let due = await dueOn(date)
  while (due.length === 0 && date < addDays(today, daysSearched)) {
    date = addDays(date, 1)
    due = await dueOn(date)
  }
  const first = due[0]?.reminder
  if (first === undefined || first === null) {
    console.log(`Nobody in this file has a payment day: "${sentence}" has nothing to do`)
    return null
  }

  const watched: Array<ReminderDay & { readonly contactIds: ReadonlyArray<string> }> = []
  for (const [days, day] of [date, addDays(date, 1)].entries()) {
    const expected = days === 0 ? due : await dueOn(day)
    await stack.moveClock(new Date(Date.parse(first.at) + days * 86_400_000))
    // It is days later: the log-in has ended.
    shop = await logInAgain(shop)
    const run = await runOf(shop, campaignId, day)
    const messages = pages(shop.api, "/v1/runs/{runId}/messages", { params: { path: { runId: run.id } } })
    const report = await expect(
      "asking for a run",
      shop.api.GET("/v1/runs/{runId}", { params: { path: { runId: run.id } } })
    )
    watched.push({
      date: day,
      due: expected.map(({ id, name, reminder }) => ({ name: name ?? id, dueDate: reminder?.dueDate ?? "" })),
      planned: report.run.planned,
      byState: report.byState,
      contactIds: (await every("listing messages", messages)).map(({ contactId }) => contactId)
    })
  }
  const everybody = watched.flatMap(({ contactIds }) => contactIds)
  return { sentence, days: watched, repeated: everybody.length - new Set(everybody).size }
}

/** The run of a local date, once nothing is open in it. */
const runOf = async (shop: Shop, campaignId: string, date: string) => {
  const progress = new Progress()
  const run = await poll({
    ask: async () =>
      (await every(
        "listing runs",
        pages(shop.api, "/v1/campaigns/{campaignId}/runs", { params: { path: { campaignId } } })
      ))
        .find(({ occurrence }) => occurrence.startsWith(date)),
    done: (run) => run?.status === "COMPLETED" || run?.status === "MISSED",
    show: (run) => progress.draw([`${date}    ${run === undefined ? "waiting" : run.status.toLowerCase()}`]),
    every: 200,
    within: 30_000
  })
  progress.end()
  if (run === undefined) throw new Error(`the reminder of ${date} did not run; is the worker running?`)
  return run
}
