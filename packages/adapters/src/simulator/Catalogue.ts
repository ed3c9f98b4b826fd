/**
 * What the simulated WhatsApp knows: business numbers with their tokens, WABAs, and the templates of each WABA.
 *
 * @since 0.1.0
 */
import * as Tokens from "./internal/tokens.js"
import type { Range } from "./Random.js"

/**
 * A button as WhatsApp knows it; the `url` of a URL button ends in a placeholder if it takes a value.
 *
 * @since 0.1.0
 * @category model
 */
export interface Button {
  readonly type: "QUICK_REPLY" | "URL" | "PHONE_NUMBER" | "COPY_CODE"
  readonly text?: string | undefined
  readonly url?: string | undefined
  readonly phone?: string | undefined
}

/**
 * The statuses that a template can have here. Only APPROVED sends.
 *
 * @since 0.1.0
 * @category constants
 */
export const templateStatuses = ["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED", "ARCHIVED"] as const

/**
 * `body` and `header` hold placeholders, either positional (`{{1}}`) or named (`{{first_name}}`). With a `headerMedia`
 * there is no `header`.
 *
 * @since 0.1.0
 * @category model
 */
export interface Template {
  readonly name: string
  readonly language: string
  readonly category: "UTILITY" | "MARKETING" | "AUTHENTICATION"
  readonly status: (typeof templateStatuses)[number]
  readonly header?: string | undefined
  readonly headerMedia?: "IMAGE" | "VIDEO" | "DOCUMENT" | undefined
  readonly body: string
  readonly footer?: string | undefined
  readonly buttons?: ReadonlyArray<Button> | undefined
}

/**
 * A business number. `webhookUrl` is null when nobody listens. `messagingTier` is TIER_250 unless set. `answerDelay` is
 * how long its answers take, in milliseconds, when that differs from the simulator's others.
 *
 * @since 0.1.0
 * @category model
 */
export interface Account {
  readonly phoneNumberId: string
  readonly wabaId: string
  readonly displayPhoneNumber: string
  readonly accessToken: string
  readonly appSecret: string
  readonly webhookUrl: string | null
  readonly templates?: ReadonlyArray<Template> | undefined
  readonly messagingTier?: string | undefined
  readonly answerDelay?: Range | undefined
}

/**
 * What holds for a whole WABA: `marketingOnCloudApi` false makes `/messages` refuse marketing templates (131063).
 *
 * @since 0.1.0
 * @category model
 */
export interface Waba {
  readonly marketingOnCloudApi: boolean
  readonly templateLimit: number
}

/**
 * The placeholders of a text, each once, in the order in which they stand there.
 *
 * @since 0.1.0
 * @category model
 */
export interface Placeholders {
  readonly named: boolean
  readonly names: ReadonlyArray<string>
  readonly text: string
}

/**
 * @since 0.1.0
 * @category model
 */
export interface KnownTemplate extends Template {
  readonly id: string
  readonly wabaId: string
  readonly placeholders: { readonly header: Placeholders; readonly body: Placeholders }
}

/**
 * @since 0.1.0
 * @category model
 */
export interface Catalogue extends Pick<Tokens.Tokens, "expire" | "isLive" | "isKnown"> {
  /** A number that is registered again replaces itself: that is how a token is renewed. */
  readonly register: (account: Account) => void
  /** Every number of the old token has the new one from now on, and the old one is answered with 190. */
  readonly reissueToken: (accessToken: string, replacement: string) => void
  readonly account: (phoneNumberId: string) => Account | undefined
  /** The WABAs of the numbers that have this token, each once. */
  readonly wabaIds: (accessToken: string) => ReadonlyArray<string>
  readonly waba: (wabaId: string) => Waba
  readonly configureWaba: (wabaId: string, change: Partial<Waba>) => void
  /** A template that is registered again replaces itself, under the same id. */
  readonly registerTemplate: (wabaId: string, template: Template) => KnownTemplate
  readonly template: (wabaId: string, name: string, language: string) => KnownTemplate | undefined
  readonly templateById: (id: string) => KnownTemplate | undefined
  readonly templates: (wabaId: string) => ReadonlyArray<KnownTemplate>
  readonly removeTemplate: (template: KnownTemplate) => void
  /** Whether a template of this name and language was approved and then removed. */
  readonly isLocked: (wabaId: string, name: string, language: string) => boolean
}

const newWaba: Waba = { marketingOnCloudApi: true, templateLimit: 250 }

/**
 * @since 0.1.0
 * @category constructors
 */
export const make = (): Catalogue => {
  const accounts = new Map<string, Account>()
  const templates = new Map<string, KnownTemplate>()
  const locked = new Set<string>()
  const wabas = new Map<string, Waba>()
  const tokens = Tokens.make()
  let created = 0
  const registerTemplate: Catalogue["registerTemplate"] = (wabaId, template) => {
    const key = templateKey(wabaId, template.name, template.language)
    const known = {
      ...template,
      id: templates.get(key)?.id ?? String(300_000_000_000_001 + created++),
      wabaId,
      placeholders: { header: placeholdersOf(template.header ?? ""), body: placeholdersOf(template.body) }
    }
    templates.set(key, known)
    return known
  }
  const waba = (wabaId: string): Waba => wabas.get(wabaId) ?? newWaba
  return {
    register: (account) => {
      accounts.set(account.phoneNumberId, account)
      tokens.issue(account.accessToken)
      for (const template of account.templates ?? []) registerTemplate(account.wabaId, template)
    },
    reissueToken: (accessToken, replacement) => {
      tokens.expire(accessToken)
      tokens.issue(replacement)
      for (const account of accounts.values()) {
        if (account.accessToken !== accessToken) continue
        accounts.set(account.phoneNumberId, { ...account, accessToken: replacement })
      }
    },
    expire: tokens.expire,
    isLive: tokens.isLive,
    isKnown: tokens.isKnown,
    account: (phoneNumberId) => accounts.get(phoneNumberId),
    wabaIds: (accessToken) => [
      ...new Set(
        Array.from(accounts.values()).filter((account) => account.accessToken === accessToken)
          .map(({ wabaId }) => wabaId)
      )
    ],
    waba,
    configureWaba: (wabaId, change) => void wabas.set(wabaId, { ...waba(wabaId), ...change }),
    registerTemplate,
    template: (wabaId, name, language) => templates.get(templateKey(wabaId, name, language)),
    templateById: (id) => Array.from(templates.values()).find((template) => template.id === id),
    templates: (wabaId) => Array.from(templates.values()).filter((template) => template.wabaId === wabaId),
    removeTemplate: (template) => {
      const key = templateKey(template.wabaId, template.name, template.language)
      templates.delete(key)
      if (template.status === "APPROVED") locked.add(key)
    },
    isLocked: (wabaId, name, language) => locked.has(templateKey(wabaId, name, language))
  }
}

const placeholdersOf = (text: string): Placeholders => {
  const names = [...new Set(Array.from(text.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1]!))]
  return { named: names.some((name) => !/^\d+$/.test(name)), names, text }
}

const templateKey = (wabaId: string, name: string, language: string): string => `${wabaId} ${language} ${name}`
