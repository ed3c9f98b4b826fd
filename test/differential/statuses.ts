/** Histories of statuses, and what is stored after they came in some order. */
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import type { Attempt } from "@ektola/domain/messaging/Attempt"
import * as Message from "@ektola/domain/messaging/Message"
import * as Webhooks from "@ektola/domain/messaging/Webhooks"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import * as MemoryStores from "@ektola/domain/ports/memory/layer"
import type { Tables } from "@ektola/domain/ports/memory/MemoryDatabase"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { PersonHasher } from "@ektola/domain/ports/PersonHasher"
import * as Arr from "effect/Array"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { aContact, aMessage, anAttempt, at, uuid } from "../contract/builders.js"
import { aLaunch, aShop } from "../contract/stage.js"
import type { Random } from "./audience/random.js"

export interface Status {
  readonly id: string
  readonly status: string
  readonly timestamp: string
  readonly biz_opaque_callback_data: string
  readonly errors?: ReadonlyArray<object>
}

const failures = [131026, 131049, 131050, 132015, 131053]

/** What WhatsApp may tell of one attempt, in the order in which it happens. */
const historyOf = (random: Random, { token, wamid }: Pick<Attempt, "token" | "wamid">): ReadonlyArray<Status> => {
  let seconds = Math.floor(DateTime.toEpochMillis(at(20)) / 1000)
  const told = (status: string, more: object = {}): Status => {
    seconds += random.whole(0, 90)
    return { id: wamid ?? "", status, timestamp: String(seconds), biz_opaque_callback_data: token, ...more }
  }
  const failed = () => told("failed", { errors: [{ code: random.pick(failures), title: "refused" }] })
  const sent = random.chance(0.9) ? [told("sent")] : []
  if (random.chance(0.2)) return [...sent, failed(), ...random.chance(0.2) ? [told("delivered")] : []]
  const delivered = random.chance(0.85) ? [told("delivered")] : []
  const read = random.chance(0.5) ? [told("read")] : []
  return [...sent, ...delivered, ...read, ...random.chance(0.03) ? [told("played")] : []]
}

export const layer = Webhooks.layer.pipe(
  Layer.provideMerge(Layer.mergeAll(
    MemoryStores.layer,
    WebhookPayload.layer,
    Layer.succeed(PersonHasher, { hash: (jewellerId, { phone, waUserId }) => `${jewellerId} ${phone ?? waUserId}` }),
    Layer.succeed(IdGenerator, { id: Effect.sync(uuid), token: Effect.sync(uuid), jitter: Effect.succeed(0.5) })
  ))
)

/** Accepted messages of one shop, and `howMany` statuses of them at least, in the order in which they happened. */
export const stage = (random: Random, howMany: number) =>
  Effect.gen(function*() {
    const contacts = yield* ContactStore
    const messages = yield* MessageStore
    const shop = yield* aShop()
    const { run } = yield* aLaunch(shop)
    const statuses: Array<Status> = []
    while (statuses.length < howMany) {
      const people = Array.from({ length: 100 }, () => aContact())
      const stored = yield* contacts.upsertMany(shop.jewellerId, people, "REPLACE", at(0))
      const translationId = shop.template.translations[0]!.id
      const queued = stored.map(({ id: contactId }, index) =>
        aMessage(run, shop.account, {
          contactId,
          phone: people[index]!.input.phone,
          translationId,
          notAfter: DateTime.add(at(0), { days: 30 })
        })
      )
      yield* messages.insertMany(queued)
      yield* messages.save(queued.map((message) => {
        const attempt: Attempt = {
          ...anAttempt(message, { wamid: `wamid.${uuid()}` }),
          state: "ACCEPTED",
          evidence: "ACCEPTED",
          answeredAt: at(11),
          acceptedAt: at(11)
        }
        statuses.push(...historyOf(random, attempt))
        return { message: Message.fold(message, [attempt]), attempts: [attempt], events: [] }
      }))
    }
    return { account: shop.account, statuses }
  })

/** Posts and applies them: bodies of up to fifty, batches of up to thirty bodies. */
export const applyAll = (
  account: { readonly wabaId: string; readonly phoneNumberId: string },
  statuses: ReadonlyArray<Status>
) =>
  Effect.gen(function*() {
    const webhooks = yield* Webhooks.Webhooks
    const metadata = { phone_number_id: account.phoneNumberId }
    for (const some of Arr.chunksOf(statuses, 50)) {
      yield* webhooks.receive(JSON.stringify({
        object: "whatsapp_business_account",
        entry: [{ id: account.wabaId, changes: [{ field: "messages", value: { metadata, statuses: some } }] }]
      }))
    }
    while ((yield* webhooks.process(30)) > 0);
  })

// How the end was reached is another in another order: the bodies, and each step that a status was.
const history: ReadonlySet<string> = new Set(["webhooks", "statusEvents", "consents"])

/** Every row that tells how things are. */
export const rows = (tables: Tables): Readonly<Record<string, ReadonlyMap<unknown, unknown>>> =>
  Object.fromEntries(
    Object.entries(tables).flatMap(([name, table]) =>
      history.has(name) ? [] : [[name, new Map<unknown, unknown>(table as Map<unknown, unknown>)]]
    )
  )

/** Puts back what `rows` gave, and forgets the history. */
export const restore = (tables: Tables, saved: ReturnType<typeof rows>) => {
  for (const [name, table] of Object.entries(tables) as ReadonlyArray<[string, Map<unknown, unknown>]>) {
    table.clear()
    for (const [key, row] of saved[name] ?? []) table.set(key, row)
  }
}
