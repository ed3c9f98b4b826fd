/** Two reminders and an offer, each in five languages, approved for the shop's WhatsApp account. */
import type { Schemas } from "@ektola/sdk"
import { readFile } from "node:fs/promises"
import { expect } from "./Answer.js"
import type { Shop } from "./Shop.js"

export interface DemoTemplate {
  /** Its name in the file. */
  readonly key: string
  readonly id: string
  readonly name: string
  readonly category: "UTILITY" | "MARKETING"
}

type NewTemplate = Schemas["NewTemplate"]

export const createTemplates = async (shop: Shop): Promise<ReadonlyArray<DemoTemplate>> => {
  const texts = JSON.parse(await readFile(new URL("../../data/templates.json", import.meta.url), "utf8")) as Readonly<
    Record<string, NewTemplate>
  >
  const made: Array<DemoTemplate> = []
  for (const [key, template] of Object.entries(texts)) {
    const { category, id: templateId, name } = await expect(
      "creating a template",
      shop.admin.POST("/v1/templates", { body: { ...template, name: `${template.name}_${shop.suffix}` } })
    )
    await expect(
      "approving a template",
      shop.admin.PUT("/v1/templates/{templateId}/approvals", {
        params: { path: { templateId } },
        body: { jewellerId: shop.jewellerId, status: "APPROVED" }
      })
    )
    made.push({ key, id: templateId, name, category })
  }
  console.log(`Created ${made.length} templates in five languages`)
  return made
}
