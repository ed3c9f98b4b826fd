import type { Service } from "@ektola/domain/ports/BusinessManagement"
import type { WhatsAppTemplate } from "@ektola/domain/ports/WhatsAppTemplate"
import * as Effect from "effect/Effect"
import type { Body, GraphCall } from "./graphCall.js"
import { isRecord, text } from "./json.js"
import { unavailable } from "./managementAnswer.js"
import * as templates from "./templateDecoding.js"

/**
 * Templates per page. Graph writes letters outside of ASCII in six bytes, so that a template in Hindi may have 15 kB,
 * and an answer of a mebibyte is refused.
 */
const pageSize = 50

/** A WABA has 6,000 templates at most, so a list with more pages than this has no end. */
const mostPages = 200

/** Page after page, until WhatsApp names no next one. */
export const listTemplates = (call: GraphCall): Service["listTemplates"] =>
  Effect.fnUntraced(function*(accessToken, wabaId, name) {
    const all: Array<WhatsAppTemplate> = []
    let after: string | null = null
    for (let pages = 0; pages < mostPages; pages++) {
      const found: Page = yield* call(accessToken, {
        operation,
        method: "GET",
        path: [wabaId, "message_templates"],
        query: {
          fields: templates.fields,
          limit: String(pageSize),
          ...(name === null ? {} : { name }),
          ...(after === null ? {} : { after })
        },
        attributes: { wabaId }
      }, pageOf)
      all.push(...found.items)
      if (found.next === null) return all
      after = found.next
    }
    return yield* unavailable({ operation, tokens: [] }, `the list has no end after ${mostPages} pages`, false)
  })

const operation = "listTemplates"

interface Page {
  readonly items: ReadonlyArray<WhatsAppTemplate>
  readonly next: string | null
}

// The last page has cursors as well; `next` alone tells that there is more. Its address is not followed: the token would
// go wherever it says.
const pageOf = (body: Body): Page | null => {
  const { data, paging } = body
  if (!Array.isArray(data)) return null
  const cursors = isRecord(paging) && text(paging["next"]) !== null ? paging["cursors"] : undefined
  return {
    items: data.flatMap((item) => templates.template(item) ?? []),
    next: isRecord(cursors) ? text(cursors["after"]) : null
  }
}
