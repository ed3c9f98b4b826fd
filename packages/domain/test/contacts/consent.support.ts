import { assert } from "@effect/vitest"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import * as Contacts from "@ektola/domain/contacts/Contacts"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { ContactFileReader } from "@ektola/domain/ports/ContactFileReader"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import { PhoneParser } from "@ektola/domain/ports/PhoneParser"
import { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import { type aRun, aShop, layer, Provider, said, someContacts, whileTimePasses } from "../world.js"
import { parsePhone } from "./support.js"

export const begin = 1_795_564_800_000
const reader = Layer.succeed(ContactFileReader, {
  read: (bytes) =>
    Stream.suspend(() => {
      let row = 0
      return Stream.map(bytes, (piece) => ({
        row: ++row,
        cells: Buffer.from(piece).toString().split(","),
        fault: null,
        bytesRead: row
      }))
    })
})
export const world = (provider = new Provider()) =>
  Layer.provideMerge(
    Contacts.layer,
    Layer.mergeAll(layer(provider), reader, Layer.succeed(PhoneParser, { parse: parsePhone }))
  )

type Shop = Effect.Effect.Success<ReturnType<typeof aShop>>

export const phone = (number: number) => PhoneNumber.make(`+9198000${String(number).padStart(5, "0")}`)

/** What a person writes to the shop's number; `at` is in seconds after the beginning. */
export const says = (
  word: {
    readonly phone?: number
    readonly waUserId?: string
    readonly text?: string
    readonly payload?: string
    readonly answers?: string
  },
  at: number,
  number = 1
) => ({
  id: `wamid.${at}`,
  kind: "text",
  phoneNumberId: PhoneNumberId.make(`20000000000000${number}`),
  phone: word.phone === undefined ? null : phone(word.phone),
  waUserId: word.waUserId ?? null,
  text: word.text ?? null,
  payload: word.payload ?? null,
  answers: word.answers ?? null,
  newPhone: null,
  at: begin + at * 1000
})

export const hear = (...inbound: ReadonlyArray<ReturnType<typeof says>>) =>
  Effect.gen(function*() {
    const webhooks = yield* Webhooks
    yield* webhooks.receive(said({ inbound }))
    yield* webhooks.process(10)
  })

/** WhatsApp's status of the first message. */
export const report = (provider: Provider, update: Partial<StatusUpdate>, at = 60) =>
  Effect.gen(function*() {
    const webhooks = yield* Webhooks
    const [request] = provider.seen
    assert(request)
    yield* webhooks.receive(JSON.stringify([{
      phoneNumberId: request.phoneNumberId,
      wabaId: null,
      wamid: "wamid.1",
      token: request.token,
      status: "sent",
      recipientPhone: null,
      waUserId: null,
      failure: null,
      ...update,
      occurredAt: begin + at * 1000
    }]))
    yield* webhooks.process(10)
  })

export const upload = (shop: Shop, ...lines: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const contacts = yield* Contacts.Contacts
    const bytes = Stream.fromIterable(lines.map((line) => new TextEncoder().encode(line)))
    const { id } = yield* contacts.startImport(shop.owner, { name: "customers.csv", bytes })
    yield* contacts.runNextImport("worker-1")
    assert.strictEqual((yield* contacts.getImport(shop.owner, id)).status, "COMPLETED")
  })

export const flush = Effect.gen(function*() {
  const dispatcher = yield* Dispatcher
  for (let rounds = 0; rounds < 20 && (yield* dispatcher.poll) > 0; rounds++) {
    yield* whileTimePasses(dispatcher.drain)
  }
})

export const messagesOf = (shop: Shop, { run }: Effect.Effect.Success<ReturnType<typeof aRun>>) =>
  Effect.map(
    Effect.flatMap(Campaigns, (campaigns) =>
      campaigns.listMessages(shop.owner, run.id, { state: null }, { after: null, limit: 10 })),
    ({ items }) =>
      items.map(({ cancelReason, state }) => [state, cancelReason])
  )

export const skipsOf = (shop: Shop, { run }: Effect.Effect.Success<ReturnType<typeof aRun>>) =>
  Effect.map(
    Effect.flatMap(Campaigns, (campaigns) => campaigns.listSkips(shop.owner, run.id, { after: null, limit: 10 })),
    ({ items }) => items.map(({ reason }) => reason)
  )

export const optOuts = Effect.map(
  MemoryDatabase,
  ({ tables }) => [...tables.contacts.values()].map(({ optOut }) => optOut)
)
export const ledger = Effect.map(
  MemoryDatabase,
  ({ tables }) =>
    [...tables.consents.values()].map(({ action, contactId, proof, scope, source }) =>
      [action, scope, source, proof.replace(/[0-9a-f-]{36}/, "…"), contactId === null ? "nobody" : "contact"].join(
        " | "
      )
    )
)
export const notes = Effect.map(MemoryDatabase, ({ tables }) => [...tables.webhooks.values()].map(({ note }) => note))

/** Removes every contact as a purge will. */
export const purge = Effect.flatMap(MemoryDatabase, (db) =>
  db.call({ _tag: "System" }, () => {
    for (const id of db.tables.contacts.keys()) db.remove(db.tables.contacts, id)
  }))

export const setUp = Effect.gen(function*() {
  yield* TestClock.setTime(begin)
  const shop = yield* aShop()
  const [contactId] = yield* someContacts(shop, [{ number: 1 }])
  assert(contactId)
  return { shop, contactId }
})

export const optedOut: Effect.Effect.Success<ReturnType<typeof messagesOf>> = [["CANCELLED", "OPTED_OUT"]]
export const queued: typeof optedOut = [["QUEUED", null]]
