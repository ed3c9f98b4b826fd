/**
 * A WhatsApp that believes what the stack tells it: every connected number and every template of the catalogue is known
 * to the simulator by the time a message reaches it, so that nobody has to set it up.
 */
import type * as Simulator from "@ektola/adapters/simulator/Simulator"
import * as WhatsAppSender from "@ektola/adapters/whatsapp/WhatsAppSender"
import { fromSend, MessageSender, type SendRequest } from "@ektola/domain/ports/MessageSender"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import type { Template } from "@ektola/domain/templates/Template"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"

const pageSize = 200

export const layer = (options: {
  readonly simulator: Simulator.Simulator
  readonly baseUrl: string
  readonly webhookUrl: () => string
  readonly appSecret: string
  readonly answerTimeout: Duration.DurationInput
}): Layer.Layer<MessageSender, never, TemplateStore | WhatsAppAccountStore> =>
  Layer.effect(
    MessageSender,
    Effect.gen(function*() {
      const accounts = yield* WhatsAppAccountStore
      const templates = yield* TemplateStore
      const sender = yield* MessageSender
      const known = new Set<string>()

      const allTemplates = Effect.gen(function*() {
        const all: Array<Template> = []
        let after: Template["id"] | null = null
        do {
          const page: Effect.Effect.Success<ReturnType<typeof templates.listPage>> = yield* templates.listPage({
            after,
            limit: pageSize
          })
          all.push(...page.items)
          after = page.next
        } while (after !== null)
        return all
      })

      const introduce = Effect.fnUntraced(function*(request: SendRequest) {
        const accessToken = Redacted.value(request.accessToken)
        const account = yield* accounts.findByPhoneNumberId(request.phoneNumberId)
        if (Option.isNone(account)) return
        const { displayPhoneNumber, phoneNumberId, wabaId } = account.value
        options.simulator.register({
          phoneNumberId,
          wabaId,
          displayPhoneNumber,
          accessToken,
          appSecret: options.appSecret,
          webhookUrl: options.webhookUrl()
        })
        for (const template of yield* allTemplates) {
          for (const { body, buttons, header, language } of template.translations) {
            options.simulator.registerTemplate(wabaId, {
              name: template.name,
              language,
              category: template.category,
              status: "APPROVED",
              header: header ?? undefined,
              body,
              buttons
            })
          }
        }
      })

      // One at a time: a second message must not go out while the first is still being introduced.
      const door = yield* Effect.makeSemaphore(1)
      const introduceOnce = (request: SendRequest) => {
        const { language, name } = request.template
        const key = `${request.phoneNumberId} ${Redacted.value(request.accessToken)} ${name} ${language}`
        return known.has(key) ? Effect.void : door.withPermits(1)(Effect.suspend(() =>
          known.has(key)
            ? Effect.void
            : Effect.zipRight(introduce(request), Effect.sync(() => known.add(key)))
        ))
      }

      return fromSend((request) => Effect.zipRight(Effect.ignoreLogged(introduceOnce(request)), sender.send(request)))
    })
  ).pipe(
    Layer.provide(WhatsAppSender.layer({
      baseUrl: options.baseUrl,
      version: "v25.0",
      headersTimeout: options.answerTimeout
    }))
  )
