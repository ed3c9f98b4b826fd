/**
 * The main job on a real contact file, from upload to report, through the public HTTP API alone.
 *
 * `npm run demo -- [file.csv] [--url http://localhost:8000] [--seed 7]`
 */
import { readFile } from "node:fs/promises"
import { basename } from "node:path"
import { parseArgs } from "node:util"
import { runCampaigns } from "./Campaigns.js"
import { uploadContacts } from "./Contacts.js"
import { runReminders } from "./Reminders.js"
import { print } from "./Report.js"
import { openShop } from "./Shop.js"
import { openStack } from "./Stack.js"
import { createTemplates, type DemoTemplate } from "./Templates.js"

const sampleFile = new URL("../../data/contacts.csv", import.meta.url)

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { url: { type: "string" }, seed: { type: "string", default: "7" } }
})

const demo = async (): Promise<boolean> => {
  if (positionals.length > 1) throw new Error(`one file at most; write: npm run demo -- file.csv --url http://…`)
  const started = performance.now()
  const path = positionals[0]
  const file = await readFile(path ?? sampleFile).catch(() => {
    throw new Error(`the file ${path} cannot be read`)
  })
  const stack = await openStack({ url: values.url, seed: Number(values.seed) })
  try {
    const shop = await openShop(stack)
    const contacts = await uploadContacts(shop, { name: basename(path ?? sampleFile.pathname), bytes: file })
    const templates = await createTemplates(shop)
    const isReminder = ({ key }: DemoTemplate) => key === "payment_reminder"
    const campaigns = await runCampaigns(stack, shop, templates.filter((template) => !isReminder(template)))
    const reminder = templates.find(isReminder)
    const reminders = reminder === undefined ? null : await runReminders(stack, shop, reminder)
    const seenTwice = await stack.seenTwice(templates.map(({ name }) => name))
    return print({ contacts, campaigns, reminders, seenTwice, seconds: (performance.now() - started) / 1000 })
  } finally {
    await stack.close()
  }
}

demo().then(
  (reconciled) => {
    process.exitCode = reconciled ? 0 : 1
  },
  (error: unknown) => {
    console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
)
