/** The report for people, and its last line for machines. */
import type { ByState, CampaignResult, Funnel } from "./Campaigns.js"
import type { Imported } from "./Contacts.js"
import type { ReminderResult } from "./Reminders.js"

export const print = (result: {
  readonly contacts: Imported
  readonly campaigns: ReadonlyArray<CampaignResult>
  readonly reminders: ReminderResult | null
  readonly seenTwice: number
  readonly seconds: number
}): boolean => {
  printImport(result.contacts)
  result.campaigns.forEach(printCampaign)
  if (result.reminders !== null) printReminders(result.reminders)

  const days = result.reminders?.days ?? []
  const reconciled = [...result.campaigns, ...days].every(({ byState, planned }) => planned === total(byState)) &&
    days.every(({ due, planned }) => planned === due.length)
  const repeated = result.reminders?.repeated ?? 0
  const { counts } = result.contacts
  console.log(`\nMessages that somebody saw twice: ${result.seenTwice}`)
  console.log(`Every run adds up (planned = Σ byState): ${reconciled ? "yes" : "NO"}`)
  const waiting = sum(result.campaigns.map(({ byState }) => byState.QUEUED + byState.SENDING))
  if (waiting > 0) console.error(`${waiting} messages are still waiting; is the worker running?`)
  console.log(`Time: ${result.seconds.toFixed(1)} s\n`)
  console.log(JSON.stringify({
    contacts: counts.created + counts.updated,
    planned: sum(result.campaigns.map(({ planned }) => planned)),
    byState: addUp(result.campaigns.map(({ byState }) => byState)),
    funnel: addUp(result.campaigns.map(({ funnel }) => funnel)),
    skipped: sum(result.campaigns.map(({ skips }) => skips.length)),
    reminders: sum(days.map(({ planned }) => planned)),
    repeated,
    seenTwice: result.seenTwice,
    reconciled,
    seconds: Number(result.seconds.toFixed(1))
  }))
  return reconciled && result.seenTwice === 0 && repeated === 0 && waiting === 0
}

const printImport = ({ counts, fileName, notices, rows }: Imported): void => {
  heading(`Import of ${fileName}`)
  console.log(
    `${counts.total} rows: ${counts.created} created, ${counts.updated} updated, ` +
      `${counts.duplicates} duplicates, ${counts.failed} faulty`
  )
  for (const { column, kind, reason, row, value } of rows) {
    const where = [column, value === null ? null : `"${value}"`].filter((part) => part !== null).join(" ")
    console.log(
      `  row ${String(row).padStart(3)}  ${kind === "FAILED" ? "faulty   " : "duplicate"}  ${where}  ${reason}`
    )
  }
  notices.forEach((notice) => console.log(`  note: ${notice}`))
}

const printCampaign = ({ byLanguage, byState, failures, funnel, name, skips }: CampaignResult): void => {
  heading(`Campaign "${name}"`)
  const row = (label: string, figures: Funnel, failed: number) =>
    console.log(
      `  ${label.padEnd(10)}${
        [figures.planned, figures.sent, figures.delivered, figures.read, failed]
          .map((figure) => String(figure).padStart(11)).join("")
      }`
    )
  console.log(
    `  ${"".padEnd(10)}${["planned", "sent", "delivered", "read", "failed"].map((h) => h.padStart(11)).join("")}`
  )
  row("all", funnel, byState.FAILED)
  byLanguage.forEach((part) => row(part.language, part.funnel, part.byState.FAILED))
  const states = Object.entries(byState).filter(([, count]) => count > 0)
  console.log(`  now: ${states.map(([state, count]) => `${count} ${state}`).join(", ")}`)
  if (failures.size > 0) console.log("  failed:")
  failures.forEach((count, reason) => console.log(`    ${count} × ${reason}`))
  if (skips.length > 0) console.log(`  skipped (${skips.length}):`)
  for (const skip of skips) {
    console.log(`    ${skip.name}: ${skip.reason}${skip.detail === null ? "" : ` (${skip.detail})`}`)
  }
}

const printReminders = ({ days, repeated, sentence }: ReminderResult): void => {
  heading("Campaign \"Payment reminder\"")
  console.log(`  ${sentence}`)
  for (const { byState, date, due, planned } of days) {
    const states = Object.entries(byState).filter(([, count]) => count > 0)
    console.log(
      `  clock put forward to ${date}, 10:00: ${due.length} due, ${planned} planned` +
        (states.length === 0 ? "" : `; ${states.map(([state, count]) => `${count} ${state}`).join(", ")}`)
    )
    for (const { dueDate, name } of due) console.log(`    ${name}: due on ${dueDate}`)
  }
  console.log(`  reminded twice: ${repeated}`)
}

const heading = (text: string) => console.log(`\n${text}\n${"─".repeat(text.length)}`)

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, number) => total + number, 0)

const total = (byState: ByState): number => sum(Object.values(byState))

const addUp = <K extends string>(all: ReadonlyArray<Readonly<Record<K, number>>>): Record<K, number> => {
  const result = {} as Record<K, number>
  for (const figures of all) {
    for (const key of Object.keys(figures) as Array<K>) result[key] = (result[key] ?? 0) + figures[key]
  }
  return result
}
