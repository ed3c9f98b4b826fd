/**
 * What the simulated WhatsApp knows: business numbers with their tokens, and the templates of each WABA.
 *
 * @since 0.1.0
 */

/**
 * A button as WhatsApp knows it; the `url` of a URL button ends in a placeholder if it takes a value.
 *
 * @since 0.1.0
 * @category model
 */
export interface Button {
  readonly type: "QUICK_REPLY" | "URL" | "PHONE_NUMBER" | "COPY_CODE"
  readonly url?: string | undefined
}

/**
 * `body` and `header` hold placeholders, either positional (`{{1}}`) or named (`{{first_name}}`).
 *
 * @since 0.1.0
 * @category model
 */
export interface Template {
  readonly name: string
  readonly language: string
  readonly category: "UTILITY" | "MARKETING" | "AUTHENTICATION"
  readonly status: "APPROVED" | "PENDING" | "REJECTED" | "PAUSED" | "DISABLED"
  readonly header?: string | undefined
  readonly body: string
  readonly buttons?: ReadonlyArray<Button> | undefined
}

/**
 * A business number. `webhookUrl` is null when nobody listens.
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
  readonly placeholders: { readonly header: Placeholders; readonly body: Placeholders }
}

/**
 * @since 0.1.0
 * @category model
 */
export interface Catalogue {
  /** A number that is registered again replaces itself: that is how a token is renewed. */
  readonly register: (account: Account) => void
  readonly registerTemplate: (wabaId: string, template: Template) => void
  readonly expireToken: (accessToken: string) => void
  readonly isLive: (accessToken: string) => boolean
  readonly account: (phoneNumberId: string) => Account | undefined
  readonly template: (wabaId: string, name: string, language: string) => KnownTemplate | undefined
}

/**
 * @since 0.1.0
 * @category constructors
 */
export const make = (): Catalogue => {
  const accounts = new Map<string, Account>()
  const templates = new Map<string, KnownTemplate>()
  const live = new Set<string>()
  const registerTemplate = (wabaId: string, template: Template) => {
    templates.set(templateKey(wabaId, template.name, template.language), {
      ...template,
      placeholders: { header: placeholdersOf(template.header ?? ""), body: placeholdersOf(template.body) }
    })
  }
  return {
    register: (account) => {
      accounts.set(account.phoneNumberId, account)
      live.add(account.accessToken)
      for (const template of account.templates ?? []) registerTemplate(account.wabaId, template)
    },
    registerTemplate,
    expireToken: (accessToken) => live.delete(accessToken),
    isLive: (accessToken) => live.has(accessToken),
    account: (phoneNumberId) => accounts.get(phoneNumberId),
    template: (wabaId, name, language) => templates.get(templateKey(wabaId, name, language))
  }
}

const placeholdersOf = (text: string): Placeholders => {
  const names = [...new Set(Array.from(text.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1]!))]
  return { named: names.some((name) => !/^\d+$/.test(name)), names, text }
}

const templateKey = (wabaId: string, name: string, language: string): string => `${wabaId} ${language} ${name}`
