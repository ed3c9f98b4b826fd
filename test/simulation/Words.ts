import type { OptOutScope } from "@ektola/domain/contacts/Consent"
import type { Tables } from "@ektola/domain/ports/memory/MemoryDatabase"

/**
 * What a person said, by our own notes. It was said at `from` at the earliest and at `to` at the latest; `to` is Infinity
 * while nobody has said that it is kept. `inboundId` is that of the message it came in; null for anything else.
 */
export interface Word {
  readonly jewellerId: string
  readonly phone: string | null
  readonly action: "OPT_OUT" | "OPT_IN"
  readonly scope: OptOutScope
  readonly from: number
  to: number
  readonly inboundId: string | null
}

/** What a text means, by our own notes; null for nothing. */
export const meanings = {
  STOP: { action: "OPT_OUT", scope: "ALL" },
  "Stop promotions": { action: "OPT_OUT", scope: "MARKETING" },
  START: { action: "OPT_IN", scope: "ALL" },
  "please stop by the shop": null
} as const

/** Who refused what and when, kept beside the system: a refusal that is lost there is known here. */
export class Words {
  private readonly noted: Array<Word> = []

  constructor(private readonly tables: Tables) {}

  note(word: Word): Word {
    this.noted.push(word)
    return word
  }

  /** The refusal that must be known by now. */
  heard(jewellerId: string, phone: string | null): OptOutScope | null {
    const applied = [...this.tables.webhooks.values()].filter(({ dueAt }) => dueAt === Infinity)
    const words = this.of(jewellerId, phone).filter(({ inboundId, to }) =>
      inboundId === null ? to < Infinity : applied.some(({ body }) => body.includes(`"${inboundId}"`))
    )
    return standing(words, ({ from }) => from)
  }

  /** The refusal that may be known by now. */
  said(jewellerId: string, phone: string | null): OptOutScope | null {
    return standing(this.of(jewellerId, phone), ({ to }) => to)
  }

  private of(jewellerId: string, phone: string | null): ReadonlyArray<Word> {
    const own = this.noted.filter((word) => word.jewellerId === jewellerId && word.phone === phone)
    return [...own, ...this.reported(jewellerId, phone)]
  }

  /** That a person stopped marketing, as WhatsApp told about an attempt (131050). */
  private reported(jewellerId: string, phone: string | null): ReadonlyArray<Word> {
    const about = { jewellerId, phone, action: "OPT_OUT", scope: "MARKETING", inboundId: null } as const
    return [...this.tables.messages.values()]
      .filter((message) => message.jewellerId === jewellerId && message.phone === phone)
      .flatMap(({ id }) => this.tables.attempts.get(id) ?? [])
      .filter(({ failure }) => failure?.class === "OPTED_OUT")
      .map(({ answeredAt, begunAt, failedAt }) => {
        const { epochMillis } = failedAt ?? answeredAt ?? begunAt
        return { ...about, from: epochMillis, to: epochMillis }
      })
  }
}

// The latest word about a scope holds; of two in one instant the refusal does. Nothing here lifts a single scope.
const standing = (words: ReadonlyArray<Word>, at: (word: Word) => number): OptOutScope | null => {
  const last = (action: Word["action"], scope: OptOutScope) =>
    Math.max(-1, ...words.filter((word) => word.action === action && word.scope === scope).map(at))
  const lifted = last("OPT_IN", "ALL")
  const isRefused = (scope: OptOutScope) => last("OPT_OUT", scope) >= Math.max(0, lifted)
  return isRefused("ALL") ? "ALL" : isRefused("MARKETING") ? "MARKETING" : null
}
