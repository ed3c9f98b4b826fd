import * as CsvReader from "@ektola/adapters/files/CsvReader"
import * as PhoneParser from "@ektola/adapters/files/PhoneParser"
import * as ErrorTable from "@ektola/adapters/whatsapp/ErrorTable"
import * as GraphError from "@ektola/adapters/whatsapp/GraphError"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import { assert } from "@effect/vitest"
import { Scheduler } from "@ektola/domain/campaigns/Scheduler"
import * as Contacts from "@ektola/domain/contacts/Contacts"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import { launch, passTime, reminding } from "../../packages/domain/test/campaigns/support.js"
import { aRun, aShop, aTemplate, layer, Provider, someContacts, workerId } from "../../packages/domain/test/world.js"
import { readCases } from "./support.js"
import { describeCases, elsewhere } from "./table.js"

type Name = "A" | "B"

/** Steps happen one after the other; `minute` is when a person said something, after the beginning. */
type Step =
  | { readonly contacts: Partial<Record<Name, ReadonlyArray<number>>> }
  | { readonly run: { readonly shop: Name; readonly category: "UTILITY" | "MARKETING"; readonly ratePerMinute?: number } }
  | {
    readonly reminders: {
      readonly shop: Name
      readonly time: string
      readonly daysBefore: ReadonlyArray<number>
      readonly paymentDay: number
    }
  }
  | { readonly answer: number | null }
  | { readonly send: true }
  | { readonly seconds: number }
  | { readonly minutes: number }
  | { readonly days: number }
  | { readonly says: { readonly to: Name; readonly from: number; readonly text: string } }
  | { readonly prefers: { readonly to: Name; readonly from: number; readonly value: string; readonly minute: number } }
  | { readonly upload: { readonly shop: Name; readonly csv: string } }
  | { readonly optIn: { readonly shop: Name; readonly contact: number; readonly reason: string } }
  | { readonly expect: Expected }

/**
 * `posts` are the numbers that WhatsApp got a message for, `messages` and `skips` those of a shop's newest run, and
 * `optOut` is by shop and number.
 */
interface Expected {
  readonly posts?: ReadonlyArray<number>
  readonly messages?: Partial<Record<Name, ReadonlyArray<readonly [string, string | null]>>>
  readonly skips?: Partial<Record<Name, ReadonlyArray<string>>>
  readonly optOut?: Readonly<Record<string, string | null>>
  readonly ledger?: ReadonlyArray<string>
  readonly refused?: ReadonlyArray<string>
}

interface Case {
  readonly id: string
  readonly steps?: ReadonlyArray<Step>
}

const begin = DateTime.unsafeMake("2026-11-25T10:00:00+05:30")
const digits = (number: number) => `9198000${String(number).padStart(5, "0")}`
const phone = (number: number) => PhoneNumber.make(`+${digits(number)}`)
const numberIds = { A: "200000000000001", B: "200000000000002" }

/** A body as WhatsApp sends it. */
const body = (to: Name, field: string, list: string, item: object) =>
  JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{
      id: "100000000000001",
      changes: [{ field, value: { metadata: { phone_number_id: numberIds[to] }, [list]: [item] } }]
    }]
  })

const play = (provider: Provider, steps: ReadonlyArray<Step>) =>
  Effect.gen(function*() {
    const contacts = yield* Contacts.Contacts
    const dispatcher = yield* Dispatcher
    const scheduler = yield* Scheduler
    const webhooks = yield* Webhooks
    const db = yield* MemoryDatabase
    const { tables } = db
    yield* TestClock.setTime(begin.epochMillis)
    const shops = { A: yield* aShop(1), B: yield* aShop(2) }
    const templates = new Map<string, Effect.Effect.Success<ReturnType<typeof aTemplate>>>()
    const refused: Array<string> = []

    const templateFor = (name: Name, category: "UTILITY" | "MARKETING") =>
      Effect.gen(function*() {
        const known = templates.get(category)
        if (known === undefined) {
          templates.set(category, yield* aTemplate(shops.A, category))
          for (const approval of [...tables.approvals.values()].filter((one) => one.category === category)) {
            const { jewellerId } = shops.B
            const wabaId = tables.accounts.get(jewellerId)!.wabaId
            yield* db.call({ _tag: "System" }, () =>
              db.put(tables.approvals, `${jewellerId} ${wabaId} ${approval.translationId}`, {
                ...approval,
                jewellerId,
                wabaId
              }))
          }
        }
        return { shop: shops[name], template: templates.get(category)! }
      })
    const contactOf = (name: Name, number: number) =>
      [...tables.contacts.values()].find((contact) =>
        contact.jewellerId === shops[name].jewellerId && contact.phone === phone(number)
      )
    const hear = (text: string) => Effect.zipRight(webhooks.receive(text), webhooks.process(10))
    const newestRun = (name: Name) =>
      [...tables.runs.values()].filter(({ jewellerId }) => jewellerId === shops[name].jewellerId).at(-1)?.id

    const check = (expected: Expected) => {
      const optOut = (key: string) => contactOf(key[0] as Name, Number(key.slice(1)))?.optOut
      const actual: Record<string, unknown> = {}
      if (expected.posts) {
        actual["posts"] = provider.seen.map(({ recipient }) =>
          recipient._tag === "Phone" ? Number(recipient.phone.slice(-5)) : recipient.waUserId
        )
      }
      if (expected.messages) {
        actual["messages"] = Object.fromEntries(Object.keys(expected.messages).map((name) => [
          name,
          [...tables.messages.values()]
            .filter(({ runId }) => runId === newestRun(name as Name))
            .map(({ cancelReason, state }) => [state, cancelReason])
        ]))
      }
      if (expected.skips) {
        actual["skips"] = Object.fromEntries(Object.keys(expected.skips).map((name) => [
          name,
          [...tables.skips.values()].filter(({ runId }) => runId === newestRun(name as Name)).map(({ reason }) => reason)
        ]))
      }
      if (expected.optOut) {
        actual["optOut"] = Object.fromEntries(Object.keys(expected.optOut).map((key) => [key, optOut(key)]))
      }
      if (expected.ledger) {
        actual["ledger"] = [...tables.consents.values()].map(({ action, scope, source }) =>
          `${action} ${scope} ${source}`
        )
      }
      if (expected.refused) actual["refused"] = refused
      assert.deepStrictEqual<unknown>(actual, expected)
    }

    for (const step of steps) {
      const now = yield* DateTime.now
      if ("contacts" in step) {
        for (const [name, numbers] of Object.entries(step.contacts)) {
          yield* someContacts(shops[name as Name], numbers.map((number) => ({ number, paymentDay: 28 })))
        }
      } else if ("run" in step) {
        const { category, ratePerMinute, shop: name } = step.run
        const { shop, template } = yield* templateFor(name, category)
        if (ratePerMinute !== undefined) {
          const account = tables.accounts.get(shop.jewellerId)!
          yield* db.call({ _tag: "System" }, () => {
            db.put(tables.accounts, shop.jewellerId, { ...account, ratePerSecond: ratePerMinute / 60 })
          })
        }
        yield* aRun(shop, template)
      } else if ("reminders" in step) {
        const { daysBefore, shop: name, time } = step.reminders
        const { shop, template } = yield* templateFor(name, "UTILITY")
        yield* launch(shop, template, reminding({ daysBefore, time, start: "2026-11-25" }))
      } else if ("answer" in step) {
        const code = step.answer
        provider.answer = (_, count) =>
          Effect.succeed(
            code === null
              ? { _tag: "Accepted", wamid: `wamid.${count}`, held: false }
              : {
                _tag: "Rejected",
                failure: ErrorTable.failureOfStatus(GraphError.parse({ code, message: "refused" })),
                retryAfter: null
              }
          )
      } else if ("send" in step) {
        yield* dispatcher.poll
        yield* TestClock.adjust(0)
      } else if ("seconds" in step) {
        yield* TestClock.adjust(`${step.seconds} seconds`)
      } else if ("minutes" in step) {
        yield* TestClock.adjust(`${step.minutes} minutes`)
        yield* dispatcher.poll
        yield* TestClock.adjust(0)
      } else if ("days" in step) {
        yield* passTime(DateTime.add(now, { days: step.days }))
        yield* scheduler.step
      } else if ("says" in step) {
        const { from, text, to } = step.says
        const timestamp = String(Math.floor(now.epochMillis / 1000))
        const message = { from: digits(from), id: `wamid.${timestamp}`, timestamp, type: "text", text: { body: text } }
        yield* hear(body(to, "messages", "messages", message))
      } else if ("prefers" in step) {
        const { from, minute, to, value } = step.prefers
        const timestamp = begin.epochMillis / 1000 + minute * 60
        const preference = { wa_id: digits(from), category: "marketing_messages", value, timestamp }
        yield* hear(body(to, "user_preferences", "user_preferences", preference))
      } else if ("upload" in step) {
        const bytes = Stream.make(new TextEncoder().encode(step.upload.csv))
        yield* contacts.startImport(shops[step.upload.shop].owner, { name: "customers.csv", bytes })
        yield* contacts.runNextImport("worker-1")
      } else if ("optIn" in step) {
        const { contact, reason, shop } = step.optIn
        const result = yield* Effect.either(
          contacts.optIn(shops[shop].owner, contactOf(shop, contact)!.id, reason)
        )
        if (result._tag === "Left") refused.push(result.left._tag)
      } else check(step.expect)
    }
  })

const played = (steps: ReadonlyArray<Step>) =>
  Effect.suspend(() => {
    const provider = new Provider()
    return play(provider, steps).pipe(
      Effect.provide(Layer.provideMerge(
        Contacts.layer,
        Layer.mergeAll(layer(provider, workerId(1), WebhookPayload.layer), CsvReader.layer, PhoneParser.layer)
      ))
    )
  })

describeCases("opt-outs from public bug reports", "optout.json", {
  ...Object.fromEntries(
    readCases<Case>("optout.json").flatMap(({ id, steps }) => steps === undefined ? [] : [[id, played(steps)]])
  ),
  "OPT-02": elsewhere("packages/domain/test/contacts/Keyword.test.ts", "OPT-02 is neither too narrow nor too wide")
})
